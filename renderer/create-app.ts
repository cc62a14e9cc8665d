/** The window without its components: stores to show, commands to send, and the viewer's data. Made once, in main.tsx. */
import { asQuadrantError } from '#contract/errors';
import { createArching, type Arching } from './features/arch/arching.ts';
import { createCanals, type Canals } from './features/canal/canals.ts';
import { createMeasuring, type Measuring } from './features/measure/measuring.ts';
import { besides, type SecondStudy } from './features/compare/second-study.ts';
import { keptLayout } from './features/panes/show-layout.ts';
import { createShaping, type Shaping } from './features/shapes/shaping.ts';
import { createHostClient, type HostClient } from './host.ts';
import type { PaneControls, PictureControls, ScanPicker, SurfaceControls } from './pane-controls.ts';
import { createAnnotationsStore, type AnnotationsStore } from './state/drawings/annotations-store.ts';
import { createArchive, type ArchiveCommands } from './state/exchange/archive-commands.ts';
import { createArchiveStore } from './state/exchange/archive-store.ts';
import { createLockCommands, type LockCommands } from './state/lock-commands.ts';
import { createCasesStore, type CasesStore } from './state/cases/cases-store.ts';
import { createChecks, createChecksStore, type Checks } from './state/review/checks-store.ts';
import { createCommands, type Commands } from './state/commands.ts';
import { createDoctor, type Doctor } from './state/doctor-store.ts';
import { createExporting, type Exporting } from './state/exchange/export-commands.ts';
import { createExportsStore } from './state/exchange/exports-store.ts';
import { createLaidSurfaces, type LaidSurfaces } from './state/drawings/laid-surfaces.ts';
import { createNumbers, type Numbers } from './state/teeth/numbers-commands.ts';
import { createNumbersStore } from './state/teeth/numbers-store.ts';
import { createReview, createReviewStore, type Review } from './state/review/review-store.ts';
import { createPlanesStore, straighten, type PlanesStore } from './state/view/planes-store.ts';
import { createSceneCommands, type SceneCommands } from './state/view/scene-commands.ts';
import { createSceneStore, FRESH_SCENE, type SceneStore } from './state/view/scene-store.ts';
import { createSessionStore, type SessionStore } from './state/session-store.ts';
import { createShellStore, type ShellStore } from './state/shell-store.ts';
import { createSettingsStore, type SettingsStore } from './state/settings-store.ts';
import { createSurfaceLookStore, type SurfaceLookStore } from './state/view/surface-look-store.ts';
import { createTeethStore, type TeethStore } from './state/teeth/teeth-store.ts';
import { createViewStore, type PaneId, type ViewStore } from './state/view/view-store.ts';
import { displayFacts } from './viewer/scene/display-facts.ts';
import { ExtraSurfaces } from './viewer/scene/extra-surfaces.ts';
import { PaneLayers } from './viewer/layers/pane-layer.ts';
import { ScanImages } from './viewer/scan-images.ts';
import { graphicsFacts } from './viewer/scene/graphics.ts';
import { lookOf, shownLook, type ToothLooks } from './viewer/tooth-looks.ts';
import { LaidSurfaceLayer } from './viewer/layers/laid-surface-layer.ts';
import { OpenSurface } from './viewer/surface/open-surface.ts';
import { ToothSurfaces } from './viewer/scene/tooth-surfaces.ts';

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
