/**
 * A tooth's border as a smooth line for the screen. The polygons of a case run from pixel to pixel and show as stairs;
 * measured and stored is what they say, only the picture is smoothed, and never by as much as a pixel.
 */
import type { PicturePoint } from './picture-view.ts';

/** A closed curve without repeating its first point, flat [x0, y0, x1, y1, …] in picture pixels. */
export type Ring = Float32Array;

/** Distance between points before smoothing, and how many of them one drawn point stands for. */
const STEP_PX = 1;
const KEEP_EVERY = 2;
/** Pairs of passes; the second, negative one gives back the size that the first took (Taubin 1995). */
const PASSES = 8;
const [SHRINK, GROW] = [0.5, -0.53];
/** With the rounding of corners by the drawn curve it stays below a pixel. */
const LARGEST_SHIFT_PX = 0.6;

/** The ring to draw, for the centres of border pixels; rings of fewer than four points stay as they are. */
export function smoothRing(border: readonly PicturePoint[]): Ring {
  const dense = evenly(border);
  if (border.length < 4 || dense.length < 16) return Float32Array.from(border.flat());
  let smooth: Float32Array = dense;
  for (let pass = 0; pass < PASSES; pass++) smooth = relaxed(relaxed(smooth, SHRINK), GROW);
  keepNear(smooth, dense);
  const kept = new Float32Array(2 * Math.ceil(dense.length / 2 / KEEP_EVERY));
  for (let n = 0; n < kept.length; n += 2) {
    kept[n] = smooth[n * KEEP_EVERY];
    kept[n + 1] = smooth[n * KEEP_EVERY + 1];
  }
  return kept;
}

/** Points at even distances along the ring. */
function evenly(border: readonly PicturePoint[]): Float32Array {
  const points: number[] = [];
  for (const [n, [x0, y0]] of border.entries()) {
    const [x1, y1] = border[(n + 1) % border.length];
    const steps = Math.max(1, Math.round(Math.hypot(x1 - x0, y1 - y0) / STEP_PX));
    for (let step = 0; step < steps; step++) {
      points.push(x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps);
    }
  }
  return Float32Array.from(points);
}

function relaxed(from: Float32Array, weight: number): Float32Array {
  const to = new Float32Array(from.length);
  const { length } = from;
  for (let n = 0; n < length; n++) {
    const before = n < 2 ? n + length - 2 : n - 2;
    const after = n + 2 < length ? n + 2 : n + 2 - length;
    to[n] = from[n] + weight * ((from[before] + from[after]) / 2 - from[n]);
  }
  return to;
}

/** Pulls points of `smooth` that went too far back towards where they came from, in place. */
function keepNear(smooth: Float32Array, dense: Float32Array): void {
  for (let n = 0; n < smooth.length; n += 2) {
    const dx = smooth[n] - dense[n];
    const dy = smooth[n + 1] - dense[n + 1];
    const share = LARGEST_SHIFT_PX / Math.hypot(dx, dy);
    if (share >= 1) continue;
    smooth[n] = dense[n] + dx * share;
    smooth[n + 1] = dense[n + 1] + dy * share;
  }
}

/** Whether a place lies in the rings of one tooth by the even-odd rule: a ring within a ring is a hole. */
export function isInRings(rings: readonly Ring[], [x, y]: PicturePoint): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let n = 0, before = ring.length - 2; n < ring.length; before = n, n += 2) {
      const [x0, y0, x1, y1] = [ring[before], ring[before + 1], ring[n], ring[n + 1]];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)) inside = !inside;
    }
  }
  return inside;
}
