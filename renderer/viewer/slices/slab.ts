/** Several layers of a slice seen as one: their mean, the brightest (MIP) or the darkest (MinIP). */
import type { VoxelArray } from '#core/volume';

export const SLAB_MODES = ['mean', 'mip', 'minip'] as const;
export type SlabMode = (typeof SLAB_MODES)[number];

export interface Slab {
  /** 0: a single slice. */
  readonly thicknessMm: number;
  readonly mode: SlabMode;
}

/** What the keys step through. */
export const SLAB_THICKNESSES_MM = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 40] as const;

/** The next thickness of the list up or down. */
export function thickerSlab({ thicknessMm, mode }: Slab, by: 1 | -1): Slab {
  const next =
    by === 1
      ? SLAB_THICKNESSES_MM.find((mm) => mm > thicknessMm)
      : SLAB_THICKNESSES_MM.findLast((mm) => mm < thicknessMm);
  return { mode, thicknessMm: next ?? thicknessMm };
}

/**
 * Offsets of a slab's layers from its middle, in steps between slices: one for each slice that its thickness covers, or
 * `most` of them evenly spread when there are more.
 */
export function slabLayers(thicknessMm: number, stepMm: number, most = Infinity): readonly number[] {
  const count = Math.max(1, Math.round(thicknessMm / stepMm));
  const taken = Math.min(count, Math.max(1, most));
  if (taken === 1) return [0];
  return Array.from({ length: taken }, (_, n) => -(count - 1) / 2 + (n * (count - 1)) / (taken - 1));
}

/** One row of a slab's picture: takes the same row of each layer; NaN is no value. */
export class SlabRow {
  private readonly mode: SlabMode;
  private readonly values: Float32Array;
  /** Layers that had a value, for the mean. */
  private readonly counts: Uint16Array;

  constructor(mode: SlabMode, width: number) {
    this.mode = mode;
    this.values = new Float32Array(width);
    this.counts = new Uint16Array(width);
  }

  /** Forgets the layers of the row before. */
  begin(): void {
    this.values.fill(this.mode === 'mean' ? 0 : this.mode === 'mip' ? -Infinity : Infinity);
    this.counts.fill(0);
  }

  add(layer: Float32Array): void {
    const { values, counts } = this;
    // No comparison with NaN is true.
    switch (this.mode) {
      case 'mean':
        for (let n = 0; n < values.length; n++) {
          const value = layer[n];
          if (value !== value) continue;
          values[n] += value;
          counts[n]++;
        }
        return;
      case 'mip':
        for (let n = 0; n < values.length; n++) if (layer[n] > values[n]) values[n] = layer[n];
        return;
      case 'minip':
        for (let n = 0; n < values.length; n++) if (layer[n] < values[n]) values[n] = layer[n];
        return;
    }
  }

  /** Takes whole voxels from `first` on, `step` apart, straight from the volume: most slabs are cut along it. */
  addVoxels(data: VoxelArray, first: number, step: number): void {
    const { values, counts } = this;
    const { length } = values;
    switch (this.mode) {
      case 'mean':
        for (let n = 0, voxel = first; n < length; n++, voxel += step) {
          values[n] += data[voxel];
          counts[n]++;
        }
        return;
      case 'mip':
        for (let n = 0, voxel = first; n < length; n++, voxel += step) {
          const value = data[voxel];
          if (value > values[n]) values[n] = value;
        }
        return;
      case 'minip':
        for (let n = 0, voxel = first; n < length; n++, voxel += step) {
          const value = data[voxel];
          if (value < values[n]) values[n] = value;
        }
        return;
    }
  }

  /** Writes the row into `out` from `at` on; `outside` where no layer had a value. */
  writeInto(out: VoxelArray, at: number, outside: number): void {
    const { values, counts, mode } = this;
    for (let n = 0; n < values.length; n++) {
      const value = mode === 'mean' ? values[n] / counts[n] : values[n];
      out[at + n] = Number.isFinite(value) ? value : outside;
    }
  }
}
