/** Measures one label of a label map along directions in world. */
import { applyAffine, linearDeterminant, type Bounds } from '../geometry.ts';
import { dot, subtract } from '../vector.ts';
import type { LabelMap, Vec3, VoxelArray } from '../volume.ts';

/** A label and the voxels it lies within, inclusive. */
export interface LabelBox {
  readonly label: number;
  readonly min: Vec3;
  readonly max: Vec3;
}

/** All positions are relative to the centroid, voxel centres, mm. */
export interface VoxelRuler {
  /** Least and greatest position along `direction`, of all voxels or of those at or beyond `from` along `axis`. */
  extent(direction: Vec3, axis?: Vec3, from?: number): { min: number; max: number };
  /** How wide one voxel is along a direction: exact along the grid, the root mean square of its sides elsewhere. */
  footprint(direction: Vec3): number;
  worldBounds(): Bounds;
  /** World point: mean of the voxels at or beyond `from` along `axis`, moved along it to `to`. */
  meanBeyond(axis: Vec3, from: number, to: number): Vec3;
  /** Cross-sections along an axis, and the greys in each. `lowMm` and `highMm` are the extent along it. */
  sections(axis: Vec3, ends: AxisEnds, grey: VoxelArray, scale: GreyScale): Sections;
  surface(): LabelSurface;
}

/** Where a label begins and ends along an axis, mm from the centroid. */
export interface AxisEnds {
  readonly lowMm: number;
  readonly highMm: number;
}

export interface LabelSurface {
  /**
   * Centres of the voxels that have a side in common with something else, mm along the grid's own axes from voxel 0:
   * three numbers after another.
   */
  readonly points: Float32Array;
  /** Other labels that have a side in common with this one. */
  readonly touched: ReadonlySet<number>;
}

/** Grey values counted in equal steps from `from` on; values beyond the ends are counted there. */
export interface GreyScale {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/** A tooth cut across its axis into slabs of equal thickness. Slab n is centred `fromMm + n · stepMm` from the centroid. */
export interface Sections {
  readonly fromMm: number;
  readonly stepMm: number;
  readonly areasMm2: Float64Array;
  /** Voxels by grey step: slab n, step g at n · count + g; each voxel is counted in the slab of its centre. */
  readonly greys: Uint32Array;
  readonly scale: GreyScale;
}

export function voxelRuler(
  { label, min, max }: LabelBox,
  labels: LabelMap,
  affine: Float64Array,
  centroidMm: Vec3,
): VoxelRuler {
  const { data, geometry } = labels;
  const [ni, nj, nk] = geometry.dims;
  const [si, sj, sk] = geometry.spacingMm;

  /** Position along a direction is linear in i, j, k: its three steps and its value at voxel 0. */
  const steps = (direction: Vec3): readonly [number, number, number, number] => {
    const along = [0, 1, 2, 3].map(
      (c) => direction[0] * affine[c] + direction[1] * affine[4 + c] + direction[2] * affine[8 + c],
    );
    return [along[0], along[1], along[2], along[3] - dot(direction, centroidMm)];
  };
  let found: Voxels | null = null;
  /** Asked for many times, and most voxels of the box are something else. */
  const voxels = (): Voxels => (found ??= voxelsWithin(labels, label, min, max));
  const footprint = (direction: Vec3): number => Math.hypot(...steps(direction).slice(0, 3));
  const extent: VoxelRuler['extent'] = (direction, axis = direction, from = -Infinity) => {
    const [di, dj, dk, d0] = steps(direction);
    const [ai, aj, ak, a0] = steps(axis);
    let [least, greatest] = [Infinity, -Infinity];
    const { count, is, js, ks } = voxels();
    for (let n = 0; n < count; n++) {
      const [i, j, k] = [is[n], js[n], ks[n]];
      if (ai * i + aj * j + ak * k + a0 < from) continue;
      const position = di * i + dj * j + dk * k + d0;
      if (position < least) least = position;
      if (position > greatest) greatest = position;
    }
    return { min: least, max: greatest };
  };
  return {
    extent,
    footprint,
    worldBounds: () => {
      const axes: readonly Vec3[] = [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ];
      const [x, y, z] = axes.map((axis, n) => {
        const { min: low, max: high } = extent(axis);
        const half =
          steps(axis)
            .slice(0, 3)
            .reduce((sum, step) => sum + Math.abs(step), 0) / 2;
        return [centroidMm[n] + low - half, centroidMm[n] + high + half];
      });
      return { min: [x[0], y[0], z[0]], max: [x[1], y[1], z[1]] };
    },
    meanBeyond: (axis, from, to) => {
      const [ai, aj, ak, a0] = steps(axis);
      let [sumI, sumJ, sumK, count] = [0, 0, 0, 0];
      const { count: all, is, js, ks } = voxels();
      for (let n = 0; n < all; n++) {
        const [i, j, k] = [is[n], js[n], ks[n]];
        if (ai * i + aj * j + ak * k + a0 < from) continue;
        sumI += i;
        sumJ += j;
        sumK += k;
        count++;
      }
      const centre = applyAffine(affine, [sumI / count, sumJ / count, sumK / count]);
      const shift = to - dot(subtract(centre, centroidMm), axis);
      return [centre[0] + shift * axis[0], centre[1] + shift * axis[1], centre[2] + shift * axis[2]];
    },
    sections: (axis, { lowMm, highMm }, grey, scale) => {
      const [ai, aj, ak, a0] = steps(axis);
      // A voxel's volume is shared by the two slabs nearest to it; slabs as thick as a voxel keep even grids even.
      const stepMm = footprint(axis);
      const slabs = Math.ceil((highMm - lowMm) / stepMm) + 3;
      const fromMm = lowMm - stepMm;
      const areasMm2 = new Float64Array(slabs);
      const greys = new Uint32Array(slabs * scale.count);
      const area = Math.abs(linearDeterminant(affine)) / stepMm;
      const { count, is, js, ks, flat } = voxels();
      for (let n = 0; n < count; n++) {
        const at = (ai * is[n] + aj * js[n] + ak * ks[n] + a0 - fromMm) / stepMm;
        const slab = Math.floor(at);
        areasMm2[slab] += area * (slab + 1 - at);
        areasMm2[slab + 1] += area * (at - slab);
        const step = Math.floor((grey[flat[n]] - scale.from) / scale.step);
        greys[Math.round(at) * scale.count + Math.min(scale.count - 1, Math.max(0, step))]++;
      }
      return { fromMm, stepMm, areasMm2, greys, scale };
    },
    surface: () => {
      const points: number[] = [];
      const touched = new Set<number>();
      const slice = ni * nj;
      let outer = false;
      const meet = (inside: boolean, n: number): void => {
        const other = inside ? data[n] : 0;
        if (other === label) return;
        outer = true;
        if (other !== 0) touched.add(other);
      };
      const { count, is, js, ks, flat } = voxels();
      for (let v = 0; v < count; v++) {
        const [i, j, k, n] = [is[v], js[v], ks[v], flat[v]];
        outer = false;
        meet(i > 0, n - 1);
        meet(i < ni - 1, n + 1);
        meet(j > 0, n - ni);
        meet(j < nj - 1, n + ni);
        meet(k > 0, n - slice);
        meet(k < nk - 1, n + slice);
        if (outer) points.push(i * si, j * sj, k * sk);
      }
      return { points: Float32Array.from(points), touched };
    },
  };
}

/** A label's voxels, i fastest: indices along the axes, and flat ones. */
interface Voxels {
  readonly count: number;
  readonly is: Int16Array;
  readonly js: Int16Array;
  readonly ks: Int16Array;
  readonly flat: Uint32Array;
}

function voxelsWithin({ data, geometry }: LabelMap, label: number, min: Vec3, max: Vec3): Voxels {
  const [ni, nj] = geometry.dims;
  let count = 0;
  const rows: number[] = []; // of those that have any: first flat index, j, k
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      const row = ni * (j + nj * k);
      const before = count;
      for (let i = min[0]; i <= max[0]; i++) if (data[row + i] === label) count++;
      if (count > before) rows.push(row, j, k);
    }
  }
  const [is, js, ks] = [new Int16Array(count), new Int16Array(count), new Int16Array(count)];
  const flat = new Uint32Array(count);
  for (let r = 0, n = 0; r < rows.length; r += 3) {
    for (let i = min[0]; i <= max[0]; i++) {
      if (data[rows[r] + i] !== label) continue;
      is[n] = i;
      js[n] = rows[r + 1];
      ks[n] = rows[r + 2];
      flat[n++] = rows[r] + i;
    }
  }
  return { count, is, js, ks, flat };
}
