import { describe, expect, test } from 'vitest';
import { joinedEvents } from '../../../../renderer/state/joined-events.ts';

/** Streams of numbers, one a join; a stream that has an error breaks off with it. */
function joining(streams: readonly { readonly events: readonly number[]; readonly error?: Error }[]) {
  const rest = [...streams];
  let joins = 0;
  const join = async () => {
    joins++;
    return streamOf(rest.shift() ?? { events: [], error: new TypeError('network error') });
  };
  return { join, joins: () => joins, isLast: (event: number) => event === 9, pauseMs: 0 };
}

async function* streamOf({ events, error }: { readonly events: readonly number[]; readonly error?: Error }) {
  yield* events;
  if (error !== undefined) throw error;
}

async function eventsOf(stream: AsyncIterable<number>): Promise<readonly number[]> {
  const events: number[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

const broken = new TypeError('network error');

describe('a stream of events', () => {
  test('is joined again where it breaks off or ends too early, and ends with the last event', async () => {
    const how = joining([
      { events: [1, 2], error: broken },
      { events: [2, 3] },
      { events: [], error: broken },
      { events: [9, 1] },
    ]);
    expect(await eventsOf(joinedEvents(how))).toEqual([1, 2, 2, 3, 9]);
    expect(how.joins()).toBe(4);
  });

  test('is given up when it never brings anything, and at once for another reason', async () => {
    const how = joining([]);
    await expect(eventsOf(joinedEvents(how))).rejects.toThrow('network error');
    expect(how.joins()).toBe(5);
    const nonsense = joining([{ events: [1], error: new SyntaxError('no JSON') }]);
    await expect(eventsOf(joinedEvents(nonsense))).rejects.toThrow('no JSON');
    expect(nonsense.joins()).toBe(1);
  });

  test('that nobody listens to any more is not joined again', async () => {
    const how = joining([{ events: [1, 2, 3] }]);
    for await (const event of joinedEvents(how)) if (event === 2) break;
    expect(how.joins()).toBe(1);
  });
});
