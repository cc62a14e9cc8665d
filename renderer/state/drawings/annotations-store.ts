/**
 * What a person drew on the open scan. As soon as there is a case, each change is an action of its review, which saves it
 * and takes it back; until then the drawings wait here, with steps of their own.
 */
import { createStore } from 'zustand/vanilla';
import { NO_ANNOTATIONS, type Annotations } from '#contract/annotations';
import type { Review } from '../review/review-store.ts';

export interface AnnotationsState {
  readonly now: Annotations;
  readonly undo: readonly Annotations[];
  readonly redo: readonly Annotations[];
  readonly selectedId: string | null;
  /** null until the scan has a case: drawings wait for it. */
  readonly caseId: string | null;
}

const EMPTY: AnnotationsState = {
  now: NO_ANNOTATIONS,
  undo: [],
  redo: [],
  selectedId: null,
  caseId: null,
};
const MOST_STEPS = 200;

export const createAnnotationsStore = () => createStore<AnnotationsState>(() => EMPTY);
export type AnnotationsStore = ReturnType<typeof createAnnotationsStore>;

export interface AnnotationCommandOptions {
  readonly store: AnnotationsStore;
  readonly review: Pick<Review, 'store' | 'perform' | 'undo' | 'redo'>;
}

export type AnnotationCommands = ReturnType<typeof createAnnotationCommands>;

export function createAnnotationCommands({ store, review }: AnnotationCommandOptions) {
  /** The state before a drag: its steps become one. */
  let dragStart: Annotations | null = null;

  review.store.subscribe(({ review: now, caseId }) => {
    // A case that just began is shown by `showCase`, which carries over what was drawn before.
    if (now === null || caseId !== store.getState().caseId) return;
    if (store.getState().now !== now.now.drawn) store.setState({ now: now.now.drawn });
  });

  function pushed(steps: readonly Annotations[], step: Annotations): readonly Annotations[] {
    return [...steps, step].slice(-MOST_STEPS);
  }

  /** One step from `before` to `after`. */
  function keep(before: Annotations, after: Annotations): void {
    if (store.getState().caseId === null) {
      store.setState(({ undo }) => ({ now: after, undo: pushed(undo, before), redo: [] }));
    } else if (!review.perform({ kind: 'draw', drawn: after })) store.setState({ now: before });
  }

  function travel(from: 'undo' | 'redo', to: 'undo' | 'redo'): void {
    const state = store.getState();
    if (state.caseId !== null) return review[from]();
    const step = state[from].at(-1);
    if (step === undefined) return;
    store.setState({ now: step, [from]: state[from].slice(0, -1), [to]: pushed(state[to], state.now) });
  }

  return {
    /** One step that undo takes back. */
    change(change: (annotations: Annotations) => Annotations): void {
      const { now } = store.getState();
      keep(now, change(now));
    },

    /** While dragging: shown at once, saved and made one step by `endDrag`. */
    drag(change: (annotations: Annotations) => Annotations): void {
      const { now } = store.getState();
      dragStart ??= now;
      store.setState({ now: change(now) });
    },

    endDrag(): void {
      if (dragStart === null) return;
      const before = dragStart;
      dragStart = null;
      keep(before, store.getState().now);
    },

    cancelDrag(): void {
      if (dragStart !== null) store.setState({ now: dragStart });
      dragStart = null;
    },

    /** Of everything, once the scan has a case; before, of what was drawn. */
    undo: () => travel('undo', 'redo'),
    redo: () => travel('redo', 'undo'),
    select: (selectedId: string | null) => store.setState({ selectedId }),

    /** Another scan was opened, or none. */
    clear: () => store.setState(EMPTY),

    /**
     * The scan has a case, whose review has begun. Its drawings are shown; what was drawn before there was one, or on an
     * earlier case of the same scan, is carried over to a case that has none.
     */
    showCase(caseId: string): void {
      const stored = review.store.getState().review?.now.drawn ?? NO_ANNOTATIONS;
      const { now, caseId: earlier } = store.getState();
      const carried = isEmpty(now) ? null : isEmpty(stored) ? now : earlier === null ? joined(stored, now) : null;
      store.setState({ caseId, now: stored, undo: [], redo: [] });
      if (carried !== null && carried !== stored) keep(stored, carried);
    },
  };
}

function isEmpty({ archMm, measurements, canals, surfaces = [] }: Annotations): boolean {
  return archMm === null && measurements.length + canals.length + surfaces.length === 0;
}

function joined(stored: Annotations, fresh: Annotations): Annotations {
  return {
    ...stored,
    archMm: fresh.archMm ?? stored.archMm,
    measurements: [...stored.measurements, ...fresh.measurements],
    canals: [...stored.canals, ...fresh.canals],
  };
}
