/** A stored case and its scan find each other, with a real engine and the stand-in networks. */
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ScanSource } from '#contract/api';
import { forkedEngine } from '../../../../main/services/engine/engine-spawner.ts';
import { createServices, type Services } from '../../../../main/services/index.ts';
import { storeBlocksCase } from '../../../fixtures/blocks-case.ts';
import { TEST_MODELS } from '../../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../../fixtures/phantom.ts';
import { writeScan } from '../../../fixtures/write-scan.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';

const OTHER_SURFACE = fileURLToPath(new URL('../../../fixtures/surfaces/trimesh.ply', import.meta.url));
const OLDER = '55555555-5555-4555-8555-555555555555';
/** Left-handed and anisotropic. */
const GRID = phantomGrid([72, 70, 60], [1.3, 1.2, 1.4], [-1, 0, 0, 0, 1, 0, 0, 0, 1]);

const folder = useTemporaryFolder();
let dataDir: string;
let scanPath: string;
let services: Services;

beforeEach(async () => {
  dataDir = join(folder.path, 'data');
  await mkdir(dataDir);
  scanPath = join(folder.path, 'phantom.nii');
  await writeScan(scanPath, makePhantom(GRID, [16, 11, 21, 26, 36, 31, 41, 46]).volume);
  services = createServices({
    dataDir,
    resourcesDir: folder.path,
    engineSpawner: forkedEngine({ modelsDir: TEST_MODELS, dataDir, version: '0.0.0' }),
    host: 'browser',
    version: '0.0.0',
  });
});
afterEach(() => services.dispose());

async function open(source: ScanSource, forCase?: string) {
  const { scanId } = await services.calls['scans.open']({ source, beside: false, forCase });
  return { scanId, ...(await services.calls['scans.complete']({ scanId })) };
}

const picked = (path: string): ScanSource => ({ kind: 'source', sourceId: services.registerSource(path) });

async function segment(scanId: string): Promise<string> {
  const { jobId } = await services.calls['jobs.segment']({ scanId, provider: 'cpu', precision: 'auto' });
  return new Promise((resolve, reject) => {
    services.subscribeJob(jobId, (event) => {
      if (event.state === 'done') resolve(event.caseId);
      else if (event.state !== 'running') reject(new Error(JSON.stringify(event)));
    });
  });
}

it('shows the case that was asked for on its scan, wherever that lies now, and says when it is another scan', async () => {
  const newest = await segment((await open(picked(scanPath))).scanId);
  await cp(join(dataDir, 'cases', newest), join(dataDir, 'cases', OLDER), { recursive: true });
  const file = join(dataDir, 'cases', OLDER, 'case.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/"createdAt": ".*?"/, '"createdAt": "2020-01-01T00:00:00.000Z"'));

  expect((await open(picked(scanPath))).latestCaseId).toBe(newest);
  expect(await open({ kind: 'case', caseId: OLDER })).toMatchObject({ latestCaseId: OLDER, warnings: [] });

  const moved = join(folder.path, 'moved.nii');
  await rename(scanPath, moved);
  await expect(open({ kind: 'case', caseId: OLDER })).rejects.toMatchObject({
    code: 'scan.not-found',
    facts: { caseId: OLDER },
  });
  expect((await open(picked(moved), OLDER)).latestCaseId).toBe(OLDER);

  // Another patient's scan at the old place: the case must not be shown on it.
  await writeScan(scanPath, makePhantom(GRID, [16, 11]).volume);
  const { latestCaseId, warnings } = await open({ kind: 'case', caseId: OLDER });
  expect([latestCaseId, warnings.map(({ code }) => code)]).toEqual([null, ['scan.other-than-case']]);
  await rm(scanPath);
});

it('opens an intraoral case on the surface that it keeps, once its scan is gone from its place', async () => {
  const stl = join(folder.path, 'blocks.ply');
  const { caseFile } = await storeBlocksCase(stl, join(dataDir, 'cases', OLDER), OLDER);
  // Two blocks are too small for an arch; that they are another scan would be a second warning.
  const opened = { latestCaseId: OLDER, warnings: [{ code: 'surface.unit-unsure' }] };
  expect(await open({ kind: 'case', caseId: OLDER })).toMatchObject(opened);

  const moved = join(folder.path, 'moved.ply');
  await rename(stl, moved);
  expect(await open({ kind: 'case', caseId: OLDER })).toMatchObject(opened);
  const source = { kind: 'case', caseId: OLDER } as const;
  const { info, geometry } = await services.calls['scans.open']({ source, beside: false });
  expect(geometry).toEqual(caseFile.source.geometry);
  expect(info.surface).toEqual(caseFile.source.surface);
  expect((await open(picked(moved), OLDER)).latestCaseId).toBe(OLDER);

  // Another scan at the old place is not taken for it.
  await cp(OTHER_SURFACE, stl);
  await expect(open({ kind: 'case', caseId: OLDER })).rejects.toMatchObject({ code: 'scan.series-not-found' });
});
