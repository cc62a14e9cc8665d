/**
 * What teeth measure in the textbook, to show beside a patient's own: means of Wheeler/Ash & Nelson, "Wheeler's Dental
 * Anatomy" (after Black), in mm. The usual range is that mean ± a share and no statistic of a population; whole-tooth
 * volumes come from tooth-norms.ts. Of finding and numbering teeth, only the plan of an intraoral scan looks at them: crowns are
 * seen whole there (intraoral/plan-scan.ts).
 */
import { isDeciduous, jawOf, positionOf, type Jaw } from '../fdi.ts';
import { typicalVolumeMm3 } from './tooth-norms.ts';

type Sizes = readonly [crownMm: number, rootMm: number, mesiodistalMm: number, buccolingualMm: number];

const PERMANENT: Readonly<Record<Jaw, readonly Sizes[]>> = {
  upper: [
    [10.5, 13, 8.5, 7],
    [9, 13, 6.5, 6],
    [10, 17, 7.5, 8],
    [8.5, 14, 7, 9],
    [8.5, 14, 7, 9],
    [7.5, 12.5, 10, 11],
    [7, 11.5, 9, 11],
    [6.5, 11, 8.5, 10],
  ],
  lower: [
    [9, 12.5, 5, 6],
    [9.5, 14, 5.5, 6.5],
    [11, 16, 7, 7.5],
    [8.5, 14, 7, 7.5],
    [8, 14.5, 7, 8],
    [7.5, 14, 11, 10.5],
    [7, 13, 10.5, 10],
    [7, 11, 10, 9.5],
  ],
};

const DECIDUOUS: Readonly<Record<Jaw, readonly Sizes[]>> = {
  upper: [
    [6, 10, 6.5, 5],
    [5.6, 11.4, 5.1, 4],
    [6.5, 13.5, 7, 7],
    [5.1, 10, 7.3, 8.5],
    [5.7, 11.7, 8.2, 10],
  ],
  lower: [
    [5, 9, 4.2, 4],
    [5.2, 10, 4.1, 4],
    [6, 11.5, 5, 4.8],
    [6, 9.8, 7.7, 7],
    [5.5, 11.3, 9.9, 8.7],
  ],
};

/** What has a usual range: lengths in mm, volume in mm³, the crown's share of the length as 0…1. */
export const SIZED_METRICS = [
  'lengthMm',
  'crownLengthMm',
  'rootLengthMm',
  'crownShare',
  'mesiodistalMm',
  'buccolingualMm',
  'volumeMm3',
] as const;
export type SizedMetric = (typeof SIZED_METRICS)[number];

/** How far from the mean is still usual, as a share of it. */
export const USUAL_SHARE: Readonly<Record<SizedMetric, number>> = {
  lengthMm: 0.2,
  crownLengthMm: 0.25,
  rootLengthMm: 0.25,
  crownShare: 0.2,
  mesiodistalMm: 0.2,
  buccolingualMm: 0.2,
  volumeMm3: 0.35,
};

export interface UsualRange {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The textbook's mean of a tooth and the range around it. */
export function usualRange(fdi: number, metric: SizedMetric): UsualRange {
  const mean = textbookMean(fdi, metric);
  const share = USUAL_SHARE[metric];
  return { mean, low: mean * (1 - share), high: mean * (1 + share) };
}

function textbookMean(fdi: number, metric: SizedMetric): number {
  const [crown, root, mesiodistal, buccolingual] = sizesOf(fdi);
  switch (metric) {
    case 'lengthMm':
      return crown + root;
    case 'crownLengthMm':
      return crown;
    case 'rootLengthMm':
      return root;
    case 'crownShare':
      return crown / (crown + root);
    case 'mesiodistalMm':
      return mesiodistal;
    case 'buccolingualMm':
      return buccolingual;
    case 'volumeMm3':
      return typicalVolumeMm3(fdi);
  }
}

function sizesOf(fdi: number): Sizes {
  return (isDeciduous(fdi) ? DECIDUOUS : PERMANENT)[jawOf(fdi)][positionOf(fdi) - 1];
}

/** Whether a value lies outside a range, and on which side. */
export function outsideOf(value: number, { low, high }: UsualRange): 'low' | 'high' | null {
  if (value < low) return 'low';
  return value > high ? 'high' : null;
}
