/** Everything a person can ask the viewer to do. Components call these and show the stores; nothing else changes state. */
import type { OpenScan, RecentScan, ScanSource } from '#contract/api';
import { labelOf, type CaseFile } from '#contract/case';
import { asQuadrantError, type ErrorBody } from '#contract/errors';
import type { Modality } from '#contract/scan';
import type { Jaw } from '#core/fdi';
import { decodeScanSurface } from '#core/surface/scan-surface-bytes';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { firstPassSlices } from '#core/voxels/stream-order';
import type { Vec3 } from '#core/volume';
import type { HostClient, UploadFile } from '../host.ts';
import { presetAfter, presetWindow, type PresetId } from '../viewer/grey/grey-window.ts';
import type { ScanImages } from '../viewer/scan-images.ts';
import type { OpenSurface } from '../viewer/surface/open-surface.ts';
import { scanMesh } from '../viewer/surface/scan-mesh.ts';
import type { ToothSurfaces } from '../viewer/scene/tooth-surfaces.ts';
import type { CasesStore } from './cases/cases-store.ts';
import { createAnnotationCommands, type AnnotationsStore } from './drawings/annotations-store.ts';
import { createCaseCommands } from './cases/case-commands.ts';
import { EMPTY_SESSION, type SessionError, type SessionStore } from './session-store.ts';
import { createImportCommands } from './exchange/import-commands.ts';
import { createOutlineCommands } from './scans/outline-commands.ts';
import { createRecentCommands } from './scans/recent-commands.ts';
import type { Review } from './review/review-store.ts';
import { createShelfCommands } from './cases/shelf-commands.ts';
import { keepSettings, type SettingsStore } from './settings-store.ts';
import { INITIAL_VIEW, OVERLAY_OPACITY, TOOLS, type ViewState, type ViewStore } from './view/view-store.ts';

export interface CommandOptions {
  readonly host: HostClient;
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  /** The intraoral scan that is open. */
  readonly surface: OpenSurface;
  readonly surfaces: ToothSurfaces;
  readonly settings: SettingsStore;
  readonly annotations: AnnotationsStore;
  readonly review: Review;
  readonly cases: CasesStore;
  /** These are the commands of a second study, beside another one: its teeth are shown, not sought. */
  readonly beside: boolean;
}

export type Commands = ReturnType<typeof createCommands>;

/** While voxels stream in, the panes are redrawn this often. */
const REDRAW_MS = 200;

export function createCommands({
  host,
  session,
  view,
  images,
  surface,
  surfaces,
  settings,
  annotations: drawn,
  review,
  cases: casesStore,
  beside,
}: CommandOptions) {
  const annotations = createAnnotationCommands({ store: drawn, review });
  const pictured = { images, surface };
  const recents = createRecentCommands({ host, session, pictured, report: (thrown) => report('open', thrown) });
  const shelf = createShelfCommands({
    store: casesStore,
    host,
    pictured,
    openCase,
    placeSeen: (casesThere) =>
      session.setState(({ host: app }) => (app === null ? {} : { host: { ...app, casesThere } })),
  });
  const cases = createCaseCommands({
    host,
    session,
    view,
    images,
    surfaces,
    annotations,
    review,
    beside,
    keepTeeth: (scan, teeth) => recents.keepTeeth(scan, teeth),
    keepPicture,
    report: (thrown, scope) => report('case', thrown, scope),
  });
  /** Ends everything that belongs to the scan that is open when another is opened. */
  let scanScope = new AbortController();
  /** Resolves when all voxels of the open scan are there. */
  let allVoxels = Promise.withResolvers<void>();

  function report(about: SessionError['about'], thrown: unknown, scope?: AbortSignal): void {
    if (scope?.aborted === true) return;
    session.setState({ error: { about, error: asQuadrantError(thrown).toBody() } });
  }

  /** Without its settings the viewer starts as it is delivered. */
  async function start(): Promise<void> {
    await keepSettings(settings, host);
    try {
      session.setState({ host: await host.call('app.info', {}) });
      await recents.refreshRecents();
      await openHandedOver();
    } catch (thrown) {
      report('open', thrown);
    }
  }

  /** Opens what the system asked Quadrant to open since the last time, by a double click on a file or folder. */
  async function openHandedOver(): Promise<void> {
    if (busy()) return;
    const { source } = await host.call('app.handed-over', {});
    if (source !== null) await openSource(source, source.kind === 'case' ? source.caseId : null);
  }

  async function openSource(source: ScanSource, forCase: string | null = null): Promise<void> {
    try {
      await openOrThrow(source, forCase);
    } catch (thrown) {
      // The list of cases, from where the scan was asked for, lies over everything else.
      if (forCase === null) report('open', thrown);
      else casesStore.setState({ error: asQuadrantError(thrown).toBody() });
    }
  }

  /** @param forCase the case to be shown on the scan instead of its newest one */
  async function openOrThrow(source: ScanSource, forCase: string | null): Promise<void> {
    session.setState({ opening: { step: 'reading' }, error: null });
    try {
      // The engine would first finish what nobody waits for any more.
      await cancelJob();
      const asked = forCase === null ? {} : { forCase };
      const scan = await host.call('scans.open', { source, beside, ...asked });
      await showScan(scan);
    } finally {
      session.setState({ opening: null });
    }
  }

  async function openCase(caseId: string): Promise<ErrorBody | null> {
    if (busy()) return null;
    try {
      await openOrThrow({ kind: 'case', caseId }, caseId);
      return null;
    } catch (thrown) {
      return asQuadrantError(thrown).toBody();
    }
  }

  /** Shows the panes at once and fills them while the voxels arrive; then the stored case, or a new one. */
  async function showScan(scan: OpenScan): Promise<void> {
    clearScan();
    const scope = scanScope.signal;
    const bytes = images.begin(scan);
    view.setState({
      ...INITIAL_VIEW,
      patientVisible: view.getState().patientVisible,
      layout: view.getState().layout,
      tool: TOOLS[scan.info.modality][0],
      overlayOpacity: OVERLAY_OPACITY[scan.info.modality],
      crosshairMm: middleOf(images),
      window: presetWindow('auto', scan.greyRange),
    });
    session.setState({ scan, opening: null });
    shelf.hide();
    void recents.refreshRecents().catch(() => {});
    const filled = scan.info.modality === 'ios' ? fillSurface(scan, scope) : fillScan(scan, bytes, scope);
    void filled.catch((thrown: unknown) => {
      if (scope.aborted) return;
      // Half a scan must not be taken for a whole one.
      closeScan();
      report('open', thrown);
    });
  }

  async function fillScan(scan: OpenScan, bytes: Uint8Array, scope: AbortSignal): Promise<void> {
    const total = scan.geometry.dims[2];
    let drawnAt = -Infinity;
    let told = false;
    let passed = false;
    const firstPass = Promise.withResolvers<void>();
    const arriving = host.readVoxels(scan, bytes, {
      signal: scope,
      onSlices: (slices) => {
        // All slice panes can be drawn now, and are before anything else.
        const passes = !passed && slices >= firstPassSlices(total);
        if (slices === 0 || (!passes && performance.now() - drawnAt < REDRAW_MS)) return;
        if (passes) {
          passed = true;
          requestAnimationFrame(() => setTimeout(firstPass.resolve));
        }
        drawnAt = performance.now();
        session.setState({ loadedFraction: slices / total });
        images.arrived(slices);
      },
    });
    arriving.catch(() => {}); // when reading fails, the stream only breaks off: the reason is told here
    const canShow = firstPass.promise;
    if (scan.info.modality === 'cbct') void cases.showLikely(scan, { canShow, told: () => told, scope });
    const { latestCaseId, ...read } = await host.call('scans.complete', { scanId: scan.scanId });
    if (scope.aborted) return;
    told = true;
    if (latestCaseId === null) cases.drop();
    const whole = { ...scan, ...read };
    session.setState({ scan: whole });
    if (view.getState().preset === 'auto') view.setState({ window: presetWindow('auto', read.greyRange) });
    // The last slices may still be on their way: a stored result need not wait for them.
    const showing = latestCaseId === null ? null : cases.show(whole, latestCaseId, scope);
    await arriving;
    if (scope.aborted) return;
    session.setState({ loadedFraction: 1 });
    images.arrived(total);
    void recents.keepThumbnail(whole, scope).catch(() => {});
    allVoxels.resolve();
    if (showing !== null) await showing;
    else if (!beside) await findTeeth();
  }

  /** An intraoral scan comes as a whole. */
  async function fillSurface(scan: OpenScan, scope: AbortSignal): Promise<void> {
    const { latestCaseId, ...read } = await host.call('scans.complete', { scanId: scan.scanId });
    const { positionsMm, ...shown } = decodeScanSurface(await host.readSurface(scan.scanId, scope));
    if (scope.aborted) return;
    surface.show(scanMesh({ ...shown, positions: Float64Array.from(positionsMm) }));
    const whole = { ...scan, ...read };
    session.setState({ scan: whole, loadedFraction: 1 });
    void recents.keepThumbnail(whole, scope).catch(() => {});
    allVoxels.resolve();
    if (latestCaseId !== null) await cases.show(whole, latestCaseId, scope);
    else if (!beside) await findTeeth();
  }

  function closeScan(): void {
    if (beside && session.getState().scan !== null) void host.call('scans.close-beside', {}).catch(() => {});
    clearScan();
  }

  function clearScan(): void {
    scanScope.abort();
    scanScope = new AbortController();
    allVoxels = Promise.withResolvers<void>();
    const { job, host: app, recents: list } = session.getState();
    if (job?.jobId != null) void host.call('jobs.cancel', { jobId: job.jobId }).catch(() => {});
    images.clear();
    surface.show(null);
    surfaces.clear();
    annotations.clear();
    cases.forget();
    review.close();
    session.setState({ ...EMPTY_SESSION, host: app, recents: list });
    view.setState({ selectedTooth: null, hoveredTooth: null, maximisedPane: null });
  }

  async function findTeeth(jaw?: Jaw): Promise<void> {
    const { scan, job, caseFile, caseConfirmed } = session.getState();
    if (scan === null || job !== null || (caseFile !== null && !caseConfirmed)) return;
    const scope = scanScope.signal;
    const waiting = { state: 'running', stage: 'read', fraction: 0, secondsLeft: null, provider: null } as const;
    session.setState({ job: { ...waiting, jobId: null, cancelling: false }, jobNote: null, error: null });
    try {
      const { jobId } = await host.call('jobs.segment', { scanId: scan.scanId, provider: 'auto', jaw });
      for await (const event of host.jobEvents(jobId)) {
        if (scope.aborted) return;
        switch (event.state) {
          case 'running':
            session.setState(({ job: current }) => ({
              job: { ...event, jobId, cancelling: current?.cancelling ?? false },
            }));
            break;
          case 'done':
            await cases.show(scan, event.caseId, scope);
            break;
          case 'failed':
            session.setState({ error: { about: 'segment', error: event.error } });
            break;
          case 'cancelled':
            session.setState({ jobNote: 'cancelled' });
            break;
        }
      }
    } catch (thrown) {
      report('segment', thrown, scope);
    } finally {
      if (!scope.aborted) session.setState({ job: null });
    }
  }

  async function cancelJob(): Promise<void> {
    const { job } = session.getState();
    if (job === null || job.jobId === null || job.cancelling) return;
    const { jobId } = job;
    session.setState({ job: { ...job, cancelling: true } });
    await host.call('jobs.cancel', { jobId }).catch((thrown: unknown) => report('segment', thrown));
  }

  async function keepPicture(scan: OpenScan, caseId: string, scope: AbortSignal): Promise<void> {
    await allVoxels.promise;
    await shelf.keepThumbnail(scan, caseId, scope);
  }

  /**
   * Selects a tooth by its label. From the list and the chart every pane goes
   * there (the crosshair jumps to its centroid, a radiograph brings it into view); from a picture they stay.
   */
  function selectTooth(label: number | null, { goThere }: { readonly goThere: boolean }): void {
    const { caseFile } = session.getState();
    const place = caseFile === null || label === null ? null : placeOf(caseFile, label);
    view.setState({ selectedTooth: place === null ? null : label, ...(goThere ? place : {}) });
  }

  function showPreset(preset: PresetId): void {
    const { scan } = session.getState();
    if (scan === null) return;
    view.setState({
      preset,
      window: presetWindow(preset, preset === 'full' ? images.extent() : scan.greyRange),
    });
  }

  /** One scan at a time: a second drop while the first is being read is ignored. */
  const busy = (): boolean => session.getState().opening !== null;

  return {
    start,

    /** Asked whenever the window comes to the front; a host that is gone tells so at the next thing that is asked. */
    openHandedOver: () => openHandedOver().catch((thrown: unknown) => report('open', thrown)),

    async openDemo(modality: Modality): Promise<void> {
      if (!busy()) await openSource({ kind: 'demo', modality });
    },

    async openRecent(recentId: string): Promise<void> {
      if (!busy()) await openSource({ kind: 'recent', recentId });
    },

    /** What was fetched from an archive. */
    async openFetched(sourceId: string): Promise<void> {
      if (!busy()) await openSource({ kind: 'source', sourceId });
    },

    /** Electron: asks with the system's dialog; nothing happens when it is closed. */
    async openWithDialog(what: 'folder' | 'file', forCase: string | null = null): Promise<void> {
      if (busy()) return;
      const sourceId = (await host.native?.pickScan(what)) ?? null;
      if (sourceId !== null) await openSource({ kind: 'source', sourceId }, forCase);
    },

    /** Electron: a dropped file or folder, read where it lies. */
    async openDropped(file: File): Promise<void> {
      if (host.native === null || busy()) return;
      try {
        await openSource({ kind: 'source', sourceId: await host.native.sourceForDroppedFile(file) });
      } catch (thrown) {
        report('open', thrown);
      }
    },

    /** Browser host: copies the files to the host's session folder on this machine, then opens them. */
    async openFiles(files: readonly UploadFile[], forCase: string | null = null): Promise<void> {
      if (busy()) return;
      session.setState({ opening: { step: 'copying', fraction: 0 }, error: null });
      try {
        const sourceId = await host.upload(files, (fraction) =>
          session.setState({ opening: { step: 'copying', fraction } }),
        );
        await openSource({ kind: 'source', sourceId }, forCase);
      } catch (thrown) {
        report('open', thrown);
        session.setState({ opening: null });
      }
    },

    cases: shelf,
    closeScan,
    findTeeth,
    cancelJob,
    selectTooth,
    annotations,
    ...createImportCommands({
      host,
      session,
      scope: () => scanScope.signal,
      show: (scan, caseId, scope) => cases.show(scan, caseId, scope),
      report: (thrown, scope) => report('import', thrown, scope),
    }),
    ...createOutlineCommands({
      outline: (question) => host.call('radiographs.outline', question),
      session,
      report: (thrown) => report('outline', thrown),
    }),
    removeRecent: (entry: RecentScan) => recents.removeRecent(entry),
    restoreRecent: () => recents.restoreRecent(),
    dismissError: () => session.setState({ error: null }),

    usePreset: showPreset,

    /** The next preset of the scan's kind, or the previous one; from a window dragged by hand, the first. */
    cyclePreset(by: 1 | -1): void {
      const { scan } = session.getState();
      if (scan !== null) showPreset(presetAfter(scan.info.modality, view.getState().preset, by));
    },

    changeOpacity(by: number): void {
      const opacity = view.getState().overlayOpacity + by;
      view.setState({
        overlayVisible: true,
        overlayOpacity: Math.min(1, Math.max(0, Math.round(opacity * 100) / 100)),
      });
    },
  };
}

/** Centre of the middle voxel: of the slice that comes first. */
function middleOf(images: ScanImages): Vec3 {
  if (images.scan === null) return [0, 0, 0];
  const { geometry } = images.scan;
  const [ni, nj, nk] = geometry.dims;
  return applyAffine(affineIjkToWorld(geometry), [Math.floor(ni / 2), Math.floor(nj / 2), Math.floor(nk / 2)]);
}

/** What the views go to for a tooth of a case; null when it has no such tooth. */
function placeOf(caseFile: CaseFile, label: number): Pick<ViewState, 'crosshairMm'> | Pick<ViewState, 'lookAt'> | null {
  if (caseFile.modality !== 'opg') {
    const tooth = caseFile.instances.find((one) => labelOf(one) === label);
    return tooth === undefined ? null : { crosshairMm: tooth.centroidMm };
  }
  const tooth =
    caseFile.instances.find((one) => labelOf(one) === label) ??
    caseFile.supernumerary.find((extra) => extra.label === label);
  // A new object, so that asking twice goes there twice.
  return tooth === undefined ? null : { lookAt: { ...tooth.boundsPx } };
}
