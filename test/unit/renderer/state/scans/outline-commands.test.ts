import { describe, expect, it } from 'vitest';
import type { ApiParams, ApiResult, OpenScan } from '#contract/api';
import { createOutlineCommands } from '../../../../../renderer/state/scans/outline-commands.ts';
import { createSessionStore } from '../../../../../renderer/state/session-store.ts';
import { GEOMETRY, SCAN_INFO } from '../../../../fixtures/contract/samples.ts';

type Question = ApiParams<'radiographs.outline'>;
type Answer = ApiResult<'radiographs.outline'>;

const SCAN: OpenScan = {
  scanId: 'scan',
  title: 'panoramic.png',
  info: { ...SCAN_INFO, modality: 'opg' },
  geometry: GEOMETRY,
  voxelType: 'uint8',
  greyRange: [0, 255],
  warnings: [],
};
const answerOf = (areaPx: number): Answer => ({ polygons: [], areaPx, score: 0.9 });

/** A net whose answers are given by hand. */
function slowNet() {
  const waiting: { readonly question: Question; readonly answer: PromiseWithResolvers<Answer> }[] = [];
  const outline = (question: Question): Promise<Answer> => {
    const answer = Promise.withResolvers<Answer>();
    waiting.push({ question, answer });
    return answer.promise;
  };
  return { outline, waiting };
}

function outlining() {
  const { outline, waiting } = slowNet();
  const session = createSessionStore();
  session.setState({ scan: SCAN });
  const reported: unknown[] = [];
  const commands = createOutlineCommands({ outline, session, report: (thrown) => reported.push(thrown) });
  return { commands, session, waiting, reported };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('createOutlineCommands', () => {
  it('asks for a box, then again with each place that is added', async () => {
    const { commands, session, waiting } = outlining();
    commands.promptBox({ min: [1, 2], max: [30, 40] });
    waiting[0].answer.resolve(answerOf(7));
    await settled();
    expect(session.getState().prompt).toMatchObject({ asking: false, answer: { areaPx: 7 } });
    commands.promptPoint([5, 6], 'outside');
    expect(session.getState().prompt).toMatchObject({ asking: true, answer: { areaPx: 7 } });
    expect(waiting[1].question).toEqual({
      scanId: 'scan',
      box: { min: [1, 2], max: [30, 40] },
      points: [{ at: [5, 6], inside: false }],
    });
  });

  it('starts anew with a place of its own, and not with a place outside of nothing', () => {
    const { commands, session, waiting } = outlining();
    commands.promptPoint([5, 6], 'outside');
    expect(waiting).toHaveLength(0);
    commands.promptBox({ min: [1, 2], max: [30, 40] });
    commands.promptPoint([9, 9], 'new');
    expect(session.getState().prompt).toMatchObject({ box: null, points: [{ at: [9, 9], inside: true }] });
  });

  it('asks one thing at a time, then only the latest', async () => {
    const { commands, session, waiting } = outlining();
    commands.promptPoint([1, 1], 'new');
    commands.promptPoint([2, 2], 'new');
    commands.promptPoint([3, 3], 'new');
    expect(waiting).toHaveLength(1);
    waiting[0].answer.resolve(answerOf(1));
    await settled();
    expect(waiting.map(({ question }) => question.points[0].at)).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(session.getState().prompt).toMatchObject({ asking: true, answer: null });
    waiting[1].answer.resolve(answerOf(3));
    await settled();
    expect(session.getState().prompt?.answer?.areaPx).toBe(3);
  });

  it('forgets what was cleared, and does not wait for its answer', async () => {
    const { commands, session, waiting, reported } = outlining();
    commands.promptPoint([1, 1], 'new');
    commands.clearPrompt();
    commands.promptPoint([2, 2], 'new');
    expect(waiting).toHaveLength(2);
    waiting[0].answer.reject(new Error('too late'));
    await settled();
    expect(reported).toEqual([]);
    waiting[1].answer.resolve(answerOf(2));
    await settled();
    expect(session.getState().prompt).toMatchObject({ asking: false, answer: { areaPx: 2 } });
    expect(waiting).toHaveLength(2);
  });

  it('reports what went wrong and shows no prompt that has no answer', async () => {
    const { commands, session, waiting, reported } = outlining();
    commands.promptPoint([1, 1], 'new');
    waiting[0].answer.reject(new Error('no net'));
    await settled();
    expect(reported).toHaveLength(1);
    expect(session.getState().prompt).toBeNull();
  });
});
