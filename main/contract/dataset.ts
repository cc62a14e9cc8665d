/** A data set on disk: what its manifest says, and what a run remembers of each scan until the set is whole. */
import { z } from 'zod';
import { FILTERS } from '#core/dataset/filters';
import { retainOptionSchema } from './deidentify.ts';

/** Groups of STS-Tooth; volumes are one. */
export const DATASET_GROUPS = ['C-PXI', 'A-PXI', 'STS-3D-Tooth'] as const;
const groupSchema = z.enum(DATASET_GROUPS);
export type DatasetGroup = z.infer<typeof groupSchema>;

export const DATASET_SIZES = ['original', 'sts'] as const;
export type DatasetSize = (typeof DATASET_SIZES)[number];

const filterSchema = z.enum(FILTERS);
const whole = z.number().int().min(0);
const vec3Schema = z.tuple([z.number(), z.number(), z.number()]);
const qualitySchema = z.object({ contrast: z.number(), sharpness: z.number(), artefacts: z.number() }); // 0 … 20, 20 is best

const scanSchema = z.object({
  name: z.string(), // of its files, pseudonyms of patient and series
  patient: z.string(),
  group: groupSchema,
  labelled: z.boolean(),
  dims: vec3Schema, // as exported by the clinic
  spacingMm: vec3Schema,
  quality: qualitySchema,
  teeth: z.array(whole), // label values of the mask, ascending
  /** From the first to the last entry of the review; null of what was not reviewed in Quadrant. */
  reviewSeconds: z.number().nullable(),
  /** What the de-identification profile left of the first file's header, by keyword. */
  header: z.record(z.string(), z.string()),
  warnings: z.array(z.string()),
});

export const scanFactsSchema = z.discriminatedUnion('kind', [
  scanSchema.extend({
    kind: z.literal('scan'),
    contentHash: z.string(),
    /** Why it tells a person; then nothing is staged. */
    identity: z.string().nullable(),
    thumbnail: z.base64(),
    /** Below the data set's folder; each is staged under the scan's name until all scans are known. */
    places: z.array(z.string()),
  }),
  z.object({ kind: z.literal('left'), group: groupSchema, filter: filterSchema, reason: z.string() }),
  z.object({ kind: z.literal('ignored'), reason: z.string() }),
]);
export type ScanFacts = z.infer<typeof scanFactsSchema>;

export const datasetManifestSchema = z.object({
  schemaVersion: z.literal(1),
  quadrantVersion: z.string(),
  size: z.enum(DATASET_SIZES),
  profile: z.string(),
  retain: z.array(retainOptionSchema),
  /** As Table 1 of STS-Tooth: scans. */
  counts: z.array(
    z.object({ group: groupSchema, original: whole, filtered: z.record(filterSchema, whole), final: whole }),
  ),
  scans: z.array(
    scanSchema.extend({
      files: z.array(z.object({ path: z.string(), bytes: whole, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
    }),
  ),
  /** Numbers of the clinic's files in the order of their names; names are in the key only. */
  left: z.array(z.object({ files: z.array(whole), group: groupSchema, filter: filterSchema, reason: z.string() })),
  ignored: z.array(z.object({ files: z.array(whole), reason: z.string() })),
});
export type DatasetManifest = z.infer<typeof datasetManifestSchema>;
