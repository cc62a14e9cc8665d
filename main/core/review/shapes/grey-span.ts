/** Which greys a tooth has, as a first proposal of a brush's limits. */
import type { Bounds } from '../../geometry.ts';
import type { Geometry, VoxelArray } from '../../volume.ts';
import { cutRegion } from './region.ts';

/** Shares of the voxels that lie below the lower and the upper end: burrs and fillings do not count. */
const ENDS = [0.05, 0.995] as const;
const MOST_SAMPLES = 20_000;

/** Greys between which nearly all voxels of a label lie; null when it has none. @param box holds all of them */
export function greySpan(
  labels: Uint8Array,
  geometry: Geometry,
  { label, box, greys }: { readonly label: number; readonly box: Bounds; readonly greys: VoxelArray },
): readonly [low: number, high: number] | null {
  const region = cutRegion(labels, geometry, box);
  if (region === null) return null;
  const { min } = region.box;
  const found: number[] = [];
  for (let c = 0, n = 0; c < region.size[2]; c++) {
    for (let b = 0; b < region.size[1]; b++) {
      const row = min[0] + region.dims[0] * (min[1] + b + region.dims[1] * (min[2] + c));
      for (let a = 0; a < region.size[0]; a++, n++) if (region.before[n] === label) found.push(greys[row + a]);
    }
  }
  const every = Math.max(1, Math.floor(found.length / MOST_SAMPLES));
  const sorted = Float64Array.from(found.filter((_, n) => n % every === 0)).sort();
  if (sorted.length === 0) return null;
  const [low, high] = ENDS.map((share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return [low, high];
}
