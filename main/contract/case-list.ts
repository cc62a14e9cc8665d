/** The cases of this computer as a list: what stands in case.json and in the log of changes, and what is kept beside them. */
import { z } from 'zod';
import { modalitySchema } from './scan.ts';

/** Nobody has looked; somebody has; a person stands for the result; and then took it up again. */
export const CASE_STATES = ['proposed', 'in-review', 'signed', 'reopened'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const MOST_TAGS = 20;
export const tagSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc},]*$/u, 'commas part tags');

/** <case>/shelf.json: what may change at any time and is no part of the result. */
export const shelfSchema = z.object({
  schemaVersion: z.literal(1).default(1),
  tags: z.array(tagSchema).max(MOST_TAGS).readonly().default([]),
  archived: z.boolean().default(false),
  /** When it was put into the trash; counts only there. */
  deletedAt: z.string().nullable().default(null),
  /** The same by the steady clock of the data folder, which is what ends its time there. */
  deletedAfterMs: z.number().nullable().default(null),
});
export type Shelf = z.infer<typeof shelfSchema>;
export const EMPTY_SHELF: Shelf = shelfSchema.parse({});

/** What is told from case.json and the log: it changes with them only. */
export const caseFactsSchema = z.object({
  caseId: z.string(),
  modality: modalitySchema,
  createdAt: z.string(), // ISO 8601
  patientName: z.string(),
  patientId: z.string(),
  studyDate: z.string(),
  /** As the case stands now: without what was rejected, called no tooth, or lost its last voxel. */
  teeth: z.number().int(),
  state: z.enum(CASE_STATES),
  /** Of the last entry of the log; null before the first. */
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** A part of the log was moved aside or does not hold. */
  damaged: z.boolean(),
});
export type CaseFacts = z.infer<typeof caseFactsSchema>;

export const caseSummarySchema = caseFactsSchema.extend({
  tags: z.array(z.string()).readonly(),
  archived: z.boolean(),
  /** In the trash since then; null: it is not. */
  deletedAt: z.string().nullable(),
  /** There is a picture under caseThumbnailRoute. */
  thumbnail: z.boolean(),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;

/** What is in the trash is deleted for good after so many days. */
export const TRASH_DAYS = 30;

export const caseListSchema = z.object({
  cases: z.array(caseSummarySchema).readonly(),
  /** Names of folders that look like cases and cannot be read. */
  unreadable: z.array(z.string()).readonly(),
  place: z.object({
    /** Where the cases are kept, for a person to read. */
    path: z.string(),
    /** Chosen by a person. */
    chosen: z.boolean(),
    /** false: the disk or folder is gone. */
    there: z.boolean(),
  }),
});
export type CaseList = z.infer<typeof caseListSchema>;
