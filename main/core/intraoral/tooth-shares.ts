/** How likely each face is of each tooth: by where it points, and by the number that it bears. */
import type { Jaw } from '../fdi.ts';
import { ARCH_ORDER } from '../teeth/tooth-norms.ts';
import type { ScanTooth } from './number-scan.ts';
import { CLASSES, type FaceAnswers, type ToothClusters } from './tooth-clusters.ts';

/** Spread of where the faces of a tooth point, mm. */
const SPREAD_MM = 1.4;
/** A face may bear any number and still be of the tooth that it points at. */
const NUMBER_FLOOR = 0.03;

/** Row by row: the gums, then the teeth in their order; rows add up to 1. */
export function toothShares(
  { probabilities }: FaceAnswers,
  { clusters, targets }: ToothClusters,
  teeth: readonly ScanTooth[],
  jaw: Jaw,
): Float32Array {
  const count = targets.length / 3;
  const width = teeth.length + 1;
  const shares = new Float32Array(count * width);
  const classes = teeth.map(({ fdi }) => classOf(fdi, jaw));
  const aims = teeth.map(({ cluster }) => clusters[cluster].target);
  for (let face = 0; face < count; face++) {
    const [x, y, z] = [targets[3 * face], targets[3 * face + 1], targets[3 * face + 2]];
    const row = face * width;
    let sum = 0;
    for (let t = 0; t < teeth.length; t++) {
      const squared = (aims[t][0] - x) ** 2 + (aims[t][1] - y) ** 2 + (aims[t][2] - z) ** 2;
      const share =
        Math.exp(-squared / (2 * SPREAD_MM ** 2)) * (probabilities[face * CLASSES + classes[t]] + NUMBER_FLOOR);
      shares[row + t + 1] = share;
      sum += share;
    }
    // What points at no tooth is none.
    const gums = sum > LEAST_SUM ? probabilities[face * CLASSES] : 1;
    shares[row] = gums;
    for (let t = 1; t < width; t++) shares[row + t] *= sum > LEAST_SUM ? (1 - gums) / sum : 0;
  }
  return shares;
}

const LEAST_SUM = 1e-6;

/** Of the net: 1 to 16 from −x to +x. */
function classOf(fdi: number, jaw: Jaw): number {
  const place = ARCH_ORDER[jaw].indexOf(fdi);
  return 1 + (jaw === 'upper' ? place : 15 - place);
}
