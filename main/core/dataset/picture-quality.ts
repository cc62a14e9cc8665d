/**
 * How good a picture is, by stated measures: contrast, sharpness and artefacts from 0 to 20 as in Table 4 of STS-Tooth (Wang et
 * al., Scientific Data 2025), where five persons gave the points. Up to 5 is "unclear" or "many artefacts".
 */
import { sampleOf } from '../voxels/normalize.ts';
import { resizePicture, type Picture } from '../panoramic/picture-frame.ts';
import type { VoxelArray } from '../volume.ts';

export interface PictureQuality {
  readonly contrast: number;
  readonly sharpness: number;
  readonly artefacts: number; // 20: none
}

export const MOST_POINTS = 20;
/** The lowest of the four bands of Table 4. */
export const UNCLEAR_POINTS = 5;

const SAMPLES = 5000;
/** Each measure where it earns all points, and where none; set so that the radiographs of UFBA-425 lie about 18. */
const CONTRAST = { best: 0.42, worst: 0.02 };
const BLUR = { best: 0.4, worst: 0.7 };
const STREAKS = { best: 0.07, worst: 0.35 };

/** All three. `fullScale`: difference of the darkest and the brightest value that the picture could hold. */
export function pictureQuality(picture: Picture, fullScale: number): PictureQuality {
  return {
    contrast: points(contrastOf(picture, fullScale), CONTRAST),
    sharpness: points(blurOf(picture), BLUR),
    artefacts: points(streaksOf(picture), STREAKS),
  };
}

function points(value: number, { best, worst }: { readonly best: number; readonly worst: number }): number {
  const share = Math.min(1, Math.max(0, (value - worst) / (best - worst)));
  return Math.round(10 * MOST_POINTS * share) / 10;
}

/** Contrast C = (P95 − P5) / full scale, P the percentiles of the greys. Scaling the greys by a scales C by a. */
function contrastOf({ data }: Picture, fullScale: number): number {
  return spreadOf(data) / fullScale;
}

/** P95 − P5 of a sample. */
function spreadOf(data: VoxelArray): number {
  const ascending = sampleOf(data, SAMPLES).sort();
  const last = ascending.length - 1;
  return ascending[Math.round(0.95 * last)] - ascending[Math.round(0.05 * last)];
}

/** The width of STS-Tooth: what larger pictures have more is not asked for. */
const SHARPNESS_WIDTH = 640;
const BLUR_REACH = 4;
/** Every second line says as much as all. */
const BLUR_LINES = 2;

/**
 * Blur B after Crété et al. (SPIE 6492, 2007), 0 sharp … 1 blurred: what of the differences D between neighbours is left once the
 * picture is blurred on purpose by a mean over 9 pixels, B = 1 − Σ max(0, D − D′) / Σ D, the larger of rows and columns. It does
 * not depend on the contrast.
 */
function blurOf(picture: Picture): number {
  const { width, height, data } = atMost(picture, SHARPNESS_WIDTH);
  return Math.max(blurAlong(data, width, height, 1, width), blurAlong(data, height, width, width, 1));
}

/** Along lines of `length` values `step` apart, of which `lines` lie `lineStep` apart. */
function blurAlong(data: Float32Array, length: number, lines: number, step: number, lineStep: number): number {
  let all = 0;
  let lost = 0;
  const taps = 2 * BLUR_REACH + 1;
  for (let line = 0; line < lines; line += BLUR_LINES) {
    const at = line * lineStep;
    for (let n = BLUR_REACH + 1; n + BLUR_REACH < length; n++) {
      const here = at + n * step;
      const difference = Math.abs(data[here] - data[here - step]);
      // Two means over windows one pixel apart differ by their ends alone.
      const blurred = Math.abs(data[here + BLUR_REACH * step] - data[here - (BLUR_REACH + 1) * step]) / taps;
      all += difference;
      if (difference > blurred) lost += difference - blurred;
    }
  }
  return all > 0 ? 1 - lost / all : 1;
}

const STREAK_WIDTH = 256;
const STREAK_REACH = 15;
const STREAK_DIRECTIONS = 8;
const STREAK_GRID = 4;
const DETAIL_REACH = 3;

/**
 * Streaks S = √mean(m²) / (P95 − P5), the percentiles being of the picture's mean over 31 × 31: at every third pixel of the picture 256 wide, m is the largest |mean| of the detail along 31
 * pixels over 8 directions, the detail being the picture less its mean over 7 × 7. Texture cancels along a line, a streak of
 * metal, of the detector or of a ghost does not.
 */
function streaksOf(picture: Picture): number {
  const small = atMost(picture, STREAK_WIDTH);
  const { width, height, data } = small;
  const coarse = lessMean(data, width, height, STREAK_REACH).map((value, n) => data[n] - value);
  const spread = spreadOf(coarse);
  if (spread <= 0) return 0;
  const detail = lessMean(data, width, height, DETAIL_REACH);
  const ways = Array.from({ length: STREAK_DIRECTIONS }, (_, n) =>
    lineOffsets((n * Math.PI) / STREAK_DIRECTIONS, width),
  );
  let squares = 0;
  let count = 0;
  for (let y = STREAK_REACH; y + STREAK_REACH < height; y += STREAK_GRID) {
    for (let x = STREAK_REACH; x + STREAK_REACH < width; x += STREAK_GRID) {
      const at = x + y * width;
      let most = 0;
      for (const offsets of ways) {
        let sum = 0;
        for (let n = 0; n < offsets.length; n++) sum += detail[at + offsets[n]];
        most = Math.max(most, Math.abs(sum));
      }
      squares += (most / (2 * STREAK_REACH + 1)) ** 2;
      count++;
    }
  }
  return count === 0 ? 0 : Math.sqrt(squares / count) / spread;
}

function lineOffsets(angleRad: number, width: number): Int32Array {
  return Int32Array.from({ length: 2 * STREAK_REACH + 1 }, (_, n) => {
    const along = n - STREAK_REACH;
    return Math.round(along * Math.cos(angleRad)) + width * Math.round(along * Math.sin(angleRad));
  });
}

/** Kept from picture to picture: some of the largest arrays here, and a collection of garbage for each of them. */
let scratch = new Float64Array(0);

/** Its first row and column stay 0. */
function emptySums(length: number): Float64Array {
  if (scratch.length < length) scratch = new Float64Array(length);
  return scratch.subarray(0, length).fill(0);
}

/** Each value less the mean of the square around it, which is cut at the edges. */
export function lessMean(data: Float32Array, width: number, height: number, reach: number): Float32Array {
  const sums = emptySums((width + 1) * (height + 1));
  for (let y = 0, n = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++, n++) {
      row += data[n];
      sums[x + 1 + (y + 1) * (width + 1)] = sums[x + 1 + y * (width + 1)] + row;
    }
  }
  const detail = new Float32Array(data.length);
  for (let y = 0, n = 0; y < height; y++) {
    const top = Math.max(0, y - reach);
    const bottom = Math.min(height, y + reach + 1);
    const upper = top * (width + 1);
    const lower = bottom * (width + 1);
    for (let x = 0; x < width; x++, n++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum = sums[lower + right] - sums[lower + left] - sums[upper + right] + sums[upper + left];
      detail[n] = data[n] - sum / ((right - left) * (bottom - top));
    }
  }
  return detail;
}

function atMost(picture: Picture, most: number): { width: number; height: number; data: Float32Array } {
  const { width, height, data } = picture;
  if (width <= most) return { width, height, data: data instanceof Float32Array ? data : new Float32Array(data) };
  const smaller = Math.max(1, Math.round((height * most) / width));
  return { width: most, height: smaller, data: resizePicture(picture, most, smaller) };
}
