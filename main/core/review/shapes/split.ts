/**
 * One label that is two teeth, parted between two seeds. Teeth that were run together are narrow where they touch: the
 * part of each seed grows from its thickest place outwards until both meet, which is in the neck. Seeds with no neck
 * between them part the tooth halfway, along the shortest ways through it.
 */
import { affineWorldToIjk, applyAffine, type Bounds } from '../../geometry.ts';
import { squaredDistances } from '../../voxels/distance-transform.ts';
import type { Geometry, Vec3 } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { BucketQueue } from './bucket-queue.ts';
import { EditError } from './edit-error.ts';
import { stepsTo, type Steps } from './neighbours.ts';
import { regionAround } from './grow.ts';
import { maskOf, patchOfRegion, type Region } from './region.ts';

export interface Split {
  readonly label: number;
  /** What the second seed's part is called. */
  readonly newLabel: number;
  /** World mm, in or near the tooth: the first one's part keeps the label. */
  readonly seedsMm: readonly [Vec3, Vec3];
  /** Holds all voxels of the label. */
  readonly box: Bounds;
}

/** A seed beside the tooth, e.g. in its pulp, means the nearest voxel of it; farther off it means something else. */
const SEED_REACH_MM = 2;
/** A neck is thinner by at least this, as a radius, than the tooth on both of its sides. */
const NECK_MM = 0.3;

/** @throws EditError no-tooth, seeds-outside, seeds-together */
export function splitShape(labels: Uint8Array, geometry: Geometry, split: Split): LabelPatch {
  const { label, newLabel, seedsMm, box } = split;
  const region = regionAround(labels, geometry, { label, byMm: 0, box });
  const inner = paddedMask(region, label);
  const seeds = seedsMm.map((seed) => nearestVoxel(inner, geometry, region.box.min, seed));
  if (seeds[0] === seeds[1]) throw new EditError('seeds-together');
  const owners = ownersBetween(inner, geometry.spacingMm, [seeds[0], seeds[1]]);
  const after = region.before.slice();
  const [pi, pj] = inner.size;
  for (let c = 0, n = 0; c < region.size[2]; c++) {
    for (let b = 0; b < region.size[1]; b++) {
      for (let a = 0; a < region.size[0]; a++, n++) {
        if (after[n] === label && owners[a + 1 + pi * (b + 1 + pj * (c + 1))] === 2) after[n] = newLabel;
      }
    }
  }
  return patchOfRegion(region, after);
}

/** A mask within a border of one empty voxel, so that no step leads out of it. */
export interface PaddedMask {
  readonly mask: Uint8Array;
  readonly size: Vec3;
}

function paddedMask(region: Region, label: number): PaddedMask {
  const [ni, nj, nk] = region.size;
  const size: Vec3 = [ni + 2, nj + 2, nk + 2];
  const inner = maskOf(region, label);
  const mask = new Uint8Array(size[0] * size[1] * size[2]);
  for (let c = 0; c < nk; c++) {
    for (let b = 0; b < nj; b++) {
      const row = ni * (b + nj * c);
      mask.set(inner.subarray(row, row + ni), 1 + size[0] * (b + 1 + size[1] * (c + 1)));
    }
  }
  return { mask, size };
}

/** @throws EditError seeds-outside */
function nearestVoxel({ mask, size }: PaddedMask, geometry: Geometry, min: Vec3, seedMm: Vec3): number {
  const [i, j, k] = applyAffine(affineWorldToIjk(geometry), seedMm);
  const [si, sj, sk] = geometry.spacingMm;
  const most = Math.max(SEED_REACH_MM, Math.hypot(si, sj, sk)) ** 2;
  let [nearest, least] = [-1, most];
  for (let c = 0, n = 0; c < size[2]; c++) {
    const z = ((c - 1 + min[2] - k) * sk) ** 2;
    for (let b = 0; b < size[1]; b++) {
      const yz = ((b - 1 + min[1] - j) * sj) ** 2 + z;
      for (let a = 0; a < size[0]; a++, n++) {
        if (mask[n] === 0 || yz > least) continue;
        const squared = ((a - 1 + min[0] - i) * si) ** 2 + yz;
        if (squared < least) [nearest, least] = [n, squared];
      }
    }
  }
  if (nearest < 0) throw new EditError('seeds-outside');
  return nearest;
}

/** 1 or 2 for each voxel of the mask: whose seed it belongs to. What neither can reach belongs to the first. */
export function ownersBetween(
  { mask, size }: PaddedMask,
  spacingMm: Vec3,
  seeds: readonly [number, number],
): Uint8Array {
  const depthMm = depthsOf(mask, size, spacingMm);
  const steps = stepsTo(6, size, spacingMm);
  const bodies = seeds.map((seed) => bodyAround(depthMm, steps, seed));
  const owners = new Uint8Array(mask.length);
  const meet = [...bodies[0]].some((voxel) => bodies[1].has(voxel));
  if (meet) return nearerThrough(mask, stepsTo(26, size, spacingMm), seeds);
  bodies.forEach((body, n) => {
    for (const voxel of body) owners[voxel] = n + 1;
  });
  floodInto(owners, { mask, depthMm, steps });
  giveRestToFirst(owners, mask);
  return owners;
}

/** How far each voxel of a mask is from the nearest one beside it. */
function depthsOf(mask: Uint8Array, size: Vec3, spacingMm: Vec3): Float32Array {
  const outside = new Uint8Array(mask.length);
  for (let n = 0; n < mask.length; n++) outside[n] = 1 - mask[n];
  const depths = squaredDistances(outside, size, spacingMm);
  for (let n = 0; n < depths.length; n++) depths[n] = Math.sqrt(depths[n]);
  return depths;
}

/** Depths are compared in steps of a hundredth of a millimetre. */
const DEPTH_STEPS = 100;

function keyOfDepth(depthMm: number): number {
  return Math.max(0, 5000 - Math.round(depthMm * DEPTH_STEPS));
}

/** The way from a seed to the thickest place that is reached without passing a neck, and all that lies on it. */
function bodyAround(depthMm: Float32Array, { offsets }: Steps, seed: number): ReadonlySet<number> {
  const body = new Set<number>();
  const seen = new Set([seed]);
  const queue = new BucketQueue();
  queue.push(seed, keyOfDepth(depthMm[seed]));
  let deepest = 0;
  while (queue.key < Infinity) {
    const voxel = queue.pop();
    if (depthMm[voxel] < deepest - NECK_MM) break;
    if (depthMm[voxel] > deepest) deepest = depthMm[voxel];
    body.add(voxel);
    for (const offset of offsets) {
      const next = voxel + offset;
      if (depthMm[next] === 0 || seen.has(next)) continue;
      seen.add(next);
      queue.push(next, keyOfDepth(depthMm[next]));
    }
  }
  return body;
}

interface Depths {
  readonly mask: Uint8Array;
  readonly depthMm: Float32Array;
  readonly steps: Steps;
}

/** Both parts take what is thickest first (a watershed from markers: Meyer, "Un algorithme optimal pour la LPE", 1991). */
function floodInto(owners: Uint8Array, { mask, depthMm, steps: { offsets } }: Depths): void {
  const queue = new BucketQueue();
  const spread = (voxel: number, level: number): void => {
    for (const offset of offsets) {
      const next = voxel + offset;
      if (mask[next] === 0 || owners[next] !== 0) continue;
      owners[next] = owners[voxel];
      queue.push(next, Math.max(level, keyOfDepth(depthMm[next])));
    }
  };
  const marked: number[] = [];
  for (let n = 0; n < owners.length; n++) if (owners[n] !== 0) marked.push(n);
  for (const voxel of marked) queue.push(voxel, keyOfDepth(depthMm[voxel]));
  while (queue.key < Infinity) {
    const level = queue.key;
    spread(queue.pop(), level);
  }
}

/** Whose way through the mask is shorter, from voxel centre to voxel centre; the first's when they are equal. */
function nearerThrough(mask: Uint8Array, { offsets, lengthsMm }: Steps, seeds: readonly [number, number]): Uint8Array {
  const owners = new Uint8Array(mask.length);
  const wayMm = new Float64Array(mask.length).fill(Infinity);
  const queue = new BucketQueue();
  const perMm = 2 / Math.min(...lengthsMm);
  seeds.forEach((seed, n) => {
    owners[seed] = n + 1;
    wayMm[seed] = 0;
    queue.push(seed, 0);
  });
  while (queue.key < Infinity) {
    const { key } = queue;
    const voxel = queue.pop();
    const way = wayMm[voxel];
    if (Math.floor(way * perMm) < key) continue; // reached by a shorter way meanwhile
    const owner = owners[voxel];
    for (let s = 0; s < offsets.length; s++) {
      const next = voxel + offsets[s];
      const length = way + lengthsMm[s];
      if (mask[next] === 0) continue;
      const shorter = length < wayMm[next] - 1e-9;
      if (!shorter && !(owner < owners[next] && length < wayMm[next] + 1e-9)) continue;
      wayMm[next] = length;
      owners[next] = owner;
      queue.push(next, Math.floor(length * perMm));
    }
  }
  giveRestToFirst(owners, mask);
  return owners;
}

function giveRestToFirst(owners: Uint8Array, mask: Uint8Array): void {
  for (let n = 0; n < mask.length; n++) if (mask[n] !== 0 && owners[n] === 0) owners[n] = 1;
}
