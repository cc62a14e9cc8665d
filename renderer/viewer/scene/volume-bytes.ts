/** A scan as bytes on the volume picture's grid, made in pieces so that the window stays alive meanwhile. */
import type { Geometry, VoxelArray } from '#core/volume';
import type { VolumeGrid } from './volume-grid.ts';

/** Grey values that become 0 and 255. */
export type ByteRange = readonly [low: number, high: number];

export interface VolumeSource {
  readonly geometry: Geometry;
  readonly voxels: VoxelArray;
}

/** Fills the bytes slice by slice, flat index i + j·ni + k·ni·nj of the grid; yields the share that is done, 0…1. */
export function* fillVolumeBytes(
  source: VolumeSource,
  grid: VolumeGrid,
  range: ByteRange,
  bytes: Uint8Array,
): Generator<number, void, void> {
  const [, , nk] = grid.geometry.dims;
  const fillSlice = grid.exact ? exactSlices(source, grid, range, bytes) : tiltedSlices(source, grid, range, bytes);
  for (let k = 0; k < nk; k++) {
    fillSlice(k);
    yield (k + 1) / nk;
  }
}

/** The grid's axes run along the scan's, in any order and direction: an index is the sum of three looked-up ones. */
function exactSlices(
  { geometry, voxels }: VolumeSource,
  grid: VolumeGrid,
  [low, high]: ByteRange,
  bytes: Uint8Array,
): (k: number) => void {
  const { dims } = grid.geometry;
  const [ni, nj] = dims;
  const [offsetsI, offsetsJ, offsetsK] = [0, 1, 2].map((axis) => voxelOffsets(grid, axis, geometry.dims));
  const [samplesI, samplesJ, samplesK] = grid.samples;
  const scale = 255 / (high - low);
  const share = 1 / (samplesI * samplesJ * samplesK);
  return (k) => {
    for (let j = 0, n = k * ni * nj; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        let sum = 0;
        for (let c = k * samplesK; c < (k + 1) * samplesK; c++) {
          for (let b = j * samplesJ; b < (j + 1) * samplesJ; b++) {
            const row = offsetsK[c] + offsetsJ[b];
            for (let a = i * samplesI; a < (i + 1) * samplesI; a++) sum += voxels[row + offsetsI[a]];
          }
        }
        bytes[n] = toByte((sum * share - low) * scale);
      }
    }
  };
}

/** What each sample along one axis of the grid adds to the scan's flat index; the scan's own origin is in axis 0. */
function voxelOffsets(
  { geometry, toSource, samples }: VolumeGrid,
  axis: number,
  [ni, nj, nk]: Geometry['dims'],
): Int32Array {
  const strides = [1, ni, ni * nj];
  const sizes = [ni, nj, nk];
  const row = [0, 1, 2].reduce((a, b) => (Math.abs(toSource[b * 4 + axis]) > Math.abs(toSource[a * 4 + axis]) ? b : a));
  const count = samples[axis];
  const offsets = new Int32Array(geometry.dims[axis] * count);
  for (let n = 0; n < offsets.length; n++) {
    const index = toSource[row * 4 + 3] + toSource[row * 4 + axis] * ((n + 0.5) / count - 0.5);
    offsets[n] = Math.min(sizes[row] - 1, Math.max(0, Math.round(index))) * strides[row];
  }
  return offsets;
}

/** Any direction: the mean of the nearest voxels, or trilinear where the scan is about as coarse as the grid. */
function tiltedSlices(
  { geometry, voxels }: VolumeSource,
  grid: VolumeGrid,
  [low, high]: ByteRange,
  bytes: Uint8Array,
): (k: number) => void {
  const [mi, mj] = grid.geometry.dims;
  const [ni, nj, nk] = geometry.dims;
  const slice = ni * nj;
  const { toSource: map } = grid;
  const offsets = sampleOffsets(grid);
  const smooth = offsets.length === 3;
  const scale = 255 / (high - low);
  const share = 3 / offsets.length;
  return (k) => {
    for (let j = 0, n = k * mi * mj; j < mj; j++) {
      for (let i = 0; i < mi; i++, n++) {
        const x = map[0] * i + map[1] * j + map[2] * k + map[3];
        const y = map[4] * i + map[5] * j + map[6] * k + map[7];
        const z = map[8] * i + map[9] * j + map[10] * k + map[11];
        if (smooth) {
          bytes[n] = toByte((trilinear(voxels, ni, nj, nk, x, y, z, low) - low) * scale);
          continue;
        }
        let sum = 0;
        for (let p = 0; p < offsets.length; p += 3) {
          const a = Math.round(x + offsets[p]);
          const b = Math.round(y + offsets[p + 1]);
          const c = Math.round(z + offsets[p + 2]);
          const inside = a >= 0 && b >= 0 && c >= 0 && a < ni && b < nj && c < nk;
          sum += inside ? voxels[a + b * ni + c * slice] : low;
        }
        bytes[n] = toByte((sum * share - low) * scale);
      }
    }
  };
}

/** Places inside one voxel of the grid, as source index offsets, three numbers each. */
function sampleOffsets({ toSource: map, samples }: VolumeGrid): Float64Array {
  const [ci, cj, ck] = samples;
  const offsets = new Float64Array(3 * ci * cj * ck);
  for (let n = 0; n < offsets.length / 3; n++) {
    const u = ((n % ci) + 0.5) / ci - 0.5;
    const v = ((Math.floor(n / ci) % cj) + 0.5) / cj - 0.5;
    const w = (Math.floor(n / (ci * cj)) + 0.5) / ck - 0.5;
    for (let row = 0; row < 3; row++) {
      offsets[3 * n + row] = map[row * 4] * u + map[row * 4 + 1] * v + map[row * 4 + 2] * w;
    }
  }
  return offsets;
}

// Eight plain numbers: an object a voxel would cost more than the interpolation.
function trilinear(
  voxels: VoxelArray,
  ni: number,
  nj: number,
  nk: number,
  x: number,
  y: number,
  z: number,
  outside: number,
): number {
  if (x < -0.5 || y < -0.5 || z < -0.5 || x > ni - 0.5 || y > nj - 0.5 || z > nk - 0.5) return outside;
  const i = Math.min(ni - 1, Math.max(0, Math.floor(x)));
  const j = Math.min(nj - 1, Math.max(0, Math.floor(y)));
  const k = Math.min(nk - 1, Math.max(0, Math.floor(z)));
  const u = Math.max(0, x - i);
  const v = Math.max(0, y - j);
  const w = Math.max(0, z - k);
  const n = i + ni * (j + nj * k);
  const di = i + 1 < ni ? 1 : 0;
  const dj = j + 1 < nj ? ni : 0;
  const dk = k + 1 < nk ? ni * nj : 0;
  const a = voxels[n] + (voxels[n + di] - voxels[n]) * u;
  const b = voxels[n + dj] + (voxels[n + dj + di] - voxels[n + dj]) * u;
  const c = voxels[n + dk] + (voxels[n + dk + di] - voxels[n + dk]) * u;
  const d = voxels[n + dk + dj] + (voxels[n + dk + dj + di] - voxels[n + dk + dj]) * u;
  const near = a + (b - a) * v;
  return near + (c + (d - c) * v - near) * w;
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}
