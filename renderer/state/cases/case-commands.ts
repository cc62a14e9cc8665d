/**
 * Showing a stored case. The one that is likely the scan's comes first, while its voxels are still being read: teeth and
 * their surfaces, nothing that can be changed. The voxels then confirm it or take it away.
 */
import type { OpenScan } from '#contract/api';
import type { CaseFile } from '#contract/case';
import { resultOf } from '#contract/reviewed-case';
import type { FinishedSurface } from '#core/surface/surface-finish';
import { voxelCount } from '#core/volume';
import type { HostClient } from '../../host.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { surfacesOf } from '../../viewer/scene/tooth-mesh.ts';
import type { ToothSurfaces } from '../../viewer/scene/tooth-surfaces.ts';
import type { AnnotationCommands } from '../drawings/annotations-store.ts';
import type { Review } from '../review/review-store.ts';
import type { SessionStore } from '../session-store.ts';
import type { ViewStore } from '../view/view-store.ts';

export interface CaseCommandOptions {
  readonly host: Pick<HostClient, 'call' | 'readLabels' | 'readMeshes'>;
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  readonly surfaces: ToothSurfaces;
  readonly annotations: Pick<AnnotationCommands, 'showCase'>;
  readonly review: Pick<Review, 'store' | 'begin' | 'confirm' | 'close' | 'labelsArrived' | 'showSurfaces'>;
  /** In a second study slices show the teeth, there is no 3D pane. */
  readonly beside: boolean;
  readonly keepTeeth: (scan: OpenScan, teeth: number) => Promise<void>;
  /** Makes the picture of a case that has none. */
  readonly keepPicture: (scan: OpenScan, caseId: string, scope: AbortSignal) => Promise<void>;
  readonly report: (thrown: unknown, scope: AbortSignal) => void;
}

interface ShownCase {
  readonly caseId: string;
  /** Aborted when another case takes its place. */
  readonly scope: AbortController;
  readonly signal: AbortSignal;
  readonly described: Promise<CaseFile>;
  readonly kept: Promise<ReadonlySet<number>>;
}

export function createCaseCommands({
  host,
  session,
  view,
  images,
  surfaces,
  annotations,
  review,
  beside,
  keepTeeth,
  keepPicture,
  report,
}: CaseCommandOptions) {
  let shown: ShownCase | null = null;
  let hasPicture = true;

  /** Starts to show a case, or goes on with the one that is shown already. */
  function begin(caseId: string, scanScope: AbortSignal): ShownCase {
    if (shown?.caseId === caseId) return shown;
    shown?.scope.abort();
    const scope = new AbortController();
    const signal = AbortSignal.any([scope.signal, scanScope]);
    // On their way while the case is read and shown.
    const bytes = beside ? Promise.resolve(null) : host.readMeshes(caseId, signal).catch(() => null);
    const described = describe(caseId, signal);
    const kept = described.then((caseFile) => showKept(caseFile, bytes, signal));
    kept.catch(() => {}); // whoever waits for it is told
    shown = { caseId, scope, signal, described, kept };
    return shown;
  }

  async function describe(caseId: string, signal: AbortSignal): Promise<CaseFile> {
    const { case: caseFile, run, thumbnail } = await host.call('cases.get', { caseId });
    signal.throwIfAborted();
    hasPicture = thumbnail;
    surfaces.clear();
    images.showLabels(null);
    review.close();
    session.setState({ caseFile, run, job: null, labelsLoaded: false, caseConfirmed: false });
    await review.begin(caseFile, signal);
    signal.throwIfAborted();
    return caseFile;
  }

  /** Labels of the teeth whose surfaces were kept, still have that shape, and are shown. */
  async function showKept(
    { modality }: CaseFile,
    arriving: Promise<ArrayBuffer | null>,
    signal: AbortSignal,
  ): Promise<ReadonlySet<number>> {
    const bytes = await arriving;
    signal.throwIfAborted();
    const kept = new Map(bytes === null || modality !== 'cbct' ? [] : keptOf(bytes));
    const { entries } = review.store.getState();
    for (const { action } of entries) {
      if (action.kind === 'reshape') for (const label of action.touched) kept.delete(label);
    }
    if (kept.size > 0) surfaces.add(kept);
    return new Set(kept.keys());
  }

  async function showLabels(scan: OpenScan, caseId: string, signal: AbortSignal): Promise<void> {
    const labels = new Uint8Array(voxelCount(scan.geometry));
    await host.readLabels(caseId, labels, { signal, onProgress: () => {} });
    signal.throwIfAborted();
    review.labelsArrived(labels);
    images.showLabels(labels);
    session.setState({ labelsLoaded: true });
  }

  /** Takes an unconfirmed case away, as if it had never been shown. */
  function drop(): void {
    if (shown === null) return;
    shown.scope.abort();
    shown = null;
    if (session.getState().caseFile === null) return;
    review.close();
    surfaces.clear();
    images.showLabels(null);
    session.setState({ caseFile: null, run: null, labelsLoaded: false, caseConfirmed: false });
    view.setState({ selectedTooth: null, hoveredTooth: null });
  }

  return {
    /** Shows the case that the series hints at, once `canShow` is settled and unless the voxels have told by then. */
    async showLikely(
      scan: OpenScan,
      { canShow, told, scope }: { canShow: Promise<void>; told: () => boolean; scope: AbortSignal },
    ): Promise<void> {
      try {
        const { caseId } = await host.call('scans.likely-case', { scanId: scan.scanId });
        await canShow;
        if (caseId !== null && !told() && !scope.aborted) await begin(caseId, scope).kept;
      } catch {
        // The voxels tell in a moment which case it is, and showing that one tells what is wrong with it.
        if (!scope.aborted && !told()) drop();
      }
    },

    /** The voxels have told, or teeth were sought: the case is this scan's. The list comes first, because it is small. */
    async show(scan: OpenScan, caseId: string, scope: AbortSignal): Promise<void> {
      if (shown !== null && shown.caseId !== caseId && !session.getState().caseConfirmed) drop();
      const current = begin(caseId, scope);
      const { described, kept, signal } = current;
      try {
        const caseFile = await described;
        signal.throwIfAborted();
        session.setState({ caseConfirmed: true });
        const keepCount = (): void => {
          const { instances } = resultOf(session.getState().caseFile ?? caseFile);
          void keepTeeth(scan, instances.length).catch(() => {});
        };
        keepCount(); // the scan may be closed while the record of reviews is opened
        await review.confirm();
        signal.throwIfAborted();
        keepCount();
        if (!hasPicture) void keepPicture(scan, caseId, signal).catch(() => {});
        annotations.showCase(caseId);
        const surfacesShown = kept.then((coarse) => (beside ? null : review.showSurfaces(signal, coarse)));
        await Promise.all([surfacesShown, showLabels(scan, caseId, signal)]);
      } catch (thrown) {
        if (shown === current && !session.getState().caseConfirmed) shown = null;
        report(thrown, signal);
      }
    },

    drop,

    /** The scan is closed; whoever closes it empties the stores. */
    forget(): void {
      shown?.scope.abort();
      shown = null;
    },
  };
}

/** What cannot be read is made anew. */
function keptOf(bytes: ArrayBuffer): ReadonlyMap<number, FinishedSurface> {
  try {
    return surfacesOf(bytes);
  } catch {
    return new Map();
  }
}
