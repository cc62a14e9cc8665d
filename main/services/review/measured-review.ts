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
import { readCaseSurface } from '../../io/case-folder.ts';
import { readScan } from '../../io/read-scan.ts';
import { crownSurface, measureReviewedCrowns } from '../../pipeline/reviewed-crowns.ts';
import { measureReviewedOutlines } from '../../pipeline/reviewed-outlines.ts';
import { measureReviewedTeeth } from '../../pipeline/reviewed-teeth.ts';
import type { FollowedCase } from './reviewed-cases.ts';

/** What is kept from one change of a case to the next. */
interface Kept {
  /** Those of the followed case, changed in place. */
  readonly labels: LabelMap;
  /** The case as it is now, with all that was read for it once. */
  readonly measure: (followed: FollowedCase) => CaseFile;
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
      if (this.kept?.labels === labels) return reviewedCase(this.kept.measure(followed), review.now);
      this.kept = await this.begin(followed);
    }
  }

  /** Measures once ahead of the first change, where nothing has to be read for it but the case: that takes most of a second. */
  async prepare(followed: FollowedCase): Promise<void> {
    const { original, labels } = followed;
    if (original.modality === 'opg' || this.kept?.labels === labels) return;
    if (original.modality === 'cbct' && this.volumeAtHand(original.source.fingerprint) === null) return;
    this.kept = await this.begin(followed);
    this.kept.measure(followed);
  }

  /** What was kept may be of a scan that is being closed. */
  forget(): void {
    this.kept = null;
  }

  private async begin({ original, labels, caseDir }: FollowedCase): Promise<Kept> {
    switch (original.modality) {
      case 'cbct': {
        const { volume, warnings } = await this.find(original.source);
        // Any greys will do for the shapes; those that are there cost no memory.
        const shapes = { geometry: labels.geometry, data: labels.data };
        const meter = new DentitionMeter(volume ?? shapes, labels);
        const asked = { original, meter, knowsGreys: volume !== null };
        return {
          labels,
          measure: ({ boxes, review }) =>
            warned(measureReviewedTeeth({ ...asked, teeth: review.now.teeth, boxes }), warnings),
        };
      }
      case 'opg': {
        const { volume, warnings } = await this.find(original.source);
        const asked = { original, labels, picture: volume === null ? null : pictureOf(volume) };
        return {
          labels,
          measure: ({ boxes, review }) =>
            warned(measureReviewedOutlines({ ...asked, teeth: review.now.teeth, boxes }), warnings),
        };
      }
      case 'ios': {
        const surface = crownSurface(original, await readCaseSurface(caseDir, original));
        const asked = { original, surface, labels: labels.data };
        return { labels, measure: ({ review }) => measureReviewedCrowns({ ...asked, teeth: review.now.teeth }) };
      }
    }
  }

  private async find({
    fingerprint,
    path,
    seriesUid,
    geometry,
  }: CaseFile['source']): Promise<{ readonly volume: Volume | null; readonly warnings: readonly Warning[] }> {
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

function warned<Case extends CaseFile>(measured: Case, warnings: readonly Warning[]): Case {
  return { ...measured, warnings: [...measured.warnings, ...warnings] };
}

const NO_GREYS: Warning = {
  code: 'case.scan-missing',
  message:
    'The scan of this case is not where it was: grey values are those measured before, and what was not reshaped keeps its measurements.',
};
