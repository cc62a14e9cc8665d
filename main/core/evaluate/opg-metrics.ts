/** Scores of outlined teeth on a panoramic radiograph against the truth, as the STS 2024 challenge counts them. */
import { isFdi } from '../fdi.ts';
import { caseScore, overlap, toothScore, type OverlapScore, type Score, type ToothScore } from './score.ts';
import { surfaceDice, type Tolerance } from './surface-dice.ts';
import { joinedBox, type DrawnTooth, type ToothMasks } from './tooth-masks.ts';

/** The challenge scores a picture as a volume of one slice with voxels of size 1. */
const TOLERANCES: readonly Tolerance[] = [{ limit: 2, spacing: [1, 1, 1] }];
const IS_INSIDE = Uint8Array.from({ length: 256 }, (_, value) => (value === 1 ? 1 : 0));

/**
 * Compares two sets of teeth on pictures of one size. Matching is by equal number only; an extra number lowers
 * `identification` and nothing else.
 * @throws RangeError when the sizes differ or a label of the truth is no FDI code.
 */
export function scoreOpgMasks(truth: ToothMasks, predicted: ToothMasks): Score {
  const { width, height } = truth;
  if (predicted.width !== width || predicted.height !== height)
    throw new RangeError('Truth and prediction are pictures of different sizes');
  const canvases: Canvases = { width, height, a: new Uint8Array(width * height), b: new Uint8Array(width * height) };
  const perTooth = [...truth.teeth]
    .toSorted(([a], [b]) => a - b)
    .map(([fdi, tooth]): ToothScore => {
      if (!isFdi(fdi)) throw new RangeError(`Label ${fdi} of the truth is no FDI code`);
      const other = predicted.teeth.get(fdi);
      return toothScore(fdi, other === undefined ? null : scoreTeeth(canvases, [tooth], [other]), false);
    });
  const extra = [...predicted.teeth.keys()].filter((label) => !truth.teeth.has(label)).toSorted((a, b) => a - b);
  return caseScore(perTooth, extra, () =>
    scoreTeeth(canvases, [...truth.teeth.values()], [...predicted.teeth.values()]),
  );
}

/** Two pictures, flat x fastest, that are empty between two teeth. */
interface Canvases {
  readonly width: number;
  readonly height: number;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

function scoreTeeth(
  { width, height, a, b }: Canvases,
  teethA: readonly DrawnTooth[],
  teethB: readonly DrawnTooth[],
): OverlapScore {
  const box = joinedBox([...teethA, ...teethB].map((tooth) => tooth.box));
  if (box === null) return { dsc: 0, iou: 0, nsd2vox: 0, nsd1mm: null };
  for (const tooth of teethA) tooth.drawInto(a);
  for (const tooth of teethB) tooth.drawInto(b);
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
