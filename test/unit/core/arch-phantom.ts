/**
 * A dentition built from textbook crown sizes (Wheeler/Ash & Nelson) along two ellipses: deliberately another source and
 * another curve than the template arch in core/tooth-norms, so that agreement means something.
 */
import type { CentroidOffsets } from '#core/labelling/centroid-basins';
import { jawOf, PERMANENT_FDI, positionOf, sideOf, type Jaw } from '#core/fdi';
import { affineIjkToWorld } from '#core/geometry';
import type { ToothCandidate } from '#core/labelling/instances';
import { stridedDims } from '#core/voxels/patches';
import type { Geometry, Vec3 } from '#core/volume';

/** mesiodistal, buccolingual, whole length in mm by position. */
const SIZES: Readonly<Record<Jaw, readonly (readonly [number, number, number])[]>> = {
  upper: [
    [8.5, 7, 23.5],
    [6.5, 6, 22],
    [7.5, 8, 27],
    [7, 9, 22.5],
    [7, 9, 22.5],
    [10, 11, 20],
    [9, 11, 18.5],
    [8.5, 10, 17.5],
  ],
  lower: [
    [5, 6, 21.5],
    [5.5, 6.5, 23.5],
    [7, 7.5, 27],
    [7, 7.5, 22.5],
    [7, 8, 22.5],
    [11, 10.5, 21.5],
    [10.5, 10, 20],
    [10, 9.5, 18],
  ],
};
const ELLIPSE: Readonly<Record<Jaw, readonly [number, number]>> = { upper: [29, 50], lower: [27, 50] };

export interface PhantomTooth {
  readonly fdi: number;
  readonly centreMm: Vec3;
  readonly tangent: readonly [number, number]; // of the arch, axial plane
  readonly radiiMm: Vec3; // along the arch, across it, up
}

export interface DentitionOptions {
  readonly missing?: readonly number[];
  readonly turnRad?: number; // head turned about the vertical
  readonly scale?: number;
  readonly centreMm?: Vec3;
}

export function dentition({
  missing = [],
  turnRad = 0,
  scale = 1,
  centreMm = [0, 0, 0],
}: DentitionOptions = {}): PhantomTooth[] {
  return PERMANENT_FDI.filter((fdi) => !missing.includes(fdi)).map((fdi) => {
    const jaw = jawOf(fdi);
    const [a, b] = ELLIPSE[jaw];
    const sizes = SIZES[jaw];
    const position = positionOf(fdi);
    const wanted = sizes.slice(0, position - 1).reduce((sum, [md]) => sum + md, 0) + sizes[position - 1][0] / 2;
    let [angle, arc] = [0, 0];
    for (; arc < wanted; angle += 1e-3) arc += 1e-3 * Math.hypot(a * Math.cos(angle), b * Math.sin(angle));
    const side = sideOf(fdi) === 'left' ? 1 : -1;
    const [x, y] = [side * a * Math.sin(angle), b * (1 - Math.cos(angle))];
    const [tx, ty] = [side * a * Math.cos(angle), b * Math.sin(angle)];
    const [cos, sin] = [Math.cos(turnRad) * scale, Math.sin(turnRad) * scale];
    const [md, bl, length] = sizes[position - 1];
    const z = jaw === 'upper' ? length / 2 + 0.5 : -length / 2 - 0.5;
    const norm = Math.hypot(tx, ty) * scale;
    return {
      fdi,
      centreMm: [centreMm[0] + cos * x - sin * y, centreMm[1] + sin * x + cos * y, centreMm[2] + z * scale],
      tangent: [(cos * tx - sin * ty) / norm, (sin * tx + cos * ty) / norm],
      radiiMm: [(md / 2) * scale * 0.97, (bl / 2) * scale, (length / 2) * scale],
    };
  });
}

/** Writes tapered ellipsoids into labels; `labelAt` may give parts of a tooth another label. */
export function drawTeeth(
  teeth: readonly PhantomTooth[],
  geometry: Geometry,
  labelAt: (tooth: PhantomTooth, along: number, across: number, up: number) => number = ({ fdi }) => fdi,
): Uint8Array {
  const [ni, nj, nk] = geometry.dims;
  const labels = new Uint8Array(ni * nj * nk);
  const m = affineIjkToWorld(geometry);
  for (let k = 0, n = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, n++) {
        const x = m[0] * i + m[1] * j + m[2] * k + m[3];
        const y = m[4] * i + m[5] * j + m[6] * k + m[7];
        const z = m[8] * i + m[9] * j + m[10] * k + m[11];
        for (const tooth of teeth) {
          const [dx, dy, dz] = [x - tooth.centreMm[0], y - tooth.centreMm[1], z - tooth.centreMm[2]];
          if (Math.abs(dz) > tooth.radiiMm[2] || dx * dx + dy * dy > 60) continue;
          const u = (dx * tooth.tangent[0] + dy * tooth.tangent[1]) / tooth.radiiMm[0];
          const v = (-dx * tooth.tangent[1] + dy * tooth.tangent[0]) / tooth.radiiMm[1];
          const w = dz / tooth.radiiMm[2];
          const rootwards = jawOf(tooth.fdi) === 'upper' ? w : -w;
          const width = 0.72 - 0.28 * rootwards; // a crown that tapers to the root
          if (u * u + v * v <= width * width * (1 - w ** 4) && labels[n] === 0) labels[n] = labelAt(tooth, u, v, w);
        }
      }
  return labels;
}

/**
 * What the fine net would answer for a label map in which each label is one tooth: per cell the way to the centroid of
 * its tooth, up to `noiseMm` off; cells without a tooth point at themselves.
 */
export function offsetsTo(teethOf: Uint8Array, { dims, spacingMm }: Geometry, noiseMm = 0): CentroidOffsets {
  const [ni, nj] = dims;
  const [stride, stepMm] = [2, 0.25];
  const cellDims = stridedDims(dims, stride);
  const [ci, cj, ck] = cellDims;
  const sums = new Float64Array(4 * 256);
  const toothOf = new Uint8Array(ci * cj * ck);
  teethOf.forEach((label, n) => {
    if (label === 0) return;
    const ijk = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    ijk.forEach((index, axis) => (sums[4 * label + axis] += (index + 0.5) * spacingMm[axis]));
    sums[4 * label + 3]++;
    const [a, b, c] = ijk.map((index) => Math.floor(index / stride));
    toothOf[a + ci * (b + cj * c)] = label;
  });
  const steps = new Int8Array(3 * toothOf.length);
  toothOf.forEach((label, cell) => {
    if (label === 0) return;
    const ijk = [cell % ci, Math.floor(cell / ci) % cj, Math.floor(cell / (ci * cj))];
    ijk.forEach((index, axis) => {
      const random = Math.abs(43758.5453 * Math.sin(12.9898 * cell + 78.233 * axis)) % 1; // even, and reproducible
      const miss = noiseMm * (2 * random - 1);
      const way = sums[4 * label + axis] / sums[4 * label + 3] - (index + 0.5) * stride * spacingMm[axis] + miss;
      steps[axis * toothOf.length + cell] = Math.max(-127, Math.min(127, Math.round(way / stepMm)));
    });
  });
  return { stride, stepMm, steps };
}

/** A candidate as the network would report it; votes default to certainty. */
export function candidateOf(
  tooth: PhantomTooth,
  id: number,
  votes: Readonly<Record<number, number>> = { [tooth.fdi]: 1 },
): ToothCandidate {
  const shares = new Float64Array(100);
  for (const [fdi, share] of Object.entries(votes)) shares[Number(fdi)] = share;
  const volumeMm3 = 6 * tooth.radiiMm[0] * tooth.radiiMm[1] * tooth.radiiMm[2] * 0.5;
  return {
    id,
    voxelCount: Math.round(volumeMm3 * 64),
    volumeMm3,
    centroidMm: tooth.centreMm,
    votes: shares,
    meanConfidence: 0.9,
    touchesGridEdge: false,
  };
}
