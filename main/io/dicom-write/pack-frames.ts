/** Label map → frames of one bit a pixel, one for each slice of each segment that has voxels (PS3.3 C.8.20.2, PS3.5 8.2). */
import type { Bounds } from '#core/geometry';
import type { LabelMap } from '#core/volume';

export interface Segment {
  readonly label: number;
  /** Inclusive; no voxel of the label lies outside. */
  readonly boundsIjk: Bounds;
}

export interface PackedFrame {
  /** Index of the segment. */
  readonly segment: number;
  readonly k: number;
}

/**
 * Frames follow each other without padding, lowest bit first, segment by segment from slice 0 upwards; the whole is
 * padded to an even number of bytes. Slices without a voxel of the segment have no frame.
 */
export function packFrames(
  { data, geometry }: LabelMap,
  segments: readonly Segment[],
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly frames: readonly PackedFrame[] } {
  const [ni, nj] = geometry.dims;
  const sliceLength = ni * nj;
  const frames = segments.flatMap(({ label, boundsIjk: { min, max } }, segment) => {
    const slices: PackedFrame[] = [];
    for (let k = min[2]; k <= max[2]; k++) if (holds(k, min, max, label)) slices.push({ segment, k });
    return slices;
  });
  const bits = frames.length * sliceLength;
  const bytes = new Uint8Array(2 * Math.ceil(bits / 16));
  frames.forEach(({ segment, k }, n) => {
    const {
      label,
      boundsIjk: { min, max },
    } = segments[segment];
    for (let j = min[1]; j <= max[1]; j++) {
      const row = k * sliceLength + j * ni;
      const firstBit = n * sliceLength + j * ni;
      for (let i = min[0]; i <= max[0]; i++) {
        if (data[row + i] !== label) continue;
        const bit = firstBit + i;
        bytes[Math.floor(bit / 8)] |= 1 << (bit % 8);
      }
    }
  });
  return { bytes, frames };

  function holds(k: number, min: Bounds['min'], max: Bounds['max'], label: number): boolean {
    for (let j = min[1]; j <= max[1]; j++) {
      const row = k * sliceLength + j * ni;
      for (let i = min[0]; i <= max[0]; i++) if (data[row + i] === label) return true;
    }
    return false;
  }
}
