/** The renderer's only way out: JSON calls, bulk bytes, job events and uploads, the same in both hosts. */
import {
  api,
  apiRoute,
  jobEventSchema,
  jobEventsRoute,
  labelsRoute,
  laidSurfaceRoute,
  meshesRoute,
  meshRoute,
  surfaceRoute,
  uploadFileRoute,
  voxelsRoute,
  type ApiName,
  type ApiParams,
  type ApiResult,
  type JobEvent,
  type NativeHost,
  type OpenScan,
  type SurfaceDetail,
} from '#contract/api';
import { errorBodySchema, QuadrantError } from '#contract/errors';
import {
  outboxEntrySchema,
  outboxEventsRoute,
  retrievalEventSchema,
  retrievalEventsRoute,
  type OutboxEntry,
  type RetrievalEvent,
} from '#contract/pacs';
import { CALLS_WHILE_LOCKED } from '#contract/lock';
import { z } from 'zod';
import { joinedEvents } from './state/joined-events.ts';
import { lockStore, whenUnlocked } from './state/lock-store.ts';
import { SliceStream } from './state/scans/slice-stream.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in the browser host. */
    readonly quadrantHost?: NativeHost;
  }
}

/** A file with its path inside the folder that was picked or dropped. */
export interface UploadFile {
  readonly relativePath: string;
  readonly file: File;
}

export interface HostClient {
  readonly native: NativeHost | null;
  /** @throws QuadrantError as the host sent it, or engine.crashed when the host is gone. */
  call<N extends ApiName>(name: N, params: ApiParams<N>): Promise<ApiResult<N>>;
  /** Voxels of an open scan, as they arrive: first all of it coarsely, told by the number of slices that are there. */
  readVoxels(scan: OpenScan, into: Uint8Array, options: VoxelOptions): Promise<void>;
  /** An open intraoral scan, as core/surface/scan-surface-bytes has it. */
  readSurface(scanId: string, signal: AbortSignal): Promise<ArrayBuffer>;
  /** An intraoral scan that lies on the teeth of a case, in the same form. */
  readLaidSurface(caseId: string, id: string): Promise<ArrayBuffer>;
  readLabels(caseId: string, into: Uint8Array, options: BulkOptions): Promise<void>;
  readMesh(caseId: string, wanted: MeshWanted, signal: AbortSignal): Promise<ArrayBuffer>;
  /** The coarse surfaces of all teeth as the nets left them; null when they are not kept. */
  readMeshes(caseId: string, signal: AbortSignal): Promise<ArrayBuffer | null>;
  /** Events of a job, the latest at once; ends after done, failed or cancelled. */
  jobEvents(jobId: string): AsyncGenerator<JobEvent>;
  /** How far a retrieval from an archive is; ends after done, failed or cancelled. */
  retrievalEvents(retrievalId: string): AsyncGenerator<RetrievalEvent>;
  /** The outbox at once and after every change, for as long as the window is open. */
  outboxEvents(): AsyncGenerator<readonly OutboxEntry[]>;
  /** Copies files into the host's session folder and returns what scans.open takes. */
  upload(files: readonly UploadFile[], onProgress: (fraction: number) => void): Promise<string>;
  /** Hands bytes of the host to the person, as the window does with any download. */
  download(route: string): void;
}

export interface BulkOptions {
  readonly signal: AbortSignal;
  /** Bytes written so far; they are valid from the start of the array. */
  readonly onProgress: (bytes: number) => void;
}

export interface MeshWanted {
  readonly label: number;
  /** As that entry of the review log left it; 0: as the nets did. */
  readonly seq: number;
  readonly detail: SurfaceDetail;
}

export interface VoxelOptions {
  readonly signal: AbortSignal;
  readonly onSlices: (slices: number) => void;
}

const outboxSchema = z.array(outboxEntrySchema);

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorBodySchema }),
]);

/** The api's result schemas, typed so that the compiler keeps a name and its result together. */
const resultSchemas: { readonly [N in ApiName]: { readonly result: z.ZodType<ApiResult<N>> } } = api;

export function createHostClient(native: NativeHost | null = window.quadrantHost ?? null): HostClient {
  return {
    native,
    call,
    readVoxels,
    readSurface: (scanId, signal) => readBytes(surfaceRoute(scanId), { signal }),
    readLaidSurface: (caseId, id) => readBytes(laidSurfaceRoute(caseId, id)),
    readLabels,
    readMesh,
    readMeshes,
    jobEvents: (jobId) => eventsOf(jobEventsRoute(jobId), jobEventSchema, hasEnded),
    retrievalEvents: (retrievalId) => eventsOf(retrievalEventsRoute(retrievalId), retrievalEventSchema, hasEnded),
    outboxEvents: () => eventsOf(outboxEventsRoute, outboxSchema),
    upload,
    download,
  };
}

async function call<N extends ApiName>(name: N, params: ApiParams<N>): Promise<ApiResult<N>> {
  const response = await request(apiRoute(name), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return resultSchemas[name].result.parse(await resultOf(response));
}

/** Calls and events that are answered while the window is locked; everything else waits until it is not. */
function isFree(route: string): boolean {
  return (
    [...CALLS_WHILE_LOCKED].some((name) => route === `/api/${name}`) ||
    route.startsWith('/events/jobs/') ||
    route.startsWith('/events/retrievals/')
  );
}

/** The host's answer while it is locked, as another window may have done. */
const LOCKED = 423;

async function request(route: string, init: RequestInit = {}): Promise<Response> {
  if (isFree(route)) return reach(route, init);
  for (;;) {
    await whenUnlocked(init.signal);
    const response = await reach(route, init);
    if (response.status !== LOCKED) return response;
    await response.body?.cancel();
    const state = await reach(apiRoute('lock.state'), { method: 'POST', body: '{}' });
    lockStore.setState(api['lock.state'].result.parse(await resultOf(state)));
  }
}

async function reach(route: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(route, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    const remedy = 'Close this window and start Quadrant again; your scan and earlier results are unchanged.';
    throw new QuadrantError(
      'engine.crashed',
      'The viewer lost its connection to the program behind it.',
      remedy,
      {},
      cause,
    );
  }
}

async function resultOf(response: Response): Promise<unknown> {
  const answer = answerSchema.safeParse(await response.json().catch(() => null));
  if (!answer.success) {
    const remedy = 'Close this window and start Quadrant again.';
    throw new QuadrantError('internal', 'The program behind the viewer gave an unreadable answer.', remedy, {
      status: response.status,
    });
  }
  if (!answer.data.ok) throw QuadrantError.fromBody(answer.data.error);
  return answer.data.result;
}

async function readVoxels(
  { scanId, geometry }: OpenScan,
  into: Uint8Array,
  { signal, onSlices }: VoxelOptions,
): Promise<void> {
  const route = voxelsRoute(scanId);
  const response = await request(route, { signal });
  if (!response.ok || response.body === null) await resultOf(response);
  const stream = new SliceStream(into, geometry.dims[2]);
  for await (const chunk of chunksOf(response)) {
    if (!stream.write(chunk)) throw wrongSize(route, into.length);
    onSlices(stream.slices);
  }
  if (!stream.isComplete) throw wrongSize(route, into.length);
}

async function readBytes(route: string, init: RequestInit = {}): Promise<ArrayBuffer> {
  const response = await request(route, init);
  if (!response.ok) await resultOf(response);
  return response.arrayBuffer();
}

function readLabels(caseId: string, into: Uint8Array, options: BulkOptions): Promise<void> {
  return readInto(labelsRoute(caseId), into, options);
}

async function readInto(route: string, into: Uint8Array, { signal, onProgress }: BulkOptions): Promise<void> {
  const response = await request(route, { signal });
  if (!response.ok || response.body === null) await resultOf(response);
  let filled = 0;
  for await (const chunk of chunksOf(response)) {
    if (filled + chunk.length > into.length) throw wrongSize(route, into.length);
    into.set(chunk, filled);
    filled += chunk.length;
    onProgress(filled);
  }
  if (filled !== into.length) throw wrongSize(route, into.length);
}

function wrongSize(route: string, expectedBytes: number): QuadrantError {
  const remedy = 'Open the scan again.';
  return new QuadrantError('internal', 'The picture data did not arrive completely.', remedy, { route, expectedBytes });
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // Also when the caller leaves early: the host then closes the file.
    await reader.cancel().catch(() => {});
  }
}

function readMesh(caseId: string, { label, seq, detail }: MeshWanted, signal: AbortSignal): Promise<ArrayBuffer> {
  return readBytes(meshRoute(caseId, label, seq, detail), { signal });
}

async function readMeshes(caseId: string, signal: AbortSignal): Promise<ArrayBuffer | null> {
  const response = await request(meshesRoute(caseId), { signal });
  if (!response.ok) await resultOf(response);
  return response.status === NO_CONTENT ? null : response.arrayBuffer();
}

/** Server-sent events by fetch: EventSource would reconnect by itself after the last event and knows http only. */
function hasEnded({ state }: JobEvent | RetrievalEvent): boolean {
  return state !== 'running';
}

function eventsOf<Event>(
  route: string,
  schema: z.ZodType<Event>,
  isLast: (event: Event) => boolean = () => false,
): AsyncGenerator<Event> {
  const join = async (): Promise<AsyncIterable<Event>> => {
    const response = await request(route);
    if (!response.ok) await resultOf(response);
    return eventsIn(response, schema);
  };
  return joinedEvents({ join, isLast });
}

async function* eventsIn<Event>(response: Response, schema: z.ZodType<Event>): AsyncGenerator<Event> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of chunksOf(response)) {
    const blocks = (pending + decoder.decode(chunk, { stream: true })).split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) yield schema.parse(JSON.parse(block.slice('data: '.length)));
    }
  }
}

const NO_CONTENT = 204;
/** Enough to keep the connection busy; more would only queue in the browser. */
const PARALLEL_UPLOADS = 6;

async function upload(files: readonly UploadFile[], onProgress: (fraction: number) => void): Promise<string> {
  const { sourceId } = await call('uploads.begin', {});
  const queue = files.values();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const { relativePath, file } of queue) {
      const response = await request(uploadFileRoute(sourceId, relativePath), { method: 'PUT', body: file });
      await resultOf(response);
      onProgress(++done / files.length);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_UPLOADS }, worker));
  return sourceId;
}

function download(route: string): void {
  const link = document.createElement('a');
  link.href = route;
  link.download = '';
  link.click();
}
