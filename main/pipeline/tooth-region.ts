/** The box that the fine net looks into. */
import { affineIjkToWorld, transformedBounds, worldBounds, type Bounds } from '#core/geometry';
import type { Geometry, LabelMap, Vec3 } from '#core/volume';

/**
 * The grid of `spacingMm` over all labelled voxels plus a margin, LPS-aligned as the labels are, clipped to what
 * `source` covers; null when no voxel is labelled.
 */
export function toothRegionGrid(
  labels: LabelMap,
  source: Geometry,
  spacingMm: number,
  marginMm: number,
): Geometry | null {
  const box = labelledBox(labels);
  if (box === null) return null;
  const half: Vec3 = [0.5, 0.5, 0.5];
  const cover: Bounds = { min: minus(box.min, half), max: plus(box.max, half) };
  const teeth = transformedBounds(affineIjkToWorld(labels.geometry), cover);
  const scan = worldBounds(source);
  const margin: Vec3 = [marginMm, marginMm, marginMm];
  const min = combine(Math.max, minus(teeth.min, margin), scan.min);
  const max = combine(Math.min, plus(teeth.max, margin), scan.max);
  // A hair less, so that a rounding error does not add a voxel.
  const size = (axis: 0 | 1 | 2): number => Math.max(1, Math.ceil((max[axis] - min[axis]) / spacingMm - 1e-6));
  return {
    dims: [size(0), size(1), size(2)],
    spacingMm: [spacingMm, spacingMm, spacingMm],
    originMm: plus(min, [spacingMm / 2, spacingMm / 2, spacingMm / 2]),
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
}

function labelledBox({ data, geometry }: LabelMap): Bounds | null {
  const [ni, nj, nk] = geometry.dims;
  const min = [ni, nj, nk];
  const max = [-1, -1, -1];
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        if (data[n] === 0) continue;
        if (i < min[0]) min[0] = i;
        if (j < min[1]) min[1] = j;
        if (k < min[2]) min[2] = k;
        if (i > max[0]) max[0] = i;
        if (j > max[1]) max[1] = j;
        if (k > max[2]) max[2] = k;
      }
    }
  }
  return max[0] < 0 ? null : { min: [min[0], min[1], min[2]], max: [max[0], max[1], max[2]] };
}

function plus(a: Vec3, b: Vec3): Vec3 {
  return combine((x, y) => x + y, a, b);
}

function minus(a: Vec3, b: Vec3): Vec3 {
  return combine((x, y) => x - y, a, b);
}

function combine(each: (x: number, y: number) => number, a: Vec3, b: Vec3): Vec3 {
  return [each(a[0], b[0]), each(a[1], b[1]), each(a[2], b[2])];
}
