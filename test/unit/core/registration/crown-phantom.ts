/** Teeth with cusps and gums: as a CBCT's label map and as an intraoral scan of the same mouth, each on a grid of its own. */
import { jawOf, positionOf, type Jaw } from '#core/fdi';
import { affineIjkToWorld } from '#core/geometry';
import { labelSurface } from '#core/surface/mesh';
import type { CrownTooth } from '#core/registration/crowns';
import type { Geometry, LabelMap, Vec3 } from '#core/volume';
import { dentition, type PhantomTooth } from '../arch-phantom.ts';
import { randomNumbers } from '../random-numbers.ts';

const CROWN_SHARE = 0.38;
/** Cusps as place along and across (−1…1) and height in mm, by position. */
const CUSPS: readonly (readonly (readonly [number, number, number])[])[] = [
  [
    [-0.5, 0, 1],
    [0, 0.1, 1.1],
    [0.5, 0, 0.9],
  ],
  [
    [-0.4, 0, 1],
    [0.3, 0.1, 1.1],
  ],
  [[-0.1, 0.1, 2.2]],
  [
    [0, 0.55, 2],
    [0.05, -0.5, 1.4],
  ],
  [
    [0, 0.5, 1.8],
    [0.1, -0.5, 1.5],
  ],
  [
    [-0.5, 0.5, 1.9],
    [0.45, 0.5, 1.7],
    [-0.45, -0.5, 2.1],
    [0.5, -0.5, 1.2],
  ],
  [
    [-0.5, 0.5, 1.9],
    [0.45, 0.5, 1.5],
    [-0.4, -0.5, 1.9],
    [0.5, -0.5, 0.8],
  ],
  [
    [-0.4, 0.4, 1.4],
    [0.4, 0.4, 1.1],
    [-0.3, -0.4, 1.5],
  ],
];

interface GrownTooth extends PhantomTooth {
  readonly turn: readonly [cos: number, sin: number];
  readonly lean: readonly [number, number];
  readonly cusps: readonly (readonly [number, number, number])[];
}

/** No two teeth of a mouth are alike, nor its sides. */
export function mouth(jaw: Jaw, seed: number, missing: readonly number[] = []): readonly GrownTooth[] {
  const random = randomNumbers(seed);
  const about = (spread: number): number => spread * (2 * random() - 1);
  return dentition()
    .filter(({ fdi }) => jawOf(fdi) === jaw && positionOf(fdi) < 8)
    .map((tooth) => {
      const angle = about(0.12);
      const [x, y, z] = tooth.centreMm;
      const cusps = CUSPS[positionOf(tooth.fdi) - 1].map(
        ([u, v, height]) => [u + about(0.1), v + about(0.1), height * (1 + about(0.25))] as const,
      );
      const turn = [Math.cos(angle), Math.sin(angle)] as const;
      const centreMm: Vec3 = [x + about(0.3), y + about(0.4), z + about(0.4)];
      const radiiMm: Vec3 = [tooth.radiiMm[0], tooth.radiiMm[1] * (0.93 + about(0.06)), tooth.radiiMm[2]];
      return { ...tooth, centreMm, radiiMm, turn, lean: [about(0.08), about(0.08)] as const, cusps };
    })
    .filter(({ fdi }) => !missing.includes(fdi));
}

/** Whether a place is in the tooth. */
function isInside(tooth: GrownTooth, x: number, y: number, z: number): boolean {
  const { centreMm, tangent, radiiMm, turn, lean, cusps } = tooth;
  const length = 2 * radiiMm[2];
  const sign = jawOf(tooth.fdi) === 'upper' ? 1 : -1;
  const deep = sign * (z - centreMm[2]) + radiiMm[2]; // from the tip's level to the root
  if (deep < 0 || deep > length) return false;
  const [dx, dy] = [x - centreMm[0] - lean[0] * deep, y - centreMm[1] - lean[1] * deep];
  const along = dx * tangent[0] + dy * tangent[1];
  const outwards = tangent[0] * (centreMm[1] - 30) - tangent[1] * centreMm[0] > 0 ? 1 : -1;
  const across = -outwards * (dy * tangent[0] - dx * tangent[1]);
  const u = (along * turn[0] - across * turn[1]) / radiiMm[0];
  const v = (along * turn[1] + across * turn[0]) / radiiMm[1];
  const crown = CROWN_SHARE * length;
  const width =
    deep < crown ? 0.86 + 0.14 * Math.sin((Math.PI * deep) / crown) : 0.86 - 0.6 * ((deep - crown) / (length - crown));
  if (Math.abs(u) ** 2.6 + Math.abs(v) ** 2.6 > width ** 2.6) return false;
  let top = 2.3;
  for (const [cu, cv, height] of cusps) top -= height * Math.exp(-((u - cu) ** 2 + (v - cv) ** 2) / 0.18);
  return deep > top + 1.2 * Math.max(Math.abs(u), Math.abs(v)) ** 4;
}

/** Labels of the teeth on a grid around them. */
export function cbctOf(teeth: readonly GrownTooth[], geometry: Geometry): { labels: LabelMap; teeth: CrownTooth[] } {
  const data = drawn(
    geometry,
    (x, y, z) => teeth.find((tooth) => isNear(tooth, x, y) && isInside(tooth, x, y, z))?.fdi ?? 0,
  );
  const [ni, nj] = geometry.dims;
  const boxes = new Map<number, { min: number[]; max: number[] }>();
  for (let n = 0; n < data.length; n++) {
    if (data[n] === 0) continue;
    const at = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / ni / nj)];
    const box = boxes.get(data[n]) ?? { min: at, max: at };
    const [min, max] = [box.min.map((low, a) => Math.min(low, at[a])), box.max.map((high, a) => Math.max(high, at[a]))];
    boxes.set(data[n], { min, max });
  }
  const vector = ([x, y, z]: readonly number[]): Vec3 => [x, y, z];
  return {
    labels: { geometry, data },
    teeth: teeth.map(({ fdi, centreMm, radiiMm, lean }) => {
      const box = boxes.get(fdi) ?? { min: [0, 0, 0], max: [0, 0, 0] };
      const up = jawOf(fdi) === 'upper' ? -1 : 1;
      const size = Math.hypot(lean[0], lean[1], 1);
      return {
        fdi,
        label: fdi,
        boundsIjk: { min: vector(box.min), max: vector(box.max) },
        centroidMm: centreMm,
        axis: [-lean[0] / size, -lean[1] / size, up / size],
        lengthMm: 2 * radiiMm[2] * size,
      };
    }),
  };
}

function isNear({ centreMm }: PhantomTooth, x: number, y: number): boolean {
  return (x - centreMm[0]) ** 2 + (y - centreMm[1]) ** 2 < 90;
}

function drawn({ dims, ...geometry }: Geometry, labelAt: (x: number, y: number, z: number) => number): Uint8Array {
  const m = affineIjkToWorld({ dims, ...geometry });
  const data = new Uint8Array(dims[0] * dims[1] * dims[2]);
  for (let k = 0, n = 0; k < dims[2]; k++)
    for (let j = 0; j < dims[1]; j++)
      for (let i = 0; i < dims[0]; i++, n++)
        data[n] = labelAt(
          m[0] * i + m[1] * j + m[2] * k + m[3],
          m[4] * i + m[5] * j + m[6] * k + m[7],
          m[8] * i + m[9] * j + m[10] * k + m[11],
        );
  return data;
}

/** Crowns and gums, open towards the roots or on a flat base, in the space of the CBCT: a scan without noise. */
export function scanOf(
  teeth: readonly GrownTooth[],
  jaw: Jaw,
  hasBase = false,
): { positions: Float64Array; triangles: Uint32Array } {
  const sign = jaw === 'upper' ? 1 : -1;
  const spacing = 0.3;
  const [low, high] = [
    [-34, -8, jaw === 'upper' ? -2 : -14],
    [34, 52, jaw === 'upper' ? 14 : 2],
  ];
  const along = (axis: number): number => Math.ceil((high[axis] - low[axis]) / spacing);
  const dims: Vec3 = [along(0), along(1), along(2)];
  const geometry: Geometry = {
    dims,
    spacingMm: [spacing, spacing, spacing],
    originMm: [low[0], low[1], low[2]],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
  const arch = dentition().filter(({ fdi }) => jawOf(fdi) === jaw && positionOf(fdi) < 8);
  const data = drawn(geometry, (x, y, z) => {
    const deep = sign * z;
    const gum = 6.5 + 0.7 * Math.sin(x) * Math.cos(0.7 * y);
    if (deep > gum && arch.some(({ centreMm: [cx, cy] }) => (x - cx) ** 2 + (y - cy) ** 2 < 55 + 6 * (deep - gum)))
      return 1;
    return teeth.some((tooth) => isNear(tooth, x, y) && isInside(tooth, x, y, z)) ? 1 : 0;
  });
  const { positionsMm, triangles } = labelSurface({ geometry, data }, 1);
  if (hasBase) return { positions: Float64Array.from(positionsMm), triangles };
  const rim = sign * 9.5;
  return only({ positions: Float64Array.from(positionsMm), triangles }, (_x, _y, z) => sign * (z - rim) < 0);
}

/** The part of a surface whose triangles have all corners where `isKept` says so. */
export function only(
  { positions, triangles }: { positions: Float64Array; triangles: Uint32Array },
  isKept: (x: number, y: number, z: number) => boolean,
): { positions: Float64Array; triangles: Uint32Array } {
  const kept: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [...triangles.subarray(t, t + 3)];
    if (corners.every((v) => isKept(positions[3 * v], positions[3 * v + 1], positions[3 * v + 2])))
      kept.push(...corners);
  }
  return { positions, triangles: Uint32Array.from(kept) };
}
