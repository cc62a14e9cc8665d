/** A stream of events that is joined again where it breaks off, as after a sleep: the host begins with the latest event. */

export interface JoinedEventsOptions<Event> {
  /** Opens the stream. What it throws itself (the host is gone, or refuses) is not tried again. */
  readonly join: () => Promise<AsyncIterable<Event>>;
  /** Whether nothing follows an event. */
  readonly isLast: (event: Event) => boolean;
  /** Before it is joined again. Default 500. */
  readonly pauseMs?: number;
}

/** So many times without an event in between. */
const MOST_JOINS = 5;

/** @throws what `join` throws; what broke the stream when it does so again and again */
export async function* joinedEvents<Event>({
  join,
  isLast,
  pauseMs = 500,
}: JoinedEventsOptions<Event>): AsyncGenerator<Event> {
  for (let joins = 1; ; joins++) {
    const stream = await join();
    try {
      for await (const event of stream) {
        joins = 0;
        yield event;
        if (isLast(event)) return;
      }
      if (joins >= MOST_JOINS) throw new TypeError('The stream of events ends again and again');
    } catch (error) {
      // What a broken connection is in all browsers (Fetch, section 5.6); anything else is a fault of ours.
      if (!(error instanceof TypeError) || joins >= MOST_JOINS) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
