/** Clears what the coarse net took for teeth where no teeth can be: chin rest, spine, the dense rim of the mandible. */
import { labelComponents } from '#core/voxels/components';
import { jawOf } from '#core/fdi';
import { affineIjkToWorld, applyAffine, voxelVolumeMm3 } from '#core/geometry';
import type { LabelMap, Vec3 } from '#core/volume';

/** A fifth of the smallest tooth (a lower incisor has about 200 mm³), so that a fragment may still count. */
const MIN_PIECE_MM3 = 40;

/**
 * How far the centres of one dentition's teeth can lie apart along x, y and z of the patient, in mm: widest arches with
 * impacted teeth and an open bite. The spine lies 30 mm and more behind the last molars, a chin rest 20 mm below the
 * roots. A gap between neighbours says nothing: two incisors and two molars may be all that is left.
 */
const DENTITION_MM: Vec3 = [70, 60, 50];

/** How far the centre of a tooth may lie on the other jaw's side of the occlusal plane, in mm. */
const WRONG_SIDE_MM = 5;
/** Slopes of the occlusal plane, rise to the back over depth: heads are tilted by up to 20°. */
const MAX_SLOPE = 0.36;
const SLOPE_STEP = 0.04;

/** Connected voxels of one class. World is LPS mm. */
interface Piece {
  readonly id: number;
  readonly fdi: number;
  readonly volumeMm3: number;
  readonly centreMm: Vec3;
}

/**
 * Keeps the labels that can belong to one dentition and clears the rest, in place. `data` holds FDI codes on an
 * LPS-aligned grid. Goes: islands below 40 mm³, whatever their classes; what lies too far from where the most different
 * teeth are (not the most voxels: a spine taken for one huge tooth must not win); upper teeth well below the occlusal
 * plane and lower ones above it. Returns how many voxels stay.
 */
export function keepPlausibleTeethInPlace(labels: LabelMap): number {
  const { data, geometry } = labels;
  clearIslands(labels);
  const { ids, count, sizes, labelOf } = labelComponents(data, geometry.dims);
  const centreOf = pieceCentres(ids, sizes, labels);
  const voxelMm3 = voxelVolumeMm3(geometry);
  const pieces = Array.from({ length: count }, (_, index): Piece => {
    const id = index + 1;
    return { id, fdi: labelOf[id], volumeMm3: sizes[id] * voxelMm3, centreMm: centreOf(id) };
  });
  const kept = new Uint8Array(count + 1);
  for (const piece of rightSideOnly(oneDentition(pieces))) kept[piece.id] = 1;
  let voxels = 0;
  for (let n = 0; n < data.length; n++) {
    if (kept[ids[n]] === 0) data[n] = 0;
    else voxels++;
  }
  return voxels;
}

function clearIslands({ data, geometry }: LabelMap): void {
  const mask = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) mask[n] = data[n] === 0 ? 0 : 1;
  const { ids, sizes } = labelComponents(mask, geometry.dims);
  const minVoxels = MIN_PIECE_MM3 / voxelVolumeMm3(geometry);
  for (let n = 0; n < data.length; n++) if (sizes[ids[n]] < minVoxels) data[n] = 0;
}

function pieceCentres(ids: Int32Array, sizes: Uint32Array, { geometry }: LabelMap): (id: number) => Vec3 {
  const [ni, nj, nk] = geometry.dims;
  const sums = new Float64Array(3 * sizes.length);
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const at = 3 * ids[n];
        if (at === 0) continue;
        sums[at] += i;
        sums[at + 1] += j;
        sums[at + 2] += k;
      }
    }
  }
  const affine = affineIjkToWorld(geometry);
  const mean = (id: number, axis: number): number => sums[3 * id + axis] / sizes[id];
  return (id) => applyAffine(affine, [mean(id, 0), mean(id, 1), mean(id, 2)]);
}

/** Axis by axis, the pieces within the stretch of a dentition's size that holds the most teeth, then the most volume. */
function oneDentition(pieces: readonly Piece[]): readonly Piece[] {
  let kept = pieces;
  for (const axis of [1, 2, 0] as const) {
    const stretches = kept.map(({ centreMm: { [axis]: start } }) =>
      kept.filter(({ centreMm }) => centreMm[axis] >= start && centreMm[axis] <= start + DENTITION_MM[axis]),
    );
    kept = stretches.reduce((best, stretch) => (richer(stretch, best) ? stretch : best), []);
  }
  return kept;
}

function richer(a: readonly Piece[], b: readonly Piece[]): boolean {
  const moreTeeth = teethIn(a) - teethIn(b);
  return moreTeeth > 0 || (moreTeeth === 0 && volumeOf(a) > volumeOf(b));
}

function teethIn(pieces: readonly Piece[]): number {
  return new Set(pieces.filter(isSizeable).map(({ fdi }) => fdi)).size;
}

function isSizeable({ volumeMm3 }: Piece): boolean {
  return volumeMm3 >= MIN_PIECE_MM3;
}

function volumeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { volumeMm3 }) => sum + volumeMm3, 0);
}

/** z = height + slope · y in LPS mm. */
interface OcclusalLine {
  readonly heightMm: number;
  readonly slope: number;
}

function rightSideOnly(pieces: readonly Piece[]): readonly Piece[] {
  const sizeable = pieces.filter(isSizeable);
  if (sizeable.length === 0) return pieces;
  const line = fitOcclusalLine(sizeable);
  return pieces.filter((piece) => heightOnOwnSide(piece, line) > -WRONG_SIDE_MM);
}

/** Height above the line for an upper tooth, depth below it for a lower one; negative on the wrong side. */
function heightOnOwnSide({ fdi, centreMm: [, y, z] }: Piece, { heightMm, slope }: OcclusalLine): number {
  const above = z - heightMm - slope * y;
  return jawOf(fdi) === 'upper' ? above : -above;
}

/**
 * The line that leaves the most teeth on their own side. Each tooth number has one vote, split by the volume of its
 * pieces, so that a large false piece cannot outvote the other teeth. Of equal lines, the middle one of the first slope.
 */
function fitOcclusalLine(pieces: readonly Piece[]): OcclusalLine {
  const volumeOfTooth = new Map<number, number>();
  for (const { fdi, volumeMm3 } of pieces) volumeOfTooth.set(fdi, (volumeOfTooth.get(fdi) ?? 0) + volumeMm3);
  const votesFor = (line: OcclusalLine): number =>
    pieces.reduce(
      (sum, piece) =>
        heightOnOwnSide(piece, line) > 0 ? sum + piece.volumeMm3 / (volumeOfTooth.get(piece.fdi) ?? 1) : sum,
      0,
    );
  let best: OcclusalLine = { heightMm: 0, slope: 0 };
  let most = -1;
  for (const slope of slopesFromLevel()) {
    const heights = heightsToTry(pieces, slope);
    const votes = heights.map((heightMm) => votesFor({ heightMm, slope }));
    const top = Math.max(...votes);
    if (top <= most + 1e-9) continue;
    most = top;
    const first = votes.findIndex((vote) => vote >= top - 1e-9);
    const last = votes.findLastIndex((vote) => vote >= top - 1e-9);
    best = { heightMm: (heights[first] + heights[last]) / 2, slope };
  }
  return best;
}

/** 0, then ever steeper ones to either side: of equally good planes the most level is the likeliest. */
function slopesFromLevel(): readonly number[] {
  const steps = Math.round(MAX_SLOPE / SLOPE_STEP);
  const rising = Array.from({ length: steps }, (_, step) => (step + 1) * SLOPE_STEP);
  return [0, ...rising.flatMap((slope) => [slope, -slope])];
}

/** Below, between and above all pieces, of which there is at least one. */
function heightsToTry(pieces: readonly Piece[], slope: number): readonly number[] {
  const heights = pieces.map(({ centreMm: [, y, z] }) => z - slope * y).toSorted((a, b) => a - b);
  const between = heights.slice(1).map((height, n) => (height + heights[n]) / 2);
  return [heights[0] - 1, ...between, heights[heights.length - 1] + 1];
}
