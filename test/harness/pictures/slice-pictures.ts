/** Axial, coronal and sagittal slices through the teeth, as a radiologist holds them: the patient's right on the left. */
import { jawOf, type Jaw } from '#core/fdi';
import type { OverlayImage } from './overlay.ts';
import type { ToothBlock } from './tooth-block.ts';

export type Plane = 'axial' | 'coronal' | 'sagittal';

/** The slice of a plane that cuts the most teeth (of one jaw, if given), or the middle one when there are none. */
export function bestSlice({ geometry, labels }: ToothBlock, plane: Plane, jaw?: Jaw): number {
  const axis = plane === 'axial' ? 2 : plane === 'coronal' ? 1 : 0;
  const [ni, nj] = geometry.dims;
  const pixels = Array.from({ length: geometry.dims[axis] }, () => new Uint32Array(256));
  const steps = [1, ni, ni * nj];
  for (let n = 0; n < labels.length; n++) {
    const label = labels[n];
    if (label === 0 || (jaw !== undefined && jawOf(label) !== jaw)) continue;
    pixels[Math.floor(n / steps[axis]) % geometry.dims[axis]][label]++;
  }
  // A tooth counts by the root of its area, so that many teeth weigh more than one large one.
  const scores = pixels.map((counts) => counts.reduce((sum, count) => sum + Math.sqrt(count), 0));
  const best = scores.indexOf(Math.max(...scores));
  return scores[best] > 0 ? best : geometry.dims[axis] >> 1;
}

export function slicePicture({ geometry, grey, labels }: ToothBlock, plane: Plane, slice: number): OverlayImage {
  const [ni, nj, nk] = geometry.dims;
  const [width, height] = plane === 'axial' ? [ni, nj] : plane === 'coronal' ? [ni, nk] : [nj, nk];
  const image = { width, height, grey: new Float32Array(width * height), labels: new Uint8Array(width * height) };
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      const n = voxelAt(plane, slice, x, y, ni, nj, nk);
      image.grey[p] = grey[n];
      image.labels[p] = labels[n];
    }
  }
  return { ...image, sides: plane === 'sagittal' ? ['A', 'P'] : ['R', 'L'] };
}

/** Flat index of a picture's pixel; up in the picture is forwards in axial slices, cranial in the others. */
function voxelAt(plane: Plane, slice: number, x: number, y: number, ni: number, nj: number, nk: number): number {
  switch (plane) {
    case 'axial':
      return x + ni * (y + nj * slice);
    case 'coronal':
      return x + ni * (slice + nj * (nk - 1 - y));
    case 'sagittal':
      return slice + ni * (x + nj * (nk - 1 - y));
  }
}
