/** What the components share: stores to show, commands to send, and the viewer's data. Made once, in main.tsx. */
import { asQuadrantError } from '#contract/errors';
import type { Modality } from '#contract/scan';
import type { Settings } from '#contract/settings';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createArching, type Arching } from './features/arch/arching.ts';
import { createCanals, type Canals } from './features/canal/canals.ts';
import { createMeasuring, type Measuring } from './features/measure/measuring.ts';
import { besides, type SecondStudy } from './features/compare/second-study.ts';
import { keptLayout } from './features/panes/show-layout.ts';
import { createShaping, type Shaping } from './features/shapes/shaping.ts';
import { createHostClient, type HostClient } from './host.ts';
import {
  createAnnotationsStore,
  type AnnotationsState,
  type AnnotationsStore,
} from './state/drawings/annotations-store.ts';
import { createArchive, type ArchiveCommands } from './state/exchange/archive-commands.ts';
import { createArchiveStore, type ArchiveState } from './state/exchange/archive-store.ts';
import { createLockCommands, type LockCommands } from './state/lock-commands.ts';
import type { ArchState } from './state/drawings/arch-store.ts';
import type { CanalState } from './state/drawings/canal-store.ts';
import { createCasesStore, type CasesState, type CasesStore } from './state/cases/cases-store.ts';
import { createChecks, createChecksStore, type Checks, type ChecksState } from './state/review/checks-store.ts';
import { createCommands, type Commands } from './state/commands.ts';
import { createDoctor, type Doctor, type DoctorState } from './state/doctor-store.ts';
import { createExporting, type Exporting } from './state/exchange/export-commands.ts';
import { createExportsStore, type ExportsState } from './state/exchange/exports-store.ts';
import { createLaidSurfaces, type LaidSurfaces } from './state/drawings/laid-surfaces.ts';
import { createNumbers, type Numbers } from './state/teeth/numbers-commands.ts';
import { createNumbersStore, type NumbersState } from './state/teeth/numbers-store.ts';
import { createReview, createReviewStore, type Review, type ReviewStoreState } from './state/review/review-store.ts';
import { createPlanesStore, straighten, type PlanesState, type PlanesStore } from './state/view/planes-store.ts';
import { createSceneCommands, type SceneCommands } from './state/view/scene-commands.ts';
import { createSceneStore, FRESH_SCENE, type SceneState, type SceneStore } from './state/view/scene-store.ts';
import { createSessionStore, type SessionState, type SessionStore } from './state/session-store.ts';
import type { ShapeState } from './state/shapes/shape-store.ts';
import { createShellStore, type ShellStore } from './state/shell-store.ts';
import { createSettingsStore, type SettingsStore } from './state/settings-store.ts';
import { createSurfaceLookStore, type SurfaceLookStore } from './state/view/surface-look-store.ts';
import { createTeethStore, type TeethState, type TeethStore } from './state/teeth/teeth-store.ts';
import { createViewStore, type PaneId, type ViewState, type ViewStore } from './state/view/view-store.ts';
import { textOf, type Texts } from './text.ts';
import { displayFacts } from './viewer/scene/display-facts.ts';
import { ExtraSurfaces } from './viewer/scene/extra-surfaces.ts';
import type { PaneView } from './viewer/pane-view.ts';
import { PaneLayers, type Sheet } from './viewer/layers/pane-layer.ts';
import { ScanImages } from './viewer/scan-images.ts';
import { graphicsFacts } from './viewer/scene/graphics.ts';
import { lookOf, shownLook, type ToothLooks } from './viewer/tooth-looks.ts';
import { LaidSurfaceLayer } from './viewer/layers/laid-surface-layer.ts';
import { OpenSurface } from './viewer/surface/open-surface.ts';
import type { SurfacePlace } from '#core/surface/face-brush';
import { ToothSurfaces } from './viewer/scene/tooth-surfaces.ts';

/** What the keyboard can ask of a mounted pane. */
export interface PaneControls {
  reset(): void;
  /** ±Infinity goes to the first or the last one. */
  step(slices: number): void;
  /** The flat picture that is shown, for layers; null before there is one. */
  sheet?(): Sheet | null;
  /** Gives the pane the keyboard, and so makes it the active one. */
  focus?(): void;
  /** Takes a key that would scroll slices for itself; false leaves it. */
  takeKey?(key: string): boolean;
  /** Moves or enlarges the picture in its pane. */
  changeViewBy?(change: (view: PaneView) => PaneView): void;
  /** Moves the crosshair within the pane by voxels. */
  moveCrosshair?(steps: readonly [right: number, up: number]): void;
}

/** What the keyboard can ask of the radiograph that is shown. */
export interface PictureControls {
  reset(): void;
  moveBy(steps: readonly [right: number, down: number]): void;
  zoomBy(factor: number): void;
}

/** What the keyboard can ask of the intraoral scan that is shown. */
export interface SurfaceControls {
  /** Moves the brush over the picture, CSS pixels. */
  movePlace(by: readonly [rightPx: number, downPx: number]): void;
  /** What the brush stands on. */
  keyboardPlace(): SurfacePlace | null;
}

/** What the keyboard can ask of the start screen's buttons, also while a scan is shown. */
export interface ScanPicker {
  /** @param forCase the case whose scan is asked for */
  choose(what: 'folder' | 'file' | 'segmentation', forCase?: string): void;
}

export interface App {
  readonly host: HostClient;
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly planes: PlanesStore;
  readonly teeth: TeethStore;
  readonly images: ScanImages;
  readonly surfaces: ToothSurfaces;
  /** The intraoral scan that is open. */
  readonly surface: OpenSurface;
  readonly surfaceLook: SurfaceLookStore;
  /** What else the 3D pane shows: nerve canals and the like. */
  readonly extraSurfaces: ExtraSurfaces;
  /** How the 3D pane is looked at. */
  readonly scene: SceneStore;
  readonly sceneCommands: SceneCommands;
  readonly settings: SettingsStore;
  readonly shell: ShellStore;
  readonly annotations: AnnotationsStore;
  /** What a person did to the case, and the way to do more. */
  readonly review: Review;
  /** Corrections of numbers. */
  readonly numbers: Numbers;
  /** What is odd about the case, and decisions about its teeth. */
  readonly checks: Checks;
  /** Number, colour and sign of each label. */
  readonly looks: ToothLooks;
  /** The list of stored cases. */
  readonly cases: CasesStore;
  readonly layers: PaneLayers;
  readonly measuring: Measuring;
  /** The dental arch, along which panoramic and cross-sections lie. */
  readonly arching: Arching;
  readonly canals: Canals;
  /** Intraoral scans on the teeth of a CBCT. */
  readonly laidSurfaces: LaidSurfaces;
  /** Painting, cutting and joining teeth. */
  readonly shaping: Shaping;
  /** Files of the case that a person keeps. */
  readonly exporting: Exporting;
  /** The practice's archives (PACS). */
  readonly archive: ArchiveCommands;
  /** What this computer lacks. */
  readonly doctor: Doctor;
  readonly lock: LockCommands;
  readonly commands: Commands;
  readonly panes: Map<PaneId, PaneControls>;
  /** The mounted radiograph. */
  readonly picture: { current: PictureControls | null };
  /** The mounted intraoral scan. */
  readonly surfacePane: { current: SurfaceControls | null };
  /** Asks for a scan on this machine. */
  readonly picker: { current: ScanPicker | null };
  /** The study that is compared with this one; null for a second one itself. */
  readonly second: SecondStudy | null;
}

/** What a second study shares with the first. */
type Shared = Pick<App, 'host' | 'settings' | 'shell' | 'cases' | 'lock'>;

/** @param shared given for a second study beside another one. */
export function createApp(shared: Shared | null = null): App {
  const host = shared?.host ?? createHostClient();
  const session = createSessionStore();
  const view = createViewStore();
  view.setState({ layout: keptLayout() });
  const planes = createPlanesStore();
  const teeth = createTeethStore();
  session.subscribe(({ scan }, before) => {
    if (scan?.scanId !== before.scan?.scanId) straighten(planes);
  });
  const scene = createSceneStore();
  session.subscribe(({ scan }, before) => {
    if (scan?.scanId !== before.scan?.scanId) scene.setState(FRESH_SCENE);
  });
  const images = new ScanImages();
  const surfaces = new ToothSurfaces();
  const surface = new OpenSurface();
  const surfaceLook = createSurfaceLookStore();
  const extraSurfaces = new ExtraSurfaces();
  const settings = shared?.settings ?? createSettingsStore();
  const shell = shared?.shell ?? createShellStore();
  const cases = shared?.cases ?? createCasesStore();
  const annotations = createAnnotationsStore();
  const layers = new PaneLayers();
  annotations.subscribe(() => layers.changed());
  settings.subscribe(({ notation }, before) => {
    if (notation !== before.notation) layers.changed();
  });
  const review = createReview({
    store: createReviewStore(),
    host,
    session,
    images,
    surfaces,
    reviewer: () => settings.getState().reviewerName || (session.getState().host?.account ?? ''),
    drawsFine: () => graphicsFacts()?.software === false,
    report: (thrown) => session.setState({ error: { about: 'review', error: asQuadrantError(thrown).toBody() } }),
  });
  const looks: ToothLooks = {
    of: (label) =>
      lookOf(session.getState().caseFile, label, (made) => review.store.getState().review?.now.teeth.get(made)),
    shown: (label) => shownLook(looks.of(label), settings.getState().notation),
  };
  session.subscribe(({ caseFile }, before) => {
    if (caseFile !== before.caseFile) layers.changed();
  });
  const commands = createCommands({
    host,
    session,
    view,
    images,
    surface,
    surfaces,
    settings,
    annotations,
    review,
    cases,
    beside: shared !== null,
  });
  const checks = createChecks({
    store: createChecksStore(),
    session,
    review,
    view,
    images,
    queueOf: async (caseId) => (await host.call('review.queue', { caseId })).items,
    goToTooth: (label) => commands.selectTooth(label, { goThere: true }),
  });
  const measuring = createMeasuring({ session, view, planes, images, settings, annotations, commands });
  layers.add(measuring.layer);
  measuring.store.subscribe(() => layers.changed());
  const arching = createArching({ session, view, images, annotations, commands });
  layers.add(arching.layer);
  arching.store.subscribe(() => layers.changed());
  const canals = createCanals({
    arch: arching.arch,
    session,
    view,
    images,
    settings,
    annotations,
    extraSurfaces,
    commands,
  });
  layers.add(canals.layer);
  canals.store.subscribe(() => layers.changed());
  const laidSurfaces = createLaidSurfaces({
    host,
    session,
    drawn: annotations,
    annotations: commands.annotations,
    extraSurfaces,
  });
  layers.add(
    new LaidSurfaceLayer({
      state: () => laidSurfaces.store.getState(),
      shown: () => (annotations.getState().now.surfaces ?? []).map(({ id }) => id),
    }),
  );
  laidSurfaces.store.subscribe(() => layers.changed());
  const shaping = createShaping({ session, view, images, surface, review, looks });
  layers.add(shaping.layer);
  shaping.store.subscribe(() => layers.changed());
  const exporting = createExporting({ store: createExportsStore(), host, session, review: review.store, settings });
  const archive = createArchive({
    store: createArchiveStore(),
    host,
    session,
    review: review.store,
    settings,
    exports: exporting.store,
    openFetched: (sourceId) => commands.openFetched(sourceId),
  });
  const app: App = {
    host,
    session,
    view,
    planes,
    teeth,
    images,
    surfaces,
    surface,
    surfaceLook,
    extraSurfaces,
    scene,
    sceneCommands: createSceneCommands({ scene, view, fdiOf: (label) => looks.of(label).fdi }),
    settings,
    shell,
    annotations,
    review,
    checks,
    numbers: createNumbers({ store: createNumbersStore(), review, session, view }),
    looks,
    cases,
    layers,
    measuring,
    arching,
    canals,
    laidSurfaces,
    shaping,
    exporting,
    archive,
    doctor: createDoctor({ host, display: displayFacts }),
    lock: shared?.lock ?? createLockCommands(host, settings),
    commands,
    panes: new Map(),
    picture: { current: null },
    surfacePane: { current: null },
    picker: { current: null },
    second: null,
  };
  return shared === null ? { ...app, second: besides(app, createApp(app)) } : app;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp needs AppContext around it');
  return app;
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useApp().session, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useApp().view, select);
}

export function usePlanes<T>(select: (state: PlanesState) => T): T {
  return useStore(useApp().planes, select);
}

export function useArch<T>(select: (state: ArchState) => T): T {
  return useStore(useApp().arching.store, select);
}

export function useCanals<T>(select: (state: CanalState) => T): T {
  return useStore(useApp().canals.store, select);
}

export function useShapes<T>(select: (state: ShapeState) => T): T {
  return useStore(useApp().shaping.store, select);
}

export function useTeeth<T>(select: (state: TeethState) => T): T {
  return useStore(useApp().teeth, select);
}

export function useScene<T>(select: (state: SceneState) => T): T {
  return useStore(useApp().scene, select);
}

export function useSettings<T>(select: (state: Settings) => T): T {
  return useStore(useApp().settings, select);
}

export function useAnnotations<T>(select: (state: AnnotationsState) => T): T {
  return useStore(useApp().annotations, select);
}

export function useChecks<T>(select: (state: ChecksState) => T): T {
  return useStore(useApp().checks.store, select);
}

export function useReview<T>(select: (state: ReviewStoreState) => T): T {
  return useStore(useApp().review.store, select);
}

export function useNumbers<T>(select: (state: NumbersState) => T): T {
  return useStore(useApp().numbers.store, select);
}

export function useExports<T>(select: (state: ExportsState) => T): T {
  return useStore(useApp().exporting.store, select);
}

export function useArchive<T>(select: (state: ArchiveState) => T): T {
  return useStore(useApp().archive.store, select);
}

export function useDoctor<T>(select: (state: DoctorState) => T): T {
  return useStore(useApp().doctor.store, select);
}

export function useCases<T>(select: (state: CasesState) => T): T {
  return useStore(useApp().cases, select);
}

/** A feature's words in the person's language. */
export function useText<Words>(inLanguages: Texts<Words>): Words {
  return textOf(
    inLanguages,
    useSettings(({ language }) => language),
  );
}

/** What kind of scan is open; null when none is. */
export function useModality(): Modality | null {
  return useSession((state) => state.scan?.info.modality ?? null);
}
