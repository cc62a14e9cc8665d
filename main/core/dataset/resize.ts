/** The sizes of STS-Tooth, and what is cut out around teeth. */
import { affineIjkToWorld, applyAffine, cropGeometry } from '../geometry.ts';
import { resizePicture, type Picture } from '../panoramic/picture-frame.ts';
import { resampleLabels, resampleVolume } from '../voxels/resample.ts';
import type { Geometry, LabelMap, Vec3, Volume, VoxelArray } from '../volume.ts';
import { longAxis } from './likeness.ts';

/** Radiographs are squashed to this, volumes to this across the patient; their slices stay (Table 2). */
const STS_PICTURE = { width: 640, height: 320 } as const;
const STS_SLICE = 512;

export function stsPicture(picture: Picture): Picture & { readonly data: Uint8Array } {
  const { width, height } = STS_PICTURE;
  const data = Uint8Array.from(resizePicture(picture, width, height), (grey) =>
    Math.min(255, Math.max(0, Math.round(grey))),
  );
  return { width, height, data };
}

/** Labels of a picture, each from the pixel nearest to its own place. */
export function stsPictureLabels({ width: fromWidth, height: fromHeight, data }: Picture): Uint8Array {
  const { width, height } = STS_PICTURE;
  const labels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * fromHeight) / height) * fromWidth;
    for (let x = 0; x < width; x++) labels[x + y * width] = data[row + Math.floor(((x + 0.5) * fromWidth) / width)];
  }
  return labels;
}

/** A grid with the same field of view and 512 voxels along both axes across the patient. */
export function stsGrid(geometry: Geometry): Geometry {
  const along = longAxis(geometry.direction);
  const dims = geometry.dims.map((size, axis) => (axis === along ? size : STS_SLICE));
  const ratio = geometry.dims.map((size, axis) => size / dims[axis]);
  // The outer faces of the outermost voxels stay where they are.
  const first = applyAffine(affineIjkToWorld(geometry), vec3(ratio.map((times) => (times - 1) / 2)));
  return {
    ...geometry,
    dims: vec3(dims),
    spacingMm: vec3(geometry.spacingMm.map((mm, axis) => mm * ratio[axis])),
    originMm: first,
  };
}

export function onGrid(volume: Volume, geometry: Geometry): Volume {
  const greys = resampleVolume(volume, geometry);
  const { data } = volume;
  if (data instanceof Float32Array) return { geometry, data: greys };
  if (data instanceof Uint8Array) return { geometry, data: Uint8Array.from(greys, Math.round) };
  return {
    geometry,
    data: data instanceof Int16Array ? Int16Array.from(greys, Math.round) : Uint16Array.from(greys, Math.round),
  };
}

export function labelsOnGrid(labels: LabelMap, geometry: Geometry): LabelMap {
  return { geometry, data: resampleLabels(labels, geometry) };
}

const ROI_MARGIN_MM = 10;

/** The box of all labels with 10 mm around, within the grid: first voxel and size; null where there are no labels. */
export function toothBox({ geometry, data }: LabelMap): VoxelCut | null {
  const [ni, nj, nk] = geometry.dims;
  const min = [ni, nj, nk];
  const max = [-1, -1, -1];
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        if (data[n] === 0) continue;
        if (i < min[0]) min[0] = i;
        if (i > max[0]) max[0] = i;
        if (j < min[1]) min[1] = j;
        if (j > max[1]) max[1] = j;
        if (k < min[2]) min[2] = k;
        max[2] = k;
      }
    }
  }
  if (max[2] < 0) return null;
  const margin = geometry.spacingMm.map((mm) => Math.round(ROI_MARGIN_MM / mm));
  const from = min.map((first, axis) => Math.max(0, first - margin[axis]));
  const to = max.map((last, axis) => Math.min(geometry.dims[axis] - 1, last + margin[axis]));
  return { min: vec3(from), dims: vec3(to.map((last, axis) => last - from[axis] + 1)) };
}

export interface VoxelCut {
  readonly min: Vec3;
  readonly dims: Vec3;
}

export function cutVolume({ geometry, data }: Volume, box: VoxelCut): Volume {
  const voxels = data.slice(0, box.dims[0] * box.dims[1] * box.dims[2]); // of the same type
  copyBoxInto(voxels, data, geometry.dims, box);
  return { geometry: cropGeometry(geometry, box.min, box.dims), data: voxels };
}

export function cutLabels({ geometry, data }: LabelMap, box: VoxelCut): LabelMap {
  const labels = new Uint8Array(box.dims[0] * box.dims[1] * box.dims[2]);
  copyBoxInto(labels, data, geometry.dims, box);
  return { geometry: cropGeometry(geometry, box.min, box.dims), data: labels };
}

function copyBoxInto(into: VoxelArray, data: VoxelArray, [ni, nj]: Vec3, { min, dims }: VoxelCut): void {
  const [wide, high, deep] = dims;
  for (let k = 0, to = 0; k < deep; k++) {
    for (let j = 0; j < high; j++, to += wide) {
      const from = min[0] + ni * (min[1] + j + nj * (min[2] + k));
      into.set(data.subarray(from, from + wide), to);
    }
  }
}

function vec3([a, b, c]: readonly number[]): Vec3 {
  return [a, b, c];
}
