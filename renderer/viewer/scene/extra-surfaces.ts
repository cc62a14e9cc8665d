/** Surfaces in the 3D pane that are no teeth, such as nerve canals: other features hand them in by name. */
import type { ToothMesh } from '#core/surface/surface-finish';

/** Triangles in LPS mm, counter-clockwise seen from outside. */
export interface ExtraSurface extends ToothMesh {
  /** sRGB, 0–255. */
  readonly colour: readonly [number, number, number];
  /** What it is, in the person's words: shown under the pointer. */
  readonly name: string;
}

export class ExtraSurfaces {
  private readonly listeners = new Set<() => void>();
  private surfaces: ReadonlyMap<string, ExtraSurface> = new Map();

  /** Id → surface. A new map after each change. */
  get all(): ReadonlyMap<string, ExtraSurface> {
    return this.surfaces;
  }

  /** Shows a surface under an id of the caller's ("canal.left"), in place of the one before; null takes it away. */
  set(id: string, surface: ExtraSurface | null): void {
    if (surface === null && !this.surfaces.has(id)) return;
    const next = new Map(this.surfaces);
    if (surface === null) next.delete(id);
    else next.set(id, surface);
    this.surfaces = next;
    this.tell();
  }

  clear(): void {
    if (this.surfaces.size === 0) return;
    this.surfaces = new Map();
    this.tell();
  }

  /** Calls back after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
