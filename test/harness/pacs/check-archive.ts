/**
 * A study goes into an archive, is found, fetched, segmented, and its results go back into the same study: over DICOMweb and
 * over DIMSE, also when the archive or Quadrant is killed in the middle of sending.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXPORT_FORMATS, exportOptionsSchema, type ExportFormatId } from '#contract/exports';
import {
  outboxEntrySchema,
  pacsServerSchema,
  SENDABLE_FORMATS,
  type OutboxEntry,
  type PacsServer,
  type WorklistStudy,
} from '#contract/pacs';
import { INSTALLED_MODELS_DIR, version } from '../../../main/cli/installation.ts';
import { openArchive } from '../../../main/io/pacs/archive.ts';
import { objectHeader } from '../../../main/io/pacs/object-header.ts';
import { forkedEngine } from '../../../main/services/engine/engine-spawner.ts';
import { headlessBrowser } from '../../../main/services/browser/headless-browser.ts';
import { createServices, type Services } from '../../../main/services/index.ts';
import { findBrowser } from '../../../main/services/browser/machine-browser.ts';
import { makeCertificates } from './certificates.ts';
import { CuttingProxy } from './cutting-proxy.ts';
import { tlsFront } from './tls-front.ts';
import { AE_TITLES, freePort, LOGIN, Orthanc } from './orthanc.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RESOURCES = join(ROOT, 'resources');
const DEMO = join(RESOURCES, 'demo');
export const WAYS = ['dicomweb', 'dimse'] as const;
export type Way = (typeof WAYS)[number];

/** All that an archive takes of a CBCT; the report only where a browser lays it out. */
const FORMATS: readonly ExportFormatId[] = SENDABLE_FORMATS.filter(
  (id) => EXPORT_FORMATS[id].modalities.includes('cbct') && (id !== 'dicom-pdf' || findBrowser() !== null),
);

/** What is sent when a side is killed meanwhile: a large object first, so that the wire is cut within it. */
const CUT_FORMATS: readonly ExportFormatId[] = ['dicom-seg', 'dicom-sr'];

export interface Step {
  readonly way: Way | 'tls';
  readonly name: string;
  readonly seconds: number;
  /** What was counted. */
  readonly facts: Readonly<Record<string, number>>;
}

export class ArchiveCheck {
  readonly steps: Step[] = [];
  private readonly onStep: (step: Step) => void;
  private folder = '';
  private services: Services | null = null;
  /** Of the scan that the last way fetched. */
  private caseId = '';

  constructor(onStep: (step: Step) => void = () => {}) {
    this.onStep = onStep;
  }

  /** With `storedDemo`, a data folder that holds the demo scan's case, the scan is known when it comes from the archive. */
  async begin(storedDemo?: string): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'quadrant-pacs-'));
    if (storedDemo === undefined) await mkdir(this.dataDir);
    else await cp(storedDemo, this.dataDir, { recursive: true });
    this.services = createServices({
      dataDir: this.dataDir,
      resourcesDir: RESOURCES,
      engineSpawner: forkedEngine({ modelsDir: INSTALLED_MODELS_DIR, dataDir: this.dataDir, version: version() }),
      host: 'browser',
      version: version(),
      browser: headlessBrowser(),
    });
  }

  async end(): Promise<void> {
    await this.services?.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** All of one way, in order. */
  async run(way: Way): Promise<void> {
    const receivePort = await freePort();
    const orthanc = await Orthanc.start({ folder: await this.subfolder(`orthanc-${way}`), receivePort });
    const wire = await CuttingProxy.to(way === 'dicomweb' ? orthanc.webPort : orthanc.dicomPort);
    const server = serverOf(way, {
      webUrl: `http://localhost:${wire.port}/dicom-web`,
      dicomPort: wire.port,
      receivePort,
    });
    try {
      const serverId = await this.addServer(server);
      await this.time(way, 'store the study', () => this.storeDemo(server));
      const study = await this.time(way, 'find it', () => this.findStudy(serverId));
      const sourceId = await this.time(way, 'fetch it', () => this.fetch(serverId, study));
      this.caseId = await this.time(way, 'know or segment it', () => this.caseOf(sourceId));
      await this.time(way, 'send the results', () => this.sendAll(serverId));
      await this.time(way, 'find them in the study', () => this.expectResults(server, serverId, study, FORMATS));
      await orthanc.forgetResults();
      await this.time(way, 'archive killed in the middle of sending', () =>
        this.killArchive(serverId, { orthanc, wire }),
      );
      await this.expectResults(server, serverId, study, CUT_FORMATS);
      await orthanc.forgetResults();
      await this.time(way, 'Quadrant killed in the middle of sending', () => this.killQuadrant(way, server, wire));
      await this.expectResults(server, serverId, study, CUT_FORMATS);
    } finally {
      await wire.close();
      await orthanc.kill();
    }
  }

  /** Trust, and the three ways in which a server says no. */
  async runTls(): Promise<void> {
    const tls = await makeCertificates(await this.subfolder('certificates'));
    const receivePort = await freePort();
    const orthanc = await Orthanc.start({ folder: await this.subfolder('orthanc-tls'), receivePort, tls });
    const front = await tlsFront(tls, orthanc.webPort);
    const ports = { webUrl: `https://localhost:${front.port}/dicom-web`, dicomPort: orthanc.dicomPort, receivePort };
    try {
      for (const way of WAYS) {
        const trusting = pacsServerSchema.parse({ ...serverOf(way, ports), tls: true, trusted: tls.authority });
        const other = pacsServerSchema.parse({ ...trusting, trusted: '' });
        const open = pacsServerSchema.parse(
          trusting.kind === 'dimse'
            ? { ...trusting, tls: false }
            : { ...trusting, url: trusting.url.replace('https', 'http') },
        );
        await this.time('tls', `${way} with our authority`, () => testServer(trusting, LOGIN.password));
        await this.time('tls', `${way} without it`, () => expectError(testServer(other, LOGIN.password), 'pacs.tls'));
        await this.time('tls', `${way} not encrypted`, () => expectAnyError(testServer(open, LOGIN.password)));
      }
    } finally {
      await front.close();
      await orthanc.kill();
    }
  }

  /** Login and AE titles that are wrong. */
  async runRefusals(): Promise<void> {
    const orthanc = await Orthanc.start({ folder: await this.subfolder('orthanc-refusing'), receivePort: 11112 });
    try {
      const { webUrl, dicomPort } = orthanc;
      const web = serverOf('dicomweb', { webUrl, dicomPort, receivePort: 11112 });
      await expectError(testServer(web, 'wrong'), 'pacs.login');
      await expectError(testServer(web, null), 'pacs.login');
      const dimse = serverOf('dimse', { webUrl, dicomPort, receivePort: 11112 });
      await testServer(dimse, null);
      const called = pacsServerSchema.parse({ ...dimse, calledAet: 'ANOTHER' });
      await expectError(testServer(called, null), 'pacs.association-refused');
      const elsewhere = pacsServerSchema.parse({ ...web, url: webUrl.replace('dicom-web', 'nothing') });
      await expectError(testServer(elsewhere, LOGIN.password), 'pacs.unsupported');
      // The DICOM port asked over HTTP, and the web port over DIMSE.
      const swapped = pacsServerSchema.parse({ ...web, url: `http://localhost:${dicomPort}/dicom-web` });
      await expectAnyError(testServer(swapped, LOGIN.password));
      await expectError(
        testServer(pacsServerSchema.parse({ ...dimse, port: orthanc.webPort }), null),
        'pacs.bad-answer',
      );
    } finally {
      await orthanc.kill();
    }
  }

  /** Files under the data folder that hold the password. */
  async filesWithPassword(): Promise<readonly string[]> {
    const names = await readdir(this.dataDir, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const each of names) {
      if (!each.isFile()) continue;
      const path = join(each.parentPath, each.name);
      const bytes = await readFile(path);
      if (bytes.includes(LOGIN.password) || bytes.includes(btoa(`${LOGIN.user}:${LOGIN.password}`))) found.push(path);
    }
    return found;
  }

  private get dataDir(): string {
    return join(this.folder, 'data');
  }

  private get calls(): Services['calls'] {
    if (this.services === null) throw new Error('Begin first.');
    return this.services.calls;
  }

  private async subfolder(name: string): Promise<string> {
    const path = join(this.folder, name);
    await mkdir(path);
    return path;
  }

  private async time<Result>(way: Step['way'], name: string, work: () => Promise<Result>): Promise<Result> {
    const began = performance.now();
    const result = await work();
    const facts = typeof result === 'object' && result !== null && 'facts' in result ? Object(result.facts) : {};
    const step = { way, name, seconds: (performance.now() - began) / 1000, facts };
    this.steps.push(step);
    this.onStep(step);
    return result;
  }

  private async addServer(server: PacsServer): Promise<string> {
    const { serverId } = await this.calls['pacs.save-server']({ serverId: null, server });
    if (server.kind === 'dicomweb') await this.calls['pacs.set-password']({ serverId, password: LOGIN.password });
    return serverId;
  }

  private async storeDemo(server: PacsServer) {
    const archive = await openArchive(server, LOGIN.password);
    const names = await readdir(DEMO);
    for (const name of names) await archive.store(await fileToStore(join(DEMO, name)), neverStopped());
    return { facts: { files: names.length } };
  }

  private async findStudy(serverId: string): Promise<WorklistStudy> {
    const { studies, next } = await this.calls['pacs.find'](query(serverId, 'Synthetic'));
    const nobody = await this.calls['pacs.find'](query(serverId, 'Nobody'));
    expect(studies.length === 1 && next === null && nobody.studies.length === 0, 'one study of that name');
    return studies[0];
  }

  /** Every image as it was stored, byte for byte behind the file's own header. */
  private async fetch(serverId: string, { studyUid, series }: WorklistStudy): Promise<string> {
    const [{ seriesUid, kind, images }] = series;
    const names = await readdir(DEMO);
    expect(kind === 'cbct' && images === names.length, `a CBCT of ${names.length} images`);
    const { retrievalId } = await this.calls['pacs.retrieve']({ serverId, studyUid, seriesUid });
    const sourceId = await new Promise<string>((resolve, reject) => {
      this.services?.subscribeRetrieval(retrievalId, (event) => {
        if (event.state === 'done') resolve(event.sourceId);
        else if (event.state !== 'running') reject(new Error(JSON.stringify(event)));
      });
    });
    const stored = await dataSetsIn(DEMO);
    const fetched = await dataSetsIn(join(this.dataDir, 'received', seriesUid));
    expect(stored.size === fetched.size, 'as many images as were stored');
    for (const [uid, bytes] of stored)
      expect(fetched.get(uid)?.equals(bytes) === true, `image ${uid} as it was stored`);
    return sourceId;
  }

  /** Of a scan that was segmented before, the case that is stored. */
  private async caseOf(sourceId: string): Promise<string> {
    const { scanId } = await this.calls['scans.open']({ source: { kind: 'source', sourceId }, beside: false });
    const { latestCaseId } = await this.calls['scans.complete']({ scanId });
    if (latestCaseId !== null) return latestCaseId;
    const { jobId } = await this.calls['jobs.segment']({ scanId, provider: 'auto', precision: 'auto' });
    return new Promise<string>((resolve, reject) => {
      this.services?.subscribeJob(jobId, (event) => {
        if (event.state === 'done') resolve(event.caseId);
        else if (event.state !== 'running') reject(new Error(JSON.stringify(event)));
      });
    });
  }

  private send(serverId: string, formats: readonly ExportFormatId[]): Promise<OutboxEntry> {
    const options = exportOptionsSchema.parse({});
    return this.calls['pacs.send']({ serverId, caseId: this.caseId, formats: [...formats], options });
  }

  private async sendAll(serverId: string) {
    const { entryId, files } = await this.send(serverId, FORMATS);
    await this.until(entryId, ({ state }) => state === 'sent');
    return { facts: { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) } };
  }

  /** Each of the last entry's objects is in the archive once, in the study of the scan. */
  private async expectResults(
    server: PacsServer,
    serverId: string,
    { studyUid }: WorklistStudy,
    formats: readonly ExportFormatId[],
  ): Promise<void> {
    const study = await this.findStudy(serverId);
    const results = study.series.filter(({ kind }) => kind === 'result');
    expect(study.studyUid === studyUid && results.length === formats.length, 'the results in the study of the scan');
    const archive = await openArchive(server, LOGIN.password);
    const found: string[] = [];
    for (const { seriesUid } of results) {
      const images = await archive.findImages({ studyUid, seriesUid }, neverStopped());
      found.push(...images.map(({ sopInstanceUid }) => sopInstanceUid));
    }
    const [entry] = await this.calls['pacs.outbox']({});
    const sent = entry.files.map(({ sopInstanceUid }) => sopInstanceUid);
    expect(found.toSorted().join() === sent.toSorted().join(), 'each object once');
  }

  private async killArchive(
    serverId: string,
    { orthanc, wire }: { readonly orthanc: Orthanc; readonly wire: CuttingProxy },
  ): Promise<void> {
    const killed = wire.cutAfter(await this.halfAnObject(), () => orthanc.kill());
    const { entryId } = await this.send(serverId, CUT_FORMATS);
    await killed;
    const failed = await this.until(entryId, ({ attempts }) => attempts > 0);
    expect(failed.state === 'waiting' && failed.error !== null, 'the entry waits, and says why');
    expect(
      failed.files.every(({ sentAt }) => sentAt === null),
      'nothing is taken for sent',
    );
    await orthanc.start();
    await this.until(entryId, ({ state }) => state === 'sent'); // by itself
  }

  private async killQuadrant(way: Way, server: PacsServer, wire: CuttingProxy): Promise<void> {
    const dataDir = await this.subfolder(`cli-${way}`);
    const where =
      server.kind === 'dicomweb'
        ? ['--url', server.url, '--user', server.user]
        : ['--host', server.host, '--port', String(server.port), '--called', server.calledAet];
    await cli(dataDir, ['add', '--name', server.name, ...where]);
    const child = spawnCli(dataDir, [
      'send',
      join(this.dataDir, 'cases', this.caseId),
      ...CUT_FORMATS.flatMap((format) => ['--format', format]),
    ]);
    await wire.cutAfter(await this.halfAnObject(), async () => {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
    });
    const [name] = await readdir(join(dataDir, 'outbox'));
    const left = await readdir(join(dataDir, 'outbox', name));
    expect(left.filter((file) => file.endsWith('.dcm')).length === CUT_FORMATS.length, 'all objects lie in the outbox');
    const [entry] = outboxEntrySchema.array().parse(JSON.parse(await cli(dataDir, ['outbox', '--json'])));
    expect(entry.state === 'sent', 'the next start sends them');
    const after = await readdir(join(dataDir, 'outbox', name));
    expect(after.join() === 'entry.json', 'what the archive has is kept here no longer');
  }

  private async halfAnObject(): Promise<number> {
    const [entry] = await this.calls['pacs.outbox']({});
    return Math.round(entry.files[0].bytes / 2);
  }

  private until(entryId: string, holds: (entry: OutboxEntry) => boolean): Promise<OutboxEntry> {
    return new Promise((resolve, reject) => {
      const stop = this.services?.subscribeOutbox((entries) => {
        const entry = entries.find((each) => each.entryId === entryId);
        if (entry?.state === 'stopped') reject(new Error(JSON.stringify(entry.error)));
        if (entry === undefined || !holds(entry)) return;
        setImmediate(() => stop?.());
        resolve(entry);
      });
    });
  }
}

interface Ports {
  readonly webUrl: string;
  readonly dicomPort: number;
  readonly receivePort: number;
}

function serverOf(way: Way, { webUrl, dicomPort, receivePort }: Ports): PacsServer {
  return pacsServerSchema.parse(
    way === 'dicomweb'
      ? { kind: 'dicomweb', name: 'Orthanc over DICOMweb', url: webUrl, user: LOGIN.user }
      : {
          kind: 'dimse',
          name: 'Orthanc over DIMSE',
          host: '127.0.0.1',
          port: dicomPort,
          calledAet: AE_TITLES.called,
          callingAet: AE_TITLES.calling,
          receivePort,
        },
  );
}

async function testServer(server: PacsServer, password: string | null): Promise<void> {
  await (await openArchive(server, password)).test(neverStopped());
}

async function expectError(work: Promise<unknown>, code: string): Promise<void> {
  const error = await expectAnyError(work);
  expect(error === code, `${code}, not ${error}`);
}

/** Its code. */
async function expectAnyError(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  const code = thrown !== null && typeof thrown === 'object' && 'code' in thrown ? String(thrown.code) : String(thrown);
  expect(code.startsWith('pacs.'), `an error of the archive, not ${code}`);
  return code;
}

function query(serverId: string, patientName: string) {
  const any = { patientId: '', accessionNumber: '', fromDay: '', toDay: '' };
  return { serverId, patientName, ...any, from: 0, limit: 50 };
}

async function fileToStore(path: string) {
  const header = await objectHeader(path);
  if (header === null) throw new Error(`${path} is no DICOM file`);
  return { path, bytes: (await stat(path)).size, sopInstanceUid: header.sopInstanceUid };
}

/** By UID, without the file's own header, which every archive writes anew. */
async function dataSetsIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const dataSets = new Map<string, Buffer>();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const header = await objectHeader(path);
    if (header === null) throw new Error(`${path} is no DICOM file`);
    dataSets.set(header.sopInstanceUid, (await readFile(path)).subarray(header.dataSetFrom));
  }
  return dataSets;
}

function spawnCli(dataDir: string, args: readonly string[]) {
  const env = { ...process.env, QUADRANT_DATA_DIR: dataDir, QUADRANT_PACS_PASSWORD: LOGIN.password };
  return spawn(process.execPath, [join(ROOT, 'main/cli.ts'), 'pacs', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What it printed. */
async function cli(dataDir: string, args: readonly string[]): Promise<string> {
  const child = spawnCli(dataDir, args);
  let out = '';
  let log = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(code === 0, `quadrant pacs ${args[0]}: ${code}\n${out}${log}`);
  expect(!`${out}${log}`.includes(LOGIN.password), 'no password in what is printed');
  return out;
}

function neverStopped(): AbortSignal {
  return new AbortController().signal;
}

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Expected: ${what}`);
}
