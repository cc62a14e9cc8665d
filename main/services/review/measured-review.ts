/** Measures a case as its review left it; what is asked again after a small change is answered in milliseconds. */
import type { CaseFile } from '#contract/case';
import { asQuadrantError } from '#contract/errors';
import { reviewedCase } from '#contract/reviewed-case';
import type { Warning } from '#contract/scan';
import { DentitionMeter } from '#core/metrics/dentition-meter';
import { sameGrid } from '#core/geometry';
import { pictureOf } from '#core/panoramic/picture-frame';
import { counts } from '#core/review/review';
import type { LabelMap, Volume } from '#core/volume';
import { readScan } from '../../io/read-scan.ts';
import { measureReviewedOutlines } from '../../pipeline/reviewed-outlines.ts';
import { measureReviewedTeeth } from '../../pipeline/reviewed-teeth.ts';
import type { FollowedCase } from './reviewed-cases.ts';

/** What is kept from one change of a case to the next. */
interface Kept {
  /** Those of the followed case, changed in place. */
  readonly labels: LabelMap;
  /** Null when the scan cannot be had. */
  readonly volume: Volume | null;
  readonly meter: DentitionMeter | null;
  readonly warnings: readonly Warning[];
}

export interface ScanAccess {
  /** The scan of that fingerprint where it is in memory; default: none is. */
  readonly volumeAtHand?: (fingerprint: string) => Volume | null;
  /** Whether it is read from where it lay when it is not in memory; default true. */
  readonly readsScan?: boolean;
}

export class MeasuredReview {
  private readonly volumeAtHand: (fingerprint: string) => Volume | null;
  private readonly readsScan: boolean;
  private kept: Kept | null = null;

  constructor({ volumeAtHand = () => null, readsScan = true }: ScanAccess = {}) {
    this.volumeAtHand = volumeAtHand;
    this.readsScan = readsScan;
  }

  /**
   * All teeth that are left, with label, type and status. Without the scan, what its greys told stays, and a warning says
   * so. `follow` gives the case as it is when it is called: reading a scan takes seconds, and labels change in place.
   */
  async caseOf(follow: () => Promise<FollowedCase>): Promise<CaseFile> {
    for (;;) {
      const followed = await follow();
      const { original, labels, review } = followed;
      if (isAsFound(followed)) return reviewedCase(original, review.now);
      if (this.kept?.labels === labels) return measured(followed, this.kept);
      this.kept = await this.begin(original, labels);
    }
  }

  /** Measures once ahead of the first change, where the scan is in memory: that takes most of a second. */
  async prepare(followed: FollowedCase): Promise<void> {
    const { original, labels } = followed;
    if (original.modality !== 'cbct' || this.kept?.labels === labels) return;
    if (this.volumeAtHand(original.source.fingerprint) === null) return;
    this.kept = await this.begin(original, labels);
    measured(followed, this.kept);
  }

  /** What was kept may be of a scan that is being closed. */
  forget(): void {
    this.kept = null;
  }

  private async begin({ source, modality }: CaseFile, labels: LabelMap): Promise<Kept> {
    const { volume, warnings } = await this.find(source);
    if (modality !== 'cbct') return { labels, volume, meter: null, warnings };
    // Any greys will do for the shapes; those that are there cost no memory.
    const shapes = { geometry: labels.geometry, data: labels.data };
    return { labels, volume, meter: new DentitionMeter(volume ?? shapes, labels), warnings };
  }

  private async find({
    fingerprint,
    path,
    seriesUid,
    geometry,
  }: CaseFile['source']): Promise<Pick<Kept, 'volume' | 'warnings'>> {
    const atHand = this.volumeAtHand(fingerprint);
    if (atHand !== null || !this.readsScan) return { volume: atHand, warnings: [] };
    try {
      const scan = await readScan(path, { seriesUid });
      if (scan.fingerprint === fingerprint && sameGrid(scan.volume.geometry, geometry)) {
        return { volume: scan.volume, warnings: [] };
      }
    } catch (thrown) {
      if (asQuadrantError(thrown).code === 'internal') throw thrown;
    }
    return { volume: null, warnings: [NO_GREYS] };
  }
}

/** Nobody changed what is measured; who accepts a tooth changes nothing of it. */
function isAsFound({ review }: FollowedCase): boolean {
  return [...review.now.teeth.values()].every(
    (tooth) => !tooth.renumbered && !tooth.reshaped && !tooth.made && counts(tooth),
  );
}

function measured({ original, labels, boxes, review }: FollowedCase, { volume, meter, warnings }: Kept): CaseFile {
  const { teeth } = review.now;
  if (original.modality === 'opg') {
    const picture = volume === null ? null : pictureOf(volume);
    const outlined = measureReviewedOutlines({ original, teeth, boxes, labels, picture });
    return reviewedCase({ ...outlined, warnings: [...outlined.warnings, ...warnings] }, review.now);
  }
  if (meter === null || original.modality === 'ios') return reviewedCase(original, review.now);
  const found = measureReviewedTeeth({ original, teeth, boxes, meter, knowsGreys: volume !== null });
  return reviewedCase({ ...found, warnings: [...found.warnings, ...warnings] }, review.now);
}

const NO_GREYS: Warning = {
  code: 'case.scan-missing',
  message:
    'The scan of this case is not where it was: grey values are those measured before, and what was not reshaped keeps its measurements.',
};
