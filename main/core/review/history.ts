/** A review's log as a story: what each entry did, to which numbers, and whether it still stands. */
import { isFdi } from '../fdi.ts';
import type { ReviewAction, ReviewEntry, StepAction } from './action.ts';

export interface HistoryLine<Drawn = unknown> {
  readonly entry: ReviewEntry<Drawn>;
  /** What was done, or taken back, or done again; null for signing and reopening. */
  readonly step: StepAction<Drawn> | null;
  /** It was taken back and not done again since. Undo and redo themselves never are. */
  readonly undone: boolean;
  /** Numbers that teeth had just before the step, by label; null where the log does not tell (supernumerary teeth). */
  readonly before: ReadonlyMap<number, number | null>;
}

/**
 * One line an entry, in order. Labels of the nets' own teeth are the numbers they began with; others get theirs when they
 * are made.
 */
export function historyOf<Drawn>(entries: readonly ReviewEntry<Drawn>[]): readonly HistoryLine<Drawn>[] {
  interface Step {
    readonly action: StepAction<Drawn>;
    readonly line: number;
    readonly before: ReadonlyMap<number, number>;
    readonly after: ReadonlyMap<number, number>;
  }
  const undone = new Set<number>();
  const lines: Omit<HistoryLine<Drawn>, 'undone'>[] = [];
  let done: Step[] = [];
  let taken: Step[] = [];
  let numbers: ReadonlyMap<number, number> = new Map();
  const numberOf = (label: number, at: ReadonlyMap<number, number>): number | null =>
    at.get(label) ?? (isFdi(label) ? label : null);
  const tell = (entry: ReviewEntry<Drawn>, step: Step | null): void => {
    const before = new Map(
      (step === null ? [] : labelsOf(step.action)).map((label) => [label, numberOf(label, step?.before ?? numbers)]),
    );
    lines.push({ entry, step: step?.action ?? null, before });
  };
  entries.forEach((entry, line) => {
    const { action } = entry;
    const [from, to] = action.kind === 'undo' ? [done, taken] : [taken, done];
    if (action.kind === 'undo' || action.kind === 'redo') {
      const step = from.pop();
      if (step === undefined) return tell(entry, null);
      to.push(step);
      if (action.kind === 'undo') undone.add(step.line);
      else undone.delete(step.line);
      numbers = action.kind === 'undo' ? step.before : step.after;
      return tell(entry, step);
    }
    if (action.kind === 'sign' || action.kind === 'reopen') return tell(entry, null);
    const after = new Map(numbers);
    for (const { label, fdi } of identitiesOf(action)) after.set(label, fdi);
    const step: Step = { action, line, before: numbers, after };
    done = [...done, step];
    taken = [];
    numbers = after;
    tell(entry, step);
  });
  return lines.map((told, line) => ({ ...told, undone: undone.has(line) }));
}

function identitiesOf(action: StepAction): readonly { readonly label: number; readonly fdi: number }[] {
  if (action.kind === 'identify') return action.teeth;
  return action.kind === 'reshape' ? action.made : [];
}

function labelsOf(action: ReviewAction): readonly number[] {
  switch (action.kind) {
    case 'identify':
      return action.teeth.map(({ label }) => label);
    case 'decide':
      return action.labels;
    case 'reshape':
      return action.touched;
    default:
      return [];
  }
}
