import { TOOTH_ORIGINS, TOOTH_STATUSES, TOOTH_TYPES } from '#core/review/action';
import { HINT_CODES } from '#core/metrics/tooth-hints';
import { z } from 'zod';
import { PRECISIONS } from './model-card.ts';
import {
  geometrySchema,
  jawSchema,
  radiographFactsSchema,
  scanKindSchema,
  surfaceFactsSchema,
  warningSchema,
} from './scan.ts';

const vec2Schema = z.tuple([z.number(), z.number()]).readonly();
const vec3Schema = z.tuple([z.number(), z.number(), z.number()]).readonly();

export const CASE_SCHEMA_VERSION = 1;
/** Values of a radiograph's label map from here on are supernumerary teeth. */
export const FIRST_SUPERNUMERARY = 201;

/** The nearest tooth of the arch on one side; a distance of 0 is contact. */
const neighbourSchema = z.object({ fdi: z.number().int(), distanceMm: z.number() }).nullable();

/** Later additions to what is measured on a tooth: cases of Quadrant 0.1 have none of them. */
const toothDetailsSchema = z
  .object({
    crownLengthMm: z.number().nullable(), // along the axis to the neck; null where no neck was found
    rootLengthMm: z.number().nullable(), // and from there on
    neighbours: z.object({ mesial: neighbourSchema, distal: neighbourSchema }),
    brightShare: z.number(), // of the voxels, denser than this patient's enamel
    occlusalDepthMm: z.number().nullable(), // the crown's tip behind the bite of the teeth around it
    rootTipToBorderMm: z.number(),
    hints: z.array(z.object({ code: z.enum(HINT_CODES), message: z.string() })).readonly(), // never a diagnosis
  })
  .partial();

/**
 * Only teeth that a person reviewed and imported ones have these; the nets' own ones have the label of their number, and
 * no type other than implant and pontic.
 */
const reviewedFieldsShape = {
  label: z.number().int().min(1).max(255).optional(), // the value in the label map; it stays when the number changes
  type: z.enum(TOOTH_TYPES).optional(), // absent: tooth
  status: z.enum(TOOTH_STATUSES).optional(), // absent: proposed
  origin: z.enum(TOOTH_ORIGINS).optional(), // absent: nets
};

/** Not an implant and not a pontic: those take a tooth's place, but nets learn teeth and truths hold teeth. */
export function isGrown({ type }: { readonly type?: z.infer<typeof reviewedFieldsShape.type> }): boolean {
  return type !== 'implant' && type !== 'pontic';
}

/** The value of a tooth in the label map. */
export function labelOf({ fdi, label }: { readonly fdi: number; readonly label?: number | undefined }): number {
  return label ?? fdi;
}

/** One tooth. World is LPS mm. Lengths in mm, volume in mm³, angles in degrees. */
export const toothInstanceSchema = z.object({
  fdi: z.number().int(),
  ...reviewedFieldsShape,
  confidence: z.number().min(0).max(1),
  runnerUpFdi: z.number().int().nullable(),
  voxelCount: z.number().int(),
  volumeMm3: z.number(),
  centroidMm: vec3Schema,
  boundsMm: z.object({ min: vec3Schema, max: vec3Schema }), // axis-aligned in world
  boundsIjk: z.object({ min: vec3Schema, max: vec3Schema }), // inclusive, on the source grid
  axis: vec3Schema, // unit long axis, root to crown
  lengthMm: z.number(), // extent along the long axis
  mesiodistalMm: z.number(),
  buccolingualMm: z.number(),
  tiltDeg: z.number().nullable(), // long axis against the normal of the occlusal plane; null when no plane could be fitted
  meanGrey: z.number(),
  touchesBorder: z.boolean(),
  warnings: z.array(warningSchema),
  ...toothDetailsSchema.shape,
});
export type ToothInstance = z.infer<typeof toothInstanceSchema>;

/** A net that ran. Cases of Quadrant 0.1 name neither precision nor provider: they ran in fp32. */
export const modelUseSchema = z.object({
  id: z.string(),
  version: z.string(),
  sha256: z.string(), // of the graph that ran
  precision: z.enum(PRECISIONS).optional(),
  provider: z.string().optional(),
  looksTwice: z.boolean().optional(), // each patch was looked at mirrored too (--tta)
});
export type ModelUse = z.infer<typeof modelUseSchema>;

const sourceSchema = z.object({
  kind: scanKindSchema,
  seriesUid: z.string(),
  path: z.string(), // where the scan lay when it was read
  fingerprint: z.string(), // sha256 of the decoded voxels and geometry
  patientName: z.string(),
  patientId: z.string(),
  studyDate: z.string(),
  geometry: geometrySchema,
});

/** Whose teeth a case holds when our nets found none of them: what a DICOM Segmentation says about its making. */
export const importedSchema = z.object({
  sopInstanceUid: z.string(),
  program: z.string(), // manufacturer, model and versions
  algorithms: z.array(z.string()), // their names, each with its type: "TotalSegmentator (AUTOMATIC)"
  creator: z.string(), // the person it names, or ''
  date: z.string(), // YYYY-MM-DD or ''
});
export type Imported = z.infer<typeof importedSchema>;

/** `provider` of an imported case. */
export const IMPORT_PROVIDER = 'import';

const caseFieldsSchema = z.object({
  schemaVersion: z.literal(CASE_SCHEMA_VERSION),
  id: z.string(),
  createdAt: z.string(), // ISO 8601
  quadrantVersion: z.string(),
  models: z.array(modelUseSchema),
  provider: z.string(), // the execution provider that really ran, or IMPORT_PROVIDER
  missing: z.array(z.number().int()), // permanent FDI codes without an instance
  warnings: z.array(warningSchema),
});

export const cbctCaseSchema = caseFieldsSchema.extend({
  modality: z.literal('cbct'),
  source: sourceSchema,
  labelmap: z.literal('labelmap.nii.gz'), // on the source grid, value = label: FDI but for imported further teeth of a number
  instances: z.array(toothInstanceSchema),
  imported: importedSchema.optional(), // then `models` is empty; a tooth that nobody gave a confidence has 1
  occlusalPlane: z.object({ pointMm: vec3Schema, normal: vec3Schema }).nullable(), // normal points up (cranial)
});
export type CbctCase = z.infer<typeof cbctCaseSchema>;

/**
 * An outlined tooth of a radiograph, in pixels of the source picture: x to the right, y down, whole numbers are pixel
 * centres. Millimetres are those of the detector, so enlarged by the panoramic projection; null without a known scale.
 */
const outlineSchema = z.object({
  confidence: z.number().min(0).max(1),
  /** Centres of the pixels on the border, one closed ring for each part: filled with the border they give the mask. */
  polygons: z.array(z.array(vec2Schema).min(1)).min(1),
  boundsPx: z.object({ min: vec2Schema, max: vec2Schema }), // inclusive
  centroidPx: vec2Schema,
  areaPx: z.number(),
  axis: vec2Schema, // unit long axis, root to crown
  lengthPx: z.number(), // extent along the long axis
  widthPx: z.number(), // extent across it
  lengthMm: z.number().nullable(),
  widthMm: z.number().nullable(),
  meanGrey: z.number(),
  touchesBorder: z.boolean(),
  warnings: z.array(warningSchema),
});

export const outlinedToothSchema = outlineSchema.extend({
  fdi: z.number().int(),
  ...reviewedFieldsShape,
  runnerUpFdi: z.number().int().nullable(),
});
export type OutlinedTooth = z.infer<typeof outlinedToothSchema>;

/** A tooth for which no number was left. */
export const supernumeraryToothSchema = outlineSchema.extend({
  label: z.number().int().min(FIRST_SUPERNUMERARY).max(255), // its value in the label map
  nearFdi: z.number().int(), // the number that suits it best, held by another tooth
});
export type SupernumeraryTooth = z.infer<typeof supernumeraryToothSchema>;

export const opgCaseSchema = caseFieldsSchema.extend({
  modality: z.literal('opg'),
  source: sourceSchema.extend({ radiograph: radiographFactsSchema }),
  labelmap: z.literal('labelmap.png'), // 8-bit grey at source size; where masks overlap the surer tooth wins
  instances: z.array(outlinedToothSchema),
  supernumerary: z.array(supernumeraryToothSchema),
});
export type OpgCase = z.infer<typeof opgCaseSchema>;

/** 4×4, row by row, for column vectors. */
const matrixSchema = z.array(z.number()).length(16).readonly();

/**
 * One tooth of an intraoral scan. World is the file's own space in mm (a coordinate of the file times
 * `source.surface.mmPerUnit`). Only what was scanned is measured: a crown, down to the gums.
 */
export const scannedToothSchema = z.object({
  fdi: z.number().int(),
  ...reviewedFieldsShape,
  confidence: z.number().min(0).max(1),
  runnerUpFdi: z.number().int().nullable(),
  faceCount: z.number().int(),
  areaMm2: z.number(),
  centroidMm: vec3Schema, // of the surface, by area
  boundsMm: z.object({ min: vec3Schema, max: vec3Schema }), // axis-aligned in world
  axis: vec3Schema, // unit, from the gums to the biting edge
  mesiodistalMm: z.number(),
  buccolingualMm: z.number(),
  crownHeightMm: z.number().nullable(), // along the axis, from the margin of the gums to the tip; null without a margin
  touchesBorder: z.boolean(), // of the scan, or of a hole in it
  warnings: z.array(warningSchema),
});
export type ScannedTooth = z.infer<typeof scannedToothSchema>;

/** How an upper jaw was told from a lower one, the surest first; 'assumed': not at all, and a warning says so. */
export const JAW_EVIDENCE = ['person', 'palate', 'tooth-sizes', 'assumed'] as const;

export const iosCaseSchema = caseFieldsSchema.extend({
  modality: z.literal('ios'),
  source: sourceSchema.extend({ surface: surfaceFactsSchema }),
  /** The surface itself with a label for each face, in the order of the file: it shows the case without the scan. */
  labelmap: z.literal('labels.ply'),
  jaw: z.object({ is: jawSchema, evidence: z.enum(JAW_EVIDENCE) }),
  /** arch mm = matrix · world: crowns towards +z, front teeth towards +y, the net's numbers run from −x to +x. */
  alignment: matrixSchema,
  instances: z.array(scannedToothSchema), // `missing` names teeth of this jaw only
});
export type IosCase = z.infer<typeof iosCaseSchema>;

/** case.json: the result of one scan. Written last, so a folder without it is not a case. */
export const caseFileSchema = z.discriminatedUnion('modality', [cbctCaseSchema, opgCaseSchema, iosCaseSchema]);
export type CaseFile = z.infer<typeof caseFileSchema>;

/** run.json: how long each stage took. */
export const runFileSchema = z.object({
  stages: z.array(z.object({ name: z.string(), seconds: z.number() })),
  totalSeconds: z.number(),
  peakMemoryBytes: z.number(),
  provider: z.string(),
  warnings: z.array(warningSchema),
});
export type RunFile = z.infer<typeof runFileSchema>;
