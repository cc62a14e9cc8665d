/** Which jaw a scan is of, told by its teeth: lower incisors stand far closer than upper ones. */
import type { Jaw } from '../fdi.ts';
import { ARCH_TEMPLATE } from '../teeth/tooth-norms.ts';
import { inArchOrder } from './number-scan.ts';
import type { ToothCluster } from './tooth-clusters.ts';

/** Fewer pairs of neighbours tell nothing, nor do pairs without incisors. */
const LEAST_PAIRS = 4;
const LEAST_INCISOR_PAIRS = 2;
/** One jaw's distances have to fit this much better. */
const CLEARLY_BETTER = 0.6;

interface Pair {
  /** Of the first of both, from −x to +x, 0…14. */
  readonly place: number;
  readonly apartMm: number;
}

/** Clusters in the frame of the arch; null where nothing tells. */
export function tellJaw(clusters: readonly ToothCluster[]): Jaw | null {
  const pairs = neighbourPairs(clusters);
  const incisors = pairs.filter(({ place }) => place >= 6 && place <= 8);
  if (pairs.length < LEAST_PAIRS || incisors.length < LEAST_INCISOR_PAIRS) return null;
  const [upper, lower] = [misfit(pairs, 'upper'), misfit(pairs, 'lower')];
  if (Math.min(upper, lower) > CLEARLY_BETTER * Math.max(upper, lower)) return null;
  return upper < lower ? 'upper' : 'lower';
}

function neighbourPairs(clusters: readonly ToothCluster[]): Pair[] {
  const placed = clusters
    .map(({ votes, centre }) => ({ place: votes.indexOf(Math.max(...votes)), centre }))
    .toSorted((a, b) => a.place - b.place);
  const pairs: Pair[] = [];
  for (let n = 1; n < placed.length; n++) {
    const [a, b] = [placed[n - 1], placed[n]];
    if (b.place !== a.place + 1) continue;
    pairs.push({ place: a.place, apartMm: Math.hypot(b.centre[0] - a.centre[0], b.centre[1] - a.centre[1]) });
  }
  return pairs;
}

/** Mean factor, as a logarithm, by which distances miss those of a jaw of the patient's size. */
function misfit(pairs: readonly Pair[], jaw: Jaw): number {
  const order = inArchOrder(
    Float64Array.from({ length: 16 }, (_, n) => n),
    jaw,
  );
  const factors = pairs.map(({ place, apartMm }) => {
    const [a, b] = [ARCH_TEMPLATE[jaw][order[place]], ARCH_TEMPLATE[jaw][order[place + 1]]];
    return Math.log(Math.max(0.1, apartMm) / Math.hypot(a[0] - b[0], a[1] - b[1]));
  });
  const middle = factors.toSorted((a, b) => a - b)[Math.floor(factors.length / 2)];
  return factors.reduce((sum, factor) => sum + Math.abs(factor - middle), 0) / factors.length;
}
