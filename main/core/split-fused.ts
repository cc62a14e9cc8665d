/** Neighbouring teeth that got the same number grow together at their contact; this takes them apart at the neck. */
import { labelComponents, type Components } from './components.ts';
import { squaredDistances } from './distance-transform.ts';
import { affineIjkToWorld, applyAffine, voxelVolumeMm3 } from './geometry.ts';
import { typicalVolumeMm3 } from './tooth-norms.ts';
import type { Geometry, Vec3 } from './volume.ts';

/** A component below this many times its tooth's usual volume is one tooth. */
const SUSPECT_VOLUME = 1.4;
/** Each part must be at least this share of the usual volume … */
const MIN_PART = 0.35;
/** … and lie beside the others, not above them: crown and root also have a neck between them. */
const MIN_APART_MM = 4;
/** Cores are what is deeper than this share of the deepest voxel; the shallowest that separates teeth is taken. */
const CORE_DEPTHS = [0.4, 0.5, 0.6, 0.7, 0.8] as const;

/**
 * Splits components that hold two or more teeth side by side: cores far from the surface are found, and the rest goes to
 * them from the inside out (watershed on the distance to the surface). Returns components with new ones at the end;
 * `ids` is changed in place. `volumeScale` is the patient's, from volumeScaleOf. Nothing is split unless every part could be a tooth of its own.
 */
export function splitFusedInPlace(components: Components, geometry: Geometry, volumeScale: number): Components {
  const voxelMm3 = voxelVolumeMm3(geometry);
  const sizes = Array.from(components.sizes);
  const labelOf = Array.from(components.labelOf);
  const boxes = suspectBoxes(components, geometry.dims, voxelMm3 / volumeScale);
  for (const [id, box] of boxes) {
    const usualMm3 = volumeScale * typicalVolumeMm3(labelOf[id]);
    const crop = cropOf(components.ids, geometry, id, box);
    const parts = findParts(crop, (MIN_PART * usualMm3) / voxelMm3);
    if (parts === null) continue;
    // Part 1 keeps the component's id.
    const idOfPart = Array.from({ length: parts.count + 1 }, (_, part) => (part === 1 ? id : sizes.length + part - 2));
    for (let part = 2; part <= parts.count; part++) {
      sizes.push(0);
      labelOf.push(labelOf[id]);
    }
    writeParts(components.ids, geometry.dims, crop, parts.partOf, idOfPart, sizes, id);
  }
  return {
    ids: components.ids,
    count: sizes.length - 1,
    sizes: Uint32Array.from(sizes),
    labelOf: Uint8Array.from(labelOf),
  };
}

interface Box {
  readonly min: [number, number, number];
  readonly max: [number, number, number];
}

/** Bounds of the components that are too large for one tooth. */
function suspectBoxes(
  { ids, count, sizes, labelOf }: Components,
  [ni, nj, nk]: Vec3,
  voxelMm3: number,
): Map<number, Box> {
  const boxes: (Box | undefined)[] = new Array<Box | undefined>(count + 1).fill(undefined);
  let suspects = 0;
  for (let id = 1; id <= count; id++) {
    if (sizes[id] * voxelMm3 <= SUSPECT_VOLUME * typicalVolumeMm3(labelOf[id])) continue;
    boxes[id] = { min: [ni, nj, nk], max: [-1, -1, -1] };
    suspects++;
  }
  if (suspects === 0) return new Map();
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const box = boxes[ids[n]];
        if (box === undefined) continue;
        const { min, max } = box;
        if (i < min[0]) min[0] = i;
        if (i > max[0]) max[0] = i;
        if (j < min[1]) min[1] = j;
        if (j > max[1]) max[1] = j;
        if (k < min[2]) min[2] = k;
        if (k > max[2]) max[2] = k;
      }
    }
  }
  return new Map(boxes.flatMap((box, id) => (box === undefined ? [] : [[id, box] as const])));
}

/** One component alone, with a rim of one empty voxel. */
interface Crop {
  readonly mask: Uint8Array; // 1 inside
  readonly dims: Vec3;
  readonly start: Vec3; // index in the volume of the crop's voxel 0
  readonly spacingMm: Vec3;
  readonly affine: Float64Array; // of the volume; directions only
}

function cropOf(ids: Int32Array, geometry: Geometry, id: number, { min, max }: Box): Crop {
  const dims: Vec3 = [max[0] - min[0] + 3, max[1] - min[1] + 3, max[2] - min[2] + 3];
  const start: Vec3 = [min[0] - 1, min[1] - 1, min[2] - 1];
  const mask = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const [ni, nj] = geometry.dims;
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      const from = ni * (j + nj * k);
      const to = dims[0] * (j - start[1] + dims[1] * (k - start[2])) - start[0];
      for (let i = min[0]; i <= max[0]; i++) if (ids[from + i] === id) mask[to + i] = 1;
    }
  }
  return { mask, dims, start, spacingMm: geometry.spacingMm, affine: affineIjkToWorld(geometry) };
}

interface Parts {
  readonly count: number;
  readonly partOf: Int32Array; // 1…count inside the mask
}

/** The parts at the shallowest core depth at which there are several and each could be a tooth; null if there is none. */
function findParts(crop: Crop, minVoxels: number): Parts | null {
  const { mask, dims } = crop;
  const squared = squaredDistances(
    mask.map((inside) => 1 - inside),
    dims,
    crop.spacingMm,
  );
  const deepest = squared.reduce((a, b) => (b > a ? b : a), 0);
  for (const depth of CORE_DEPTHS) {
    const threshold = depth * depth * deepest;
    const cores = labelComponents(
      Uint8Array.from(squared, (value) => (value > threshold ? 1 : 0)),
      dims,
    );
    // A core of less than a twentieth of a part is a bump, not a tooth.
    const kept = Array.from(cores.sizes).flatMap((size, core) => (core > 0 && size >= minVoxels / 20 ? [core] : []));
    if (kept.length < 2) continue;
    const seeds = cores.ids.map((core) => kept.indexOf(core) + 1);
    flood(seeds, mask, squared, dims, Math.sqrt(deepest));
    if (couldBeTeeth(seeds, kept.length, crop, minVoxels)) return { count: kept.length, partOf: seeds };
  }
  return null;
}

const LEVELS = 256;

/** Grows seeds (1…, 0 elsewhere) over the mask in place, deepest voxels first, so that parts meet at the neck. */
function flood(seeds: Int32Array, mask: Uint8Array, squared: Float32Array, [ni, nj]: Vec3, deepestMm: number): void {
  const steps = [1, -1, ni, -ni, ni * nj, -ni * nj];
  const levelOf = (n: number): number => Math.min(LEVELS - 1, Math.floor((Math.sqrt(squared[n]) / deepestMm) * LEVELS));
  const waiting: number[][] = Array.from({ length: LEVELS }, () => []);
  for (let n = 0; n < seeds.length; n++) if (seeds[n] !== 0) waiting[levelOf(n)].push(n);
  for (let level = LEVELS - 1; level >= 0;) {
    const n = waiting[level].pop();
    if (n === undefined) {
      level--;
      continue;
    }
    for (const step of steps) {
      const next = n + step;
      if (mask[next] === 0 || seeds[next] !== 0) continue;
      seeds[next] = seeds[n];
      waiting[Math.min(level, levelOf(next))].push(next);
    }
  }
}

/** Whether every part is large enough and lies beside every other part in the patient. */
function couldBeTeeth(partOf: Int32Array, count: number, { dims, affine }: Crop, minVoxels: number): boolean {
  const voxels = new Float64Array(count + 1);
  const sums = new Float64Array(3 * (count + 1));
  for (let k = 0, n = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++, n++) {
        const part = partOf[n];
        if (part === 0) continue;
        voxels[part]++;
        sums[3 * part] += i;
        sums[3 * part + 1] += j;
        sums[3 * part + 2] += k;
      }
    }
  }
  const centres: Vec3[] = [];
  for (let part = 1; part <= count; part++) {
    if (voxels[part] < minVoxels) return false;
    const [i, j, k] = [0, 1, 2].map((axis) => sums[3 * part + axis] / voxels[part]);
    centres.push(applyAffine(affine, [i, j, k]));
  }
  return centres.every((a, n) =>
    centres.slice(n + 1).every((b) => {
      const across = Math.hypot(a[0] - b[0], a[1] - b[1]);
      return across > MIN_APART_MM && across > Math.abs(a[2] - b[2]);
    }),
  );
}

function writeParts(
  ids: Int32Array,
  volumeDims: Vec3,
  { dims, start }: Crop,
  partOf: Int32Array,
  idOfPart: readonly number[],
  sizes: number[],
  original: number,
): void {
  for (let k = 0, n = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      const row = start[0] + volumeDims[0] * (j + start[1] + volumeDims[1] * (k + start[2]));
      for (let i = 0; i < dims[0]; i++, n++) {
        if (partOf[n] <= 1) continue;
        const id = idOfPart[partOf[n]];
        ids[row + i] = id;
        sizes[id]++;
        sizes[original]--;
      }
    }
  }
}
