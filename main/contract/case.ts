import { z } from 'zod';
import { PRECISIONS } from './model-card.ts';
import { geometrySchema, warningSchema } from './scan.ts';

const vec3Schema = z.tuple([z.number(), z.number(), z.number()]).readonly();

export const CASE_SCHEMA_VERSION = 1;

/** One tooth. World is LPS mm. Lengths in mm, volume in mm³, angles in degrees. */
export const toothInstanceSchema = z.object({
  fdi: z.number().int(),
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

/** case.json: the result of one scan. Written last, so a folder without it is not a case. */
export const caseFileSchema = z.object({
  schemaVersion: z.literal(CASE_SCHEMA_VERSION),
  id: z.string(),
  createdAt: z.string(), // ISO 8601
  quadrantVersion: z.string(),
  modality: z.literal('cbct'),
  source: z.object({
    kind: z.enum(['dicom', 'dicom-multiframe', 'nifti']),
    seriesUid: z.string(),
    path: z.string(), // where the scan lay when it was read
    fingerprint: z.string(), // sha256 of the decoded voxels and geometry
    patientName: z.string(),
    patientId: z.string(),
    studyDate: z.string(),
    geometry: geometrySchema,
  }),
  models: z.array(modelUseSchema),
  provider: z.string(), // the execution provider that really ran
  labelmap: z.literal('labelmap.nii.gz'),
  instances: z.array(toothInstanceSchema),
  missing: z.array(z.number().int()), // permanent FDI codes without an instance
  occlusalPlane: z.object({ pointMm: vec3Schema, normal: vec3Schema }).nullable(), // normal points up (cranial)
  warnings: z.array(warningSchema),
  reviewLog: z.array(z.unknown()),
});
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
