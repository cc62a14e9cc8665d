/** From labelled voxels to tooth candidates: pieces that belong together are joined, crumbs are dropped. */
import { centroidBasins, MIN_VOLUME_MM3, STRAY, type CentroidOffsets } from './centroid-basins.ts';
import { labelComponents, type Components } from '../voxels/components.ts';
import { affineIjkToWorld, applyAffine, voxelVolumeMm3 } from '../geometry.ts';
import { typicalVolumeMm3, volumeScaleOf } from '../teeth/tooth-norms.ts';
import type { Geometry, Vec3 } from '../volume.ts';

/** What the fine network says: per voxel an FDI code (0 background) and how sure it is (0…255). Flat, i fastest. */
export interface TaggedVoxels {
  readonly geometry: Geometry;
  readonly labels: Uint8Array;
  readonly confidence: Uint8Array;
  readonly offsets: CentroidOffsets; // where each cell says that its tooth's centroid lies
}

/** One piece of tooth whose number is still open. World is LPS mm. */
export interface ToothCandidate {
  readonly id: number; // 1…, the value in Candidates.ids
  readonly voxelCount: number;
  readonly volumeMm3: number;
  readonly centroidMm: Vec3;
  readonly votes: Float64Array; // [100], index = FDI code: its share of the confidence-weighted voxels; adds up to 1
  readonly meanConfidence: number; // 0…1
  readonly touchesGridEdge: boolean;
}

export interface Candidates {
  readonly ids: Int32Array; // candidate of each voxel, 0 = none; flat, i fastest
  readonly candidates: readonly ToothCandidate[];
}

/** A piece below this share of its tooth's usual volume is no tooth, unless the edge of the grid cuts it. */
const MIN_VOLUME_SHARE = 0.08;
/** Contact, as a share of the smaller piece's surface, from which two pieces are one tooth unless that were a giant. */
const CERTAIN_CONTACT = 0.25;
/** Contact from which they are one tooth if together they are no larger than a tooth; neighbours touch with less. */
const LIKELY_CONTACT = 0.14;
/** The same for pieces that lie one above the other: crown and root meet in a thin neck, neighbours lie side by side. */
const LIKELY_CONTACT_STACKED = 0.1;
const PLAUSIBLE_VOLUME = 1.4; // × the usual volume of this patient's teeth
const GIANT_VOLUME = 1.8;
const MAX_GAP_MM = 2;
/** Contact, as a share of its own surface, from which a bit belongs to the piece beside it. */
const BIT_CONTACT = 0.1;

/**
 * Finds the tooth candidates in a label volume. Voxels that point at one centroid are one tooth, whatever number they
 * bear; strays and severed bits go to the piece they touch most or, across a small gap, back to their own; pieces that
 * share a large face and are together no larger than a tooth are joined; islands below 16 mm³ are dropped.
 */
export function findCandidates({ geometry, labels, confidence, offsets }: TaggedVoxels): Candidates {
  const components = labelComponents(centroidBasins(geometry, labels, offsets), geometry.dims);
  const pieces = measurePieces(components, geometry, labels, confidence);
  absorbBits(pieces);
  // Joining fragments shows how large this patient's teeth are, which allows the last joints.
  for (let count = Infinity; pieces.size < count;) {
    count = pieces.size;
    joinByContact(pieces, affineIjkToWorld(geometry), scaleOf(pieces));
  }
  joinAcrossGaps(pieces, components.ids, geometry);
  return gather(pieces, components, geometry);
}

function scaleOf(pieces: Pieces): number {
  return volumeScaleOf(
    Array.from(pieces.values(), (piece) => ({ fdi: majorityOf(piece), volumeMm3: piece.volumeMm3 })),
  );
}

/** A growing group of components. Sums are over voxels, in voxel indices; areas in mm². */
interface Piece {
  readonly id: number;
  readonly basin: number; // of its largest member; STRAY for none
  readonly members: number[];
  readonly contacts: Map<number, number>; // shared face area with other pieces, by id
  readonly voteWeight: Map<number, number>; // FDI → confidence-weighted voxels
  voxels: number;
  volumeMm3: number;
  surfaceMm2: number;
  confidenceSum: number;
  readonly indexSum: [number, number, number];
  readonly min: [number, number, number];
  readonly max: [number, number, number];
}

type Pieces = Map<number, Piece>;

function measurePieces(
  { ids, count, sizes, labelOf }: Components,
  geometry: Geometry,
  labels: Uint8Array,
  confidence: Uint8Array,
): Pieces {
  const [ni, nj, nk] = geometry.dims;
  const voxelMm3 = voxelVolumeMm3(geometry);
  const pieces: Pieces = new Map();
  const list: Piece[] = [];
  for (let id = 1; id <= count; id++) {
    const piece: Piece = {
      id,
      basin: labelOf[id],
      members: [id],
      contacts: new Map(),
      voteWeight: new Map(),
      voxels: sizes[id],
      volumeMm3: sizes[id] * voxelMm3,
      surfaceMm2: 0,
      confidenceSum: 0,
      indexSum: [0, 0, 0],
      min: [ni, nj, nk],
      max: [-1, -1, -1],
    };
    pieces.set(id, piece);
    list[id] = piece;
  }
  const votes = new Float64Array(100 * (count + 1));
  const [si, sj, sk] = geometry.spacingMm;
  const steps = [1, ni, ni * nj];
  const faceMm2 = [sj * sk, si * sk, si * sj];
  const last = [ni - 1, nj - 1, nk - 1];
  const ijk = [0, 0, 0];
  for (let k = 0, n = 0; k < nk; k++) {
    ijk[2] = k;
    for (let j = 0; j < nj; j++) {
      ijk[1] = j;
      for (let i = 0; i < ni; i++, n++) {
        const id = ids[n];
        if (id === 0) continue;
        ijk[0] = i;
        const piece = list[id];
        piece.confidenceSum += confidence[n];
        // One part in 256 for a voxel without any confidence, so that such a piece still has a vote.
        votes[100 * id + labels[n]] += confidence[n] + 1;
        for (let axis = 0; axis < 3; axis++) {
          const index = ijk[axis];
          piece.indexSum[axis] += index;
          if (index < piece.min[axis]) piece.min[axis] = index;
          if (index > piece.max[axis]) piece.max[axis] = index;
          if (index === 0 || ids[n - steps[axis]] === 0) piece.surfaceMm2 += faceMm2[axis];
          const ahead = index === last[axis] ? 0 : ids[n + steps[axis]];
          if (ahead === id) continue;
          piece.surfaceMm2 += faceMm2[axis];
          if (ahead === 0) continue;
          const other = list[ahead];
          other.surfaceMm2 += faceMm2[axis];
          piece.contacts.set(ahead, (piece.contacts.get(ahead) ?? 0) + faceMm2[axis]);
          other.contacts.set(id, (other.contacts.get(id) ?? 0) + faceMm2[axis]);
        }
      }
    }
  }
  for (const piece of pieces.values()) {
    for (let fdi = 1; fdi < 100; fdi++) {
      const weight = votes[100 * piece.id + fdi];
      if (weight > 0) piece.voteWeight.set(fdi, weight / 256);
    }
  }
  return pieces;
}

/** Moves everything of `from` into `into`. */
function merge(pieces: Pieces, into: Piece, from: Piece): void {
  into.members.push(...from.members);
  into.voxels += from.voxels;
  into.volumeMm3 += from.volumeMm3;
  into.surfaceMm2 += from.surfaceMm2 - 2 * (into.contacts.get(from.id) ?? 0);
  into.confidenceSum += from.confidenceSum;
  for (let axis = 0; axis < 3; axis++) {
    into.indexSum[axis] += from.indexSum[axis];
    into.min[axis] = Math.min(into.min[axis], from.min[axis]);
    into.max[axis] = Math.max(into.max[axis], from.max[axis]);
  }
  for (const [fdi, weight] of from.voteWeight) into.voteWeight.set(fdi, (into.voteWeight.get(fdi) ?? 0) + weight);
  for (const [id, area] of from.contacts) {
    const other = pieces.get(id);
    other?.contacts.delete(from.id);
    if (other === undefined || other === into) continue;
    into.contacts.set(id, (into.contacts.get(id) ?? 0) + area);
    other.contacts.set(into.id, (other.contacts.get(into.id) ?? 0) + area);
  }
  into.contacts.delete(from.id);
  pieces.delete(from.id);
}

function majorityOf(piece: Piece): number {
  let best = 0;
  let most = -1;
  for (const [fdi, weight] of piece.voteWeight) {
    if (weight > most) [best, most] = [fdi, weight];
  }
  return best;
}

/** Crumbs, strays and bits cut off from their tooth go, smallest first, to the piece they share most surface with. */
function absorbBits(pieces: Pieces): void {
  const largest = new Map<number, Piece>();
  for (const piece of pieces.values()) {
    const rival = largest.get(piece.basin);
    if (piece.basin !== STRAY && (rival === undefined || piece.volumeMm3 > rival.volumeMm3)) {
      largest.set(piece.basin, piece);
    }
  }
  const bits = [...pieces.values()].filter((piece) => largest.get(piece.basin) !== piece);
  bits.push(...[...largest.values()].filter((piece) => piece.volumeMm3 < MIN_VOLUME_MM3));
  bits.sort((a, b) => a.volumeMm3 - b.volumeMm3);
  for (const bit of bits) {
    let host: Piece | undefined;
    let widest = BIT_CONTACT * bit.surfaceMm2;
    for (const [id, area] of bit.contacts) {
      if (area > widest) [host, widest] = [pieces.get(id), area];
    }
    if (host !== undefined) merge(pieces, host, bit);
  }
}

/** Joins, widest contact first, pieces of different labels that share so much surface that they are one tooth. */
function joinByContact(pieces: Pieces, affine: Float64Array, volumeScale: number): void {
  for (;;) {
    let widest: readonly [Piece, Piece] | null = null;
    let share = LIKELY_CONTACT_STACKED;
    for (const piece of pieces.values()) {
      if (piece.volumeMm3 < MIN_VOLUME_MM3) continue;
      for (const [id, area] of piece.contacts) {
        const other = pieces.get(id);
        if (other === undefined || other.id < piece.id || other.volumeMm3 < MIN_VOLUME_MM3) continue;
        const found = area / Math.min(piece.surfaceMm2, other.surfaceMm2);
        const limit = volumeScale * (found < CERTAIN_CONTACT ? PLAUSIBLE_VOLUME : GIANT_VOLUME);
        if (found <= share || !fitsOneTooth(piece, other, limit)) continue;
        if (found < LIKELY_CONTACT && !areStacked(piece, other, affine)) continue;
        [widest, share] = [[piece, other], found];
      }
    }
    if (widest === null) return;
    const [a, b] = widest;
    if (a.volumeMm3 >= b.volumeMm3) merge(pieces, a, b);
    else merge(pieces, b, a);
  }
}

/** Whether two pieces together stay below `limit` × the usual volume. */
function fitsOneTooth(a: Piece, b: Piece, limit: number): boolean {
  const larger = majorityOf(a.volumeMm3 >= b.volumeMm3 ? a : b);
  return a.volumeMm3 + b.volumeMm3 < limit * typicalVolumeMm3(larger);
}

/** Whether two pieces lie one above the other in the patient rather than side by side. */
function areStacked(a: Piece, b: Piece, affine: Float64Array): boolean {
  const [dx, dy, dz] = [0, 1, 2].map((row) => {
    let difference = 0;
    for (let axis = 0; axis < 3; axis++) {
      difference += affine[row * 4 + axis] * (a.indexSum[axis] / a.voxels - b.indexSum[axis] / b.voxels);
    }
    return difference;
  });
  return Math.abs(dz) > 1.5 * Math.hypot(dx, dy);
}

/** Joins pieces that point at one centroid when the gap is small. */
function joinAcrossGaps(pieces: Pieces, ids: Int32Array, geometry: Geometry): void {
  const bySize = [...pieces.values()].sort((a, b) => b.volumeMm3 - a.volumeMm3);
  const pieceOf = new Map<number, number>(); // component → piece
  for (const piece of bySize) for (const member of piece.members) pieceOf.set(member, piece.id);
  for (const small of bySize.toReversed()) {
    const host = bySize.find(
      (large) =>
        large !== small &&
        pieces.has(large.id) &&
        large.volumeMm3 >= small.volumeMm3 &&
        large.basin === small.basin &&
        large.basin !== STRAY &&
        gapBelow(MAX_GAP_MM, small, large, pieceOf, ids, geometry),
    );
    if (host === undefined) continue;
    merge(pieces, host, small);
    for (const member of small.members) pieceOf.set(member, host.id);
  }
}

/** Whether some voxel of one piece lies closer than `gapMm` to some voxel of another, faces to faces. */
function gapBelow(
  gapMm: number,
  a: Piece,
  b: Piece,
  pieceOf: ReadonlyMap<number, number>,
  ids: Int32Array,
  geometry: Geometry,
): boolean {
  const { spacingMm, dims } = geometry;
  const reach = spacingMm.map((spacing) => Math.ceil(gapMm / spacing) + 1);
  const pointsOf = (piece: Piece, other: Piece): number[] => {
    const [i0, j0, k0] = piece.min.map((low, axis) => Math.max(low, other.min[axis] - reach[axis]));
    const [i1, j1, k1] = piece.max.map((high, axis) => Math.min(high, other.max[axis] + reach[axis]));
    const points: number[] = [];
    for (let k = k0; k <= k1; k++) {
      for (let j = j0; j <= j1; j++) {
        for (let i = i0; i <= i1; i++) {
          const n = i + dims[0] * (j + dims[1] * k);
          if (ids[n] === 0 || pieceOf.get(ids[n]) !== piece.id || !isOuter(ids, n, i, j, k, dims)) continue;
          points.push(i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]);
        }
      }
    }
    return points;
  };
  const pointsA = pointsOf(a, b);
  const pointsB = pointsA.length === 0 ? [] : pointsOf(b, a);
  const limit = (gapMm + Math.min(...spacingMm)) ** 2; // centres of facing voxels are one voxel further apart
  for (let p = 0; p < pointsA.length; p += 3) {
    for (let q = 0; q < pointsB.length; q += 3) {
      const dx = pointsA[p] - pointsB[q];
      const dy = pointsA[p + 1] - pointsB[q + 1];
      const dz = pointsA[p + 2] - pointsB[q + 2];
      if (dx * dx + dy * dy + dz * dz < limit) return true;
    }
  }
  return false;
}

/** Whether a voxel has a face to the background, or lies at the edge of the grid. */
function isOuter(ids: Int32Array, n: number, i: number, j: number, k: number, [ni, nj, nk]: Vec3): boolean {
  return (
    i === 0 ||
    j === 0 ||
    k === 0 ||
    i === ni - 1 ||
    j === nj - 1 ||
    k === nk - 1 ||
    ids[n - 1] === 0 ||
    ids[n + 1] === 0 ||
    ids[n - ni] === 0 ||
    ids[n + ni] === 0 ||
    ids[n - ni * nj] === 0 ||
    ids[n + ni * nj] === 0
  );
}

function gather(pieces: Pieces, { ids, count }: Components, geometry: Geometry): Candidates {
  const affine = affineIjkToWorld(geometry);
  const candidateOf = new Int32Array(count + 1);
  const candidates: ToothCandidate[] = [];
  for (const piece of pieces.values()) {
    const touchesGridEdge = geometry.dims.some((size, axis) => piece.min[axis] === 0 || piece.max[axis] === size - 1);
    const usual = typicalVolumeMm3(majorityOf(piece));
    if (piece.volumeMm3 < MIN_VOLUME_MM3 || (!touchesGridEdge && piece.volumeMm3 < MIN_VOLUME_SHARE * usual)) continue;
    const id = candidates.length + 1;
    for (const member of piece.members) candidateOf[member] = id;
    const [i, j, k] = piece.indexSum;
    candidates.push({
      id,
      voxelCount: piece.voxels,
      volumeMm3: piece.volumeMm3,
      centroidMm: applyAffine(affine, [i / piece.voxels, j / piece.voxels, k / piece.voxels]),
      votes: sharesOf(piece.voteWeight),
      meanConfidence: piece.confidenceSum / piece.voxels / 255,
      touchesGridEdge,
    });
  }
  for (let n = 0; n < ids.length; n++) if (ids[n] !== 0) ids[n] = candidateOf[ids[n]];
  return { ids, candidates };
}

function sharesOf(weights: ReadonlyMap<number, number>): Float64Array {
  const shares = new Float64Array(100);
  let total = 0;
  for (const weight of weights.values()) total += weight;
  for (const [fdi, weight] of weights) shares[fdi] = weight / total;
  return shares;
}
