/**
 * The use-cases behind the api table of #contract/api, the same for Electron and the browser host.
 * Hosts import this file and engine-spawner.ts only.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { z } from 'zod';
import { api, type ApiName, type ApiResult } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import type { OutboxEntry, RetrievalEvent } from '#contract/pacs';
import { DEFAULT_SETTINGS, settingsSchema } from '#contract/settings';
import { CaseIndex } from './case-index.ts';
import { CasePlace } from './case-place.ts';
import { CaseStore } from './case-store.ts';
import { Cases, type BulkFile } from './cases.ts';
import type { BrowserEngine } from './browser-engine.ts';
import { BUNDLE_NAME, Doctor } from './doctor/doctor.ts';
import { EngineClient, type EngineSpawner } from './engine-client.ts';
import { sourceOfPath, type HandedOver } from './handed-over.ts';
import { Exports } from './exports/exports.ts';
import { Jobs, type JobListener } from './jobs.ts';
import { removeLeftovers } from '../io/leftovers.ts';
import { readJsonOr, writeJson } from './json-store.ts';
import { LogFile } from './log-file.ts';
import { PacsDoor } from './pacs/pacs-door.ts';
import { RecentScans } from './recent.ts';
import { writeReviewLines } from './review-lines.ts';
import { queueOf } from './review-queue.ts';
import { accountName, Reviews } from './reviews.ts';
import { Scans } from './scans.ts';
import { removeLeftSessions, sessionFolder } from './session-folder.ts';
import { ScanSources } from './sources.ts';
import { SteadyClock } from './steady-clock.ts';

export type { BulkFile } from './cases.ts';
export type { EngineProcess, EngineSpawner } from './engine-client.ts';
export { HandedOver } from './handed-over.ts';
export type { JobListener } from './jobs.ts';

export interface ServicesOptions {
  /** Where the recent list and the viewer's cases are kept; made when first needed. */
  readonly dataDir: string;
  /** Holds the bundled demo scan in `demo/`. */
  readonly resourcesDir: string;
  readonly engineSpawner: EngineSpawner;
  readonly host: 'electron' | 'browser';
  readonly version: string;
  /** What the system asks to open. Default: nothing. */
  readonly handedOver?: HandedOver;
  /** Lays out the pages of reports. */
  readonly browser?: BrowserEngine;
  /** How long a cancelled job may run on before the engine is killed. Default 8 s. */
  readonly cancelGraceMs?: number;
}

/** One function per api call, with parameters that are parsed already. */
export type ApiCalls = {
  readonly [N in ApiName]: (params: z.output<(typeof api)[N]['params']>) => Promise<ApiResult<N>>;
};

export interface Services {
  readonly calls: ApiCalls;
  /** For hosts: validates name and parameters as they came over the wire, then calls. @throws QuadrantError usage, … */
  invoke(name: string, params: unknown): Promise<unknown>;
  /** Makes a path that the person picked or dropped into an id that the renderer may hold. */
  registerSource(path: string): string;
  /** Where to write an uploaded file of `uploads.begin`; refuses paths that leave the upload. */
  uploadPath(sourceId: string, relativePath: string): Promise<string>;
  openVoxels(scanId: string): Promise<BulkFile>;
  /** The open intraoral scan. */
  openSurface(scanId: string): Promise<BulkFile>;
  openLaidSurface(caseId: string, id: string): Promise<BulkFile>;
  openLabels(caseId: string): Promise<BulkFile>;
  openMesh(caseId: string, label: number, seq: number, detail: string): Promise<BulkFile>;
  /** Of all teeth as the nets left them, if they are kept. */
  openMeshes(caseId: string): Promise<BulkFile | null>;
  openThumbnail(recentId: string): Promise<BulkFile>;
  openReviewLog(caseId: string): Promise<BulkFile>;
  openExport(exportId: string): Promise<BulkFile>;
  openCaseThumbnail(caseId: string): Promise<BulkFile>;
  /** Calls back with the latest event at once and with each later one; done, failed and cancelled are the last. */
  subscribeJob(jobId: string, listener: JobListener): () => void;
  /** In the same way. */
  subscribeRetrieval(retrievalId: string, listener: (event: RetrievalEvent) => void): () => void;
  /** Calls back with the whole outbox at once and after every change. */
  subscribeOutbox(listener: (entries: OutboxEntry[]) => void): () => void;
  /** Cancels jobs, ends the engine and removes the session's temporary folder. */
  dispose(): Promise<void>;
}

export function createServices(options: ServicesOptions): Services {
  const session = sessionFolder();
  const graceMs = options.cancelGraceMs;
  const engine = new EngineClient(options.engineSpawner, graceMs === undefined ? {} : { graceMs });
  const settingsFile = join(options.dataDir, 'settings.json');
  const readSettings = () => readJsonOr(settingsFile, settingsSchema, DEFAULT_SETTINGS);
  const recent = new RecentScans(options.dataDir, async () => (await readSettings()).hidePatients);
  const sources = new ScanSources(session.path);
  const place = new CasePlace(options.dataDir);
  const index = new CaseIndex(options.dataDir);
  const cases = new Cases({ place, index, engine, sessionDir: session.path });
  const scans = new Scans({
    engine,
    recent,
    sources,
    cases,
    resourcesDir: options.resourcesDir,
    sessionDir: session.path,
  });
  const log = new LogFile(options.dataDir);
  const jobs = new Jobs(engine, cases, log);
  const pacs = new PacsDoor({
    dataDir: options.dataDir,
    registerSource: (path) => sources.register(path),
    caseDirOf: (caseId) => cases.dirOf(caseId),
    scanPathOf: (scanId) => scans.find(scanId).path,
    seriesWithCase: () => store.seriesUids(),
    exportObject: (wanted) =>
      engine.call('exportCase', wanted, options.browser === undefined ? {} : { browser: options.browser }),
  });
  /** After programs that were killed; what cannot be removed does no harm. */
  const tidyUp = async (): Promise<void> => {
    await removeLeftSessions().catch(() => {});
    for (const folder of [options.dataDir, place.dir]) await removeLeftovers(folder);
  };
  const reviews = new Reviews(
    (caseId) => cases.dirOf(caseId),
    async () => (await readSettings()).reviewerName,
  );
  const store = new CaseStore({
    place,
    index,
    clock: new SteadyClock(options.dataDir),
    whileNobodyWrites: (task) => reviews.inTurn(task),
    isBusy: () => jobs.isRunning,
  });

  const exports = new Exports({
    engine,
    browser: options.browser,
    caseDirOf: (caseId) => cases.dirOf(caseId),
    scanPathOf: (scanId) => scans.find(scanId).path,
    sessionDir: session.path,
  });

  const doctor = new Doctor(
    {
      dataDir: options.dataDir,
      version: options.version,
      engineSpawner: options.engineSpawner,
      archives: pacs.calls,
      ownBrowser: options.host === 'electron',
    },
    log,
  );

  const calls: ApiCalls = {
    'app.info': async () => {
      log.opened(options.version, options.host);
      engine.start(); // a window has opened: the first scan need not wait for the engine
      void store.sweepOnce();
      void tidyUp();
      pacs.resume().catch(() => {}); // a disk that is full now: what waits goes on waiting
      const { version, host } = options;
      return { version, host, platform: process.platform, account: accountName(), casesThere: place.isThere() };
    },
    'app.handed-over': async () => {
      const path = options.handedOver?.take() ?? null;
      return { source: path === null ? null : sourceOfPath(path, { cases, sources }) };
    },
    'scans.recent': () => scans.listRecent(),
    'scans.open': ({ source, seriesUid, beside, forCase }) =>
      scans.open(source, { seriesUid: seriesUid ?? null, beside, forCase: forCase ?? null }),
    'scans.close-beside': async () => {
      await scans.closeBeside();
      return {};
    },
    'scans.likely-case': ({ scanId }) => scans.likelyCase(scanId),
    'scans.complete': ({ scanId }) => scans.complete(scanId),
    'recents.describe': async ({ recentId, ...seen }) => {
      await recent.describe(recentId, seen);
      return {};
    },
    'recents.remove': async ({ recentId }) => {
      await recent.remove(recentId);
      return {};
    },
    'recents.restore': async ({ recentId }) => {
      await recent.restore(recentId);
      return {};
    },
    'uploads.begin': async () => ({ sourceId: await sources.beginUpload() }),
    'jobs.segment': async ({ scanId, ...how }) => ({ jobId: jobs.segment(scans.find(scanId), how) }),
    'radiographs.outline': async ({ scanId, ...prompt }) => {
      const { path, seriesUid } = scans.find(scanId);
      return engine.call('outline', { scanId, path, seriesUid, ...prompt });
    },
    'jobs.cancel': async ({ jobId }) => {
      jobs.cancel(jobId);
      return {};
    },
    'cases.get': ({ caseId }) => cases.get(caseId),
    'cases.import': async ({ scanId, sourceId }) => ({
      caseId: await jobs.importCase(scans.find(scanId), sources.pathOf(sourceId)),
    }),
    'surfaces.register': ({ caseId, sourceId }) => cases.laySurface(caseId, sources.pathOf(sourceId)),
    'cases.list': () => store.list(),
    'cases.tag': async ({ caseId, tags }) => {
      await store.tag(caseId, tags);
      return {};
    },
    'cases.archive': async ({ caseId, archived }) => {
      await store.archive(caseId, archived);
      return {};
    },
    'cases.delete': async ({ caseId }) => {
      await store.delete(caseId);
      return {};
    },
    'cases.restore': async ({ caseId }) => {
      await store.restore(caseId);
      return {};
    },
    'cases.erase': async ({ caseId }) => {
      await store.erase(caseId);
      return {};
    },
    'cases.describe': async ({ caseId, thumbnail }) => {
      await store.keepThumbnail(caseId, thumbnail);
      return {};
    },
    'cases.move': async ({ to }) => {
      switch (to.kind) {
        case 'usual':
          return store.moveTo(null);
        case 'path':
          return store.moveTo(to.path);
        case 'source':
          return store.moveTo(sources.pathOf(to.sourceId));
      }
    },
    'review.entries': ({ caseId, after }) => reviews.entries(caseId, after),
    'review.append': ({ caseId, head, action }) => reviews.append(caseId, head, action),
    'review.case': ({ caseId, seq }) => cases.reviewed(caseId, seq),
    'review.queue': async ({ caseId }) => ({ items: await queueOf((await cases.get(caseId)).case, options.dataDir) }),
    'exports.make': (wanted) => exports.make(wanted),
    'settings.get': readSettings,
    'settings.save': async (settings) => {
      const before = await readSettings();
      await writeJson(settingsFile, settings);
      if (settings.hidePatients && !before.hidePatients) await recent.forgetPatients();
      return {};
    },
    ...pacs.calls,
    'doctor.examine': ({ display }) => doctor.examine(display),
    'doctor.bundle': async () => exports.keep(BUNDLE_NAME, 'application/zip', await doctor.bundle()),
  };

  return {
    calls,
    async invoke(name, params) {
      try {
        return await invoke(calls, name, params);
      } catch (error) {
        log.failed(name, error);
        throw error;
      }
    },
    registerSource: (path) => sources.register(path),
    uploadPath: (sourceId, relativePath) => sources.uploadPath(sourceId, relativePath),
    openVoxels: async (scanId) => scans.voxels(scanId),
    openSurface: async (scanId) => scans.surface(scanId),
    openLabels: async (caseId) => cases.labels(caseId),
    openMesh: async (caseId, label, seq, detail) => cases.mesh(caseId, label, seq, detail),
    openMeshes: async (caseId) => cases.keptMeshes(caseId),
    openLaidSurface: (caseId, id) => cases.laidSurface(caseId, id),
    openThumbnail: (recentId) => recent.thumbnail(recentId),
    openCaseThumbnail: (caseId) => store.thumbnail(caseId),
    openExport: async (exportId) => exports.file(exportId),
    openReviewLog: async (caseId) => {
      const path = join(await session.path(), `${randomUUID()}.jsonl`);
      return writeReviewLines(cases.dirOf(caseId), path);
    },
    subscribeJob: (jobId, listener) => jobs.subscribe(jobId, listener),
    subscribeRetrieval: (retrievalId, listener) => pacs.subscribeRetrieval(retrievalId, listener),
    subscribeOutbox: (listener) => pacs.subscribeOutbox(listener),
    async dispose() {
      jobs.cancelAll();
      await pacs.dispose();
      engine.dispose();
      await session.remove();
      await log.settled();
    },
  };
}

function isApiName(name: string): name is ApiName {
  return Object.hasOwn(api, name);
}

/** The api's parameter schemas, typed so that the compiler keeps a name and its parameters together. */
const paramSchemas: { readonly [N in ApiName]: { readonly params: z.ZodType<z.output<(typeof api)[N]['params']>> } } =
  api;

async function invoke(calls: ApiCalls, name: string, params: unknown): Promise<unknown> {
  if (!isApiName(name)) throw new QuadrantError('usage', `There is no call ${name}.`, 'Update the viewer.', { name });
  return invokeKnown(calls, name, params);
}

function invokeKnown<N extends ApiName>(calls: ApiCalls, name: N, params: unknown): Promise<ApiResult<N>> {
  const parsed = paramSchemas[name].params.safeParse(params);
  if (!parsed.success) {
    throw new QuadrantError(
      'usage',
      `The call ${name} came with wrong parameters.`,
      'Update the viewer.',
      { name },
      parsed.error,
    );
  }
  return calls[name](parsed.data);
}
