/** A panoramic projection: the brightest value along the normals of the dental arch, unrolled. */
import type { ToothInstance } from '#contract/case';
import type { OverlayImage } from './overlay.ts';
import type { ToothBlock } from './tooth-block.ts';

const STEP_MM = 0.3;
const HALF_DEPTH_MM = 9;
const BEYOND_LAST_TOOTH_MM = 8;
/** A parabola needs three teeth that are not all at one place; fewer give a plain coronal projection. */
const MIN_TEETH = 5;

interface ArchPoint {
  readonly x: number;
  readonly y: number;
  /** Unit normal in the axial plane. */
  readonly nx: number;
  readonly ny: number;
}

export function panoramaPicture({ geometry, grey, labels }: ToothBlock, teeth: readonly ToothInstance[]): OverlayImage {
  const [ni, nj, nk] = geometry.dims;
  const [ox, oy] = geometry.originMm;
  const [spacingMm] = geometry.spacingMm;
  const arch = archOf(teeth, ox, oy, ni * spacingMm, nj * spacingMm);
  const depth = teeth.length < MIN_TEETH ? (nj * spacingMm) / 2 : HALF_DEPTH_MM;
  const width = arch.length;
  const image = { width, height: nk, grey: new Float32Array(width * nk), labels: new Uint8Array(width * nk) };
  const votes = new Uint16Array(256);
  for (let k = 0; k < nk; k++) {
    for (const [column, { x, y, nx, ny }] of arch.entries()) {
      let brightest = -Infinity;
      votes.fill(0);
      let front = 0;
      for (let d = -depth; d <= depth; d += spacingMm) {
        const i = Math.round((x + d * nx - ox) / spacingMm);
        const j = Math.round((y + d * ny - oy) / spacingMm);
        if (i < 0 || j < 0 || i >= ni || j >= nj) continue;
        const n = i + ni * (j + nj * k);
        if (grey[n] > brightest) brightest = grey[n];
        const label = labels[n];
        if (label !== 0 && ++votes[label] > votes[front]) front = label;
      }
      const p = column + width * (nk - 1 - k);
      image.grey[p] = Number.isFinite(brightest) ? brightest : 0;
      image.labels[p] = front;
    }
  }
  return { ...image, sides: ['R', 'L'] };
}

/** Points every 0.3 mm of arc from the patient's right to the left, on the parabola through the teeth. */
function archOf(
  teeth: readonly ToothInstance[],
  ox: number,
  oy: number,
  widthMm: number,
  depthMm: number,
): ArchPoint[] {
  const parabola = teeth.length < MIN_TEETH ? null : fitParabola(teeth.map(({ centroidMm: [x, y] }) => [x, y]));
  if (parabola === null) {
    const count = Math.floor(widthMm / STEP_MM);
    return Array.from({ length: count }, (_, n) => ({ x: ox + n * STEP_MM, y: oy + depthMm / 2, nx: 0, ny: 1 }));
  }
  const [a, b, c] = parabola;
  const xs = teeth.map(({ centroidMm }) => centroidMm[0]);
  const points: ArchPoint[] = [];
  let x = stepAlong(Math.min(...xs), -BEYOND_LAST_TOOTH_MM, b, c);
  const end = stepAlong(Math.max(...xs), BEYOND_LAST_TOOTH_MM, b, c);
  while (x <= end) {
    const slope = b + 2 * c * x;
    const length = Math.hypot(1, slope);
    points.push({ x, y: a + b * x + c * x * x, nx: -slope / length, ny: 1 / length });
    x += STEP_MM / length;
  }
  return points;
}

function stepAlong(x: number, arcMm: number, b: number, c: number): number {
  return x + arcMm / Math.hypot(1, b + 2 * c * x);
}

/** Least-squares y = a + b·x + c·x² by the normal equations; null when the points do not determine one. */
function fitParabola(points: readonly (readonly [number, number])[]): readonly [number, number, number] | null {
  const s = [0, 0, 0, 0, 0];
  const t = [0, 0, 0];
  for (const [x, y] of points) {
    for (let power = 0; power < 5; power++) s[power] += x ** power;
    for (let power = 0; power < 3; power++) t[power] += y * x ** power;
  }
  const det = (m: readonly number[]): number =>
    m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
  const d = det([s[0], s[1], s[2], s[1], s[2], s[3], s[2], s[3], s[4]]);
  if (Math.abs(d) < 1e-6) return null;
  return [
    det([t[0], s[1], s[2], t[1], s[2], s[3], t[2], s[3], s[4]]) / d,
    det([s[0], t[0], s[2], s[1], t[1], s[3], s[2], t[2], s[4]]) / d,
    det([s[0], s[1], t[0], s[1], s[2], t[1], s[2], s[3], t[2]]) / d,
  ];
}
