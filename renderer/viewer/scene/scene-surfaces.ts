/** What the 3D pane has of teeth and other surfaces: an actor each, and which of them lies under the pointer. */
import type vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer';
import type { Bounds } from '#core/geometry';
import { plain, type FinishedSurface } from '#core/surface/surface-finish';
import type { Vec3 } from '#core/volume';
import type { Ray } from './camera-pose.ts';
import type { CutPlane, Kept } from './clip-box.ts';
import type { ExtraSurface } from './extra-surfaces.ts';
import { hitDistance, meetsBox, pointOn } from './ray-pick.ts';
import { SurfaceActor } from './surface-actor.ts';

type Colour = ExtraSurface['colour'];

/** What lies under the pointer. */
export interface Hit {
  /** Of a tooth. */
  readonly label: number | null;
  readonly name: string;
  readonly at: Vec3;
}

interface ExtraActor {
  readonly actor: SurfaceActor;
  readonly source: ExtraSurface;
}

export class SceneSurfaces {
  private readonly renderer: vtkRenderer;
  private readonly teeth = new Map<number, SurfaceActor>();
  private readonly extras = new Map<string, ExtraActor>();

  constructor(renderer: vtkRenderer) {
    this.renderer = renderer;
  }

  dispose(): void {
    this.clearTeeth();
    for (const { actor } of this.extras.values()) this.remove(actor);
  }

  get toothCount(): number {
    return this.teeth.size;
  }

  tooth(label: number): SurfaceActor | undefined {
    return this.teeth.get(label);
  }

  /** Takes away what is there no more, adds what is new: a tooth that was reshaped has another surface. */
  setTeeth(wanted: ReadonlyMap<number, FinishedSurface>, colourOf: (label: number) => Colour): void {
    for (const [label, actor] of this.teeth) {
      if (wanted.get(label) === actor.surface) continue;
      this.remove(actor);
      this.teeth.delete(label);
    }
    for (const [label, surface] of wanted) {
      if (this.teeth.has(label)) continue;
      const actor = new SurfaceActor(surface, colourOf(label));
      this.teeth.set(label, actor);
      this.renderer.addActor(actor.actor);
    }
  }

  clearTeeth(): void {
    for (const actor of this.teeth.values()) this.remove(actor);
    this.teeth.clear();
  }

  setExtras(wanted: ReadonlyMap<string, ExtraSurface>): void {
    for (const [id, { actor, source }] of this.extras) {
      if (wanted.get(id) === source) continue;
      this.remove(actor);
      this.extras.delete(id);
    }
    for (const [id, source] of wanted) {
      if (this.extras.has(id)) continue;
      const actor = new SurfaceActor(plain(source), source.colour);
      this.extras.set(id, { actor, source });
      actor.show(1, { selected: false });
      this.renderer.addActor(actor.actor);
    }
  }

  /** Whether any tooth looks otherwise now. */
  paint(colourOf: (label: number) => Colour): boolean {
    let changed = false;
    for (const [label, actor] of this.teeth) changed = actor.paint(colourOf(label)) || changed;
    return changed;
  }

  /** Whether any tooth is seen otherwise now; `selected` may be a tooth without a surface. */
  showTeeth(selected: number | null, opacityOf: (label: number, selected: number | null) => number): boolean {
    const shown = selected !== null && this.teeth.has(selected) ? selected : null;
    let changed = false;
    for (const [label, actor] of this.teeth) {
      const opacity = opacityOf(label, shown);
      changed ||= opacity !== actor.opacity;
      actor.show(opacity, { selected: label === shown });
    }
    return changed;
  }

  cut(planes: readonly CutPlane[]): void {
    for (const actor of this.teeth.values()) actor.cut(planes);
    for (const { actor } of this.extras.values()) actor.cut(planes);
  }

  /** Of each tooth that is seen. */
  shownBounds(): readonly Bounds[] {
    return [...this.teeth.values()].filter(({ opacity }) => opacity > 0).map(({ bounds }) => bounds);
  }

  /** The nearest surface that is shown on a ray. */
  hit(ray: Ray, kept: Kept, signOf: (label: number) => string): Hit | null {
    let hit: Hit | null = null;
    let nearest = Infinity;
    for (const { actor, label, name } of this.pickable(signOf)) {
      if (actor.opacity === 0 || !meetsBox(ray, actor.bounds)) continue;
      const distance = hitDistance(ray, actor.surface, kept);
      if (distance >= nearest) continue;
      nearest = distance;
      hit = { label, name, at: pointOn(ray, distance) };
    }
    return hit;
  }

  private *pickable(signOf: (label: number) => string) {
    for (const [label, actor] of this.teeth) yield { actor, label, name: signOf(label) };
    for (const { actor, source } of this.extras.values()) yield { actor, label: null, name: source.name };
  }

  private remove(surface: SurfaceActor): void {
    this.renderer.removeActor(surface.actor);
    surface.dispose();
  }
}
