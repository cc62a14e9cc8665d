/** The use-cases with a real engine process, the stand-in networks and a phantom on disk. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jobEventSchema, type JobEvent } from '#contract/api';
import { streamOrder } from '#core/voxels/stream-order';
import { decodeSurface } from '#core/surface/surface-bytes';
import { createServices, type EngineProcess, type Services } from '../../../main/services/index.ts';
import { forkedEngine } from '../../../main/services/engine/engine-spawner.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomCentre, phantomGrid, type Phantom } from '../../fixtures/phantom.ts';
import { writeScan } from '../../fixtures/write-scan.ts';

const TEETH = [16, 14, 12, 11, 21, 22, 24, 26, 36, 34, 32, 31, 41, 42, 44, 46].toSorted((a, b) => a - b);
/** Left-handed and anisotropic. */
const PHANTOM: Phantom = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], [-1, 0, 0, 0, 1, 0, 0, 0, 1]), TEETH);

let scanDir = '';
let scanPath = '';
beforeAll(async () => {
  scanDir = await mkdtemp(join(tmpdir(), 'quadrant-scan-'));
  scanPath = join(scanDir, 'phantom.nii');
  await writeScan(scanPath, PHANTOM.volume);
});
afterAll(() => rm(scanDir, { recursive: true }));

let dataDir = '';
let services: Services;
let engines: EngineProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'quadrant-data-'));
  engines = [];
  const spawn = forkedEngine({ modelsDir: TEST_MODELS, dataDir, version: '9.9.9' });
  const engineSpawner = (): EngineProcess => {
    const engine = spawn();
    engines.push(engine);
    return engine;
  };
  services = createServices({ dataDir, resourcesDir: scanDir, engineSpawner, host: 'browser', version: '9.9.9' });
});
afterEach(async () => {
  await services.dispose();
  await rm(dataDir, { recursive: true });
});

async function openPhantom({ beside = false } = {}) {
  const source = { kind: 'source' as const, sourceId: services.registerSource(scanPath) };
  return services.calls['scans.open']({ source, beside });
}

/** Runs a job to its end; `onEvent` may interfere. */
async function runJob(
  scanId: string,
  onEvent: (event: JobEvent, jobId: string) => void = () => {},
): Promise<JobEvent[]> {
  const { jobId } = await services.calls['jobs.segment']({ scanId, provider: 'cpu', precision: 'auto' });
  const events: JobEvent[] = [];
  await new Promise<void>((resolve) => {
    services.subscribeJob(jobId, (event) => {
      events.push(event);
      onEvent(event, jobId);
      if (event.state !== 'running') resolve();
    });
  });
  return events;
}

function caseIdOf(events: readonly JobEvent[]): string {
  const last = events.at(-1);
  if (last?.state !== 'done') throw new Error(`The job ended as ${JSON.stringify(last)}`);
  return last.caseId;
}

describe('a scan from its file to its teeth', () => {
  test('opens, segments, stores the case and serves the bytes', async () => {
    const opened = await openPhantom();
    expect(opened).toMatchObject({ voxelType: 'int16', geometry: { dims: [106, 100, 86] } });
    expect(opened.greyRange).toEqual([0, 2000]);
    expect(await services.calls['scans.complete']({ scanId: opened.scanId })).toMatchObject({ latestCaseId: null });
    const voxels = await services.openVoxels(opened.scanId);
    const { data } = PHANTOM.volume;
    const sliceBytes = data.byteLength / 86;
    const slices = [...streamOrder(86)].map((k) => Buffer.from(data.buffer, k * sliceBytes, sliceBytes));
    expect(Buffer.compare(await readFile(voxels.path), Buffer.concat(slices))).toBe(0);
    expect(voxels.sizeBytes).toBe(data.byteLength);

    const events = await runJob(opened.scanId);
    for (const event of events) jobEventSchema.parse(event);
    const fractions = events.flatMap((event) => (event.state === 'running' ? [event.fraction] : []));
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    const caseId = caseIdOf(events);

    const found = await services.calls['cases.get']({ caseId });
    expect(found.case).toMatchObject({ id: caseId, quadrantVersion: '9.9.9', provider: 'cpu', modality: 'cbct' });
    expect(found.case.instances.map(({ fdi }) => fdi)).toEqual(TEETH);
    expect(found.run.stages.map(({ name }) => name)).toEqual(['read', 'coarse', 'fine', 'label', 'measure', 'save']);
    expect(found.run.peakMemoryBytes).toBeGreaterThan(5e7);

    const labels = await readFile((await services.openLabels(caseId)).path);
    expect(new Set(labels)).toEqual(new Set([0, ...TEETH]));
    expect(labels.length).toBe(data.length);
    await expectMeshAround(caseId, 46);
    await expect(services.openMesh(caseId, 18, 0, 'fine')).rejects.toMatchObject({ code: 'usage' });
    await expect(services.openMesh(caseId, 99, 0, 'coarse')).rejects.toMatchObject({ code: 'usage' });
    await expect(services.openMesh(caseId, 46, 0, '../x')).rejects.toMatchObject({ code: 'usage' });

    // The same voxels again: the case is offered, and the list of recent scans gives them back.
    const [recent] = await services.calls['scans.recent']({});
    if (recent === undefined) throw new Error('no recent scan');
    expect(recent).not.toHaveProperty('path');
    expect(recent).toMatchObject({ recentId: opened.recentId, modality: 'cbct', teeth: null, thumbnail: false });
    const again = await services.calls['scans.open']({
      source: { kind: 'recent', recentId: recent.recentId },
      beside: false,
    });
    const { latestCaseId } = await services.calls['scans.complete']({ scanId: again.scanId });
    expect(latestCaseId).toBe(caseId);
    await expect(services.openVoxels(opened.scanId)).rejects.toMatchObject({ code: 'scan.not-found' });
  });

  async function expectMeshAround(caseId: string, fdi: number): Promise<void> {
    const { path, sizeBytes } = await services.openMesh(caseId, fdi, 0, 'fine');
    const bytes = await readFile(path);
    expect(bytes.length).toBe(sizeBytes);
    const surface = decodeSurface(Uint8Array.from(bytes).buffer);
    if (surface === null) throw new Error('no surface');
    const { positions, indices, light } = surface;
    const expected = phantomCentre(fdi);
    for (const axis of [0, 1, 2]) {
      const along = positions.filter((_, n) => n % 3 === axis);
      expect(Math.abs(along.reduce((sum, mm) => sum + mm, 0) / along.length - expected[axis])).toBeLessThan(1);
    }
    expect(Math.max(...indices)).toBe(light.length - 1);
  }

  test('a cancelled job says so, leaves no folder, and the engine goes on', async () => {
    const { scanId } = await openPhantom();
    const events = await runJob(scanId, (event, jobId) => {
      if (event.state === 'running' && event.stage === 'coarse') void services.calls['jobs.cancel']({ jobId });
    });
    expect(events.at(-1)).toEqual({ state: 'cancelled' });
    expect(await readdir(join(dataDir, 'cases')).catch(() => [])).toEqual([]);
    caseIdOf(await runJob(scanId));
    expect(engines).toHaveLength(1);
  });

  test('a killed engine fails its job with engine.crashed, and the next job starts another and reads the scan again', async () => {
    const { scanId } = await openPhantom();
    const events = await runJob(scanId, (event) => {
      if (event.state === 'running' && event.stage === 'fine') engines[0]?.kill();
    });
    expect(events.at(-1)).toMatchObject({ state: 'failed', error: { code: 'engine.crashed' } });
    caseIdOf(await runJob(scanId));
    expect(engines).toHaveLength(2);
  });

  test('two jobs run one after the other', async () => {
    const { scanId } = await openPhantom();
    const [first, second] = await Promise.all([runJob(scanId), runJob(scanId)]);
    expect(new Set([caseIdOf(first), caseIdOf(second)]).size).toBe(2);
  });
});

describe('what hosts hand in', () => {
  test('is validated: unknown calls and wrong parameters are usage errors', async () => {
    await expect(services.invoke('files.delete', {})).rejects.toMatchObject({ code: 'usage' });
    await expect(services.invoke('toString', {})).rejects.toMatchObject({ code: 'usage' });
    await expect(services.invoke('jobs.segment', { scanId: 1 })).rejects.toMatchObject({ code: 'usage' });
    expect(await services.invoke('app.info', {})).toEqual({
      version: '9.9.9',
      host: 'browser',
      account: expect.any(String),
      casesThere: true,
      platform: process.platform,
    });
  });

  test('unknown ids never reach the disk', async () => {
    await expect(services.calls['cases.get']({ caseId: '../../etc' })).rejects.toMatchObject({
      code: 'case.not-found',
    });
    await expect(services.openLabels('..')).rejects.toMatchObject({ code: 'case.not-found' });
    await expect(services.openVoxels('x')).rejects.toMatchObject({ code: 'scan.not-found' });
    await expect(services.calls['jobs.cancel']({ jobId: 'x' })).rejects.toMatchObject({ code: 'usage' });
    await expect(
      services.calls['scans.open']({ source: { kind: 'source', sourceId: 'x' }, beside: false }),
    ).rejects.toMatchObject({
      code: 'scan.not-found',
    });
    await expect(
      services.calls['scans.open']({ source: { kind: 'recent', recentId: 'x' }, beside: false }),
    ).rejects.toMatchObject({
      code: 'scan.not-found',
    });
  });

  test('uploads stay inside their folder and can be opened', async () => {
    const { sourceId } = await services.calls['uploads.begin']({});
    for (const path of ['../x', '/etc/x', 'a/../../x', '', '.', 'a\0b']) {
      await expect(services.uploadPath(sourceId, path)).rejects.toMatchObject({ code: 'usage' });
    }
    await expect(services.uploadPath(services.registerSource(scanDir), 'x')).rejects.toMatchObject({ code: 'usage' });
    const target = await services.uploadPath(sourceId, 'scans/phantom.nii');
    await writeFile(target, await readFile(scanPath));
    expect(await readdir(join(target, '..'))).toEqual(['phantom.nii']);
    const opened = await services.calls['scans.open']({ source: { kind: 'source', sourceId }, beside: false });
    expect(opened.info.series[0]?.kind).toBe('nifti');
  });

  test('an unreadable scan is refused with its own code and leaves the open one open', async () => {
    const { scanId } = await openPhantom();
    const source = { kind: 'source', sourceId: services.registerSource(join(scanDir, 'nowhere')) } as const;
    await expect(services.calls['scans.open']({ source, beside: false })).rejects.toMatchObject({
      code: 'scan.not-found',
    });
    expect((await services.openVoxels(scanId)).sizeBytes).toBeGreaterThan(0);
    caseIdOf(await runJob(scanId));
  });
});

test('the session folder goes when the services end', async () => {
  const { scanId } = await openPhantom();
  const { path } = await services.openVoxels(scanId);
  await services.dispose();
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('two scans side by side', () => {
  test('are both served until the second is given up, or another is opened', async () => {
    const first = await openPhantom();
    const second = await openPhantom({ beside: true });
    await services.calls['scans.complete']({ scanId: second.scanId });
    const bytes = PHANTOM.volume.data.byteLength;
    for (const { scanId } of [first, second]) expect((await services.openVoxels(scanId)).sizeBytes).toBe(bytes);

    const third = await openPhantom({ beside: true });
    await expect(services.openVoxels(second.scanId)).rejects.toMatchObject({ code: 'scan.not-found' });
    await services.calls['scans.complete']({ scanId: third.scanId });
    const { path } = await services.openVoxels(third.scanId);
    await services.calls['scans.close-beside']({});
    await expect(readFile(path)).rejects.toThrow();
    expect((await services.openVoxels(first.scanId)).sizeBytes).toBe(bytes);

    const fourth = await openPhantom({ beside: true });
    const instead = await openPhantom();
    for (const { scanId } of [first, fourth])
      await expect(services.openVoxels(scanId)).rejects.toMatchObject({ code: 'scan.not-found' });
    expect((await services.openVoxels(instead.scanId)).sizeBytes).toBe(bytes);
  });

  test('leave the first in the engine: its teeth are found without reading it again', async () => {
    const first = await openPhantom();
    await services.calls['scans.complete']({ scanId: first.scanId });
    const second = await openPhantom({ beside: true });
    await services.calls['scans.complete']({ scanId: second.scanId });
    await rm(scanPath);
    try {
      expect((await runJob(first.scanId)).at(-1)).toMatchObject({ state: 'done' });
    } finally {
      await writeScan(scanPath, PHANTOM.volume);
    }
  });
});
