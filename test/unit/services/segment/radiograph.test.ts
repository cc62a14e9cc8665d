/** A radiograph through the services with a real engine process and stand-in nets: open, segment, outline by a click. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobEvent, OpenScan } from '#contract/api';
import { forkedEngine } from '../../../../main/services/engine/engine-spawner.ts';
import { createServices, type Services } from '../../../../main/services/index.ts';
import { TEST_RADIOGRAPH_MODELS } from '../../../fixtures/paths.ts';
import { radiographPhantom, writeGreyPng } from '../../../fixtures/radiograph-phantom.ts';

let root: string;
let services: Services;
let opened: OpenScan;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-radiograph-'));
  const phantom = radiographPhantom({ missing: [16] });
  const path = join(root, 'panoramic.png');
  await writeGreyPng(path, phantom);
  const engineSpawner = forkedEngine({ modelsDir: TEST_RADIOGRAPH_MODELS, dataDir: root, version: '9.9.9' });
  services = createServices({ dataDir: root, resourcesDir: root, engineSpawner, host: 'browser', version: '9.9.9' });
  opened = await services.calls['scans.open']({
    source: { kind: 'source', sourceId: services.registerSource(path) },
    beside: false,
  });
});
afterAll(async () => {
  await services.dispose();
  await rm(root, { recursive: true, force: true });
});

test('it opens as one slice of pixels', () => {
  expect(opened.info).toMatchObject({ modality: 'opg', radiograph: { pixelSpacingMm: null, mirrored: false } });
  expect(opened.geometry).toMatchObject({ dims: [1024, 576, 1], spacingMm: [1, 1, 1] });
});

test('its job goes through its own stages to a case whose labels are served', async () => {
  const { scanId } = opened;
  const { jobId } = await services.calls['jobs.segment']({ scanId, provider: 'cpu', precision: 'auto' });
  const events: JobEvent[] = [];
  await new Promise<void>((resolve) => {
    services.subscribeJob(jobId, (event) => {
      events.push(event);
      if (event.state !== 'running') resolve();
    });
  });
  const stages = new Set(events.flatMap((event) => (event.state === 'running' ? [event.stage] : [])));
  expect([...stages].filter((stage) => stage === 'coarse' || stage === 'fine')).toEqual([]);
  expect(stages).toContain('outline');
  const last = events.at(-1);
  if (last?.state !== 'done') throw new Error(`The job ended as ${JSON.stringify(last)}`);
  const { case: caseFile } = await services.calls['cases.get']({ caseId: last.caseId });
  expect(caseFile).toMatchObject({ modality: 'opg', missing: [16] });
  const { path, sizeBytes } = await services.openLabels(last.caseId);
  expect(sizeBytes).toBe(1024 * 576);
  expect(new Set(await readFile(path)).size).toBe(32);
  await expect(services.openMesh(last.caseId, 11, 0, 'fine')).rejects.toMatchObject({ code: 'usage' });
});

test('a click on it is answered with an outline, nonsense with a reason', async () => {
  const { scanId } = opened;
  const answer = await services.calls['radiographs.outline']({
    scanId,
    box: null,
    points: [{ at: [500, 200], inside: true }],
  });
  expect(answer.polygons.length).toBe(1);
  expect(answer.areaPx).toBe(39 * 39); // centres less than 20 pixels away
  await expect(services.calls['radiographs.outline']({ scanId, box: null, points: [] })).rejects.toMatchObject({
    code: 'usage',
  });
  await expect(services.calls['radiographs.outline']({ scanId: 'x', box: null, points: [] })).rejects.toMatchObject({
    code: 'scan.not-found',
  });
});
