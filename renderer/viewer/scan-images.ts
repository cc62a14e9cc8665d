/** The voxels and labels of the open scan, as they arrive. The one place in the page that holds large arrays. */
import type { OpenScan } from '#contract/api';
import { applyAffine, affineWorldToIjk } from '#core/geometry';
import { firstPassSlices, streamOrder } from '#core/voxels/stream-order';
import { applyPatchInto, type LabelPatch } from '#core/review/label-patch';
import { dot } from '#core/vector';
import { voxelCount, type Geometry, type Vec3, type VoxelArray } from '#core/volume';
import type { ViewPlane } from './plane.ts';
import { viewGrid, type ViewGrid } from './view-grid.ts';

export interface ScanImage {
  readonly geometry: Geometry;
  readonly grid: ViewGrid;
  readonly voxels: VoxelArray;
  /** Value shown outside of an oblique scan. */
  readonly darkest: number;
}

export class ScanImages {
  private readonly listeners = new Set<(what: 'voxels' | 'labels') => void>();
  private image: ScanImage | null = null;
  private slicesThere = 0;
  private toothLabels: Uint8Array | null = null;
  private previewed: LabelPatch[] = [];

  get scan(): ScanImage | null {
    return this.image;
  }

  /** Label per voxel on the scan's own grid, null until they are there. Changed in place by `patchLabels`. */
  get labels(): Uint8Array | null {
    return this.toothLabels;
  }

  /** Makes room for a scan; returns the bytes to fill, then call `changed`. Little-endian, as every target machine is. */
  begin({ geometry, voxelType, greyRange }: OpenScan): Uint8Array {
    const voxels = emptyVoxels(voxelType, voxelCount(geometry));
    this.slicesThere = 0;
    this.image = { geometry, grid: viewGrid(geometry), voxels, darkest: greyRange[0] };
    this.toothLabels = null;
    this.previewed = [];
    this.changed();
    return new Uint8Array(voxels.buffer);
  }

  /** So many slices have come, in `streamOrder`. */
  arrived(slices: number): void {
    this.slicesThere = slices;
    this.changed();
  }

  /** Whether the plane through a world point shows nothing but voxels, or neighbours of voxels, that have come. */
  canShow({ normal }: Pick<ViewPlane, 'normal'>, throughMm: Vec3): boolean {
    if (this.image === null) return false;
    const { geometry } = this.image;
    const [, , slices] = geometry.dims;
    if (this.slicesThere >= firstPassSlices(slices)) return true;
    const alongSlices = Math.abs(dot(normal, [geometry.direction[6], geometry.direction[7], geometry.direction[8]]));
    if (this.slicesThere === 0 || alongSlices < 1 - 1e-6) return false;
    const [, , k] = applyAffine(affineWorldToIjk(geometry), throughMm);
    return Math.round(k) === streamOrder(slices)[0];
  }

  showLabels(labels: Uint8Array | null): void {
    this.previewed = [];
    this.toothLabels = labels;
    this.labelsChanged();
  }

  /** @throws PatchError when the labels are not those that the patch was made for */
  patchLabels(patch: LabelPatch, direction: 'forth' | 'back'): void {
    if (this.toothLabels === null) return;
    this.takePreviewBack();
    applyPatchInto(this.toothLabels, patch, direction);
    this.labelsChanged();
  }

  /** Labels show a change that is still being drawn. */
  get previewing(): boolean {
    return this.previewed.length > 0;
  }

  /** Shows one more change of a stroke that is not done yet. Taken back by `endPreview` and by any other change. */
  previewLabels(patch: LabelPatch): void {
    if (this.toothLabels === null || patch.runs.length === 0) return;
    applyPatchInto(this.toothLabels, patch);
    this.previewed.push(patch);
    this.labelsChanged();
  }

  endPreview(): void {
    if (this.takePreviewBack()) this.labelsChanged();
  }

  private takePreviewBack(): boolean {
    const { toothLabels, previewed } = this;
    this.previewed = [];
    if (toothLabels === null) return false;
    for (const patch of previewed.toReversed()) applyPatchInto(toothLabels, patch, 'back');
    return previewed.length > 0;
  }

  clear(): void {
    this.image = null;
    this.toothLabels = null;
    this.previewed = [];
    this.changed();
  }

  /** The darkest and the brightest grey of what has arrived. */
  extent(): readonly [number, number] {
    const voxels = this.image?.voxels ?? [];
    let [low, high] = [Infinity, -Infinity];
    for (let n = 0; n < voxels.length; n++) {
      if (voxels[n] < low) low = voxels[n];
      if (voxels[n] > high) high = voxels[n];
    }
    return low <= high ? [low, high] : [0, 1];
  }

  /** Calls back whenever voxels or labels changed; returns the way to stop. */
  subscribe(listener: (what: 'voxels' | 'labels') => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener('voxels');
  }

  private labelsChanged(): void {
    for (const listener of this.listeners) listener('labels');
  }

  /** Label at a world point, 0 where there is no tooth. */
  labelAt(worldMm: Vec3): number {
    const { image, toothLabels } = this;
    if (image === null || toothLabels === null) return 0;
    const [i, j, k] = applyAffine(affineWorldToIjk(image.geometry), worldMm).map(Math.round);
    const [ni, nj, nk] = image.geometry.dims;
    const inside = i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk;
    return inside ? toothLabels[i + j * ni + k * ni * nj] : 0;
  }
}

/** Zeros that cost nothing until something is written: `canShow` tells what may be shown. */
function emptyVoxels(type: OpenScan['voxelType'], length: number): VoxelArray {
  switch (type) {
    case 'int16':
      return new Int16Array(length);
    case 'uint8':
      return new Uint8Array(length);
    case 'uint16':
      return new Uint16Array(length);
    case 'float32':
      return new Float32Array(length);
  }
}
