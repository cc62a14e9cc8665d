/** What the list of cases tells of one, from its case.json and its log of changes. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { annotationsSchema, NO_ANNOTATIONS, type Annotations } from '#contract/annotations';
import { labelOf } from '#contract/case';
import type { CaseFacts, CaseState } from '#contract/case-list';
import { QuadrantError } from '#contract/errors';
import { begunReview, patchFromText, type CaseReview } from '#contract/review';
import { advance, counts, type PatchToApply } from '#core/review/review';
import type { Geometry } from '#core/volume';
import { readCase } from '../../io/case-folder.ts';
import { REVIEW_FOLDER, type LoggedEntry } from '../../io/review-log.ts';
import { readKeptText } from '../../io/vault/kept-file.ts';
import { surveyAndFold } from '../review/reviews.ts';

/** Facts with what else is looked up by them; never sent to the window. */
export interface IndexedCase {
  readonly facts: CaseFacts;
  readonly fingerprint: string;
  /** `seriesText` of its scan. */
  readonly series: string;
}

/** Equal for the same series on the same grid, whatever its voxels are. */
export function seriesText(seriesUid: string, { dims, spacingMm, originMm, direction }: Geometry): string {
  return JSON.stringify([seriesUid, dims, spacingMm, originMm, direction]);
}

/** The series of such a text. */
export function seriesUidOf(text: string): string {
  return z.tuple([z.string()]).rest(z.unknown()).parse(JSON.parse(text))[0];
}

/**
 * Changes with the log, and only then: the facts of the same stamp need not be told again. Case.json never changes, and
 * entries are only ever added, unless damaged ones are moved aside.
 */
export async function stampOf(caseDir: string): Promise<string> {
  const names = await readdir(join(caseDir, REVIEW_FOLDER)).catch((): string[] => []);
  const entries = names.filter((name) => /^\d{6}\.json$/.test(name)).sort();
  const aside = names.filter((name) => name.startsWith('damaged-'));
  return `${entries.at(-1) ?? ''} ${entries.length} ${aside.length}`;
}

/** Reads the whole log and checks it. @throws QuadrantError case.* */
export async function factsOf(caseDir: string, caseId: string): Promise<IndexedCase> {
  const { caseFile } = await readCase(caseDir);
  const drawn = await drawnBefore(caseDir);
  const begun = begunReview(caseFile, drawn);
  const { logged, review, damage } = await surveyAndFold(caseDir, caseFile, begun).catch((thrown: unknown) => {
    // It stays in the list, and the case of its scan: opening it tells that a newer version is needed.
    if (!(thrown instanceof QuadrantError) || thrown.code !== 'review.newer') throw thrown;
    return { logged: [], review: begun, damage: thrown };
  });
  const { source, modality, createdAt } = caseFile;
  const voxels = new Map(
    caseFile.modality === 'opg'
      ? []
      : caseFile.instances.map((tooth) => [labelOf(tooth), 'voxelCount' in tooth ? tooth.voxelCount : tooth.faceCount]),
  );
  if (caseFile.modality !== 'opg') countVoxels(voxels, begun, logged);
  const last = logged.at(-1)?.entry;
  const stamp = await stampOf(caseDir);
  return {
    fingerprint: source.fingerprint,
    series: seriesText(source.seriesUid, source.geometry),
    facts: {
      caseId,
      modality,
      createdAt,
      patientName: source.patientName,
      patientId: source.patientId,
      studyDate: source.studyDate,
      teeth: [...review.now.teeth.values()].filter((tooth) => counts(tooth) && voxels.get(tooth.label) !== 0).length,
      state: stateOf(review, logged),
      changedBy: last?.by ?? null,
      changedAt: last?.at ?? null,
      damaged: damage !== null || !stamp.endsWith(' 0'),
    },
  };
}

function stateOf({ signed, seq }: CaseReview, logged: readonly LoggedEntry[]): CaseState {
  if (signed !== null) return 'signed';
  if (logged.some(({ entry }) => entry.action.kind === 'reopen')) return 'reopened';
  return seq === 0 ? 'proposed' : 'in-review';
}

/** Follows what each change of shapes takes from a label and gives to another; writes into `voxels`. */
function countVoxels(voxels: Map<number, number>, begun: CaseReview, logged: readonly LoggedEntry[]): void {
  let review = begun;
  for (const { entry } of logged) {
    const next = advance(review, entry);
    if (next.patch !== null) countPatch(voxels, next.patch);
    review = next.review;
  }
}

function countPatch(voxels: Map<number, number>, { patch, direction }: PatchToApply): void {
  const sign = direction === 'forth' ? 1 : -1;
  for (const { from, to, length } of patchFromText(patch).runs) {
    voxels.set(from, (voxels.get(from) ?? 0) - sign * length);
    voxels.set(to, (voxels.get(to) ?? 0) + sign * length);
  }
}

/** A list must not fail for a drawing. */
async function drawnBefore(caseDir: string): Promise<Annotations> {
  try {
    return annotationsSchema.parse(JSON.parse(await readKeptText(join(caseDir, 'annotations.json'))));
  } catch {
    return NO_ANNOTATIONS;
  }
}
