import { z } from 'zod';
import { geometryFault } from '#core/geometry';

const vec3Schema = z.tuple([z.number(), z.number(), z.number()]).readonly();

/** Something the reader noticed and went on with; part of the result, never only of a log. */
export const warningSchema = z.object({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof warningSchema>;

export const geometrySchema = z
  .object({
    dims: vec3Schema,
    spacingMm: vec3Schema,
    originMm: vec3Schema,
    direction: z.array(z.number()).length(9).readonly(), // column-major, see core/volume
  })
  .superRefine((geometry, context) => {
    const fault = geometryFault(geometry);
    if (fault !== null) context.addIssue({ code: 'custom', path: [fault.field], message: fault.message });
  });

/** What kind of scan it is: a cone-beam volume, a panoramic radiograph (orthopantomogram), or an intraoral surface. */
export const MODALITIES = ['cbct', 'opg', 'ios'] as const;
export const modalitySchema = z.enum(MODALITIES);
export type Modality = z.infer<typeof modalitySchema>;

export const SCAN_KINDS = [
  'dicom',
  'dicom-multiframe',
  'dicom-radiograph',
  'nifti',
  'png',
  'jpeg',
  'tiff',
  'stl',
  'ply',
  'obj',
  'vtp',
] as const;
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

export const JAWS = ['upper', 'lower'] as const;
export const jawSchema = z.enum(JAWS);

/**
 * What only an intraoral scan has. Its geometry counts faces: dims [faces, 1, 1], spacing 1, so that a label map holds a
 * value for each face, in the order of the file. World is the file's own space in millimetres.
 */
export const surfaceFactsSchema = z.object({
  vertices: z.number().int(),
  faces: z.number().int(),
  hasColours: z.boolean(), // of the vertices
  mmPerUnit: z.number(), // millimetres a unit of the file, guessed from its size
  /** Unit, in the file's space, where the shape tells them. */
  crownsToward: vec3Schema.nullable(),
  frontToward: vec3Schema.nullable(),
});
export type SurfaceFacts = z.infer<typeof surfaceFactsSchema>;

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
  radiograph: radiographFactsSchema.nullable(), // null but for radiographs
  surface: surfaceFactsSchema.optional(), // only of intraoral scans
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
