/** Numbers for the teeth of an intraoral scan: the same plan along the arch that numbers the teeth of a CBCT. */
import { fitArch } from '../labelling/arch-fit.ts';
import type { Jaw } from '../fdi.ts';
import type { Finding } from '../finding.ts';
import { UNNUMBERED } from '../labelling/jaw-plan.ts';
import { ARCH_ORDER } from '../teeth/tooth-norms.ts';
import { planScan, USUAL_AREA_MM2, type ScanCrown } from './plan-scan.ts';
import type { ToothCluster } from './tooth-clusters.ts';

export interface ScanTooth {
  /** The number that it bears, or is nearest to. */
  readonly fdi: number;
  readonly isExtra: boolean;
  /** Numbers of the clusters that it is made of, one mostly. */
  readonly clusters: readonly number[];
  readonly confidence: number;
  readonly runnerUpFdi: number | null;
  readonly warnings: readonly Finding[];
}

/** What gets no number is a tooth of its own from this share of the usual; less is a piece of another one. */
const LEAST_EXTRA_SHARE = 0.35;
/** As in numbering.ts: natural units between the best plan and the next one. */
const UNCERTAIN_MARGIN = 2;

/** Clusters in the frame of the arch. Each number is given once, ascending along the arch; gaps stay gaps. */
export function numberScan(clusters: readonly ToothCluster[], jaw: Jaw): readonly ScanTooth[] {
  if (clusters.length === 0) return [];
  const plan = planScan(
    clusters.map((cluster, n) => scanCrown(cluster, jaw, n)),
    jaw,
  );
  return plan.crowns.flatMap(({ votes, areaMm2, parts }, n): ScanTooth[] => {
    const voted = ARCH_ORDER[jaw][strongest(votes)];
    const place = plan.places[n];
    if (place === UNNUMBERED) {
      if (areaMm2 < LEAST_EXTRA_SHARE * USUAL_AREA_MM2) return [];
      const warnings = [{ code: 'tooth.unnumbered', message: `No number is left for a tooth near ${voted}.` }];
      return [{ fdi: voted, isExtra: true, clusters: parts, confidence: 0, runnerUpFdi: null, warnings }];
    }
    const fdi = ARCH_ORDER[jaw][place];
    const rival = plan.rivals[n];
    const margin = plan.margins[n];
    const warnings: Finding[] = [];
    if (voted !== fdi) {
      const isTaken = plan.places.some((other, m) => m !== n && ARCH_ORDER[jaw][other] === voted);
      warnings.push(
        isTaken
          ? {
              code: 'tooth.duplicate-resolved',
              message: `Two teeth looked like ${voted}; by its place this one is ${fdi}.`,
            }
          : {
              code: 'tooth.vote-overruled',
              message: `The network called this tooth ${voted}; its neighbours make it ${fdi}.`,
            },
      );
    }
    const runnerUpFdi = rival === UNNUMBERED ? null : ARCH_ORDER[jaw][rival];
    if (margin < UNCERTAIN_MARGIN) {
      const other = runnerUpFdi === null ? '' : `; it could be ${runnerUpFdi}`;
      warnings.push({
        code: 'tooth.number-uncertain',
        message: `The number ${fdi} is uncertain${other}. Please review.`,
      });
    }
    const sure = parts.reduce((sum, part) => sum + clusters[part].areaMm2 * clusters[part].confidence, 0) / areaMm2;
    const confidence = Math.min(1, Math.max(0, sure / (1 + Math.exp(-margin))));
    return [{ fdi, isExtra: false, clusters: parts, confidence, runnerUpFdi, warnings }];
  });
}

/** By how much the arch stands turned about z, as the numbers of its teeth tell; 0 where they are too few to tell. */
export function archTurnRad(clusters: readonly ToothCluster[]): number {
  if (clusters.length < LEAST_FOR_TURN) return 0;
  return fitArch(clusters.map((cluster, n) => scanCrown(cluster, 'upper', n))).angleRad;
}

const LEAST_FOR_TURN = 5;

/** As it lies on the axial plane of the patient. */
function scanCrown({ votes, centre, spreadMm2, areaMm2 }: ToothCluster, jaw: Jaw, part: number): ScanCrown {
  const ordered = inArchOrder(votes, jaw);
  const [xx, xy, yy] = spreadMm2;
  return {
    jaw,
    point: patientPlace(centre, jaw),
    votes: ordered,
    weight: Math.max(0.01, ...ordered),
    spreadMm2: [xx, jaw === 'upper' ? -xy : xy, yy],
    areaMm2,
    parts: [part],
  };
}

/** The net counts places from −x to +x: from the patient's right in an upper jaw, from the left in a lower one. */
export function inArchOrder(votes: Float64Array, jaw: Jaw): Float64Array {
  return jaw === 'upper' ? votes : votes.toReversed();
}

function patientPlace([x, y]: ToothCluster['centre'], jaw: Jaw): readonly [number, number] {
  return [jaw === 'upper' ? x : -x, -y];
}

function strongest(votes: ArrayLike<number>): number {
  let best = 0;
  for (let place = 1; place < votes.length; place++) if (votes[place] > votes[best]) best = place;
  return best;
}
