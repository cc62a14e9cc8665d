import type { Warning } from '#contract/scan';
import type { ScanSurface } from '#core/surface/scan-surface';

/** What a reader took from a file, and what it noticed and went on with. */
export interface ReadSurface extends ScanSurface {
  readonly warnings: readonly Warning[];
}

/** Names of whole numbers for each face that say which tooth it is of, as data sets of intraoral scans call them. */
export function isLabelName(name: string): boolean {
  return /^(labels?|fdi|predictedid|universal_id)$/i.test(name);
}
