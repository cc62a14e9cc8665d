/** From the coarse net's answer to the box that the fine net looks into. */
import { labelComponents } from '#core/components';
import { affineIjkToWorld, transformedBounds, voxelVolumeMm3, worldBounds, type Bounds } from '#core/geometry';
import type { Geometry, LabelMap, Vec3 } from '#core/volume';

/** Smaller than half of the smallest tooth (a lower incisor has about 200 mm³), so a fragment may still count. */
const MIN_PIECE_MM3 = 40;

/** Class indices are uint8. */
const CLASS_COUNT = 256;

/**
 * How far the centres of one dentition's teeth can lie apart along x, y and z of the patient, in mm: widest arches with
 * impacted teeth and an open bite. The spine lies 30 mm and more behind the last molars, a chin rest 20 mm below the
 * roots. A gap between neighbours says nothing: two incisors and two molars may be all that is left.
 */
const DENTITION_MM: Vec3 = [70, 60, 50];

interface Piece {
  readonly id: number;
  readonly voxels: number;
  readonly centre: Vec3; // mean voxel index
  /** Tooth classes that fill at least 40 mm³ of it. */
  readonly classes: readonly number[];
}

/**
 * Keeps the labels of the plausible tooth cluster and clears the rest, in place: connected pieces (of any class) below
 * 40 mm³ go, and so does what lies too far away to belong to the dentition, such as a chin rest or vertebrae. The
 * dentition is where the most different teeth are, not the most voxels: a spine taken for one huge tooth must not win.
 * The grid must be LPS-aligned. Returns how many voxels stay.
 */
export function keepToothClusterInPlace({ data, geometry }: LabelMap): number {
  const mask = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) mask[n] = data[n] === 0 ? 0 : 1;
  const { ids, count, sizes } = labelComponents(mask, geometry.dims);
  const minVoxels = MIN_PIECE_MM3 / voxelVolumeMm3(geometry);
  const classesOf = classesPerPiece(data, ids, count, minVoxels);
  const centreOf = pieceCentres(ids, sizes, geometry.dims);
  const pieces = Array.from({ length: count }, (_, index) => index + 1)
    .filter((id) => sizes[id] >= minVoxels)
    .map((id): Piece => ({ id, voxels: sizes[id], centre: centreOf(id), classes: classesOf(id) }));
  const kept = new Uint8Array(count + 1);
  for (const piece of dentitionOf(pieces, geometry.spacingMm)) kept[piece.id] = 1;
  let voxels = 0;
  for (let n = 0; n < data.length; n++) {
    if (kept[ids[n]] === 0) data[n] = 0;
    else voxels++;
  }
  return voxels;
}

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
  const size = (axis: 0 | 1 | 2): number => Math.max(1, Math.ceil((max[axis] - min[axis]) / spacingMm - 1e-6)); // no extra voxel for a rounding error
  return {
    dims: [size(0), size(1), size(2)],
    spacingMm: [spacingMm, spacingMm, spacingMm],
    originMm: plus(min, [spacingMm / 2, spacingMm / 2, spacingMm / 2]),
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
}

function pieceCentres(ids: Int32Array, sizes: Uint32Array, dims: Vec3): (id: number) => Vec3 {
  const sums = new Float64Array(3 * sizes.length);
  for (let k = 0, n = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++, n++) {
        const at = 3 * ids[n];
        if (at === 0) continue;
        sums[at] += i;
        sums[at + 1] += j;
        sums[at + 2] += k;
      }
    }
  }
  return (id) => [sums[3 * id] / sizes[id], sums[3 * id + 1] / sizes[id], sums[3 * id + 2] / sizes[id]];
}

function classesPerPiece(
  data: Uint8Array,
  ids: Int32Array,
  count: number,
  minVoxels: number,
): (id: number) => number[] {
  const histogram = new Uint32Array(CLASS_COUNT * (count + 1));
  for (let n = 0; n < data.length; n++) histogram[CLASS_COUNT * ids[n] + data[n]]++;
  return (id) => {
    const voxelsOfClass = histogram.subarray(CLASS_COUNT * id, CLASS_COUNT * (id + 1));
    return Array.from(voxelsOfClass.keys()).filter((label) => label !== 0 && voxelsOfClass[label] >= minVoxels);
  };
}

function growBounds(bounds: Int32Array, at: number, i: number, j: number, k: number): void {
  if (i < bounds[at]) bounds[at] = i;
  if (j < bounds[at + 1]) bounds[at + 1] = j;
  if (k < bounds[at + 2]) bounds[at + 2] = k;
  if (i > bounds[at + 3]) bounds[at + 3] = i;
  if (j > bounds[at + 4]) bounds[at + 4] = j;
  if (k > bounds[at + 5]) bounds[at + 5] = k;
}

/** Axis by axis, the pieces within the stretch of a dentition's size that holds the most teeth, then the most voxels. */
function dentitionOf(pieces: readonly Piece[], spacingMm: Vec3): readonly Piece[] {
  let kept = pieces;
  for (const axis of [1, 2, 0] as const) {
    const length = DENTITION_MM[axis] / spacingMm[axis];
    const stretches = kept.map(({ centre: { [axis]: start } }) =>
      kept.filter(({ centre }) => centre[axis] >= start && centre[axis] <= start + length),
    );
    kept = stretches.reduce((best, stretch) => (richer(stretch, best) ? stretch : best), []);
  }
  return kept;
}

function richer(a: readonly Piece[], b: readonly Piece[]): boolean {
  const moreTeeth = teethIn(a) - teethIn(b);
  return moreTeeth > 0 || (moreTeeth === 0 && voxelsOf(a) > voxelsOf(b));
}

function teethIn(pieces: readonly Piece[]): number {
  return new Set(pieces.flatMap(({ classes }) => classes)).size;
}

function voxelsOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.voxels, 0);
}

function labelledBox({ data, geometry }: LabelMap): Bounds | null {
  const [ni, nj, nk] = geometry.dims;
  const bounds = new Int32Array([ni, nj, nk, -1, -1, -1]);
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        if (data[n] !== 0) growBounds(bounds, 0, i, j, k);
      }
    }
  }
  const [i, j, k, maxI, maxJ, maxK] = bounds;
  return maxI < 0 ? null : { min: [i, j, k], max: [maxI, maxJ, maxK] };
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
