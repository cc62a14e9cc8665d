/**
 * What the renderer can ask of a practice's picture archives (PACS). Without a server in the list nothing of it runs: no
 * socket is opened, no module is loaded. Passwords go in and never come out.
 */
import { z } from 'zod';
import { errorBodySchema } from './errors.ts';
import { EXPORT_FORMAT_IDS, EXPORT_FORMATS, exportFormatSchema, exportOptionsSchema } from './exports.ts';
import { modalitySchema } from './scan.ts';

/** AE title (PS3.5 6.2): 1 to 16 characters of the basic set without a backslash, spaces at the ends mean nothing. */
const aeTitleSchema = z
  .string()
  .trim()
  .regex(/^[ -[\]-~]{1,16}$/);
const nameSchema = z.string().trim().min(1).max(64);
/** Certificates in PEM that are trusted besides, or instead of none at all; '' for those that Node brings. */
const trustedSchema = z.string().max(100_000).default('');
const portSchema = z.number().int().min(1).max(65_535);

/** No login, which would be kept in the clear, and no query. */
function isAddressAlone(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && `${url.username}${url.password}${url.search}${url.hash}` === '';
}

/** QIDO-RS, WADO-RS and STOW-RS under one address (PS3.18). */
const dicomwebServerSchema = z.object({
  kind: z.literal('dicomweb'),
  name: nameSchema,
  url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .refine(isAddressAlone),
  /** For Basic authentication; '' for none. */
  user: z.string().max(128).default(''),
  trusted: trustedSchema,
});

/** C-ECHO, C-FIND, C-GET or C-MOVE, and C-STORE over one association each (PS3.7, PS3.8). */
const dimseServerSchema = z.object({
  kind: z.literal('dimse'),
  name: nameSchema,
  host: z.string().trim().min(1).max(253),
  port: portSchema,
  calledAet: aeTitleSchema,
  /** Ours, as the server knows it. */
  callingAet: aeTitleSchema.default('QUADRANT'),
  tls: z.boolean().default(false),
  trusted: trustedSchema,
  /** Where the server reaches us for a C-MOVE, when it knows no C-GET; null: never listens. */
  receivePort: portSchema.nullable().default(null),
});

export const pacsServerSchema = z.discriminatedUnion('kind', [dicomwebServerSchema, dimseServerSchema]);
export type PacsServer = z.infer<typeof pacsServerSchema>;
export type DicomwebServer = z.infer<typeof dicomwebServerSchema>;
export type DimseServer = z.infer<typeof dimseServerSchema>;

/** kept: in the system's key store; session: in memory until the program ends, since this machine has no key store. */
export const PASSWORD_PLACES = ['none', 'kept', 'session'] as const;
const passwordPlaceSchema = z.enum(PASSWORD_PLACES);
export type PasswordPlace = z.infer<typeof passwordPlaceSchema>;

const serverId = z.uuid();
export const listedServerSchema = z.object({
  serverId,
  server: pacsServerSchema,
  password: passwordPlaceSchema,
  /** false: names, pictures and a password cross the network in the clear. */
  encrypted: z.boolean(),
});
export type ListedServer = z.infer<typeof listedServerSchema>;

const daySchema = z.union([z.iso.date(), z.literal('')]);

/** '' asks for any. `*` and `?` stand for letters; a name without them is looked for at the beginning of each of its parts. */
export const worklistQuerySchema = z.object({
  patientName: z.string().max(64).default(''),
  patientId: z.string().max(64).default(''),
  accessionNumber: z.string().max(16).default(''),
  fromDay: daySchema.default(''),
  toDay: daySchema.default(''),
});
export type WorklistQuery = z.infer<typeof worklistQuerySchema>;

/** Archives keep intraoral scans as documents, if at all. */
export const archivedModalitySchema = modalitySchema.exclude(['ios']);

/** result: segmentations, reports, documents and models, which are of a scan and none themselves. */
export const SERIES_KINDS = [...archivedModalitySchema.options, 'result'] as const;

export const worklistSeriesSchema = z.object({
  seriesUid: z.string(),
  kind: z.enum(SERIES_KINDS),
  /** As the server says: CT, PX, SEG … */
  modality: z.string(),
  description: z.string(),
  images: z.number().int().nullable(), // null where the server does not say
});
export type WorklistSeries = z.infer<typeof worklistSeriesSchema>;

export const worklistStudySchema = z.object({
  studyUid: z.string(),
  patientName: z.string(), // as DICOM writes it: Doe^Jane
  patientId: z.string(),
  birthDate: daySchema,
  studyDate: daySchema,
  accessionNumber: z.string(),
  description: z.string(),
  series: z.array(worklistSeriesSchema),
});
export type WorklistStudy = z.infer<typeof worklistStudySchema>;

/** Largest page of the worklist. */
export const MOST_STUDIES = 200;

export const worklistPageSchema = z.object({
  studies: z.array(worklistStudySchema),
  /** Where the next page begins, in the server's count; null when this was the last one. */
  next: z.number().int().nullable(),
});
export type WorklistPage = z.infer<typeof worklistPageSchema>;

export const retrievalEventSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    received: z.number().int(), // images
    total: z.number().int().nullable(), // null until the server has said
    bytes: z.number().int(),
  }),
  /** `scans.open` takes it with source kind `source`. */
  z.object({ state: z.literal('done'), sourceId: z.string() }),
  z.object({ state: z.literal('failed'), error: errorBodySchema }),
  z.object({ state: z.literal('cancelled') }),
]);
export type RetrievalEvent = z.infer<typeof retrievalEventSchema>;

/** waiting: is tried again by itself. stopped: a person has to do something first, `error` says what. */
export const OUTBOX_STATES = ['waiting', 'sending', 'sent', 'stopped'] as const;

/** The export formats that an archive takes. */
export const SENDABLE_FORMATS = EXPORT_FORMAT_IDS.filter((id) => EXPORT_FORMATS[id].mediaType === 'application/dicom');
const sendableFormatSchema = exportFormatSchema.refine((id) => SENDABLE_FORMATS.includes(id));

export const outboxFileSchema = z.object({
  format: sendableFormatSchema,
  sopInstanceUid: z.string(),
  bytes: z.number().int(),
  sentAt: z.iso.datetime().nullable(), // when the server said that it has it
  /** What the server changed or left out, in its words. */
  warning: z.string().nullable(),
});

/** What goes to one server at once. It is on disk before the first byte is sent. */
export const outboxEntrySchema = z.object({
  entryId: z.uuid(),
  serverId,
  serverName: z.string(),
  caseId: z.string(),
  patientName: z.string(),
  createdAt: z.iso.datetime(),
  files: z.array(outboxFileSchema),
  state: z.enum(OUTBOX_STATES),
  attempts: z.number().int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  /** Of the last attempt. */
  error: errorBodySchema.nullable(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

const nothing = z.object({});
const entryId = z.uuid();

/** Part of `api`. */
export const pacsApi = {
  'pacs.servers': { params: nothing, result: z.array(listedServerSchema) },
  /** `serverId` null for a new one. Two servers have two names. */
  'pacs.save-server': {
    params: z.object({ serverId: serverId.nullable(), server: pacsServerSchema }),
    result: z.object({ serverId }),
  },
  /** Forgets its password too; what waits for it in the outbox stays and is stopped. */
  'pacs.remove-server': { params: z.object({ serverId }), result: nothing },
  /** '' forgets it. What stopped in the outbox for want of it is tried again. */
  'pacs.set-password': {
    params: z.object({ serverId, password: z.string().max(256) }),
    result: z.object({ password: passwordPlaceSchema }),
  },
  /** C-ECHO, or a search for one study. @throws pacs.* */
  'pacs.test': { params: z.object({ serverId }), result: z.object({ milliseconds: z.number() }) },
  /** Studies with a CBCT or a panoramic series in them, the newest of a page first. */
  'pacs.find': {
    params: worklistQuerySchema.extend({
      serverId,
      from: z.number().int().min(0).default(0), // `next` of the page before
      limit: z.number().int().min(1).max(MOST_STUDIES).default(50),
    }),
    result: worklistPageSchema,
  },
  /** Fetches a series to this machine; retrievalEventsRoute tells how far it is. */
  'pacs.retrieve': {
    params: z.object({ serverId, studyUid: z.string(), seriesUid: z.string() }),
    result: z.object({ retrievalId: z.string() }),
  },
  'pacs.cancel-retrieval': { params: z.object({ retrievalId: z.string() }), result: nothing },
  /** Makes the objects of a case and puts them in the outbox, from where they are sent at once. */
  'pacs.send': {
    params: z.object({
      serverId,
      caseId: z.string(),
      /** The open scan that the case is shown on; without it the scan is sought where it lay. */
      scanId: z.string().optional(),
      formats: z.array(sendableFormatSchema).min(1),
      options: exportOptionsSchema.prefault({}),
    }),
    result: outboxEntrySchema,
  },
  /** The newest first. outboxEventsRoute tells every change. */
  'pacs.outbox': { params: nothing, result: z.array(outboxEntrySchema) },
  /** Now, and by itself from then on. */
  'pacs.retry': { params: z.object({ entryId }), result: nothing },
  /** Takes an entry out of the outbox; what the server has already, it keeps. */
  'pacs.remove-entry': { params: z.object({ entryId }), result: nothing },
} as const;

/** Server-sent events, each `data:` a RetrievalEvent; ends after done, failed or cancelled. */
export const retrievalEventsRoute = (retrievalId: string): string => `/events/retrievals/${retrievalId}`;
/** Server-sent events, each `data:` the whole outbox as `pacs.outbox` answers it, at once and after every change. */
export const outboxEventsRoute = '/events/outbox';
