/** The 3D pane: tooth surfaces, what else was handed in, and the volume picture, as the stores ask for it. */
import { worldBounds, type Bounds } from '#core/geometry';
import { plain } from '#core/surface/surface-finish';
import type { Vec3 } from '#core/volume';
import type { PlanesStore } from '../../state/view/planes-store.ts';
import type { SceneState, SceneStore, VolumeProgress } from '../../state/view/scene-store.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { SettingsStore } from '../../state/settings-store.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
import type { ExtraSurfaces } from './extra-surfaces.ts';
import { fittedPose, focusedPose, orbitedPose, rayAt, toScreen, zoomedPose, type CameraPose } from './camera-pose.ts';
import { cutPlanes, keptPart, type Kept } from './clip-box.ts';
import type { GraphicsFacts } from './graphics.ts';
import { hitDistance, meetsBox, pointOn } from './ray-pick.ts';
import { SceneMarks } from './scene-marks.ts';
import { followPointer, type PixelPoint } from './scene-pointer.ts';
import { NO_LIMIT, SceneWindow } from './scene-window.ts';
import { SurfaceActor } from './surface-actor.ts';
import { toothOpacity } from './visible-teeth.ts';
import type { VolumePicture } from './volume-picture.ts';
import type { ScanImage, ScanImages } from '../scan-images.ts';
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

/** What lies under the pointer. */
interface Hit {
  /** Of a tooth. */
  readonly label: number | null;
  readonly name: string;
  readonly at: Vec3;
}

/** While slices are scrolled, a cut that follows the crosshair is drawn this long after the last one. */
const CUT_FOLLOWS_MS = { software: 160, hardware: 16 } as const;
/** Chart and slices show a selection first: they must not wait for a slow graphics card. */
const SELECTION_FOLLOWS_MS = { software: 100, hardware: 0 } as const;
/** Progress is told in steps of this share. */
const TOLD_STEP = 0.04;
const EMPTY_BOX: Bounds = { min: [-40, -40, -40], max: [40, 40, 40] };

export class SurfacePane {
  private readonly options: SurfacePaneOptions;
  private readonly window: SceneWindow;
  private readonly marks: SceneMarks;
  private readonly teeth = new Map<number, SurfaceActor>();
  private readonly extras = new Map<
    string,
    { readonly actor: SurfaceActor; readonly source: object; readonly name: string }
  >();
  private readonly stops: (() => void)[] = [];
  private volume: VolumePicture | null = null;
  private volumeOf: ScanImage | null = null;
  private preparing: AbortController | null = null;
  private loaded = false;
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
      images.subscribe((what) => what === 'voxels' && this.updateVolume()),
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
    this.updateVolume();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    window.clearTimeout(this.cutTimer);
    cancelAnimationFrame(this.hoverRequest);
    window.clearTimeout(this.selectionTimer);
    window.clearTimeout(this.numbersTimer);
    // Where it was seen from stays, for the pane that follows.
    if (this.turned) this.options.scene.setState({ pose: this.window.pose });
    this.dropVolume();
    this.clearTeeth();
    for (const { actor } of this.extras.values()) this.remove(actor);
    this.marks.dispose();
    this.window.dispose();
  }

  /** The volume picture waits until all voxels have arrived. */
  setLoaded(loaded: boolean): void {
    this.loaded = loaded;
    this.updateVolume();
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
    for (const [label, actor] of this.teeth) {
      // Reshaped, merged into others, or without a voxel left.
      if (all.get(label) === actor.surface) continue;
      this.remove(actor);
      this.teeth.delete(label);
    }
    for (const [label, surface] of all) {
      if (this.teeth.has(label)) continue;
      const actor = new SurfaceActor(surface, this.options.looks.of(label).colour);
      this.teeth.set(label, actor);
      this.window.renderer.addActor(actor.actor);
    }
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
    const before = [...this.teeth.values()].map(({ opacity }) => opacity);
    const painted = [...this.teeth].filter(([label, actor]) => actor.paint(this.options.looks.of(label).colour));
    this.applyVisibility();
    this.placeMarks();
    const shownElse = [...this.teeth.values()].some(({ opacity }, n) => opacity !== before[n]);
    if (painted.length > 0 || shownElse) this.window.draw();
  }

  private teethArrived(): void {
    this.options.scene.setState({ teethShown: this.teeth.size });
    this.applyVisibility();
    this.applyClipping();
    // Until the person turns the view, it follows the teeth as they arrive.
    if (!this.turned && this.options.view.getState().selectedTooth === null) this.reset();
    this.placeMarks();
    this.window.draw();
  }

  private showExtras(): void {
    const wanted = this.options.extraSurfaces.all;
    for (const [id, { actor, source }] of this.extras) {
      if (wanted.get(id) === source) continue;
      this.remove(actor);
      this.extras.delete(id);
    }
    for (const [id, surface] of wanted) {
      if (this.extras.has(id)) continue;
      const actor = new SurfaceActor(plain(surface), surface.colour);
      this.extras.set(id, { actor, source: surface, name: surface.name });
      actor.show(1, { selected: false });
      this.window.renderer.addActor(actor.actor);
    }
    this.applyClipping();
    this.window.draw();
  }

  private clearTeeth(): void {
    for (const actor of this.teeth.values()) this.remove(actor);
    this.teeth.clear();
    this.options.scene.setState({ teethShown: 0 });
    this.turned = false;
  }

  private remove(surface: SurfaceActor): void {
    this.window.renderer.removeActor(surface.actor);
    surface.dispose();
  }

  private sceneChanged(now: SceneState, before: SceneState): void {
    if (now.visibility !== before.visibility) this.applyVisibility();
    if (now.clipping !== before.clipping) this.applyClipping();
    if (now.preset !== before.preset || now.volumeOpacity !== before.volumeOpacity) this.updateVolume();
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
    const chosen = selected === null ? undefined : this.teeth.get(selected);
    if (chosen !== undefined) this.window.pose = focusedPose(this.window.pose, chosen.middle);
    this.placeMarks();
    this.window.draw();
  }

  private applyVisibility(): void {
    const { visibility } = this.options.scene.getState();
    const { selectedTooth } = this.options.view.getState();
    const selected = selectedTooth !== null && this.teeth.has(selectedTooth) ? selectedTooth : null;
    for (const [label, actor] of this.teeth) {
      const opacity = toothOpacity(this.options.looks.of(label), selected, visibility);
      actor.show(opacity, { selected: label === selected });
    }
  }

  private kept(): Kept {
    const { scene, view, planes } = this.options;
    const { crosshairMm } = view.getState();
    const { mprAxes: axes } = planes.getState();
    return keptPart(scene.getState().clipping, { extent: this.scanBox(), axes, crosshairMm });
  }

  private applyClipping(): void {
    const planes = cutPlanes(this.kept());
    for (const actor of this.teeth.values()) actor.cut(planes);
    for (const { actor } of this.extras.values()) actor.cut(planes);
    this.volume?.cut(planes);
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
    const shown = [...this.teeth.values()].filter(({ opacity }) => opacity > 0).map(({ bounds }) => bounds);
    const boxes = this.volume !== null || shown.length === 0 ? [this.scanBox()] : shown;
    const over = (axis: 0 | 1 | 2, end: 'min' | 'max'): number => Math[end](...boxes.map((box) => box[end][axis]));
    return {
      min: [over(0, 'min'), over(1, 'min'), over(2, 'min')],
      max: [over(0, 'max'), over(1, 'max'), over(2, 'max')],
    };
  }

  private updateVolume(): void {
    const { scene, images, graphics } = this.options;
    const { preset, volumeOpacity } = scene.getState();
    const { scan } = images;
    if (preset === 'surfaces' || scan === null || (this.volumeOf !== null && this.volumeOf !== scan)) {
      this.dropVolume();
    }
    if (preset === 'surfaces' || scan === null) return;
    if (this.volume !== null) {
      this.volume.show(preset, volumeOpacity);
      this.window.draw();
    } else if (!this.loaded) {
      if (scene.getState().volume.step !== 'waiting') this.tell({ step: 'waiting' });
    } else if (this.preparing === null) void this.prepare(scan, graphics);
  }

  private async prepare(scan: ScanImage, graphics: GraphicsFacts): Promise<void> {
    const { images, greyRange } = this.options;
    const scope = new AbortController();
    this.preparing = scope;
    this.volumeOf = scan;
    this.tell({ step: 'preparing', fraction: 0 });
    try {
      const { prepareVolume, VolumePicture, VOLUME_PIXELS } = await import('./volume-picture.ts');
      const source = { ...scan, labels: images.labels, greyRange: greyRange() };
      let told = 0;
      const report = (fraction: number): void => {
        if (fraction - told < TOLD_STEP) return;
        told = fraction;
        this.tell({ step: 'preparing', fraction });
      };
      const prepared = await prepareVolume(source, graphics, { signal: scope.signal, report });
      scope.signal.throwIfAborted();
      const wasWhole = this.volume === null;
      this.volume = new VolumePicture(prepared, this.window.renderer, graphics);
      this.preparing = null;
      const { preset, volumeOpacity } = this.options.scene.getState();
      if (preset !== 'surfaces') this.volume.show(preset, volumeOpacity);
      this.window.limitPixels(VOLUME_PIXELS[graphics.software ? 'software' : 'hardware']);
      this.applyClipping();
      if (wasWhole && !this.turned && this.options.view.getState().selectedTooth === null) this.reset();
      const { spacingMm } = prepared.grid.geometry;
      const coarser = Math.max(...spacingMm) > 1.01 * Math.max(...scan.geometry.spacingMm);
      this.tell({ step: 'shown', voxelMm: coarser ? Math.max(...spacingMm) : null });
    } catch (thrown) {
      if (scope.signal.aborted) return;
      console.warn('The volume picture could not be made.', thrown);
      this.preparing = null;
      this.tell({ step: 'failed' });
    }
  }

  private dropVolume(): void {
    if (this.options.scene.getState().volume.step !== 'none') this.tell({ step: 'none' });
    if (this.volumeOf === null) return;
    this.preparing?.abort();
    this.preparing = null;
    this.volumeOf = null;
    this.volume?.dispose();
    this.volume = null;
    this.window.limitPixels(NO_LIMIT);
    this.window.draw();
  }

  private tell(volume: VolumeProgress): void {
    this.options.scene.setState({ volume });
  }

  private placeMarks(): void {
    const { view } = this.options;
    const { selectedTooth, hoveredTooth, crosshairMm, crosshairVisible } = view.getState();
    const { pose } = this.window;
    this.placeNumberOf(selectedTooth, pose);
    if (this.hoverRequest === 0 && hoveredTooth === null) this.marks.placeHovered(null, '');
    this.marks.placeCrosshair(
      crosshairVisible && this.teeth.size > 0 ? toScreen(pose, this.window.size, crosshairMm) : null,
    );
  }

  private placeNumberOf(label: number | null, pose: CameraPose): void {
    const tooth = label === null ? undefined : this.teeth.get(label);
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
    const kept = this.kept();
    let hit: Hit | null = null;
    let nearest = Infinity;
    for (const candidate of this.pickable()) {
      const { surface, label, name } = candidate;
      if (surface.opacity === 0 || !meetsBox(ray, surface.bounds)) continue;
      const distance = hitDistance(ray, surface.surface, kept);
      if (distance >= nearest) continue;
      nearest = distance;
      hit = { label, name, at: pointOn(ray, distance) };
    }
    return hit;
  }

  private *pickable(): Generator<{
    readonly surface: SurfaceActor;
    readonly label: number | null;
    readonly name: string;
  }> {
    for (const [label, surface] of this.teeth) yield { surface, label, name: this.signOf(label) };
    for (const { actor, name } of this.extras.values()) yield { surface: actor, label: null, name };
  }
}
