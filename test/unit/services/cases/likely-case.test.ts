/** Which stored case is offered before the voxels have told, and the surfaces that are kept beside it. */
import { appendFile, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobEvent } from '#contract/api';
import { splitSurfaces } from '#core/surface/surface-bytes';
import type { Vec3 } from '#core/volume';
import { forkedEngine } from '../../../../main/services/engine/engine-spawner.ts';
import { createServices, type Services } from '../../../../main/services/index.ts';
import { TEST_MODELS } from '../../../fixtures/paths.ts';
import { makePhantom, phantomCentre, phantomGrid } from '../../../fixtures/phantom.ts';
import { writeSlices } from '../../io/dicom/synthetic-dicom.ts';

const TEETH = [16, 11, 21, 26, 36, 31, 41, 46];
const DIMS: Vec3 = [106, 100, 86];
const SPACING_MM: Vec3 = [0.9, 0.8, 1];
const { volume } = makePhantom(phantomGrid(DIMS, SPACING_MM, [1, 0, 0, 0, 1, 0, 0, 0, 1]), TEETH);

/** The phantom as DICOM slices of one series, `added` to every grey value; `apartMm` is what the headers say. */
function writePhantom(folder: string, added: number, apartMm = SPACING_MM[2]): void {
  const { originMm } = volume.geometry;
  writeSlices(folder, {
    positionsMm: Array.from({ length: DIMS[2] }, (_, k): Vec3 => [originMm[0], originMm[1], originMm[2] + k * apartMm]),
    columns: DIMS[0],
    rows: DIMS[1],
    spacingMm: [SPACING_MM[0], SPACING_MM[1]],
    phantom: (world) => {
      const [i, j, k] = world.map((mm, axis) => Math.round((mm - originMm[axis]) / SPACING_MM[axis]));
      return volume.data[i + DIMS[0] * (j + DIMS[1] * k)] + added;
    },
  });
}

let folder = '';
let services: Services;
let caseId = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-likely-'));
  writePhantom(join(folder, 'scan'), 0);
  writePhantom(join(folder, 'retake'), 7);
  writePhantom(join(folder, 'stretched'), 0, 0.5);
  await cp(join(folder, 'scan'), join(folder, 'moved'), { recursive: true });
  const dataDir = join(folder, 'data');
  const engineSpawner = forkedEngine({ modelsDir: TEST_MODELS, dataDir, version: '9.9.9' });
  services = createServices({ dataDir, resourcesDir: folder, engineSpawner, host: 'browser', version: '9.9.9' });
  const scanId = await open('scan');
  expect(await services.calls['scans.likely-case']({ scanId })).toEqual({ caseId: null });
  const { jobId } = await services.calls['jobs.segment']({ scanId, provider: 'cpu', precision: 'auto' });
  const last = await new Promise<JobEvent>((resolve) => {
    services.subscribeJob(jobId, (event) => {
      if (event.state !== 'running') resolve(event);
    });
  });
  if (last.state !== 'done') throw new Error(JSON.stringify(last));
  ({ caseId } = last);
}, 120_000);
afterAll(async () => {
  await services.dispose();
  await rm(folder, { recursive: true });
});

async function open(name: string): Promise<string> {
  const source = { kind: 'source' as const, sourceId: services.registerSource(join(folder, name)) };
  return (await services.calls['scans.open']({ source, beside: false })).scanId;
}

describe('a stored case', () => {
  test('is likely for its series wherever it lies, and then certain', async () => {
    const scanId = await open('moved');
    expect(await services.calls['scans.likely-case']({ scanId })).toEqual({ caseId });
    expect(await services.calls['scans.complete']({ scanId })).toMatchObject({ latestCaseId: caseId });
  });

  test('is likely for other voxels under the same series UID, and then refused', async () => {
    const scanId = await open('retake');
    expect(await services.calls['scans.likely-case']({ scanId })).toEqual({ caseId });
    expect(await services.calls['scans.complete']({ scanId })).toMatchObject({ latestCaseId: null });
  });

  test('is not likely on another grid', async () => {
    const scanId = await open('stretched');
    expect(await services.calls['scans.likely-case']({ scanId })).toEqual({ caseId: null });
  });

  test('of a scan that is no longer open is not sought', async () => {
    await expect(services.calls['scans.likely-case']({ scanId: 'x' })).rejects.toMatchObject({
      code: 'scan.not-found',
    });
  });
});

describe('the surfaces kept beside a case', () => {
  test('are there once each tooth was made, and not for another label map', async () => {
    const { case: found } = await services.calls['cases.get']({ caseId });
    const codes = found.instances.map(({ fdi }) => fdi);
    expect(codes.length).toBeGreaterThan(4);
    expect(await services.openMeshes(caseId)).toBeNull();
    for (const fdi of codes.slice(1)) await services.openMesh(caseId, fdi, 0, 'coarse');
    expect(await services.openMeshes(caseId)).toBeNull();
    await services.openMesh(caseId, codes[0], 0, 'fine');
    const kept = await services.openMeshes(caseId);
    if (kept === null) throw new Error('nothing was kept');
    const bytes = await readFile(kept.path);
    expect(bytes.length).toBe(kept.sizeBytes);
    const surfaces = splitSurfaces(Uint8Array.from(bytes).buffer, 32);
    expect(new Set(surfaces?.keys())).toEqual(new Set(codes));
    for (const [fdi, { positions }] of surfaces ?? []) {
      for (const axis of [0, 1, 2]) {
        const along = positions.filter((_, n) => n % 3 === axis);
        const middle = along.reduce((sum, mm) => sum + mm, 0) / along.length;
        expect(Math.abs(middle - phantomCentre(fdi)[axis])).toBeLessThan(1);
      }
    }

    const caseDir = join(folder, 'data', 'cases', caseId);
    expect((await readdir(caseDir)).toSorted()).toEqual(['case.json', 'labelmap.nii.gz', 'run.json', 'surfaces.bin']);
    await appendFile(join(caseDir, 'labelmap.nii.gz'), Buffer.alloc(1));
    expect(await services.openMeshes(caseId)).toBeNull();
  });

  test('are asked for by ids only', async () => {
    await expect(services.openMeshes('../x')).rejects.toMatchObject({ code: 'case.not-found' });
  });
});
