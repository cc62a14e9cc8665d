/** The intraoral scan that is open, as it arrives. */
import type { ScanMesh } from './scan-mesh.ts';

export class OpenSurface {
  private readonly listeners = new Set<() => void>();
  private shown: ScanMesh | null = null;

  get mesh(): ScanMesh | null {
    return this.shown;
  }

  show(mesh: ScanMesh | null): void {
    if (mesh === this.shown) return;
    this.shown = mesh;
    for (const listener of this.listeners) listener();
  }

  /** Calls back after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
