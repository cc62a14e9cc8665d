/** The tooth surfaces of the case that is shown, as they arrive. */
import type { FinishedSurface } from '#core/surface/surface-finish';

export class ToothSurfaces {
  private readonly listeners = new Set<() => void>();
  private meshes: ReadonlyMap<number, FinishedSurface> = new Map();

  /** Label → surface. A new map after each change. */
  get all(): ReadonlyMap<number, FinishedSurface> {
    return this.meshes;
  }

  /** A tooth that is there already gets the new surface. */
  add(more: ReadonlyMap<number, FinishedSurface>): void {
    this.meshes = new Map([...this.meshes, ...more]);
    this.tell();
  }

  remove(label: number): void {
    const rest = new Map(this.meshes);
    if (!rest.delete(label)) return;
    this.meshes = rest;
    this.tell();
  }

  clear(): void {
    this.meshes = new Map();
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
