/** How likely each face is of each tooth: by where it points, and by the number that it bears. */
import type { ScanTooth } from './number-scan.ts';
import { CLASSES, PLACES, type FaceAnswers, type ToothCluster, type ToothClusters } from './tooth-clusters.ts';

/** Spread of where the faces of a tooth point, mm. */
const SPREAD_MM = 1.4;
/** A face may bear any number and still be of the tooth that it points at. */
const NUMBER_FLOOR = 0.03;

/** Row by row: the gums, then the teeth in their order; rows add up to 1. */
export function toothShares(
  { probabilities }: FaceAnswers,
  { clusters, targets }: ToothClusters,
  teeth: readonly ScanTooth[],
): Float32Array {
  const count = targets.length / 3;
  const width = teeth.length + 1;
  const shares = new Float32Array(count * width);
  const crowns = teeth.map((tooth) => aimsOf(tooth, clusters));
  for (let face = 0; face < count; face++) {
    const x = targets[3 * face];
    const y = targets[3 * face + 1];
    const z = targets[3 * face + 2];
    const row = face * width;
    let sum = 0;
    for (let t = 0; t < teeth.length; t++) {
      const { aims, votes } = crowns[t];
      let squared = Infinity;
      for (let at = 0; at < aims.length; at += 3)
        squared = Math.min(squared, (aims[at] - x) ** 2 + (aims[at + 1] - y) ** 2 + (aims[at + 2] - z) ** 2);
      let agreed = NUMBER_FLOOR;
      for (let place = 0; place < PLACES; place++) agreed += probabilities[face * CLASSES + place + 1] * votes[place];
      const share = Math.exp(-squared / (2 * SPREAD_MM ** 2)) * agreed;
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

/** Where the faces of a tooth point, and which numbers they bear: not the one that it was given, which may be another. */
function aimsOf(
  tooth: ScanTooth,
  clusters: readonly ToothCluster[],
): { readonly aims: Float64Array; readonly votes: Float64Array } {
  const parts = tooth.clusters.map((n) => clusters[n]);
  const area = parts.reduce((sum, { areaMm2 }) => sum + areaMm2, 0);
  return {
    aims: Float64Array.from(parts.flatMap(({ target }) => target)),
    votes: Float64Array.from({ length: PLACES }, (_, place) =>
      parts.reduce((sum, { votes, areaMm2 }) => sum + (areaMm2 / area) * votes[place], 0),
    ),
  };
}
