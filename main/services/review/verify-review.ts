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
  const { root, logged, damage } = await surveyAndFold(caseDir, caseFile, begun);
  const labels = await readCaseLabels(caseDir);
  const { review, misfit } = applyAll(begun, logged, labels);
  const found = { caseFile, root, review, labels, setAside: await setAsideBefore(caseDir) };
  return misfit === null
    ? { ...found, logged, damage }
    : { ...found, logged: logged.slice(0, misfit - 1), damage: { seq: misfit, reason: 'labels' } };
}

interface Applied {
  readonly review: CaseReview;
  /** Number of the first entry that does not fit; the review is as the one before left it. */
  readonly misfit: number | null;
}

/** Changes the labels as the log tells. */
function applyAll(begun: CaseReview, logged: readonly LoggedEntry[], labels: LabelMap): Applied {
  let review = begun;
  for (const { entry } of logged) {
    const next = advance(review, entry);
    try {
      if (next.patch !== null) applyPatchInto(labels.data, patchFromText(next.patch.patch), next.patch.direction);
    } catch (cause) {
      if (!(cause instanceof PatchError)) throw cause;
      return { review, misfit: entry.seq };
    }
    review = next.review;
  }
  return { review, misfit: null };
}
