/** What de-identification can be asked for, what it tells, and the key that leads back. */
import { z } from 'zod';

/** The options of PS3.15 Annex E that Quadrant offers, by the words of the command line. */
export const RETAIN_OPTIONS = [
  'dates', // full dates and times
  'shifted-dates', // all dates of a patient moved by the same secret number of days
  'patient', // characteristics: sex, age, size, weight …
  'device',
  'institution',
  'uids',
  'descriptors', // descriptions, down to words that are known to name nobody
  'safe-private', // private attributes that are known to be harmless
] as const;
export const retainOptionSchema = z.enum(RETAIN_OPTIONS);
export type RetainOption = z.infer<typeof retainOptionSchema>;

export const DEIDENTIFY_LAYOUTS = ['dicom', 'sts'] as const;
export type DeidentifyLayout = (typeof DEIDENTIFY_LAYOUTS)[number];

/** Secret: leads from a pseudonym to a person, and makes the same pseudonyms again. Exists only where it was asked for. */
export const deidentificationKeySchema = z.object({
  schemaVersion: z.literal(1),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the last run: exports do the same. */
  retain: z.array(retainOptionSchema),
  /** By pseudonym. */
  patients: z.record(
    z.string(),
    z.object({ patientId: z.string(), patientName: z.string(), birthDate: z.string(), shiftedDays: z.number().int() }),
  ),
  /** New → original. */
  uids: z.record(z.string(), z.string()),
  /** Number in the report of the last run → path of the original. */
  files: z.record(z.string(), z.string()),
});
export type DeidentificationKey = z.infer<typeof deidentificationKeySchema>;

/**
 * written; there: an earlier run with this key wrote it; held: may show or tell who the patient is, and no program can
 * tell; refused: cannot be read whole; dropped: not part of the result (no image file, DICOMDIR).
 */
export const FILE_OUTCOMES = ['written', 'there', 'held', 'refused', 'dropped'] as const;
export type FileOutcome = (typeof FILE_OUTCOMES)[number];

export const deidentificationReportSchema = z.object({
  schemaVersion: z.literal(1),
  quadrantVersion: z.string(),
  profile: z.string(),
  retain: z.array(retainOptionSchema),
  layout: z.enum(DEIDENTIFY_LAYOUTS),
  patients: z.number().int(),
  counts: z.record(z.enum(FILE_OUTCOMES), z.number().int()),
  /** In the order of the originals' names; names are in the key only. */
  files: z.array(
    z.object({
      file: z.number().int(),
      outcome: z.enum(FILE_OUTCOMES),
      written: z.array(z.string()), // below the output folder
      reason: z.string().nullable(),
      warnings: z.array(z.string()),
    }),
  ),
});
export type DeidentificationReport = z.infer<typeof deidentificationReportSchema>;
