import { z } from 'zod';

const vec3Schema = z.tuple([z.number(), z.number(), z.number()]).readonly();

/** Something the reader noticed and went on with; part of the result, never only of a log. */
export const warningSchema = z.object({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof warningSchema>;

export const geometrySchema = z.object({
  dims: vec3Schema,
  spacingMm: vec3Schema,
  originMm: vec3Schema,
  direction: z.array(z.number()).length(9).readonly(), // column-major, see core/volume
});

/** What kind of picture a scan is: a cone-beam volume, or a panoramic radiograph (orthopantomogram). */
export const MODALITIES = ['cbct', 'opg'] as const;
export const modalitySchema = z.enum(MODALITIES);
export type Modality = z.infer<typeof modalitySchema>;

export const SCAN_KINDS = ['dicom', 'dicom-multiframe', 'dicom-radiograph', 'nifti', 'png', 'jpeg', 'tiff'] as const;
export const scanKindSchema = z.enum(SCAN_KINDS);

/**
 * What only a radiograph has. Its geometry counts pixels: dims [width, height, 1], spacing 1, x to the right and y down
 * the picture; millimetres exist only where the file tells a scale.
 */
export const radiographFactsSchema = z.object({
  pixelSpacingMm: z.tuple([z.number(), z.number()]).readonly().nullable(), // x, y; at the detector, so magnified
  mirrored: z.boolean(), // the file says that the patient's right is on the picture's right
});
export type RadiographFacts = z.infer<typeof radiographFactsSchema>;

/** One image series found in what was opened. */
export const seriesInfoSchema = z.object({
  uid: z.string(), // SeriesInstanceUID, or a content hash for formats without one
  kind: scanKindSchema,
  description: z.string(),
  modality: z.string(),
  dims: vec3Schema,
  spacingMm: vec3Schema,
  orientation: z.string(), // e.g. "LPS": the patient direction that i, j and k grow towards
  bits: z.number(),
  transferSyntax: z.string(),
  sizeBytes: z.number(),
  usable: z.boolean(),
  problem: z.string().optional(), // why it cannot be used
  warnings: z.array(warningSchema),
});
export type SeriesInfo = z.infer<typeof seriesInfoSchema>;

/** What `quadrant info` prints and the viewer shows as the title line. */
export const scanInfoSchema = z.object({
  modality: modalitySchema, // of the chosen series
  radiograph: radiographFactsSchema.nullable(), // null for volumes
  series: z.array(seriesInfoSchema),
  chosenUid: z.string().nullable(),
  choice: z.string(), // why this series was chosen
  patientName: z.string(),
  patientId: z.string(),
  studyDate: z.string(), // YYYY-MM-DD or ''
  studyDescription: z.string(),
  ignoredFiles: z.number(), // files that are no images
});
export type ScanInfo = z.infer<typeof scanInfoSchema>;
