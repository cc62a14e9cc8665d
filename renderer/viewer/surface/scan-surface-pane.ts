/** The pane of an intraoral scan: its surface with the teeth's colours and numbers, picked, turned and painted on. */
import type { Bounds } from '#core/geometry';
import type { SurfacePlace } from '#core/surface/face-brush';
import type { SurfaceFacts } from '#contract/scan';
import { add, scaled } from '#core/vector';
import type { SceneStore } from '../../state/view/scene-store.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { SettingsStore } from '../../state/settings-store.ts';
import type { ShapeStore } from '../../state/shapes/shape-store.ts';
import type { SurfaceLookStore } from '../../state/view/surface-look-store.ts';
import type { SurfaceStrokes } from '../../state/shapes/surface-strokes.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
import { orbitedPose, rayAt, toScreen, zoomedPose } from '../scene/camera-pose.ts';
import type { GraphicsFacts } from '../scene/graphics.ts';
import { followPointer, type PixelPoint, type SceneDrag } from '../scene/scene-pointer.ts';
import { SceneWindow } from '../scene/scene-window.ts';
import type { ScanImages } from '../scan-images.ts';
import type { ToothLooks } from '../tooth-looks.ts';
import { BrushRing } from './brush-ring.ts';
import { CrownNumbers } from './crown-numbers.ts';
import { labelPalette, type FaceLook } from './face-colours.ts';
import type { OpenSurface } from './open-surface.ts';
import { patientBounds, patientFrame, viewPose, type PatientFrame } from './patient-frame.ts';
import type { ScanMesh } from './scan-mesh.ts';
import { SurfacePiece } from './surface-piece.ts';
import { ToothBorder } from './tooth-border.ts';

export interface ScanSurfacePaneOptions {
  readonly container: HTMLElement;
  readonly graphics: GraphicsFacts;
  readonly facts: SurfaceFacts | undefined;
  readonly view: ViewStore;
  readonly scene: SceneStore;
  readonly look: SurfaceLookStore;
  readonly session: SessionStore;
  readonly settings: SettingsStore;
  readonly shapes: ShapeStore;
  readonly images: ScanImages;
  readonly surface: OpenSurface;
  readonly looks: ToothLooks;
  readonly strokes: SurfaceStrokes;
  readonly onPickTooth: (label: number) => void;
  /** At a place of the window, CSS pixels. */
  readonly onToothMenu: (label: number, at: PixelPoint) => void;
  /** The graphics card gives the picture back: it has to be built anew. */
  readonly onRestored: () => void;
}

/** A stroke that changes a colour uploads one of these anew. */
const PIECE_FACES = 8000;
/** Where a processor plays the graphics card, this many pixels can be turned smoothly. */
const SOFTWARE_PIXELS = { moving: 160_000, resting: 2_000_000, restMs: 150 } as const;
const NO_BOX: Bounds = { min: [-40, -40, -20], max: [40, 40, 20] };
/** Stamps of the brush follow one another this closely, as a share of its radius. */
const STAMP_SHARE = 0.5;

export class ScanSurfacePane {
  private readonly options: ScanSurfacePaneOptions;
  private readonly window: SceneWindow;
  private readonly numbers: CrownNumbers;
  private readonly ring: BrushRing;
  private readonly border = new ToothBorder();
  private readonly stops: (() => void)[] = [];
  private pieces: readonly SurfacePiece[] = [];
  private palette: Uint8Array = new Uint8Array(3 * 256);
  private frame: PatientFrame;
  private box: Bounds = NO_BOX;
  private turned = false;
  private paintRequest = 0;
  private hoverRequest = 0;
  /** Where the keyboard's brush stands, CSS pixels; null: in the middle. */
  private keyPlace: PixelPoint | null = null;

  constructor(options: ScanSurfacePaneOptions) {
    this.options = options;
    const { container, view, scene, look, session, settings, shapes, images, surface, graphics } = options;
    this.numbers = new CrownNumbers(container);
    this.ring = new BrushRing(container);
    this.frame = this.frameNow();
    this.window = new SceneWindow({
      container,
      onView: () => this.placeMarks(),
      onLost: () => scene.setState({ graphics: 'lost', pose: this.turned ? this.window.pose : null }),
      onRestored: options.onRestored,
    });
    if (graphics.software) this.window.limitPixels(SOFTWARE_PIXELS);
    this.window.renderer.addActor(this.border.actor);
    this.stops.push(
      followPointer({
        container,
        window: this.window,
        press: (at) => this.beginStroke(at),
        onClick: (at) => this.click(at),
        onMenu: (at, place) => this.openMenu(at, place),
        onHover: (at) => this.hover(at),
        onMoved: () => this.takenInHand(),
      }),
      surface.subscribe(() => this.showMesh()),
      images.subscribe((what) => what === 'labels' && this.paintSoon()),
      look.subscribe(() => this.paintSoon()),
      settings.subscribe(() => this.showNumbers()),
      shapes.subscribe((now, before) => {
        if (now.brushMm !== before.brushMm) this.placeRing();
      }),
      session.subscribe((now, before) => {
        if (now.caseFile !== before.caseFile) this.caseChanged();
      }),
      view.subscribe((now, before) => {
        if (now.selectedTooth !== before.selectedTooth || now.hoveredTooth !== before.hoveredTooth) this.paintSoon();
        if (now.overlayOpacity !== before.overlayOpacity || now.overlayVisible !== before.overlayVisible)
          this.paintSoon();
        if (now.selectedTooth !== before.selectedTooth) this.placeMarks();
        if (now.tool !== before.tool) this.toolChanged();
      }),
      scene.subscribe((now, before) => {
        if (now.asked !== before.asked) this.reset();
      }),
    );
    const { pose } = scene.getState();
    if (pose !== null) {
      this.turned = true;
      this.window.pose = pose;
    }
    this.showMesh();
    this.caseChanged();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.paintRequest);
    cancelAnimationFrame(this.hoverRequest);
    // Where it was seen from stays, for the pane that follows.
    if (this.turned) this.options.scene.setState({ pose: this.window.pose });
    this.clearPieces();
    this.window.renderer.removeActor(this.border.actor);
    this.border.dispose();
    this.numbers.dispose();
    this.ring.dispose();
    this.window.dispose();
  }

  /** Everything, from the standard view that was chosen last. */
  reset(): void {
    const { view } = this.options.look.getState();
    this.turned = false;
    this.window.pose = viewPose(view ?? 'occlusal', this.frame, this.box, this.window.size);
    if (view === null) this.options.look.setState({ view: 'occlusal' });
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

  /** Moves the keyboard's brush over the picture, CSS pixels. */
  movePlace([rightPx, downPx]: PixelPoint): void {
    const { widthPx, heightPx } = this.window.size;
    const [x, y] = this.placeOfKeys();
    const within = (value: number, most: number): number => Math.min(most - 1, Math.max(0, value));
    this.keyPlace = [within(x + rightPx, widthPx), within(y + downPx, heightPx)];
    this.placeRing();
  }

  /** What the keyboard's brush stands on. */
  keyboardPlace(): SurfacePlace | null {
    return this.placeAt(this.placeOfKeys());
  }

  private get mesh(): ScanMesh | null {
    return this.options.surface.mesh;
  }

  private placeOfKeys(): PixelPoint {
    const { widthPx, heightPx } = this.window.size;
    return this.keyPlace ?? this.ring.at ?? [widthPx / 2, heightPx / 2];
  }

  private frameNow(): PatientFrame {
    const { caseFile } = this.options.session.getState();
    return patientFrame(caseFile?.modality === 'ios' ? caseFile : null, this.options.facts);
  }

  private takenInHand(): void {
    this.turned = true;
    if (this.options.look.getState().view !== null) this.options.look.setState({ view: null });
  }

  private showMesh(): void {
    this.clearPieces();
    const { mesh } = this;
    if (mesh !== null) {
      this.pieces = mesh.tree.pieces(PIECE_FACES).map((faces) => new SurfacePiece(mesh, faces));
      for (const { actor } of this.pieces) this.window.renderer.addActor(actor);
    }
    this.layOut();
    this.paint();
  }

  private clearPieces(): void {
    for (const piece of this.pieces) {
      this.window.renderer.removeActor(piece.actor);
      piece.dispose();
    }
    this.pieces = [];
  }

  private layOut(): void {
    this.frame = this.frameNow();
    this.box = this.mesh === null ? NO_BOX : patientBounds(this.frame, this.mesh.positions);
    if (!this.turned) this.reset();
  }

  private caseChanged(): void {
    const before = this.frame;
    this.frame = this.frameNow();
    if (before.jaw !== this.frame.jaw || before.motion.rotation.some((n, at) => n !== this.frame.motion.rotation[at])) {
      this.layOut();
    }
    this.palette = labelPalette((label) => this.options.looks.of(label).colour);
    this.showNumbers();
    this.paintSoon();
  }

  private showNumbers(): void {
    const { caseFile } = this.options.session.getState();
    this.numbers.show(caseFile?.modality === 'ios' ? caseFile : null, this.options.looks);
    this.placeMarks();
  }

  private placeMarks(): void {
    const { mesh } = this;
    if (mesh === null) return;
    this.numbers.place(this.window.pose, this.window.size, mesh, this.options.view.getState().selectedTooth);
    this.placeRing();
  }

  private paintSoon(): void {
    if (this.paintRequest !== 0) return;
    this.paintRequest = requestAnimationFrame(() => {
      this.paintRequest = 0;
      this.paint();
    });
  }

  private paint(): void {
    const { mesh } = this;
    if (mesh === null) return;
    const { view, look, images } = this.options;
    const { overlayVisible, overlayOpacity, selectedTooth: selected, hoveredTooth: hovered } = view.getState();
    // Labels of another scan would not fit the faces.
    const labels = images.labels?.length === mesh.triangles.length / 3 ? images.labels : null;
    const faceLook: FaceLook = {
      ground: look.getState().ground === 'scan' ? mesh.faceColours : null,
      labels,
      palette: this.palette,
      opacity: overlayVisible ? overlayOpacity : 0,
      selected: overlayVisible ? selected : null,
      hovered: overlayVisible ? hovered : null,
    };
    for (const piece of this.pieces) piece.paint(faceLook);
    this.border.show(mesh, labels, selected);
    this.window.draw();
  }

  private placeAt(at: PixelPoint): SurfacePlace | null {
    if (this.mesh === null) return null;
    const { originMm, direction } = rayAt(this.window.pose, this.window.size, at);
    const hit = this.mesh.tree.firstHit(originMm, direction);
    return hit === null ? null : { face: hit.face, atMm: add(originMm, scaled(direction, hit.distance)) };
  }

  private labelAt(at: PixelPoint): number {
    const place = this.placeAt(at);
    return place === null ? 0 : (this.options.images.labels?.[place.face] ?? 0);
  }

  private click(at: PixelPoint): void {
    const label = this.labelAt(at);
    if (label !== 0) this.options.onPickTooth(label);
  }

  private openMenu(at: PixelPoint, place: PixelPoint): void {
    const label = this.labelAt(at);
    if (label !== 0) this.options.onToothMenu(label, place);
  }

  private hover(at: PixelPoint | null): void {
    cancelAnimationFrame(this.hoverRequest);
    this.hoverRequest = requestAnimationFrame(() => {
      this.hoverRequest = 0;
      const label = at === null ? 0 : this.labelAt(at);
      const hoveredTooth = label === 0 ? null : label;
      if (this.options.view.getState().hoveredTooth !== hoveredTooth) this.options.view.setState({ hoveredTooth });
      if (at !== null) this.keyPlace = null;
      this.placeRing(at);
    });
  }

  private beginStroke(at: PixelPoint): SceneDrag | null {
    const { view, strokes, shapes } = this.options;
    const { tool } = view.getState();
    if (tool !== 'paint' && tool !== 'erase') return null;
    const place = this.placeAt(at);
    // Beside the scan the surface is turned as ever.
    if (place === null) return null;
    if (!strokes.begin(tool, place)) return { move() {}, end() {} };
    let last = at;
    const stamps = (to: PixelPoint): void => {
      const stepPx = Math.max(2, STAMP_SHARE * this.radiusPx(place, shapes.getState().brushMm / 2));
      const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - last[0], to[1] - last[1]) / stepPx));
      for (let n = 1; n <= steps; n++) {
        const share = n / steps;
        const next = this.placeAt([last[0] + share * (to[0] - last[0]), last[1] + share * (to[1] - last[1])]);
        if (next !== null) strokes.to(next);
      }
      last = to;
      this.placeRing(to);
    };
    return {
      move: stamps,
      end: (to) => {
        if (to === null) return strokes.cancel();
        stamps(to);
        strokes.end();
      },
    };
  }

  private radiusPx({ atMm }: SurfacePlace, radiusMm: number): number {
    const { pose, size } = this.window;
    const middle = toScreen(pose, size, atMm);
    const beside = toScreen(pose, size, add(atMm, scaled(pose.up, radiusMm)));
    return middle === null || beside === null ? 0 : Math.hypot(beside[0] - middle[0], beside[1] - middle[1]);
  }

  private toolChanged(): void {
    this.keyPlace = null;
    this.placeRing();
  }

  private placeRing(at: PixelPoint | null = this.keyPlace ?? this.ring.at): void {
    const { tool } = this.options.view.getState();
    const brushes = tool === 'paint' || tool === 'erase';
    const { widthPx, heightPx } = this.window.size;
    const where = at ?? [widthPx / 2, heightPx / 2];
    const place = brushes ? this.placeAt(where) : null;
    const radiusMm = this.options.shapes.getState().brushMm / 2;
    this.ring.show(brushes ? where : null, place === null ? 0 : this.radiusPx(place, radiusMm), tool === 'erase');
  }
}
