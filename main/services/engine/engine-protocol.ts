/**
 * What the services ask of the engine process and what it answers. Small messages only: voxels, labels and meshes go
 * through files in the session's temporary folder, because 210 MB through process messages takes 1.7 s.
 */
import { z } from 'zod';
import {
  api,
  JOB_STAGES,
  openScanSchema,
  precisionChoiceSchema,
  providerChoiceSchema,
  surfaceDetailSchema,
} from '#contract/api';
import { doctorFindingSchema } from '#contract/diagnosis';
import { errorBodySchema } from '#contract/errors';
import { jawSchema } from '#contract/scan';
import { exportFormatSchema, exportOptionsSchema, PAPERS } from '#contract/exports';
import { vaultKeySchema } from '../../io/vault/key-ring.ts';

const providerSchema = providerChoiceSchema.exclude(['auto']);

const written = z.object({ sizeBytes: z.number() });

/** What Electron's own window, or the machine's browser, lays out for the engine. */
export const pageSchema = z.object({
  htmlFile: z.string(),
  outFile: z.string(),
  as: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('pdf'), paper: z.enum(PAPERS) }),
    z.object({ kind: z.literal('png'), widthPx: z.number().int(), heightPx: z.number().int() }),
  ]),
});
export type PageToRender = z.infer<typeof pageSchema>;

/** operation → parameters and result. */
export const engineOperations = {
  /**
   * Reads a scan, keeps it as the one scan in memory and writes its raw voxels to `voxelFile`, slices in `streamOrder`.
   * Tells on the way what can be shown.
   */
  openScan: {
    params: z.object({
      scanId: z.string(),
      path: z.string(),
      seriesUid: z.string().nullable(),
      voxelFile: z.string(),
      keep: z.boolean(), // in memory, for what is asked next; otherwise only the voxel file stays
    }),
    result: openScanSchema.extend({ fingerprint: z.string() }),
  },
  /** Segments a scan into a new case folder; reads it again when another one is in memory. Sends progress. */
  segment: {
    params: z.object({
      scanId: z.string(),
      path: z.string(),
      seriesUid: z.string().nullable(),
      provider: providerChoiceSchema,
      precision: precisionChoiceSchema,
      jaw: jawSchema.optional(),
      caseId: z.string(),
      caseDir: z.string(),
    }),
    result: z.object({ caseId: z.string() }),
  },
  /** Makes a new case folder of a DICOM Segmentation of a scan; reads the scan again when another one is in memory. */
  importSegmentation: {
    params: z.object({
      scanId: z.string(),
      path: z.string(),
      seriesUid: z.string().nullable(),
      segmentationPath: z.string(),
      caseId: z.string(),
      caseDir: z.string(),
    }),
    result: z.object({ caseId: z.string() }),
  },
  /** Outlines what a person points at on the radiograph in memory; reads it again when another one is. */
  outline: {
    params: api['radiographs.outline'].params.extend({ path: z.string(), seriesUid: z.string().nullable() }),
    result: api['radiographs.outline'].result,
  },
  /** Lays an intraoral scan onto the teeth of a case and keeps it in the case's folder. */
  laySurface: {
    params: z.object({ caseDir: z.string(), surfacePath: z.string() }),
    result: api['surfaces.register'].result,
  },
  /** Writes a case's labels as raw uint8 on the source grid, as the nets left them. */
  writeLabels: { params: z.object({ caseDir: z.string(), file: z.string() }), result: written },
  /** The case as entry `seq` of its review log left it, measured anew. */
  reviewCase: { params: z.object({ caseDir: z.string(), seq: z.number().int() }), result: api['review.case'].result },
  /** Writes one tooth's surface in the format of meshRoute; after the last tooth, keeps all coarse ones beside the case. */
  writeMesh: {
    params: z.object({
      caseDir: z.string(),
      label: z.number().int(),
      seq: z.number().int(),
      detail: surfaceDetailSchema,
      file: z.string(),
    }),
    result: written,
  },
  /** Writes a case in one of the forms of EXPORT_FORMATS; several files as a ZIP archive. May ask for a page to be laid out. */
  exportCase: {
    params: z.object({
      format: exportFormatSchema,
      options: exportOptionsSchema,
      caseDir: z.string(),
      scanPath: z.string().nullable(), // null: where it lay
      outPath: z.string(),
    }),
    result: z.object({ teeth: z.number().int() }),
  },
  /** Runs a tiny input on one provider, which may take the engine with it. */
  tryProvider: { params: z.object({ provider: providerSchema }), result: doctorFindingSchema },
  /** Compares every model file with its card and runs each net once as a job would. */
  tryModels: { params: z.object({}), result: z.array(doctorFindingSchema) },
} as const;

export type EngineOperation = keyof typeof engineOperations;
export type EngineParams<Op extends EngineOperation> = z.output<(typeof engineOperations)[Op]['params']>;
export type EngineResult<Op extends EngineOperation> = z.output<(typeof engineOperations)[Op]['result']>;

const operationNames = z.enum([
  'openScan',
  'segment',
  'importSegmentation',
  'outline',
  'laySurface',
  'writeLabels',
  'reviewCase',
  'writeMesh',
  'exportCase',
  'tryProvider',
  'tryModels',
]);

export const engineRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id: z.number().int(), op: operationNames, params: z.unknown() }),
  /** Stops call `id` at its next patch; the call then answers with job.cancelled. */
  z.object({ kind: z.literal('cancel'), id: z.number().int() }),
  /** The keys of the cases that are encrypted: never among the arguments, which every user of the machine can list. */
  z.object({ kind: z.literal('keys'), keys: z.array(vaultKeySchema) }),
  /** The page that call `id` asked for is laid out, or why it is not. */
  z.object({ kind: z.literal('rendered'), id: z.number().int(), error: errorBodySchema.nullable() }),
]);
export type EngineRequest = z.infer<typeof engineRequestSchema>;

export const engineProgressSchema = z.object({
  stage: z.enum(JOB_STAGES),
  fraction: z.number(),
  secondsLeft: z.number().nullable(),
  provider: z.string().nullable(),
});
export type EngineProgress = z.infer<typeof engineProgressSchema>;

/** What openScan tells before it is done: the scan once it can be shown, and how much of the voxel file is there. */
export const openingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scan'), scan: openScanSchema }),
  z.object({ kind: z.literal('bytes'), bytes: z.number() }),
]);
export type Opening = z.infer<typeof openingSchema>;

export const engineReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), id: z.number().int(), progress: engineProgressSchema }),
  z.object({ kind: z.literal('opening'), id: z.number().int(), opening: openingSchema }),
  /** Asks for a page to be laid out; the call goes on when it is. */
  z.object({ kind: z.literal('render'), id: z.number().int(), page: pageSchema }),
  z.object({ kind: z.literal('result'), id: z.number().int(), result: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.number().int(), error: errorBodySchema }),
]);
export type EngineReply = z.infer<typeof engineReplySchema>;
