/**
 * The use-cases behind the api table of #contract/api, the same for Electron and the browser host.
 * Hosts find every use-case here; beside it they import what starts the engine and a browser.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CALLS_WHILE_LOCKED } from '#contract/lock';
import { logText } from '#contract/log-text';
import type { OutboxEntry, RetrievalEvent } from '#contract/pacs';
import { DEFAULT_SETTINGS, settingsSchema } from '#contract/settings';
import { invoke, type ApiCalls } from './api-calls.ts';
import { CaseIndex } from './cases/case-index.ts';
import { CasePlace } from './cases/case-place.ts';
import { busy, CaseStore } from './cases/case-store.ts';
import { Cases, type BulkFile } from './cases/cases.ts';
import type { BrowserEngine } from './browser/browser-engine.ts';
import { BUNDLE_NAME, Doctor } from './doctor/doctor.ts';
import { EngineClient, type EngineSpawner } from './engine/engine-client.ts';
import { sourceOfPath, type HandedOver } from './scans/handed-over.ts';
import { Audit } from './privacy/audit.ts';
import { changedKeys, hashOf, idOf, seriesFacts } from './privacy/audit-facts.ts';
import { Exports } from './exports/exports.ts';
import { Jobs, type JobListener } from './segment/jobs.ts';
import { removeLeftovers } from '../io/leftovers.ts';
import { appLocked, Lock } from './privacy/lock.ts';
import { readJsonOr, writeJson } from './data-folder/json-store.ts';
import { LogFile } from './data-folder/log-file.ts';
import { PacsDoor } from './pacs/pacs-door.ts';
import { RecentScans } from './scans/recent.ts';
import { writeReviewLines } from './review/review-lines.ts';
import { queueOf } from './review/review-queue.ts';
import { accountName, Reviews } from './review/reviews.ts';
import { Scans } from './scans/scans.ts';
import { removeLeftSessions, sessionFolder } from './session-folder.ts';
import { ScanSources } from './scans/sources.ts';
import { SteadyClock } from './data-folder/steady-clock.ts';
import { endedSoon } from './turns.ts';
import { DataVault } from './privacy/vault.ts';

export type { BulkFile } from './cases/cases.ts';
export type { EngineProcess, EngineSpawner } from './engine/engine-client.ts';
export { HandedOver } from './scans/handed-over.ts';
export type { JobListener } from './segment/jobs.ts';

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

export interface Services {
  readonly calls: ApiCalls;
  /** Then hosts answer CALLS_WHILE_LOCKED and events of jobs, and nothing else. */
  isLocked(): boolean;
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
  /** Cancels jobs, ends the engine, puts on record what was under way and removes the session's temporary folder. */
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
  const vault = new DataVault(options.dataDir, place, { onKey: () => engine.sendKeys() });
  const lock = new Lock(vault);
  const audit = new Audit(options.dataDir, async () => (await readSettings()).reviewerName);
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
  const jobs = new Jobs(engine, cases, {
    log,
    onSegmented: (caseId, outcome) => audit.record('case.segmented', { caseId }, outcome),
  });
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
  const begun: Promise<unknown>[] = [];
  /** What waits for a window, and for the passphrase. */
  const begin = (): void => {
    if (lock.isLocked) return;
    // A convenience each: a disk that is full now lets what waits go on waiting.
    const ignore = (): void => {};
    begun.push(
      reviews.inTurn(() => vault.finish()).catch((thrown: unknown) => process.stderr.write(logText(thrown))),
      store.sweepOnce().catch(ignore),
      tidyUp(),
      pacs.resume().catch(ignore),
    );
  };
  /** Files of cases take another form: nobody may write meanwhile. */
  const whileCasesRest = <Result>(task: () => Promise<Result>): Promise<Result> => {
    if (jobs.isRunning) throw busy();
    return reviews.inTurn(task);
  };

  const calls: ApiCalls = {
    'app.info': async () => {
      log.opened(options.version, options.host);
      engine.start(); // a window has opened: the first scan need not wait for the engine
      begin();
      const { version, host } = options;
      return { version, host, platform: process.platform, account: accountName(), casesThere: place.isThere() };
    },
    'app.handed-over': async () => {
      const path = options.handedOver?.take() ?? null;
      return { source: path === null ? null : sourceOfPath(path, { cases, sources }) };
    },
    'scans.recent': () => scans.listRecent(),
    'scans.open': audit.recorded(
      'scan.opened',
      ({ source, seriesUid, beside, forCase }) =>
        scans.open(source, { seriesUid: seriesUid ?? null, beside, forCase: forCase ?? null }),
      ({ source }, scan) => ({ from: source.kind, ...(scan === null ? {} : seriesFacts(scan)) }),
    ),
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
    'cases.get': audit.recorded('case.opened', ({ caseId }) => cases.get(caseId), idOf),
    'cases.import': audit.recorded(
      'case.imported',
      async ({ scanId, sourceId }) => ({
        caseId: await jobs.importCase(scans.find(scanId), sources.pathOf(sourceId)),
      }),
      (_params, made) => made ?? {},
    ),
    'surfaces.register': ({ caseId, sourceId }) => cases.laySurface(caseId, sources.pathOf(sourceId)),
    'cases.list': () => store.list(),
    'cases.tag': async ({ caseId, tags }) => {
      await store.tag(caseId, tags);
      return {};
    },
    'cases.archive': audit.recorded(
      'case.archived',
      async ({ caseId, archived }) => {
        await store.archive(caseId, archived);
        return {};
      },
      ({ caseId, archived }) => ({ caseId, archived }),
    ),
    'cases.delete': audit.recorded(
      'case.deleted',
      async ({ caseId }) => {
        await store.delete(caseId);
        return {};
      },
      idOf,
    ),
    'cases.restore': audit.recorded(
      'case.restored',
      async ({ caseId }) => {
        await store.restore(caseId);
        return {};
      },
      idOf,
    ),
    'cases.erase': audit.recorded(
      'case.erased',
      async ({ caseId }) => {
        await store.erase(caseId);
        return {};
      },
      idOf,
    ),
    'cases.describe': async ({ caseId, thumbnail }) => {
      await store.keepThumbnail(caseId, thumbnail);
      return {};
    },
    'cases.move': audit.recorded(
      'cases.moved',
      async ({ to }) => {
        const path = to.kind === 'usual' ? null : to.kind === 'path' ? to.path : sources.pathOf(to.sourceId);
        const moved = await store.moveTo(path);
        await reviews.inTurn(() => vault.finish()); // cases that were there already may lie open
        return moved;
      },
      ({ to }) => ({ to: to.kind }),
    ),
    'review.entries': ({ caseId, after }) => reviews.entries(caseId, after),
    'review.append': audit.recorded(
      'case.changed',
      ({ caseId, head, action }) => reviews.append(caseId, head, action),
      ({ caseId, action }, appended) => ({
        caseId,
        action: action.kind,
        ...(appended === null ? {} : { entry: appended.head.seq, hash: appended.head.hash }),
      }),
    ),
    'review.case': ({ caseId, seq }) => cases.reviewed(caseId, seq),
    'review.queue': async ({ caseId }) => ({ items: await queueOf((await cases.get(caseId)).case, options.dataDir) }),
    'exports.make': audit.recorded(
      'case.exported',
      (wanted) => exports.make(wanted),
      ({ caseId, format, options: { deidentify } }) => ({ caseId, format, deidentify, to: 'download' }),
    ),
    'settings.get': readSettings,
    'settings.save': async (settings) => {
      const before = await readSettings();
      await writeJson(settingsFile, settings);
      await audit.record('settings.changed', { which: changedKeys(before, settings) });
      if (settings.hidePatients && !before.hidePatients) await recent.forgetPatients();
      return {};
    },
    'lock.state': async () => lock.state(),
    'lock.close': audit.recorded('app.locked', async () => {
      lock.close();
      return {};
    }),
    'lock.open': audit.recorded('app.unlocked', async ({ secret }) => {
      await lock.open(secret);
      begin();
      return {};
    }),
    'vault.turn-on': audit.recorded('vault.turned-on', async ({ passphrase }) => ({
      recoveryKey: await whileCasesRest(() => vault.turnOn(passphrase)),
    })),
    'vault.turn-off': audit.recorded('vault.turned-off', async ({ secret }) => {
      await whileCasesRest(() => vault.turnOff(secret));
      return {};
    }),
    'vault.change-passphrase': audit.recorded('vault.passphrase-changed', async ({ secret, passphrase }) => {
      await vault.changePassphrase(secret, passphrase);
      return {};
    }),
    ...pacs.calls,
    'doctor.examine': ({ display }) => doctor.examine(display),
    'doctor.bundle': async () => exports.keep(BUNDLE_NAME, 'application/zip', await doctor.bundle()),
    'pacs.send': audit.recorded('case.put-into-outbox', pacs.calls['pacs.send'], ({ caseId, serverId, formats }) => ({
      caseId,
      serverId,
      formats: formats.join(' '),
    })),
    'pacs.retrieve': audit.recorded('series.fetched', pacs.calls['pacs.retrieve'], ({ serverId, seriesUid }) => ({
      serverId,
      series: hashOf(seriesUid),
    })),
  };

  return {
    calls,
    isLocked: () => lock.isLocked,
    async invoke(name, params) {
      try {
        if (lock.isLocked && !CALLS_WHILE_LOCKED.has(name)) throw appLocked();
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
      await endedSoon(begun);
      await pacs.dispose();
      await endedSoon([engine.dispose()]);
      await jobs.ended();
      await audit.settled();
      await session.remove();
      await log.settled();
    },
  };
}
