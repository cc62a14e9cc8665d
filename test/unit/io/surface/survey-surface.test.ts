import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCaseLabels, writeCase } from '../../../../main/io/case-folder.ts';
import { encodeLabelPly, readLabelPly } from '../../../../main/io/label-ply.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { IOS_CASE, RUN_FILE } from '../../../fixtures/contract/samples.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/surfaces/', import.meta.url));

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-survey-surface-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a surface as a scan', () => {
  test.each([
    ['meshlab.ply', 'ply', true],
    ['trimesh.stl', 'stl', false],
    ['meshlab-ascii.stl', 'stl', false],
    ['meshlab.obj', 'obj', true],
    ['inline-plain.vtp', 'vtp', false],
  ])('%s has a voxel for each of its faces', async (name, kind, hasColours) => {
    const { info, volume, surface, radiograph, series } = await readScan(join(FIXTURES, name));
    expect(info).toMatchObject({ modality: 'ios', surface: { faces: 18, vertices: 13, hasColours, mmPerUnit: 1 } });
    expect([radiograph, series.kind]).toEqual([null, kind]);
    expect(volume.geometry.dims).toEqual([18, 1, 1]);
    expect(surface?.triangles.length).toBe(3 * 18);
    expect(series.warnings.map(({ code }) => code)).toContain('surface.unit-unsure');
  });

  test('holds the labels of its file', async () => {
    const { volume } = await readScan(join(FIXTURES, 'ascii.vtp'));
    expect(new Set(volume.data)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  test('is known by its shape, not by its name or labels', async () => {
    const { fingerprint, surface } = await readScan(join(FIXTURES, 'trimesh.stl'));
    const copy = join(root, 'copy.stl');
    await copyFile(join(FIXTURES, 'trimesh.stl'), copy);
    expect((await readScan(copy, { seriesUid: fingerprint })).fingerprint).toBe(fingerprint);
    if (surface === null) throw new Error('A surface was expected');
    const labelled = join(root, 'labelled.ply');
    await writeFile(labelled, encodeLabelPly(surface, new Uint8Array(18).fill(36)));
    expect((await readScan(labelled)).fingerprint).toBe(fingerprint);
    await expect(readScan(join(FIXTURES, 'ascii.vtp'), { seriesUid: 'other' })).rejects.toMatchObject({
      code: 'scan.series-not-found',
    });
  });
});

describe('a labelled surface', () => {
  test.each(['meshlab.ply', 'trimesh.obj'])('keeps places, faces and colours of %s', async (name) => {
    const { surface } = await readScan(join(FIXTURES, name));
    if (surface === null) throw new Error('A surface was expected');
    // Thirds need double precision.
    const positions = surface.positions.map((value, n) => (n === 0 ? 1 / 3 : value));
    const path = join(root, `${name}.ply`);
    const labels = Uint8Array.from({ length: 18 }, (_, face) => (face < 3 ? 255 : face));
    await writeFile(path, encodeLabelPly({ ...surface, positions }, labels));
    const back = await readLabelPly(path);
    expect(back.surface).toMatchObject({ positions, triangles: surface.triangles, colours: surface.colours });
    expect(back.labels.data).toEqual(labels);
  });

  test('is the label map of a case', async () => {
    const { surface } = await readScan(join(FIXTURES, 'trimesh.stl'));
    if (surface === null) throw new Error('A surface was expected');
    const caseDir = join(root, 'case');
    const geometry = { ...IOS_CASE.source.geometry, dims: [18, 1, 1] as const };
    const labelMap = { geometry, data: Uint8Array.from({ length: 18 }, (_, face) => (face < 3 ? 36 : 0)) };
    const caseFile = { ...IOS_CASE, source: { ...IOS_CASE.source, geometry } };
    await writeCase(caseDir, { caseFile, labelMap, surface, describeRun: () => RUN_FILE });
    expect((await readCaseLabels(caseDir)).data).toEqual(labelMap.data);
  });

  test('is refused without labels', async () => {
    await expect(readLabelPly(join(FIXTURES, 'meshlab.ply'))).rejects.toThrow(RangeError);
  });
});
