/** What a person drew on the open scan, with undo and redo; saved to the case at each change. */
import { createStore } from 'zustand/vanilla';
import { NO_ANNOTATIONS, type Annotations } from '#contract/annotations';
import type { HostClient } from '../host.ts';

export interface AnnotationsState {
  readonly now: Annotations;
  readonly undo: readonly Annotations[];
  readonly redo: readonly Annotations[];
  readonly selectedId: string | null;
  /** null until the scan has a case: drawings wait for it. */
  readonly caseId: string | null;
  readonly saved: boolean;
}

const EMPTY: AnnotationsState = {
  now: NO_ANNOTATIONS,
  undo: [],
  redo: [],
  selectedId: null,
  caseId: null,
  saved: true,
};
const MOST_STEPS = 200;

export const createAnnotationsStore = () => createStore<AnnotationsState>(() => EMPTY);
export type AnnotationsStore = ReturnType<typeof createAnnotationsStore>;

export interface AnnotationCommandOptions {
  readonly store: AnnotationsStore;
  readonly host: Pick<HostClient, 'call'>;
  readonly report: (thrown: unknown) => void;
}

export type AnnotationCommands = ReturnType<typeof createAnnotationCommands>;

export function createAnnotationCommands({ store, host, report }: AnnotationCommandOptions) {
  let saving = Promise.resolve();
  /** The state before a drag: its steps become one. */
  let dragStart: Annotations | null = null;

  /** Saves what is there when its turn comes; a failure is shown and leaves `saved` false. */
  function save(): void {
    const { caseId } = store.getState();
    store.setState({ saved: false });
    if (caseId === null) return;
    saving = saveAfter(saving, caseId);
  }

  async function saveAfter(earlier: Promise<void>, caseId: string): Promise<void> {
    await earlier;
    const { now, caseId: current } = store.getState();
    if (current !== caseId) return;
    try {
      await host.call('cases.annotate', { caseId, annotations: now });
      if (store.getState().now === now) store.setState({ saved: true });
    } catch (thrown) {
      report(thrown);
    }
  }

  function pushed(steps: readonly Annotations[], step: Annotations): readonly Annotations[] {
    return [...steps, step].slice(-MOST_STEPS);
  }

  function travel(from: 'undo' | 'redo', to: 'undo' | 'redo'): void {
    const state = store.getState();
    const step = state[from].at(-1);
    if (step === undefined) return;
    store.setState({ now: step, [from]: state[from].slice(0, -1), [to]: pushed(state[to], state.now) });
    save();
  }

  return {
    /** One step that undo takes back. */
    change(change: (annotations: Annotations) => Annotations): void {
      const { now, undo } = store.getState();
      store.setState({ now: change(now), undo: pushed(undo, now), redo: [] });
      save();
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
      store.setState(({ undo }) => ({ undo: pushed(undo, before), redo: [] }));
      save();
    },

    cancelDrag(): void {
      if (dragStart !== null) store.setState({ now: dragStart });
      dragStart = null;
    },

    undo: () => travel('undo', 'redo'),
    redo: () => travel('redo', 'undo'),
    select: (selectedId: string | null) => store.setState({ selectedId }),

    /** Another scan was opened, or none. */
    clear: () => store.setState(EMPTY),

    /**
     * The scan has a case now. Its drawings are shown; what was drawn before there was one, or on an earlier case of the
     * same scan, is carried over to a case that has none.
     */
    async showCase(caseId: string): Promise<void> {
      const stored = await host.call('cases.annotations', { caseId });
      const { now, caseId: earlier } = store.getState();
      store.setState({ caseId });
      if (isEmpty(now)) store.setState({ now: stored, undo: [], redo: [], saved: true });
      else if (isEmpty(stored)) save();
      else if (earlier === null) {
        // The person was quicker than the case.
        store.setState({ now: joined(stored, now), undo: [stored], redo: [] });
        save();
      } else store.setState({ now: stored, undo: [], redo: [], saved: true });
    },
  };
}

function isEmpty({ archMm, measurements, canals }: Annotations): boolean {
  return archMm === null && measurements.length === 0 && canals.length === 0;
}

function joined(stored: Annotations, fresh: Annotations): Annotations {
  return {
    ...stored,
    archMm: fresh.archMm ?? stored.archMm,
    measurements: [...stored.measurements, ...fresh.measurements],
    canals: [...stored.canals, ...fresh.canals],
  };
}
