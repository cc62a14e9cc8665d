/** Scores of outlined teeth on a panoramic radiograph against the truth, as the STS 2024 challenge counts them. */
import { isFdi } from '../fdi.ts';
import { boxOfPolygons, fillPolygonInto, type PixelPolygon } from './fill-polygon.ts';
import { caseScore, overlap, toothScore, type OverlapScore, type Score, type ToothScore } from './score.ts';
import { surfaceDice, type Tolerance } from './surface-dice.ts';

/** The teeth of one picture; polygons of one tooth are united, polygons of different teeth may overlap. */
export interface ToothOutlines {
  readonly width: number;
  readonly height: number;
  readonly polygons: ReadonlyMap<number, readonly PixelPolygon[]>; // by label
}

/** The challenge scores a picture as a volume of one slice with voxels of size 1. */
const TOLERANCES: readonly Tolerance[] = [{ limit: 2, spacing: [1, 1, 1] }];
const IS_INSIDE = Uint8Array.from({ length: 256 }, (_, value) => (value === 1 ? 1 : 0));

/**
 * Compares two sets of outlined teeth on pictures of one size. Matching is by equal number only; an extra number lowers
 * `identification` and nothing else.
 * @throws RangeError when the sizes differ or a label of the truth is no FDI code.
 */
export function scoreOpg(truth: ToothOutlines, predicted: ToothOutlines): Score {
  const { width, height } = truth;
  if (predicted.width !== width || predicted.height !== height)
    throw new RangeError('Truth and prediction are pictures of different sizes');
  const canvases: Canvases = { width, height, a: new Uint8Array(width * height), b: new Uint8Array(width * height) };
  const perTooth = [...truth.polygons]
    .toSorted(([a], [b]) => a - b)
    .map(([fdi, polygons]): ToothScore => {
      if (!isFdi(fdi)) throw new RangeError(`Label ${fdi} of the truth is no FDI code`);
      const others = predicted.polygons.get(fdi);
      return toothScore(fdi, others === undefined ? null : scoreMasks(canvases, polygons, others), false);
    });
  const extra = [...predicted.polygons.keys()].filter((label) => !truth.polygons.has(label)).toSorted((a, b) => a - b);
  return caseScore(perTooth, extra, () =>
    scoreMasks(canvases, [...truth.polygons.values()].flat(), [...predicted.polygons.values()].flat()),
  );
}

/** Two pictures, flat x fastest, that are empty between two teeth. */
interface Canvases {
  readonly width: number;
  readonly height: number;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

function scoreMasks(
  { width, height, a, b }: Canvases,
  polygonsA: readonly PixelPolygon[],
  polygonsB: readonly PixelPolygon[],
): OverlapScore {
  const box = boxOfPolygons([...polygonsA, ...polygonsB], width, height);
  if (box === null) return { dsc: 0, iou: 0, nsd2vox: 0, nsd1mm: null };
  for (const polygon of polygonsA) fillPolygonInto(a, width, height, polygon);
  for (const polygon of polygonsB) fillPolygonInto(b, width, height, polygon);
  const [x0, y0, x1, y1] = box;
  let [inA, inB, inBoth] = [0, 0, 0];
  for (let y = y0; y <= y1; y++) {
    for (let n = x0 + width * y; n <= x1 + width * y; n++) {
      inA += a[n];
      inB += b[n];
      inBoth += a[n] & b[n];
    }
  }
  const volumeBox = { min: [x0, y0, 0], max: [x1, y1, 0] } as const;
  const [nsd2vox] = surfaceDice(a, b, [width, height, 1], volumeBox, IS_INSIDE, TOLERANCES);
  a.fill(0);
  b.fill(0);
  return { ...overlap(inA, inB, inBoth), nsd2vox, nsd1mm: null };
}
