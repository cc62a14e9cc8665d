/** The whole of a case checked: its record of changes, and that every change of shapes fits the labels. Changes nothing. */
import type { CaseFile } from '#contract/case';
import { begunReview, patchFromText, type CaseReview } from '#contract/review';
import { applyPatchInto, PatchError } from '#core/review/label-patch';
import { advance } from '#core/review/review';
import type { LabelMap } from '#core/volume';
import { readAnnotations, readCase, readCaseLabels } from '../../io/case-folder.ts';
import type { LoggedEntry } from '../../io/review-log.ts';
import { setAsideBefore, type SetAside } from '../../io/review-repair.ts';
import { surveyAndFold } from './reviews.ts';

export interface VerifiedReview {
  readonly caseFile: CaseFile;
  /** sha256 of what the nets left. */
  readonly root: string;
  /** The entries that hold. */
  readonly logged: readonly LoggedEntry[];
  readonly review: CaseReview;
  /** As the last of them left it. */
  readonly labels: LabelMap;
  /** Where the record stops holding and why; `labels`: a change of shapes was made for other labels. */
  readonly damage: { readonly seq: number; readonly reason: string } | null;
  readonly setAside: readonly SetAside[];
}

/** @throws QuadrantError case.*, review.newer */
export async function verifyReview(caseDir: string): Promise<VerifiedReview> {
  const { caseFile } = await readCase(caseDir);
  const begun = begunReview(caseFile, await readAnnotations(caseDir));
  const { root, logged, review, damage } = await surveyAndFold(caseDir, caseFile, begun);
  const labels = await readCaseLabels(caseDir);
  const misfit = applyAll(begun, logged, labels);
  const found = { caseFile, root, labels, setAside: await setAsideBefore(caseDir) };
  if (misfit === null) return { ...found, logged, review, damage };
  const holding = logged.slice(0, misfit - 1);
  const reviewed = holding.reduce((before, { entry }) => advance(before, entry).review, begun);
  return { ...found, logged: holding, review: reviewed, damage: { seq: misfit, reason: 'labels' } };
}

/** Changes the labels as the log tells; the number of the first entry that does not fit, or null. */
function applyAll(begun: CaseReview, logged: readonly LoggedEntry[], labels: LabelMap): number | null {
  let review = begun;
  for (const { entry } of logged) {
    const next = advance(review, entry);
    try {
      if (next.patch !== null) applyPatchInto(labels.data, patchFromText(next.patch.patch), next.patch.direction);
    } catch (cause) {
      if (!(cause instanceof PatchError)) throw cause;
      return entry.seq;
    }
    review = next.review;
  }
  return null;
}
