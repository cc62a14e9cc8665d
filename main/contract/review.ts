/**
 * A case's review log as it is kept and sent: actions of #core/review with their author, each naming the hash of the one
 * before it, so that nobody can change or drop an entry unseen. The first one names the hash of what the nets left.
 */
import { DECISIONS, IDENTIFY_TOOLS, MISSING_REASONS, RESHAPE_TOOLS, TOOTH_TYPES } from '#core/review/action';
import type { Identity, ReviewAction } from '#core/review/action';
import { isFdi } from '#core/fdi';
import { decodePatch, encodePatch, PatchError, type LabelPatch } from '#core/review/label-patch';
import { beginReview, type Review, type ReviewState } from '#core/review/review';
import { z } from 'zod';
import { annotationsSchema, type Annotations } from './annotations.ts';
import { labelOf, type CaseFile } from './case.ts';

const labelSchema = z.number().int().min(1).max(255);
const fdiSchema = z.number().int().refine(isFdi, 'no FDI number');
const identitySchema = z.object({ label: labelSchema, fdi: fdiSchema, type: z.enum(TOOTH_TYPES) });
const seqSchema = z.number().int().min(1);

export type Action = ReviewAction<Annotations>;
export type CaseReview = Review<Annotations>;
export type CaseReviewState = ReviewState<Annotations>;

/** A brush stroke takes a few kB, a smoothed molar some 100 kB. */
export const MOST_PATCH_CHARACTERS = 8 * 1024 * 1024;

export const actionSchema: z.ZodType<Action> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('identify'),
    tool: z.enum(IDENTIFY_TOOLS),
    teeth: z.array(identitySchema).min(1).max(255),
  }),
  z.object({ kind: z.literal('missing'), fdi: fdiSchema, reason: z.enum(MISSING_REASONS).nullable() }),
  z.object({ kind: z.literal('decide'), decision: z.enum(DECISIONS), labels: z.array(labelSchema).min(1).max(255) }),
  z.object({
    kind: z.literal('settle'),
    findings: z.array(z.string().min(1).max(200)).min(1).max(500),
    settled: z.boolean(),
  }),
  z.object({
    kind: z.literal('reshape'),
    tool: z.enum(RESHAPE_TOOLS),
    patch: z.base64().max(MOST_PATCH_CHARACTERS),
    touched: z.array(labelSchema).max(255),
    made: z.array(identitySchema).max(255),
  }),
  z.object({ kind: z.literal('draw'), drawn: annotationsSchema }),
  z.object({ kind: z.literal('undo'), of: seqSchema }),
  z.object({ kind: z.literal('redo'), of: seqSchema }),
  z.object({ kind: z.literal('sign') }),
  z.object({ kind: z.literal('reopen') }),
]);

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const entrySchema = z.object({
  seq: seqSchema,
  at: z.string(), // ISO 8601
  by: z.string().max(200),
  action: actionSchema,
  previous: hashSchema, // sha256 of the file of the entry before it
});
export type Entry = z.infer<typeof entrySchema>;

/** Where a log ends: the number of its last entry and the sha256 of that entry's file. The next one must follow it. */
export const headSchema = z.object({ seq: z.number().int().min(0), hash: hashSchema });
export type Head = z.infer<typeof headSchema>;

/** The teeth of a case as the nets, or whoever else, left them: imported ones, implants and pontics have a type of their own. */
export function originalTeeth(caseFile: CaseFile): readonly Identity[] {
  const teeth = caseFile.instances.map((tooth) => ({
    label: labelOf(tooth),
    fdi: tooth.fdi,
    type: tooth.type ?? 'tooth',
  }));
  if (caseFile.modality !== 'opg') return teeth;
  const extra = caseFile.supernumerary.map(({ label, nearFdi }) => ({
    label,
    fdi: nearFdi,
    type: 'supernumerary' as const,
  }));
  return [...teeth, ...extra];
}

/** A case before its log: as the nets left it, with what was drawn on it till then. */
export function begunReview(caseFile: CaseFile, drawn: Annotations): CaseReview {
  return beginReview(originalTeeth(caseFile), drawn);
}

/** Base64 as the log keeps a change of labels; in pieces, since a call takes so many arguments only. */
export function patchToText(patch: LabelPatch): string {
  const bytes = encodePatch(patch);
  let binary = '';
  for (let n = 0; n < bytes.length; n += 4096) binary += String.fromCharCode(...bytes.subarray(n, n + 4096));
  return btoa(binary);
}

/** @throws PatchError */
export function patchFromText(text: string): LabelPatch {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new PatchError('A change of labels is damaged');
  }
  return decodePatch(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
