/** What stands in for a tooth, told from greys: almost all of an implant or a pontic is denser than enamel. */
import { usualRange } from '../teeth/tooth-sizes.ts';

export type Replacement = 'implant' | 'pontic';

/** Implants with their crowns and pontics had shares of 0.68–0.99 on synthetic scans, a crowned tooth 0.64 at most. */
const REPLACEMENT_SHARE = 0.66;
/** A pontic ends above the gums: it is shorter than this share of the usual tooth. */
const PONTIC_LENGTH_SHARE = 0.7;

export interface ReplacementFacts {
  readonly fdi: number;
  /** Share of the voxels denser than this patient's enamel, 0…1. */
  readonly brightShare: number;
  readonly lengthMm: number;
  readonly touchesBorder: boolean;
}

/** Implant, pontic, or null for what may be a tooth. One that the scan cuts is an implant: nobody knows how far it goes. */
export function replacementOf({ fdi, brightShare, lengthMm, touchesBorder }: ReplacementFacts): Replacement | null {
  if (brightShare < REPLACEMENT_SHARE) return null;
  const isShort = lengthMm < PONTIC_LENGTH_SHARE * usualRange(fdi, 'lengthMm').mean;
  return isShort && !touchesBorder ? 'pontic' : 'implant';
}
