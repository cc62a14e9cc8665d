/** A case as its review log leaves it, in the engine: the label map with every change, followed entry by entry. */
import type { CaseFile } from '#contract/case';
import { originalTeeth, patchFromText, type CaseReview, type Head } from '#contract/review';
import { applyPatchInto } from '#core/review/label-patch';
import { advance, beginReview } from '#core/review/review';
import type { LabelMap } from '#core/volume';
import { readAnnotations, readCase, readCaseLabels } from '../io/case-folder.ts';
import { readEntries, rootHash } from '../io/review-log.ts';

export interface FollowedCase {
  readonly caseDir: string;
  /** As the nets left it. */
  readonly original: CaseFile;
  /** Changed in place as entries come. Values are labels, not numbers. */
  readonly labels: LabelMap;
  readonly review: CaseReview;
  readonly head: Head;
}

/** Keeps one case, the last one that was asked for. */
export class ReviewedCases {
  private followed: Promise<FollowedCase> | null = null;
  private caseDir: string | null = null;

  /** The case with at least the first `seq` entries of its log. @throws QuadrantError case.*, review.damaged */
  async upTo(caseDir: string, seq: number): Promise<FollowedCase> {
    const before = this.caseDir === caseDir && this.followed !== null ? this.followed : begin(caseDir);
    this.caseDir = caseDir;
    this.followed = before.then((known) => (known.head.seq >= seq && seq > 0 ? known : follow(known)));
    try {
      return await this.followed;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  forget(): void {
    this.followed = null;
    this.caseDir = null;
  }
}

async function begin(caseDir: string): Promise<FollowedCase> {
  const { caseFile: original } = await readCase(caseDir);
  const labels = await readCaseLabels(caseDir);
  const review = beginReview(originalTeeth(original), await readAnnotations(caseDir));
  return { caseDir, original, labels, review, head: { seq: 0, hash: await rootHash(caseDir, original) } };
}

async function follow(known: FollowedCase): Promise<FollowedCase> {
  const { entries, head } = await readEntries(known.caseDir, known.head);
  let { review } = known;
  for (const entry of entries) {
    const next = advance(review, entry);
    if (next.patch !== null) applyPatchInto(known.labels.data, patchFromText(next.patch.patch), next.patch.direction);
    review = next.review;
  }
  return { ...known, review, head };
}
