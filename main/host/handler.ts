/**
 * The one request handler of both hosts: JSON calls, bulk bytes, job events, uploads and the renderer's own files.
 * It trusts that its host let only the app's own page through (Electron: its scheme; browser host: cookie, Origin, Host).
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { api, type JobEvent } from '#contract/api';
import { asQuadrantError, QuadrantError, type ErrorCode } from '#contract/errors';
import type { RetrievalEvent } from '#contract/pacs';
import { MOST_PATCH_CHARACTERS } from '#contract/review';
import { keptPieces } from '../io/vault/kept-file.ts';
import { appLocked } from '../services/privacy/lock.ts';
import type { BulkFile, Services } from '../services/index.ts';
import { growingStreamOf } from './growing-stream.ts';
import { eventStream } from './event-stream.ts';
import { withSecurityHeaders } from './security-headers.ts';
import { listStaticFiles, type StaticFiles } from './static-files.ts';
import { chunksOf, toWebStream } from './web-stream.ts';

export interface HandlerOptions {
  readonly services: Services;
  /** The built renderer (index.html and its assets). */
  readonly rendererDir: string;
  /** Only the browser host takes uploads; Electron reads files where they lie. */
  readonly acceptUploads: boolean;
  /** Told of every failure that is ours and not the input's. */
  readonly log?: (error: QuadrantError) => void;
}

export type Handler = (request: Request) => Promise<Response>;

interface Context {
  readonly options: HandlerOptions;
  readonly staticFiles: StaticFiles;
}

/** A parameter set is a few ids, or a change of a label map; anything larger is not from our renderer. */
const MAX_JSON_BYTES = MOST_PATCH_CHARACTERS + 64 * 1024;

export async function createHandler(options: HandlerOptions): Promise<Handler> {
  const context: Context = { options, staticFiles: await listStaticFiles(options.rendererDir) };
  return async (request) => {
    try {
      return withSecurityHeaders(await route(context, request));
    } catch (thrown) {
      const error = asQuadrantError(thrown);
      if (error.code === 'internal') options.log?.(error);
      return withSecurityHeaders(Response.json({ ok: false, error: error.toBody() }, { status: statusOf(error.code) }));
    }
  };
}

async function route({ options, staticFiles }: Context, request: Request): Promise<Response> {
  const { services } = options;
  const { pathname } = new URL(request.url);
  const [, area = '', ...rest] = pathname.split('/').map(decodeSegment);
  switch (`${request.method} ${area}`) {
    case 'POST api':
      return Response.json({ ok: true, result: await call(services, rest.join('/'), await readJson(request)) });
    case 'GET bulk':
      if (services.isLocked()) throw appLocked();
      return bulkResponse(await bulk(services, rest));
    case 'GET events':
      if (services.isLocked() && rest[0] === 'outbox') throw appLocked(); // it names patients
      return new Response(events(services, rest, pathname), {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      });
    case 'PUT uploads':
      if (services.isLocked()) throw appLocked();
      if (!options.acceptUploads || rest.length !== 2) throw notFound(pathname);
      await upload(services, { sourceId: rest[0], relativePath: rest[1], body: request.body });
      return Response.json({ ok: true, result: {} });
    default: {
      const file = request.method === 'GET' ? staticFiles(pathname) : null;
      if (file === null) throw notFound(pathname);
      return file;
    }
  }
}

function events(services: Services, [kind, id, ...more]: readonly string[], pathname: string): ReadableStream {
  const isLast = ({ state }: JobEvent | RetrievalEvent): boolean => state !== 'running';
  if (kind === 'jobs' && id !== undefined && more.length === 0)
    return eventStream({ subscribe: (listener) => services.subscribeJob(id, listener), isLast });
  if (kind === 'retrievals' && id !== undefined && more.length === 0)
    return eventStream({ subscribe: (listener) => services.subscribeRetrieval(id, listener), isLast });
  if (kind === 'outbox' && id === undefined)
    return eventStream({ subscribe: (listener) => services.subscribeOutbox(listener), isLast: () => false });
  throw notFound(pathname);
}

const apiTable = new Map<string, { readonly result: z.ZodType }>(Object.entries(api));

/** Parameters are checked by the services, the result here: nothing leaves that the contract does not know. */
async function call(services: Services, name: string, params: unknown): Promise<unknown> {
  const result = await services.invoke(name, params);
  return apiTable.get(name)?.result.parse(result);
}

async function bulk(
  services: Services,
  [kind, id, what, detail, version, fineness, ...more]: readonly string[],
): Promise<BulkFile | null> {
  if (kind === 'cases' && what === 'mesh' && fineness !== undefined && more.length === 0) {
    return services.openMesh(id, Number(detail), Number(version), fineness);
  }
  const known = id !== undefined && version === undefined;
  if (known && kind === 'scans' && what === 'voxels' && detail === undefined) return services.openVoxels(id);
  if (known && kind === 'scans' && what === 'surface' && detail === undefined) return services.openSurface(id);
  if (known && kind === 'cases' && what === 'labels' && detail === undefined) return services.openLabels(id);
  if (known && kind === 'cases' && what === 'surface' && detail !== undefined)
    return services.openLaidSurface(id, detail);
  if (known && kind === 'cases' && what === 'review' && detail === undefined) return services.openReviewLog(id);
  if (known && kind === 'cases' && what === 'thumbnail' && detail === undefined) return services.openCaseThumbnail(id);
  if (known && kind === 'cases' && what === 'meshes' && detail === undefined) return services.openMeshes(id);
  if (kind === 'exports' && id !== undefined && what === undefined) return services.openExport(id);
  if (known && kind === 'recents' && what === 'thumbnail' && detail === undefined) return services.openThumbnail(id);
  throw notFound(`/bulk/${[kind, id, what, detail, version, fineness, ...more].join('/')}`);
}

/** Null is no content: whatever is asked for can be made in another way. */
function bulkResponse(file: BulkFile | null): Response {
  if (file === null) return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  const { path, sizeBytes, arrival, mediaType = 'application/octet-stream', downloadName } = file;
  const headers = {
    'content-type': mediaType,
    'content-length': String(sizeBytes),
    'cache-control': 'no-store',
    ...(downloadName === undefined ? {} : { 'content-disposition': `attachment; filename="${downloadName}"` }),
  };
  const bytes =
    arrival === undefined
      ? toWebStream(Readable.from(keptPieces(path)))
      : growingStreamOf({ path, sizeBytes, arrival });
  return new Response(bytes, { headers });
}

interface Upload {
  readonly sourceId: string;
  readonly relativePath: string;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** Writes one uploaded file into its session folder. @throws QuadrantError usage, disk.full, disk.unwritable */
async function upload(services: Services, { sourceId, relativePath, body }: Upload): Promise<void> {
  const path = await services.uploadPath(sourceId, relativePath);
  try {
    // `wx`: a second file of the same name would silently replace a slice.
    await pipeline(body ?? [], createWriteStream(path, { flags: 'wx' }));
  } catch (cause) {
    throw uploadError(cause);
  }
}

function uploadError(cause: unknown): QuadrantError {
  const code = z.object({ code: z.string() }).safeParse(cause).data?.code;
  if (code === 'ENOSPC') {
    return new QuadrantError(
      'disk.full',
      'There is no room on the disk for a copy of the scan.',
      'Free some space and open it again.',
      {},
      cause,
    );
  }
  if (code === 'EEXIST') {
    return new QuadrantError('usage', 'Two files of the scan have the same name.', 'Open the folder again.', {}, cause);
  }
  return new QuadrantError(
    'disk.unwritable',
    'A file of the scan could not be copied.',
    'Open the folder again.',
    {},
    cause,
  );
}

async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_JSON_BYTES) throw tooLong();
  const text = await readText(request.body, MAX_JSON_BYTES);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new QuadrantError('usage', 'A call came with unreadable parameters.', 'Restart the viewer.', {}, cause);
  }
}

function tooLong(): QuadrantError {
  return new QuadrantError('usage', 'A call came with too many parameters.', 'Restart the viewer.');
}

/** Stops at the limit: a body sent in chunks declares no length, and would be kept whole before anyone looked at it. */
async function readText(body: ReadableStream<Uint8Array> | null, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body === null ? [] : chunksOf(body)) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A segment that is no valid percent-encoding cannot be one of ours; it stays as it is and matches nothing. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function notFound(pathname: string): QuadrantError {
  return new QuadrantError('usage', 'The viewer asked for something that is not there.', 'Restart the viewer.', {
    pathname,
  });
}

function statusOf(code: ErrorCode): number {
  if (code === 'usage') return 400;
  if (code === 'app.locked') return 423;
  if (/^(scan|case|import|vault)\./.test(code)) return 422;
  if (code.startsWith('pacs.')) return 502;
  return 500;
}
