/** Whether two pictures show the same, however they were stored: a thumbnail, a hash of 256 bits, and a comparison. */
import { resizePicture, type Picture } from '../panoramic/picture-frame.ts';
import type { Vec3, Volume } from '../volume.ts';
import { lessMean } from './picture-quality.ts';

const THUMBNAIL = { width: 64, height: 32 } as const;
const HASH_COLUMNS = 17;
const HASH_ROWS = 16;

/** A picture squashed to 64 × 32, 0 … 255 between its extremes. */
export function thumbnailOf(picture: Picture): Uint8Array {
  const small = resizePicture(picture, THUMBNAIL.width, THUMBNAIL.height);
  let [low, high] = [Infinity, -Infinity];
  for (const value of small) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = high > low ? 255 / (high - low) : 0;
  return Uint8Array.from(small, (value) => Math.round((value - low) * scale));
}

/** A difference hash: whether each of 16 × 17 cells is darker than the next in its row; 8 words of 32 bits. */
export function differenceHash(thumbnail: Uint8Array): Uint32Array {
  const cells = resizePicture({ ...THUMBNAIL, data: thumbnail }, HASH_COLUMNS, HASH_ROWS);
  const words = new Uint32Array((HASH_ROWS * (HASH_COLUMNS - 1)) / 32);
  let bit = 0;
  for (let y = 0; y < HASH_ROWS; y++) {
    for (let x = 0; x + 1 < HASH_COLUMNS; x++, bit++) {
      const at = x + y * HASH_COLUMNS;
      if (cells[at] < cells[at + 1]) words[bit >>> 5] |= 1 << (bit & 31);
    }
  }
  return words;
}

export function differingBits(a: Uint32Array, b: Uint32Array): number {
  let bits = 0;
  for (let n = 0; n < a.length; n++) {
    for (let word = a[n] ^ b[n]; word !== 0; word &= word - 1) bits++;
  }
  return bits;
}

/** Correlation of two thumbnails, −1 … 1; 0 where one of them is of one grey. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [squaresA, squaresB, both] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    const [x, y] = [a[n] - meanA, b[n] - meanB];
    squaresA += x * x;
    squaresB += y * y;
    both += x * y;
  }
  return squaresA > 0 && squaresB > 0 ? both / Math.sqrt(squaresA * squaresB) : 0;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n];
  return sum / values.length;
}

/** What all jaws have in common is coarse; what tells two patients apart is left. */
export function detailOf(thumbnail: Uint8Array): Float32Array {
  return lessMean(new Float32Array(thumbnail), THUMBNAIL.width, THUMBNAIL.height, 3);
}

const PROJECTION_STEP = 3;

/**
 * A volume as one picture: its mean projections from the front and from the side, beside one another, whatever the order and the
 * sense of its voxel axes. Flat index of the data i + j·ni + k·ni·nj.
 */
export function projectionOf({ geometry, data }: Volume): Picture {
  const { dims, direction } = geometry;
  const axes = worldAxes(direction);
  const strides = [1, dims[0], dims[0] * dims[1]];
  const [x, y, z] = axes.map(({ axis, backward }) => ({
    size: Math.ceil(dims[axis] / PROJECTION_STEP),
    first: backward ? (dims[axis] - 1) * strides[axis] : 0,
    step: (backward ? -1 : 1) * PROJECTION_STEP * strides[axis],
  }));
  const width = x.size + y.size;
  const sums = new Float32Array(width * z.size);
  for (let c = 0; c < z.size; c++) {
    const row = (z.size - 1 - c) * width;
    for (let b = 0; b < y.size; b++) {
      let at = x.first + y.first + b * y.step + z.first + c * z.step;
      for (let a = 0; a < x.size; a++, at += x.step) {
        sums[row + a] += data[at] / y.size;
        sums[row + x.size + b] += data[at] / x.size;
      }
    }
  }
  return { width, height: z.size, data: sums };
}

/** For x, y and z the voxel axis that runs most along it, each taken once. */
function worldAxes(direction: readonly number[]): { readonly axis: number; readonly backward: boolean }[] {
  const free = new Set([0, 1, 2]);
  return [2, 1, 0]
    .map((world) => {
      const along = (axis: number): number => direction[3 * axis + world];
      const [axis] = [...free].toSorted((a, b) => Math.abs(along(b)) - Math.abs(along(a)));
      free.delete(axis);
      return { axis, backward: along(axis) < 0 };
    })
    .reverse();
}

/** The voxel axis that runs most along the patient: slices lie across it. */
export function longAxis(direction: readonly number[]): number {
  return worldAxes(direction)[2].axis;
}

/** Axial slice n of a volume, along its own voxel axes. */
export function axialSlice({ geometry, data }: Volume, n: number): Picture {
  const { dims, direction } = geometry;
  const across = longAxis(direction);
  const [u, v] = [0, 1, 2].filter((axis) => axis !== across);
  const strides: Vec3 = [1, dims[0], dims[0] * dims[1]];
  const slice = new Float32Array(dims[u] * dims[v]);
  for (let b = 0, to = 0; b < dims[v]; b++) {
    let from = n * strides[across] + b * strides[v];
    for (let a = 0; a < dims[u]; a++, to++, from += strides[u]) slice[to] = data[from];
  }
  return { width: dims[u], height: dims[v], data: slice };
}
