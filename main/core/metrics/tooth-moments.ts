/** Sums over the voxels of one label: what volume, centroid and main axes are told from. */
import type { Bounds } from '../geometry.ts';
import type { Symmetric3 } from '../math/principal-axes.ts';
import type { LabelMap, Report, Vec3, Volume } from '../volume.ts';

/** Sums over one label's voxels in voxel indices, and the voxels it lies within, inclusive. */
export interface Moments {
  readonly label: number;
  readonly count: number;
  readonly grey: number;
  readonly least: number; // grey
  readonly greatest: number;
  readonly sum: Vec3;
  readonly products: Symmetric3; // ii ij ik jj jk kk
  readonly min: Vec3;
  readonly max: Vec3;
}

interface Sums extends Moments {
  count: number;
  grey: number;
  least: number;
  greatest: number;
  readonly sum: [number, number, number];
  readonly products: [number, number, number, number, number, number];
  readonly min: [number, number, number];
  readonly max: [number, number, number];
}

/** Of every label, in one pass over the volume; `report` hears about it slice by slice. Ascending labels. */
export function momentsByLabel({ data: grey }: Volume, { data, geometry }: LabelMap, report?: Report): Moments[] {
  const [ni, nj, nk] = geometry.dims;
  const found: (Sums | undefined)[] = new Array<Sums | undefined>(256).fill(undefined);
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const label = data[n];
        if (label === 0) continue;
        addInto(found[label] ?? (found[label] = newSums(label, geometry.dims)), i, j, k, grey[n]);
      }
    }
    report?.((k + 1) / nk);
  }
  return found.filter((sums) => sums !== undefined);
}

/**
 * Of one label whose voxels all lie within `box` (inclusive), as momentsByLabel sums them up; null where it has none.
 */
export function momentsWithin(
  { data: grey }: Volume,
  { data, geometry }: LabelMap,
  label: number,
  { min, max }: Bounds,
): Moments | null {
  const [ni, nj] = geometry.dims;
  const sums = newSums(label, geometry.dims);
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      const row = ni * (j + nj * k);
      for (let i = min[0]; i <= max[0]; i++) if (data[row + i] === label) addInto(sums, i, j, k, grey[row + i]);
    }
  }
  return sums.count === 0 ? null : sums;
}

function addInto(sums: Sums, i: number, j: number, k: number, value: number): void {
  sums.count++;
  sums.grey += value;
  if (value < sums.least) sums.least = value;
  if (value > sums.greatest) sums.greatest = value;
  const { sum, products, min, max } = sums;
  sum[0] += i;
  sum[1] += j;
  sum[2] += k;
  products[0] += i * i;
  products[1] += i * j;
  products[2] += i * k;
  products[3] += j * j;
  products[4] += j * k;
  products[5] += k * k;
  if (i < min[0]) min[0] = i;
  if (i > max[0]) max[0] = i;
  if (j < min[1]) min[1] = j;
  if (j > max[1]) max[1] = j;
  if (k < min[2]) min[2] = k;
  if (k > max[2]) max[2] = k;
}

function newSums(label: number, dims: Vec3): Sums {
  return {
    label,
    count: 0,
    grey: 0,
    least: Infinity,
    greatest: -Infinity,
    sum: [0, 0, 0],
    products: [0, 0, 0, 0, 0, 0],
    min: [dims[0], dims[1], dims[2]],
    max: [-1, -1, -1],
  };
}

/** Mean of the voxels' indices i, j, k. */
export function meanIndex({ sum, count }: Moments): Vec3 {
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** Covariance of the voxels in world mm², counting the spread within each voxel. */
export function worldCovariance({ count, sum, products }: Moments, affine: Float64Array): Symmetric3 {
  const [i, j, k] = sum.map((value) => value / count);
  const [ii, ij, ik, jj, jk, kk] = products.map((value) => value / count);
  const index = [
    [ii - i * i + 1 / 12, ij - i * j, ik - i * k],
    [ij - i * j, jj - j * j + 1 / 12, jk - j * k],
    [ik - i * k, jk - j * k, kk - k * k + 1 / 12],
  ];
  const world = (row: number, column: number): number => {
    let total = 0;
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) total += affine[row * 4 + a] * index[a][b] * affine[column * 4 + b];
    }
    return total;
  };
  return [world(0, 0), world(0, 1), world(0, 2), world(1, 1), world(1, 2), world(2, 2)];
}
