/**
 * What the renderer can ask for. Both hosts serve it over fetch: Electron on its own scheme, the browser host on
 * loopback. JSON calls are POST /api/<name> with the parameters as body and `{ok:true,result}` or `{ok:false,error}`
 * as answer; bulk bytes are GET routes below; job events are a server-sent-event stream. The renderer holds ids, never paths.
 */
import { z } from 'zod';
import { annotationsSchema, laidSurfaceSchema } from './annotations.ts';
import { caseListSchema, MOST_TAGS, tagSchema } from './case-list.ts';
import { caseFileSchema, runFileSchema } from './case.ts';
import { doctorApi } from './diagnosis.ts';
import { errorBodySchema } from './errors.ts';
import { exportFormatSchema, exportOptionsSchema } from './exports.ts';
import { lockApi } from './lock.ts';
import { PRECISIONS } from './model-card.ts';
import { pacsApi } from './pacs.ts';
import { actionSchema, entrySchema, headSchema } from './review.ts';
import { queueItemSchema } from './review-queue.ts';
import { geometrySchema, jawSchema, modalitySchema, scanInfoSchema, warningSchema } from './scan.ts';
import { settingsSchema } from './settings.ts';

/** A CBCT goes through coarse, fine and label, a radiograph through detect and outline, a surface through classify and label. */
export const JOB_STAGES = [
  'read',
  'coarse',
  'fine',
  'classify',
  'label',
  'detect',
  'outline',
  'measure',
  'save',
] as const;

export const jobEventSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    stage: z.enum(JOB_STAGES),
    fraction: z.number(), // 0…1 of the whole job
    secondsLeft: z.number().nullable(), // null until an estimate exists
    provider: z.string().nullable(),
  }),
  z.object({ state: z.literal('done'), caseId: z.string() }),
  z.object({ state: z.literal('failed'), error: errorBodySchema }),
  z.object({ state: z.literal('cancelled') }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;

/** Percentiles 0.5 and 99.5: a first window. */
const greyRangeSchema = z.tuple([z.number(), z.number()]);

/** A scan that is open in the engine: its voxels are served as bulk bytes under its id, while they are still being read. */
export const openScanSchema = z.object({
  scanId: z.string(),
  title: z.string(),
  info: scanInfoSchema,
  geometry: geometrySchema,
  voxelType: z.enum(['int16', 'uint8', 'uint16', 'float32']),
  greyRange: greyRangeSchema, // of the slices that are there
  warnings: z.array(warningSchema),
  recentId: z.string().optional(), // its entry in the list of recent scans; a demo or an upload has none
});
export type OpenScan = z.infer<typeof openScanSchema>;

/** Largest thumbnail as a data URL; one of 288 × 192 pixels takes about 10 kB. */
const MOST_THUMBNAIL_CHARACTERS = 60_000;
export const thumbnailSchema = z
  .string()
  .max(MOST_THUMBNAIL_CHARACTERS)
  .regex(/^data:image\/(webp|png);base64,[A-Za-z0-9+/]+={0,2}$/);

/** A scan that was opened before. What older versions did not keep is empty. */
export const recentScanSchema = z.object({
  recentId: z.string(),
  title: z.string(),
  openedAt: z.string(), // ISO 8601
  modality: modalitySchema.nullable().default(null),
  patientName: z.string().default(''),
  studyDate: z.string().default(''), // YYYY-MM-DD or ''
  teeth: z.number().int().nullable().default(null), // found in it when it was last open
  thumbnail: z.boolean().default(false), // there is a picture under thumbnailRoute
});
export type RecentScan = z.infer<typeof recentScanSchema>;

export const PROVIDER_CHOICES = ['auto', 'cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const;
export const providerChoiceSchema = z.enum(PROVIDER_CHOICES);
export type ProviderChoice = z.infer<typeof providerChoiceSchema>;

/** Which of a net's graphs runs; 'auto': the fastest that was seen on this machine to answer as fp32 does. */
export const PRECISION_CHOICES = ['auto', ...PRECISIONS] as const;
export const precisionChoiceSchema = z.enum(PRECISION_CHOICES);
export type PrecisionChoice = z.infer<typeof precisionChoiceSchema>;

/** Where a scan comes from: picked by the host's dialog or drop (sourceId), uploaded in the browser host, recent, or the demo. */
export const scanSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('demo'), modality: modalitySchema }),
  z.object({ kind: z.literal('source'), sourceId: z.string() }),
  z.object({ kind: z.literal('recent'), recentId: z.string() }),
  /** The scan of a stored case, where it lay when it was segmented; scan.not-found when it is there no more. */
  z.object({ kind: z.literal('case'), caseId: z.string() }),
]);
export type ScanSource = z.infer<typeof scanSourceSchema>;

const nothing = z.object({});
const pixelSchema = z.tuple([z.number(), z.number()]).readonly(); // x, y in the source picture

/** name → parameters and result of every JSON call. */
export const api = {
  'app.info': {
    params: nothing,
    result: z.object({
      version: z.string(),
      host: z.enum(['electron', 'browser']),
      platform: z.string(),
      /** Who reviews when the settings name nobody. */
      account: z.string(),
      /** false: the folder that a person chose for the cases is gone. */
      casesThere: z.boolean(),
    }),
  },
  /** What the system asked to open since this was last asked: a file or folder opened with Quadrant. */
  'app.handed-over': { params: nothing, result: z.object({ source: scanSourceSchema.nullable() }) },
  'scans.recent': { params: nothing, result: z.array(recentScanSchema) },
  /** What the viewer saw of a recent scan: a small picture, the number of its teeth. */
  'recents.describe': {
    params: z.object({
      recentId: z.string(),
      thumbnail: thumbnailSchema.optional(),
      teeth: z.number().int().min(0).optional(),
    }),
    result: nothing,
  },
  /** Takes a scan off the list; its picture is deleted, its case and the scan itself stay. */
  'recents.remove': { params: z.object({ recentId: z.string() }), result: nothing },
  /** Takes the removal back; works until the program ends. */
  'recents.restore': { params: z.object({ recentId: z.string() }), result: nothing },
  /** Answers as soon as a first picture can be shown; the engine reads on. `seriesUid` overrides the choice. */
  'scans.open': {
    params: z.object({
      source: scanSourceSchema,
      seriesUid: z.string().optional(),
      /** Stays open together with the scan opened before it, to be compared; teeth are not sought in it. */
      beside: z.boolean().default(false),
      /** The case to be shown on it, when it is a scan of that case, instead of the newest one. */
      forCase: z.string().optional(),
    }),
    result: openScanSchema,
  },
  /** Gives up the scan that was opened beside another one. */
  'scans.close-beside': { params: nothing, result: nothing },
  /**
   * The newest stored case of the same series on the same grid: most likely this scan's, while its voxels, which alone can
   * tell, are still being read.
   */
  'scans.likely-case': {
    params: z.object({ scanId: z.string() }),
    result: z.object({ caseId: z.string().nullable() }),
  },
  /** Waits until all of an open scan has been read, and fails if that fails. */
  'scans.complete': {
    params: z.object({ scanId: z.string() }),
    result: z.object({
      greyRange: greyRangeSchema,
      warnings: z.array(warningSchema),
      latestCaseId: z.string().nullable(), // a stored case with the same fingerprint: the one asked for, or the newest
    }),
  },
  /** Browser host only: opens an upload; files follow as PUT uploadFileRoute(sourceId, relativePath). */
  'uploads.begin': { params: nothing, result: z.object({ sourceId: z.string() }) },
  'jobs.segment': {
    params: z.object({
      scanId: z.string(),
      provider: providerChoiceSchema,
      precision: precisionChoiceSchema.default('auto'),
      /** Of an intraoral scan, when a person says so; otherwise it is told from the scan. */
      jaw: jawSchema.optional(),
    }),
    result: z.object({ jobId: z.string() }),
  },
  /**
   * What the promptable net outlines on the open radiograph at a person's prompt: a box, or points inside and outside.
   * In source pixels. The first call for a radiograph encodes it (about a second), the next ones take milliseconds.
   */
  'radiographs.outline': {
    params: z.object({
      scanId: z.string(),
      box: z.object({ min: pixelSchema, max: pixelSchema }).nullable(),
      points: z.array(z.object({ at: pixelSchema, inside: z.boolean() })).max(32),
    }),
    result: z.object({ polygons: z.array(z.array(pixelSchema)), areaPx: z.number(), score: z.number() }),
  },
  'jobs.cancel': { params: z.object({ jobId: z.string() }), result: nothing },
  'cases.get': {
    params: z.object({ caseId: z.string() }),
    /** `thumbnail`: there is a picture under caseThumbnailRoute. */
    result: z.object({ case: caseFileSchema, run: runFileSchema, thumbnail: z.boolean() }),
  },
  /**
   * Makes a case of teeth that another program drew on the open CBCT: a DICOM Segmentation that the host's dialog or drop
   * (or an upload) gave. Answers when the case is there.
   */
  'cases.import': {
    params: z.object({ scanId: z.string(), sourceId: z.string() }),
    result: z.object({ caseId: z.string() }),
  },
  /**
   * Lays an intraoral scan onto the teeth of a CBCT's case and keeps it beside them; the case itself stays as it is until a
   * `draw` action names what is answered. @throws surface.*, usage for another case
   */
  'surfaces.register': {
    params: z.object({ caseId: z.string(), sourceId: z.string() }),
    result: laidSurfaceSchema,
  },
  /** All stored cases, also those in the trash, and where they are kept. */
  'cases.list': { params: nothing, result: caseListSchema },
  'cases.tag': { params: z.object({ caseId: z.string(), tags: z.array(tagSchema).max(MOST_TAGS) }), result: nothing },
  'cases.archive': { params: z.object({ caseId: z.string(), archived: z.boolean() }), result: nothing },
  /** Into the trash, from where `cases.restore` takes it back. */
  'cases.delete': { params: z.object({ caseId: z.string() }), result: nothing },
  'cases.restore': { params: z.object({ caseId: z.string() }), result: nothing },
  /** Deletes a case of the trash for good. */
  'cases.erase': { params: z.object({ caseId: z.string() }), result: nothing },
  /** What the viewer saw of a case. */
  'cases.describe': { params: z.object({ caseId: z.string(), thumbnail: thumbnailSchema }), result: nothing },
  /** Takes all cases to another folder, named by a person (browser host), picked (Electron), or the usual one. */
  'cases.move': {
    params: z.object({
      to: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
        z.object({ kind: z.literal('source'), sourceId: z.string() }),
        z.object({ kind: z.literal('usual') }),
      ]),
    }),
    result: z.object({ moved: z.number().int() }),
  },
  /** The review log of a case after entry `after` (0: all of it), and where it ends. */
  'review.entries': {
    params: z.object({ caseId: z.string(), after: z.number().int().min(0) }),
    result: z.object({
      /** What was drawn on the case before its log began. */
      drawn: annotationsSchema,
      entries: z.array(entrySchema),
      head: headSchema,
      /** review.damaged: entries that were moved aside, because they are not what was written. */
      warnings: z.array(warningSchema),
    }),
  },
  /**
   * Puts an action on record; it is on disk when this answers. Fails with review.conflict when the log does not end at
   * `head` any more, with review.refused when the action makes no sense there.
   */
  'review.append': {
    params: z.object({ caseId: z.string(), head: headSchema, action: actionSchema }),
    result: z.object({ entry: entrySchema, head: headSchema }),
  },
  /**
   * The case as entry `seq` left it, measured anew: all teeth with voxels, also those that are rejected or no teeth, with
   * their label, type and status.
   */
  'review.case': {
    params: z.object({ caseId: z.string(), seq: z.number().int().min(0) }),
    result: z.object({ case: caseFileSchema }),
  },
  /**
   * Doubtful pseudo labels of models/training for the picture of this case, from <data folder>/review-queues/*.json, the
   * most doubtful first. Numbers are training's; the tooth that stands there may have another one.
   */
  'review.queue': {
    params: z.object({ caseId: z.string() }),
    result: z.object({ items: z.array(queueItemSchema) }),
  },
  /**
   * Makes a file of a case as reviewed, to be fetched from `exportRoute` and kept until the program ends: a format of
   * several files comes as one ZIP archive. `scanId`: the case's scan, where it is open.
   */
  'exports.make': {
    params: z.object({
      caseId: z.string(),
      scanId: z.string().optional(),
      format: exportFormatSchema,
      options: exportOptionsSchema,
    }),
    result: z.object({ exportId: z.string(), fileName: z.string(), sizeBytes: z.number(), teeth: z.number().int() }),
  },
  'settings.get': { params: nothing, result: settingsSchema },
  'settings.save': { params: settingsSchema, result: nothing },
  ...lockApi,
  ...pacsApi,
  ...doctorApi,
} as const;

export type ApiName = keyof typeof api;
export type ApiParams<N extends ApiName> = z.input<(typeof api)[N]['params']>;
export type ApiResult<N extends ApiName> = z.output<(typeof api)[N]['result']>;

export const apiRoute = (name: ApiName): string => `/api/${name}`;
/** Raw little-endian voxels of the open scan, `voxelType` and dims as in OpenScan; slices k in `streamOrder`. */
export const voxelsRoute = (scanId: string): string => `/bulk/scans/${scanId}/voxels`;
/** The open intraoral scan, as the bytes of core/surface/scan-surface-bytes. */
export const surfaceRoute = (scanId: string): string => `/bulk/scans/${scanId}/surface`;
/** An intraoral scan that lies on the teeth of a case, in world LPS mm, as the bytes of core/surface/scan-surface-bytes. */
export const laidSurfaceRoute = (caseId: string, id: string): string => `/bulk/cases/${caseId}/surface/${id}`;
/** Raw uint8 labels on the source grid as the nets left them; of a radiograph also its supernumerary teeth (201 …). */
export const labelsRoute = (caseId: string): string => `/bulk/cases/${caseId}/labels`;
/** A surface as fine as the label map, or of a tenth of the triangles. */
export const SURFACE_DETAILS = ['fine', 'coarse'] as const;
export const surfaceDetailSchema = z.enum(SURFACE_DETAILS);
export type SurfaceDetail = z.infer<typeof surfaceDetailSchema>;
/**
 * Surface of one tooth, by its label, as entry `seq` of the review log left it (0: as the nets did). In LPS mm, outward and
 * counter-clockwise; the bytes are those of core/surface-bytes.
 */
export const meshRoute = (caseId: string, label: number, seq: number, detail: SurfaceDetail): string =>
  `/bulk/cases/${caseId}/mesh/${label}/${seq}/${detail}`;
/**
 * The coarse surfaces of all teeth as the nets left them, kept beside the case: a key of the host's, then the bytes of
 * `joinSurfaces` in core/surface-bytes. No content (204) when there are none; each tooth's own route makes them.
 */
export const meshesRoute = (caseId: string): string => `/bulk/cases/${caseId}/meshes`;
export const MESHES_KEY_BYTES = 32;
/** The review log of a case for other programs: JSON, an entry a line with its hash. */
export const reviewLogRoute = (caseId: string): string => `/bulk/cases/${caseId}/review`;
/** A file that `exports.make` or `doctor.bundle` made, to be kept on disk. */
export const exportRoute = (exportId: string): string => `/bulk/exports/${exportId}`;
/** Small picture of a case. */
export const caseThumbnailRoute = (caseId: string): string => `/bulk/cases/${caseId}/thumbnail`;
/** Small picture of a recent scan. */
export const thumbnailRoute = (recentId: string): string => `/bulk/recents/${recentId}/thumbnail`;
/** Server-sent events, each `data:` a JobEvent; replays the latest event on connect, ends after done, failed or cancelled. */
export const jobEventsRoute = (jobId: string): string => `/events/jobs/${jobId}`;
export const uploadFileRoute = (sourceId: string, relativePath: string): string =>
  `/uploads/${sourceId}/${encodeURIComponent(relativePath)}`;

/** What Electron's preload puts on `window.quadrantHost`; absent in the browser host. Paths never cross: only source ids. */
export interface NativeHost {
  /** `cases`: a folder to keep cases in. */
  pickScan(what: 'folder' | 'file' | 'cases'): Promise<string | null>;
  sourceForDroppedFile(file: File): Promise<string>;
}
