/** The review of the open case: what a person did so far, shown at once and put on record one action after the other. */
import type { ApiResult } from '#contract/api';
import type { CaseFile } from '#contract/case';
import { asQuadrantError, QuadrantError } from '#contract/errors';
import {
  originalTeeth,
  begunReview,
  patchFromText,
  type Action,
  type CaseReview,
  type Entry,
  type Head,
} from '#contract/review';
import type { Warning } from '#contract/scan';
import { reviewedCase } from '#contract/reviewed-case';
import { applyPatchInto, labelsTouchedBy, PatchError } from '#core/review/label-patch';
import { advance, ReviewError, type PatchToApply } from '#core/review/review';
import type { FinishedSurface } from '#core/surface/surface-finish';
import { createStore } from 'zustand/vanilla';
import type { HostClient } from '../../host.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { surfaceOf } from '../../viewer/scene/tooth-mesh.ts';
import type { ToothSurfaces } from '../../viewer/scene/tooth-surfaces.ts';
import type { SessionStore } from '../session-store.ts';

export interface ReviewStoreState {
  readonly caseId: string | null;
  readonly review: CaseReview | null;
  /** Every entry of the log in order, also those that were taken back. */
  readonly entries: readonly Entry[];
  /** Entries that were moved aside, because they are damaged. */
  readonly warnings: readonly Warning[];
  /** Actions that are shown but not on disk yet. */
  readonly unsaved: number;
}

const NOTHING: ReviewStoreState = { caseId: null, review: null, entries: [], warnings: [], unsaved: 0 };

export const createReviewStore = () => createStore<ReviewStoreState>(() => NOTHING);
export type ReviewStore = ReturnType<typeof createReviewStore>;

export interface ReviewOptions {
  readonly store: ReviewStore;
  readonly host: Pick<HostClient, 'call' | 'readMesh' | 'readLabels'>;
  readonly session: SessionStore;
  readonly images: ScanImages;
  readonly surfaces: ToothSurfaces;
  /** Who acts, until the host has written it down. */
  readonly reviewer: () => string;
  /** Surfaces may have many triangles: a graphics card draws them. */
  readonly drawsFine: () => boolean;
  readonly report: (thrown: unknown) => void;
}

export type Review = ReturnType<typeof createReview>;

/** A case whose log is being followed. */
interface Open {
  /** The voxels have told that the case is the scan's. Until then nothing may be done to it. */
  confirmed: boolean;
  readonly caseFile: CaseFile;
  readonly scope: AbortSignal;
  readonly drawn: ApiResult<'review.entries'>['drawn'];
  /** Where the log on disk ends, as far as this window knows. */
  head: Head;
  /** The case as it was measured last. */
  measured: CaseFile;
  /** Changes of the label map since the nets, for labels that are still on their way. */
  readonly patches: PatchToApply[];
  /** Shown, not yet on disk. */
  readonly queue: Action[];
  /** Labels whose measurements and surfaces are out of date. */
  readonly stale: Set<number>;
  /** Numbers changed: measurements that depend on them are out of date. */
  renumbered: boolean;
}

export function createReview({ store, host, session, images, surfaces, reviewer, drawsFine, report }: ReviewOptions) {
  let open: Open | null = null;
  let saving: Promise<void> | null = null;
  let measuring = false;

  function close(): void {
    open = null;
    saving = null;
    store.setState(NOTHING);
  }

  /**
   * Reads the log of a case that is likely or certainly the scan's, and shows the case as it says, as it was measured first:
   * `confirm` follows. @throws QuadrantError review.damaged, …
   */
  async function begin(caseFile: CaseFile, scope: AbortSignal): Promise<void> {
    const caseId = caseFile.id;
    const { drawn, entries, head, warnings } = await host.call('review.entries', { caseId, after: 0 });
    if (scope.aborted) return;
    let review: CaseReview = begunReview(caseFile, drawn);
    const patches: PatchToApply[] = [];
    for (const entry of entries) {
      const next = advance(review, entry);
      review = next.review;
      if (next.patch !== null) patches.push(next.patch);
    }
    open = {
      confirmed: false,
      caseFile,
      scope,
      drawn,
      head,
      measured: caseFile,
      patches,
      queue: [],
      stale: new Set(),
      renumbered: false,
    };
    saving = null;
    store.setState({ caseId, review, entries, warnings, unsaved: 0 });
    showCase();
  }

  /**
   * The case that was begun is the scan's: it may be changed, and is measured anew if it was. Its label map follows with
   * `labelsArrived`.
   */
  async function confirm(): Promise<void> {
    const at = open;
    if (at === null) return;
    at.confirmed = true;
    const { caseId, entries } = store.getState();
    if (caseId === null || !entries.some(({ action: { kind } }) => kind === 'reshape' || kind === 'identify')) return;
    const answer = await host.call('review.case', { caseId, seq: at.head.seq });
    if (open !== at) return;
    at.measured = answer.case;
    showCase();
  }

  function showCase(): void {
    const { review } = store.getState();
    if (open !== null && review !== null) session.setState({ caseFile: reviewedCase(open.measured, review.now) });
  }

  /** Brings labels as the nets left them up to date; they are shown by the caller. */
  function labelsArrived(labels: Uint8Array): void {
    if (open === null) return;
    for (const { patch, direction } of open.patches) applyPatchInto(labels, patchFromText(patch), direction);
    open.patches.length = 0;
  }

  /** Shows an action at once and saves it after those before it. False when it makes no sense now; the person is told. */
  function perform(action: Action): boolean {
    const { review, entries, unsaved } = store.getState();
    if (open === null || review === null) return false;
    if (!open.confirmed) {
      report(
        new QuadrantError(
          'review.unconfirmed',
          'The result is shown already, but still being compared with the scan.',
          'Try again in a moment.',
        ),
      );
      return false;
    }
    const entry: Entry = {
      seq: review.seq + 1,
      at: new Date().toISOString(),
      by: reviewer(),
      action,
      previous: open.head.hash,
    };
    try {
      const next = advance(review, entry);
      if (next.patch !== null) patchLabels(open, next.patch);
      store.setState({ review: next.review, entries: [...entries, entry], unsaved: unsaved + 1 });
    } catch (thrown) {
      if (!(thrown instanceof ReviewError || thrown instanceof PatchError)) throw thrown;
      report(new QuadrantError('review.refused', `${thrown.message}.`, 'Look at the case and try again.', {}, thrown));
      return false;
    }
    if (changesNumbers(action)) open.renumbered = true;
    showCase();
    open.queue.push(action);
    save();
    return true;
  }

  function patchLabels(at: Open, { patch, direction }: PatchToApply): void {
    const decoded = patchFromText(patch);
    for (const label of labelsTouchedBy(decoded)) at.stale.add(label);
    if (images.labels === null) at.patches.push({ patch, direction });
    else images.patchLabels(decoded, direction);
  }

  function save(): void {
    const at = open;
    if (at === null || saving !== null) return;
    saving = saveUntilDone(at);
  }

  async function saveUntilDone(at: Open): Promise<void> {
    const saved = await saveAll(at);
    if (open !== at) return;
    saving = null;
    // An action may have come between the last answer and now.
    if (saved && at.queue.length > 0) save();
  }

  /** False when it could not go on. */
  async function saveAll(at: Open): Promise<boolean> {
    try {
      for (let action = at.queue[0]; action !== undefined; action = at.queue[0]) {
        const { entry, head } = await host.call('review.append', { caseId: at.caseFile.id, head: at.head, action });
        if (open !== at) return false;
        at.head = head;
        at.queue.shift();
        store.setState(({ entries, unsaved }) => ({
          unsaved: unsaved - 1,
          entries: entries.map((one) => (one.seq === entry.seq ? entry : one)),
        }));
      }
      void measure(at);
      return true;
    } catch (thrown) {
      if (open !== at) return false;
      report(thrown);
      const { code } = asQuadrantError(thrown);
      // What another window did goes first; anything else may pass, and the next action tries again.
      if (code.startsWith('review.')) await reload(at);
      return false;
    }
  }

  /** Starts again from what is on disk. Shapes cannot be edited until the labels are there again. */
  async function reload({ caseFile, scope }: Open): Promise<void> {
    const { labels } = images;
    try {
      images.showLabels(null);
      session.setState({ labelsLoaded: false });
      await begin(caseFile, scope);
      await confirm();
      if (labels === null || scope.aborted) return;
      await host.readLabels(caseFile.id, labels, { signal: scope, onProgress: () => {} });
      if (scope.aborted) return;
      labelsArrived(labels);
      images.showLabels(labels);
      session.setState({ labelsLoaded: true });
      surfaces.clear();
      await showSurfaces(scope);
    } catch (thrown) {
      if (!scope.aborted) report(thrown);
    }
  }

  /** Entries that another window wrote meanwhile; nothing happens when there are none. */
  async function catchUp(): Promise<void> {
    const at = open;
    if (at?.confirmed !== true || saving !== null || at.queue.length > 0) return;
    try {
      const { entries } = await host.call('review.entries', { caseId: at.caseFile.id, after: at.head.seq });
      if (open === at && entries.length > 0 && at.queue.length === 0) await reload(at);
    } catch (thrown) {
      if (open === at) report(thrown);
    }
  }

  /** Asks for the measurements and surfaces that the actions on disk changed. */
  async function measure(at: Open): Promise<void> {
    if (measuring || at.queue.length > 0 || (at.stale.size === 0 && !at.renumbered)) return;
    measuring = true;
    const touched = [...at.stale];
    const { seq } = at.head;
    at.stale.clear();
    at.renumbered = false;
    try {
      const answer = await host.call('review.case', { caseId: at.caseFile.id, seq });
      if (open !== at) return;
      at.measured = answer.case;
      showCase();
      const there = new Set(originalTeeth(answer.case).map(({ label }) => label));
      if (answer.case.modality === 'cbct') await Promise.all(touched.map((label) => showSurface(at, label, there)));
    } catch (thrown) {
      for (const label of touched) at.stale.add(label);
      if (open === at) report(thrown);
      return;
    } finally {
      measuring = false;
    }
    await measure(at);
  }

  async function showSurface(at: Open, label: number, there: ReadonlySet<number>): Promise<void> {
    if (!there.has(label)) return surfaces.remove(label);
    const surface = await readSurface(at, label, at.scope);
    if (open === at) surfaces.add(new Map([[label, surface]]));
  }

  async function readSurface(at: Open, label: number, scope: AbortSignal): Promise<FinishedSurface> {
    const detail = drawsFine() ? 'fine' : 'coarse';
    return surfaceOf(await host.readMesh(at.caseFile.id, { label, seq: at.head.seq, detail }, scope));
  }

  /**
   * Each arrival redraws the 3D pane, which takes long where a processor plays the graphics card.
   * @param coarse labels whose coarse surfaces are shown already: where that is all that is drawn, they stay
   */
  async function showSurfaces(scope: AbortSignal, coarse: ReadonlySet<number> = new Set()): Promise<void> {
    const at = open;
    if (at?.measured.modality !== 'cbct') return;
    const there = originalTeeth(at.measured).map(({ label }) => label);
    const labels = drawsFine() ? there : there.filter((label) => !coarse.has(label));
    for (let first = 0; first < labels.length; first += SURFACES_AT_ONCE) {
      const batch = labels.slice(first, first + SURFACES_AT_ONCE);
      const read = async (label: number) => [label, await readSurface(at, label, scope)] as const;
      const meshes = await Promise.all(batch.map(read));
      if (open !== at) return;
      surfaces.add(new Map(meshes));
    }
  }

  function step(kind: 'undo' | 'redo'): void {
    const { review } = store.getState();
    const last = (kind === 'undo' ? review?.done : review?.undone)?.at(-1);
    if (last !== undefined) perform({ kind, of: last.entry.seq });
  }

  return {
    store,
    begin,
    confirm,
    close,
    labelsArrived,
    showSurfaces,
    catchUp,
    perform,
    /** Takes back the last step of any tool; nothing when the case is as the nets left it. */
    undo: () => step('undo'),
    redo: () => step('redo'),
    sign: () => perform({ kind: 'sign' }),
    reopen: () => perform({ kind: 'reopen' }),
  };
}

/** A browser asks one host six things at a time: saving an action must not wait behind surfaces. */
const SURFACES_AT_ONCE = 4;

function changesNumbers({ kind }: Action): boolean {
  return kind === 'identify' || kind === 'undo' || kind === 'redo';
}
