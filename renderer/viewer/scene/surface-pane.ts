/** The 3D pane: tooth surfaces, what else was handed in, and the volume picture, as the stores ask for it. */
import { worldBounds, type Bounds } from '#core/geometry';
import type { PlanesStore } from '../../state/view/planes-store.ts';
import type { SceneState, SceneStore } from '../../state/view/scene-store.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { SettingsStore } from '../../state/settings-store.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
import type { ExtraSurfaces } from './extra-surfaces.ts';
import { fittedPose, focusedPose, orbitedPose, rayAt, toScreen, zoomedPose, type CameraPose } from './camera-pose.ts';
import { cutPlanes, keptPart, type Kept } from './clip-box.ts';
import type { GraphicsFacts } from './graphics.ts';
import { SceneMarks } from './scene-marks.ts';
import { followPointer, type PixelPoint } from './scene-pointer.ts';
import { SceneSurfaces, type Hit } from './scene-surfaces.ts';
import { SceneVolume } from './scene-volume.ts';
import { SceneWindow } from './scene-window.ts';
import { toothOpacity } from './visible-teeth.ts';
import type { ScanImages } from '../scan-images.ts';
import type { ToothLooks } from '../tooth-looks.ts';
import type { ToothSurfaces } from './tooth-surfaces.ts';

export interface SurfacePaneOptions {
  readonly view: ViewStore;
  readonly scene: SceneStore;
  readonly planes: PlanesStore;
  readonly settings: SettingsStore;
  readonly images: ScanImages;
  readonly surfaces: ToothSurfaces;
  readonly extraSurfaces: ExtraSurfaces;
  readonly graphics: GraphicsFacts;
  readonly container: HTMLElement;
  readonly greyRange: () => readonly [number, number];
  readonly onPickTooth: (label: number) => void;
  /** At a place of the window, CSS pixels. */
  readonly onToothMenu: (label: number, at: PixelPoint) => void;
  readonly session: SessionStore;
  readonly looks: ToothLooks;
  readonly onMaximise: () => void;
  /** The graphics card gives the picture back: it has to be built anew. */
  readonly onRestored: () => void;
}

/** While slices are scrolled, a cut that follows the crosshair is drawn this long after the last one. */
const CUT_FOLLOWS_MS = { software: 160, hardware: 16 } as const;
/** Chart and slices show a selection first: they must not wait for a slow graphics card. */
const SELECTION_FOLLOWS_MS = { software: 100, hardware: 0 } as const;
const EMPTY_BOX: Bounds = { min: [-40, -40, -40], max: [40, 40, 40] };

export class SurfacePane {
  private readonly options: SurfacePaneOptions;
  private readonly window: SceneWindow;
  private readonly marks: SceneMarks;
  private readonly surfaces: SceneSurfaces;
  private readonly volume: SceneVolume;
  private readonly stops: (() => void)[] = [];
  private turned = false;
  private cutTimer = 0;
  private hoverRequest = 0;
  private selectionTimer = 0;
  private numbersTimer = 0;

  constructor(options: SurfacePaneOptions) {
    this.options = options;
    const { container, view, scene, surfaces, extraSurfaces, images, settings, session } = options;
    this.marks = new SceneMarks(container);
    this.window = new SceneWindow({
      container,
      onView: () => {
        this.marks.placeHovered(null, '');
        this.placeMarks();
      },
      onLost: () => this.graphicsLost(),
      onRestored: options.onRestored,
    });
    this.surfaces = new SceneSurfaces(this.window.renderer);
    this.volume = new SceneVolume({ ...options, window: this.window, onMade: () => this.volumeMade() });
    const activate = (): void => view.setState({ activePane: 'surfaces' });
    container.addEventListener('pointerenter', activate);
    container.addEventListener('dblclick', options.onMaximise);
    this.stops.push(
      () => container.removeEventListener('pointerenter', activate),
      () => container.removeEventListener('dblclick', options.onMaximise),
      followPointer({
        container,
        window: this.window,
        onClick: (at) => this.click(at),
        onMenu: (at, place) => this.openMenu(at, place),
        onHover: (at) => this.hover(at),
        onMoved: () => this.takenInHand(),
      }),
      surfaces.subscribe(() => this.showTeeth()),
      extraSurfaces.subscribe(() => this.showExtras()),
      images.subscribe((what) => what === 'voxels' && this.volume.update()),
      settings.subscribe(() => this.placeMarks()),
      session.subscribe((now, before) => {
        if (now.caseFile !== before.caseFile) this.numbersChanged();
      }),
      view.subscribe((now, before) => {
        if (now.selectedTooth !== before.selectedTooth) this.selectionChanged();
        if (now.crosshairMm !== before.crosshairMm) this.crosshairMoved();
        if (now.crosshairVisible !== before.crosshairVisible || now.hoveredTooth !== before.hoveredTooth)
          this.placeMarks();
      }),
      options.planes.subscribe(() => this.cutMoved()),
      scene.subscribe((now, before) => this.sceneChanged(now, before)),
    );
    const { pose } = scene.getState();
    if (pose !== null) {
      this.turned = true;
      this.window.pose = pose;
    } else this.reset();
    if (surfaces.all.size > 0) this.showTeeth();
    this.showExtras();
    this.volume.update();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    window.clearTimeout(this.cutTimer);
    cancelAnimationFrame(this.hoverRequest);
    window.clearTimeout(this.selectionTimer);
    window.clearTimeout(this.numbersTimer);
    // Where it was seen from stays, for the pane that follows.
    if (this.turned) this.options.scene.setState({ pose: this.window.pose });
    this.volume.drop();
    this.clearTeeth();
    this.surfaces.dispose();
    this.marks.dispose();
    this.window.dispose();
  }

  /** The volume picture waits until all voxels have arrived. */
  setLoaded(loaded: boolean): void {
    this.volume.setLoaded(loaded);
  }

  /** Everything from the front, or from the direction that was chosen last. */
  reset(): void {
    const { direction } = this.options.scene.getState();
    this.turned = false;
    this.window.pose = fittedPose(direction ?? 'front', this.shownBox(), this.window.size);
    if (direction === null) this.options.scene.setState({ direction: 'front' });
  }

  /** Steps of the arrow keys. */
  orbit(rightDeg: number, upDeg: number): void {
    this.takenInHand();
    this.window.moveTo(orbitedPose(this.window.pose, rightDeg, upDeg));
  }

  zoom(factor: number): void {
    this.takenInHand();
    this.window.moveTo(zoomedPose(this.window.pose, factor));
  }

  private graphicsLost(): void {
    // Where it was seen from stays, for the pane that follows.
    this.options.scene.setState({ graphics: 'lost', pose: this.turned ? this.window.pose : null });
  }

  private takenInHand(): void {
    this.turned = true;
    if (this.options.scene.getState().direction !== null) this.options.scene.setState({ direction: null });
  }

  private showTeeth(): void {
    const { all } = this.options.surfaces;
    if (all.size === 0) {
      this.clearTeeth();
      return;
    }
    this.surfaces.setTeeth(all, (label) => this.options.looks.of(label).colour);
    this.teethArrived();
  }

  /** Like a selection, a new number is shown by chart and slices first. */
  private numbersChanged(): void {
    if (this.numbersTimer !== 0) return;
    const waitMs = SELECTION_FOLLOWS_MS[this.options.graphics.software ? 'software' : 'hardware'];
    this.numbersTimer = window.setTimeout(() => {
      this.numbersTimer = 0;
      this.showNumbers();
    }, waitMs);
  }

  /** Colours follow numbers; nothing is drawn when only measurements changed. */
  private showNumbers(): void {
    const painted = this.surfaces.paint((label) => this.options.looks.of(label).colour);
    const shownElse = this.applyVisibility();
    this.placeMarks();
    if (painted || shownElse) this.window.draw();
  }

  private teethArrived(): void {
    this.options.scene.setState({ teethShown: this.surfaces.toothCount });
    this.applyVisibility();
    this.applyClipping();
    // Until the person turns the view, it follows the teeth as they arrive.
    if (!this.turned && this.options.view.getState().selectedTooth === null) this.reset();
    this.placeMarks();
    this.window.draw();
  }

  private showExtras(): void {
    this.surfaces.setExtras(this.options.extraSurfaces.all);
    this.applyClipping();
    this.window.draw();
  }

  private clearTeeth(): void {
    this.surfaces.clearTeeth();
    this.options.scene.setState({ teethShown: 0 });
    this.turned = false;
  }

  private sceneChanged(now: SceneState, before: SceneState): void {
    if (now.visibility !== before.visibility) this.applyVisibility();
    if (now.clipping !== before.clipping) this.applyClipping();
    if (now.preset !== before.preset || now.volumeOpacity !== before.volumeOpacity) this.volume.update();
    if (now.asked !== before.asked) this.reset();
    if (now.volume !== before.volume) return;
    this.placeMarks();
    this.window.draw();
  }

  private selectionChanged(): void {
    if (this.selectionTimer !== 0) return;
    const waitMs = SELECTION_FOLLOWS_MS[this.options.graphics.software ? 'software' : 'hardware'];
    this.selectionTimer = window.setTimeout(() => {
      this.selectionTimer = 0;
      this.showSelection(this.options.view.getState().selectedTooth);
    }, waitMs);
  }

  private showSelection(selected: number | null): void {
    this.applyVisibility();
    const chosen = selected === null ? undefined : this.surfaces.tooth(selected);
    if (chosen !== undefined) this.window.pose = focusedPose(this.window.pose, chosen.middle);
    this.placeMarks();
    this.window.draw();
  }

  /** Whether any tooth is seen otherwise now. */
  private applyVisibility(): boolean {
    const { visibility } = this.options.scene.getState();
    const { selectedTooth } = this.options.view.getState();
    return this.surfaces.showTeeth(selectedTooth, (label, selected) =>
      toothOpacity(this.options.looks.of(label), selected, visibility),
    );
  }

  private kept(): Kept {
    const { scene, view, planes } = this.options;
    const { crosshairMm } = view.getState();
    const { mprAxes: axes } = planes.getState();
    return keptPart(scene.getState().clipping, { extent: this.scanBox(), axes, crosshairMm });
  }

  private applyClipping(): void {
    const planes = cutPlanes(this.kept());
    this.surfaces.cut(planes);
    this.volume.cut(planes);
    this.window.draw();
  }

  private crosshairMoved(): void {
    this.placeMarks();
    this.cutMoved();
  }

  private cutMoved(): void {
    if (this.options.scene.getState().clipping.plane === null || this.cutTimer !== 0) return;
    const waitMs = CUT_FOLLOWS_MS[this.options.graphics.software ? 'software' : 'hardware'];
    this.cutTimer = window.setTimeout(() => {
      this.cutTimer = 0;
      this.applyClipping();
    }, waitMs);
  }

  /** The whole scan, world mm. */
  private scanBox(): Bounds {
    const { scan } = this.options.images;
    return scan === null ? EMPTY_BOX : worldBounds(scan.geometry);
  }

  /** What a saved direction brings into the picture. */
  private shownBox(): Bounds {
    const shown = this.surfaces.shownBounds();
    const boxes = this.volume.isShown || shown.length === 0 ? [this.scanBox()] : shown;
    const over = (axis: 0 | 1 | 2, end: 'min' | 'max'): number => Math[end](...boxes.map((box) => box[end][axis]));
    return {
      min: [over(0, 'min'), over(1, 'min'), over(2, 'min')],
      max: [over(0, 'max'), over(1, 'max'), over(2, 'max')],
    };
  }

  private volumeMade(): void {
    this.applyClipping();
    if (!this.turned && this.options.view.getState().selectedTooth === null) this.reset();
  }

  private placeMarks(): void {
    const { view } = this.options;
    const { selectedTooth, hoveredTooth, crosshairMm, crosshairVisible } = view.getState();
    const { pose } = this.window;
    this.placeNumberOf(selectedTooth, pose);
    if (this.hoverRequest === 0 && hoveredTooth === null) this.marks.placeHovered(null, '');
    this.marks.placeCrosshair(
      crosshairVisible && this.surfaces.toothCount > 0 ? toScreen(pose, this.window.size, crosshairMm) : null,
    );
  }

  private placeNumberOf(label: number | null, pose: CameraPose): void {
    const tooth = label === null ? undefined : this.surfaces.tooth(label);
    if (label === null || tooth === undefined || tooth.opacity === 0) this.marks.placeNumber(null, '');
    else this.marks.placeNumber(toScreen(pose, this.window.size, tooth.middle), this.signOf(label));
  }

  private signOf(label: number): string {
    return this.options.looks.shown(label).sign;
  }

  private click(at: PixelPoint): void {
    const hit = this.hitAt(at);
    if (hit === null) return;
    this.options.view.setState({ crosshairMm: hit.at });
    if (hit.label !== null) this.options.onPickTooth(hit.label);
  }

  private openMenu(at: PixelPoint, place: PixelPoint): void {
    const label = this.hitAt(at)?.label ?? null;
    if (label !== null) this.options.onToothMenu(label, place);
  }

  private hover(at: PixelPoint | null): void {
    cancelAnimationFrame(this.hoverRequest);
    this.hoverRequest = requestAnimationFrame(() => {
      this.hoverRequest = 0;
      const hit = at === null ? null : this.hitAt(at);
      const hoveredTooth = hit?.label ?? null;
      if (this.options.view.getState().hoveredTooth !== hoveredTooth) this.options.view.setState({ hoveredTooth });
      this.marks.placeHovered(hit === null ? null : at, hit?.name ?? '');
    });
  }

  /** The nearest surface that is shown there. */
  private hitAt(at: PixelPoint): Hit | null {
    const ray = rayAt(this.window.pose, this.window.size, at);
    return this.surfaces.hit(ray, this.kept(), (label) => this.signOf(label));
  }
}
