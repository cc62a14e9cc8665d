/**
 * The state of a case under review: what its log says, told from the beginning. Tables only; the label map is changed
 * by the patches that `advance` hands out, so that the same fold serves the window, the engine and the store.
 */
import { isFdi } from '../fdi.ts';
import type { Decision, Identity, MissingReason, ReviewEntry, StepAction, ToothOrigin, ToothStatus } from './action.ts';

/** A tooth as it stands now. `by` and `at` tell who changed it last; null: nobody did. */
export interface ToothRecord extends Identity {
  readonly decision: Decision;
  /** A person changed its number or type, or its shape, since the nets or since it was made. */
  readonly renumbered: boolean;
  readonly reshaped: boolean;
  /** Made by a person, by splitting or drawing. */
  readonly made: boolean;
  readonly by: string | null;
  readonly at: string | null;
}

export interface ReviewState<Drawn = unknown> {
  /** By label. */
  readonly teeth: ReadonlyMap<number, ToothRecord>;
  /** By FDI code. */
  readonly missing: ReadonlyMap<number, MissingReason>;
  /** Keys of findings that a person lets stand. */
  readonly settled: ReadonlySet<string>;
  readonly drawn: Drawn;
}

interface Step<Drawn> {
  readonly entry: ReviewEntry<Drawn>;
  readonly action: StepAction<Drawn>;
  readonly before: ReviewState<Drawn>;
  readonly after: ReviewState<Drawn>;
}

export interface Review<Drawn = unknown> {
  readonly now: ReviewState<Drawn>;
  /** Steps that undo takes back, the latest last. */
  readonly done: readonly Step<Drawn>[];
  /** Steps that redo does again, the next one last. */
  readonly undone: readonly Step<Drawn>[];
  /** Number of the last entry, 0 before the first. */
  readonly seq: number;
  readonly signed: { readonly by: string; readonly at: string } | null;
}

/** A change of the label map that goes with an entry. */
export interface PatchToApply {
  readonly patch: string; // base64 of encodePatch
  readonly direction: 'forth' | 'back';
}

/** An action that makes no sense now; the message tells a person why. */
export class ReviewError extends Error {
  override readonly name = 'ReviewError';
}

/** The state that the nets left. @param drawn what was drawn before the review's log began */
export function beginReview<Drawn>(teeth: readonly Identity[], drawn: Drawn): Review<Drawn> {
  const untouched = {
    decision: 'proposed',
    renumbered: false,
    reshaped: false,
    made: false,
    by: null,
    at: null,
  } as const;
  const records = teeth.map((tooth) => [tooth.label, { ...tooth, ...untouched }] as const);
  return {
    now: { teeth: new Map(records), missing: new Map(), settled: new Set(), drawn },
    done: [],
    undone: [],
    seq: 0,
    signed: null,
  };
}

/** The review after one more entry, and what it does to the label map. @throws ReviewError and changes nothing */
export function advance<Drawn>(
  review: Review<Drawn>,
  entry: ReviewEntry<Drawn>,
): { readonly review: Review<Drawn>; readonly patch: PatchToApply | null } {
  const { action, by, at, seq } = entry;
  if (seq !== review.seq + 1) throw new ReviewError(`Entry ${seq} does not follow entry ${review.seq}`);
  if (action.kind === 'sign') {
    if (review.signed !== null) throw new ReviewError('The case is signed off already');
    return { review: { ...review, seq, signed: { by, at } }, patch: null };
  }
  if (action.kind === 'reopen') {
    if (review.signed === null) throw new ReviewError('The case is open');
    return { review: { ...review, seq, signed: null }, patch: null };
  }
  if (review.signed !== null) throw new ReviewError('The case is signed off: reopen it to change it');
  if (action.kind === 'undo') {
    const step = lastStep(review.done, action.of);
    const undone = [...review.undone, step];
    return {
      review: { ...review, seq, now: step.before, done: review.done.slice(0, -1), undone },
      patch: patchOf(step.action, 'back'),
    };
  }
  if (action.kind === 'redo') {
    const step = lastStep(review.undone, action.of);
    const done = [...review.done, step];
    return {
      review: { ...review, seq, now: step.after, done, undone: review.undone.slice(0, -1) },
      patch: patchOf(step.action, 'forth'),
    };
  }
  const before = review.now;
  const after = stateAfter(before, action, { by, at });
  const step: Step<Drawn> = { entry, action, before, after };
  return {
    review: { ...review, seq, now: after, done: [...review.done, step], undone: [] },
    patch: patchOf(action, 'forth'),
  };
}

/** Proposed, accepted, edited or rejected: what was decided last goes before what was changed. */
export function statusOf({ decision, renumbered, reshaped, made }: ToothRecord): ToothStatus {
  if (decision !== 'proposed') return decision;
  return renumbered || reshaped || made ? 'edited' : 'proposed';
}

export function originOf({ renumbered, reshaped, made }: ToothRecord): ToothOrigin {
  if (made) return 'person';
  return renumbered || reshaped ? 'changed' : 'nets';
}

/** Whether a tooth belongs to the result. Whether it has any voxels left only the label map knows. */
export function counts({ decision, type }: Pick<ToothRecord, 'decision' | 'type'>): boolean {
  return decision !== 'rejected' && type !== 'not-a-tooth';
}

/** Labels for teeth that a person makes: none that the nets use for a number or a supernumerary tooth. */
const OWN_LABELS = { first: 101, last: 199 };

/** The lowest label that no tooth bears or bore, also none that redo could bring back. @throws ReviewError when all are used */
export function freeLabel(review: Review, taken: readonly number[] = []): number {
  const used = new Set(taken);
  for (const label of review.now.teeth.keys()) used.add(label);
  for (let label = OWN_LABELS.first; label <= OWN_LABELS.last; label++) if (!used.has(label)) return label;
  throw new ReviewError('There are too many teeth in this case');
}

function lastStep<Drawn>(steps: readonly Step<Drawn>[], seq: number): Step<Drawn> {
  const step = steps.at(-1);
  if (step === undefined) throw new ReviewError('There is no step to take');
  if (step.entry.seq !== seq) throw new ReviewError(`The next step is ${step.entry.seq}, not ${seq}`);
  return step;
}

function patchOf(action: StepAction, direction: PatchToApply['direction']): PatchToApply | null {
  return action.kind === 'reshape' ? { patch: action.patch, direction } : null;
}

function stateAfter<Drawn>(
  state: ReviewState<Drawn>,
  action: StepAction<Drawn>,
  who: { readonly by: string; readonly at: string },
): ReviewState<Drawn> {
  switch (action.kind) {
    case 'identify':
      return withTeeth(
        state,
        action.teeth.map((identity) => {
          checkFdi(identity.fdi);
          return { ...toothOf(state, identity.label), ...identity, ...who, renumbered: true, decision: 'proposed' };
        }),
      );
    case 'decide':
      return withTeeth(
        state,
        action.labels.map((label) => ({ ...toothOf(state, label), ...who, decision: action.decision })),
      );
    case 'reshape':
      return withReshaped(state, action, who);
    case 'missing': {
      checkFdi(action.fdi);
      const missing = new Map(state.missing);
      if (action.reason === null) missing.delete(action.fdi);
      else missing.set(action.fdi, action.reason);
      return { ...state, missing };
    }
    case 'settle': {
      const settled = new Set(state.settled);
      for (const finding of action.findings) {
        if (action.settled) settled.add(finding);
        else settled.delete(finding);
      }
      return { ...state, settled };
    }
    case 'draw':
      return { ...state, drawn: action.drawn };
  }
}

function withReshaped<Drawn>(
  state: ReviewState<Drawn>,
  action: Extract<StepAction<Drawn>, { readonly kind: 'reshape' }>,
  who: { readonly by: string; readonly at: string },
): ReviewState<Drawn> {
  const made = action.made.map((identity): ToothRecord => {
    checkFdi(identity.fdi);
    if (state.teeth.has(identity.label)) throw new ReviewError(`Label ${identity.label} is in use`);
    return { ...identity, ...who, decision: 'proposed', renumbered: false, reshaped: false, made: true };
  });
  const known = withTeeth(state, made);
  const touched = action.touched.map((label) => ({
    ...toothOf(known, label),
    ...who,
    decision: 'proposed' as const,
    reshaped: true,
  }));
  return withTeeth(known, touched);
}

function withTeeth<Drawn>(state: ReviewState<Drawn>, changed: readonly ToothRecord[]): ReviewState<Drawn> {
  const teeth = new Map(state.teeth);
  for (const tooth of changed) teeth.set(tooth.label, tooth);
  return { ...state, teeth };
}

function toothOf({ teeth }: ReviewState, label: number): ToothRecord {
  const tooth = teeth.get(label);
  if (tooth === undefined) throw new ReviewError(`There is no tooth with label ${label}`);
  return tooth;
}

function checkFdi(fdi: number): void {
  if (!isFdi(fdi)) throw new ReviewError(`${fdi} is no FDI number`);
}
