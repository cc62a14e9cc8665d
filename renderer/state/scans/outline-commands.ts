/** The outline tool of radiographs: a person's box or clicks become a proposal of the promptable net, shown and not kept. */
import type { ApiParams } from '#contract/api';
import type { PictureBox, PicturePoint } from '../../viewer/radiograph/picture-view.ts';
import { MOST_POINTS, type OutlineAnswer, type OutlinePrompt } from './outline-prompt.ts';
import type { SessionStore } from '../session-store.ts';

interface OutlineCommandOptions {
  /** Asks the net. */
  readonly outline: (question: ApiParams<'radiographs.outline'>) => Promise<OutlineAnswer>;
  readonly session: SessionStore;
  readonly report: (thrown: unknown) => void;
}

type Question = Pick<OutlinePrompt, 'box' | 'points'>;

export function createOutlineCommands({ outline, session, report }: OutlineCommandOptions) {
  /** The question on its way. One at a time, and after it only the latest: the engine has one net. */
  let onItsWay: OutlinePrompt | null = null;

  function ask(question: Question): void {
    session.setState(({ prompt }) => ({ prompt: { ...question, answer: prompt?.answer ?? null, asking: true } }));
    if (onItsWay === null) void answerLatest();
  }

  async function answerLatest(): Promise<void> {
    const { scan, prompt } = session.getState();
    if (scan === null || prompt?.asking !== true) return;
    onItsWay = prompt;
    const isLatest = (): boolean => session.getState().prompt === prompt;
    try {
      const question = { scanId: scan.scanId, box: prompt.box, points: [...prompt.points] };
      const answer = await outline(question);
      if (isLatest()) session.setState({ prompt: { ...prompt, answer, asking: false } });
    } catch (thrown) {
      if (isLatest()) {
        report(thrown);
        session.setState({ prompt: null });
      }
    }
    // After `clearPrompt` a new question may have overtaken this one.
    if (onItsWay !== prompt) return;
    onItsWay = null;
    await answerLatest();
  }

  return {
    /** Starts anew with a box around what is to be outlined, source pixels. */
    promptBox: (box: PictureBox): void => ask({ box, points: [] }),

    /** Starts anew with a place inside, or adds one inside or outside to the prompt there is. */
    promptPoint(at: PicturePoint, what: 'new' | 'inside' | 'outside'): void {
      const { prompt } = session.getState();
      const point = { at, inside: what !== 'outside' };
      if (what === 'new' || prompt === null) {
        // Only what lies outside of something says nothing yet.
        if (point.inside) ask({ box: null, points: [point] });
      } else if (prompt.points.length < MOST_POINTS) ask({ box: prompt.box, points: [...prompt.points, point] });
    },

    /** Forgets the prompt, also one that is still being answered. */
    clearPrompt(): void {
      onItsWay = null;
      session.setState({ prompt: null });
    },
  };
}
