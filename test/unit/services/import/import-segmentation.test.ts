/** DICOM Segmentations of other programs, and our own, as cases: goldens by highdicom, dcmqi and numpy (make-seg-fixtures.py). */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { labelOf, type CbctCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { measureTeeth } from '#core/metrics/metrics';
import { momentsByLabel } from '#core/metrics/tooth-moments';
import type { Vec3 } from '#core/volume';
import { readCaseLabels, writeCase } from '../../../../main/io/case-folder.ts';
import { writeVolumeNifti } from '../../../../main/io/nifti-labels.ts';
import { readScan } from '../../../../main/io/read-scan.ts';
import { exportCase } from '../../../../main/services/exports/export-case.ts';
import { forkedEngine } from '../../../../main/services/engine/engine-spawner.ts';
import { importSegmentation, type ImportedCase } from '../../../../main/services/import/import-segmentation.ts';
import { createServices, type Services } from '../../../../main/services/index.ts';
import { readReviewedCase } from '../../../../main/services/review/reviewed-result.ts';
import { IMPORT_FINDING_WORDS } from '#core/words/import-finding-words';
import { CASE_FILE, RUN_FILE, TOOTH } from '../../../fixtures/contract/samples.ts';
import { TEST_MODELS } from '../../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../../fixtures/phantom.ts';
import { PersonAtWork } from '../../../fixtures/reviewed-case.ts';
import { writeScan } from '../../../fixtures/write-scan.ts';
import { DIRECTIONS } from '../../core/grids.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/dicom-seg', import.meta.url));
const goldensSchema = z.object({
  files: z.record(
    z.string(),
    z.union([
      z.object({ refused: z.string() }),
      z.object({
        voxels: z.record(z.string(), z.number()), // by label
        sha256: z.string(),
        warnings: z.array(z.string()),
        types: z.record(z.string(), z.string()).optional(),
        overlapping: z.number().optional(),
      }),
    ]),
  ),
});
const { files } = goldensSchema.parse(JSON.parse(await readFile(join(FIXTURES, 'goldens.json'), 'utf8')));
const SCAN = join(FIXTURES, 'scan');
const RADIOGRAPH = fileURLToPath(new URL('../../../../resources/demo-opg/panoramic.jpg', import.meta.url));

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-import-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

let cases = 0;
async function imported(
  segmentationPath: string,
  scanPath = SCAN,
): Promise<ImportedCase & { readonly caseDir: string }> {
  const caseDir = join(root, `case-${cases++}`);
  const options = { scanPath, segmentationPath, caseId: 'c', caseDir, version: '9.9.9' };
  return { caseDir, ...(await importSegmentation({ ...options, readScan: () => readScan(scanPath) })) };
}

async function refusalOf(segmentationPath: string, scanPath = SCAN): Promise<string> {
  try {
    await imported(segmentationPath, scanPath);
    return 'opened';
  } catch (thrown) {
    if (!(thrown instanceof QuadrantError)) throw thrown;
    return thrown.code;
  }
}

describe('a segmentation of a small oblique scan', () => {
  it.each(Object.entries(files))('%s opens as it was drawn, or is refused with a reason', async (name, golden) => {
    const path = join(FIXTURES, name);
    if ('refused' in golden) {
      expect(await refusalOf(path)).toBe(golden.refused);
      return;
    }
    const { caseFile, caseDir } = await imported(path);
    const { data } = await readCaseLabels(caseDir);
    const voxels = Object.fromEntries(caseFile.instances.map((tooth) => [labelOf(tooth), tooth.voxelCount]));
    expect(voxels).toEqual(golden.voxels);
    expect(createHash('sha256').update(data).digest('hex')).toBe(golden.sha256);
    expect(caseFile.warnings.map(({ code }) => code).filter((code) => code.startsWith('import.'))).toEqual(
      golden.warnings,
    );
    for (const { code, message } of caseFile.warnings.filter((warning) => warning.code.startsWith('import.'))) {
      const words = IMPORT_FINDING_WORDS.filter((each) => each.code === code && each.pattern.test(message));
      expect(words, message).toHaveLength(1);
    }
    for (const [fdi, type] of Object.entries(golden.types ?? {}))
      expect(caseFile.instances.find((tooth) => tooth.fdi === Number(fdi))?.type).toBe(type);
  });
});

/** FDI number and type of each label of the round trip; 201 and 202 are further teeth of their numbers. */
const TEETH = [
  { label: 16, fdi: 16, type: 'tooth', confidence: 0.81 },
  { label: 11, fdi: 11, type: 'pontic', confidence: 0.5 },
  { label: 21, fdi: 21, type: 'tooth', confidence: 1 },
  { label: 26, fdi: 26, type: 'implant', confidence: 0.99 },
  { label: 36, fdi: 36, type: 'tooth', confidence: 0.07 },
  { label: 201, fdi: 46, type: 'supernumerary', confidence: 0.6 },
  { label: 75, fdi: 75, type: 'remnant', confidence: 0 },
] as const;
/** Teeth of the phantom whose voxels get those labels. */
const BODIES = [16, 11, 21, 26, 36, 46, 34] as const;
const DIMS: Vec3 = [56, 50, 44];
const SPACING: Vec3 = [1.5, 1.6, 1.4];

/** A phantom on a grid of that direction as scan and case on disk. */
async function phantomCase(name: string, direction: readonly number[]) {
  const { volume, truth } = makePhantom(phantomGrid(DIMS, SPACING, direction), BODIES);
  const scanPath = join(root, `${name}.nii`);
  await writeScan(scanPath, volume);
  const scan = await readScan(scanPath);
  const labels = new Uint8Array(256);
  BODIES.forEach((body, n) => (labels[body] = TEETH[n].label));
  const labelMap = { geometry: scan.volume.geometry, data: truth.data.map((body) => labels[body]) };
  const moments = momentsByLabel(scan.volume, labelMap);
  const caseFile: CbctCase = {
    ...CASE_FILE,
    source: {
      ...CASE_FILE.source,
      kind: 'nifti',
      path: scanPath,
      seriesUid: scan.series.uid,
      fingerprint: scan.fingerprint,
      geometry: { ...labelMap.geometry, direction: [...labelMap.geometry.direction] },
    },
    instances: TEETH.flatMap((tooth) => {
      const found = moments.find(({ label }) => label === tooth.label);
      return found === undefined ? [] : [{ ...TOOTH, ...tooth, boundsIjk: { min: found.min, max: found.max } }];
    }),
  };
  const caseDir = join(root, name);
  await writeCase(caseDir, { caseFile, labelMap, describeRun: () => RUN_FILE });
  return { caseDir, scanPath, labelMap };
}

describe.each(DIRECTIONS)('our own export of a case on a grid that is %s', (name, direction) => {
  it('comes back voxel for voxel, with numbers, types and confidences', async () => {
    const { caseDir, scanPath, labelMap } = await phantomCase(name, direction);
    const outPath = join(root, `${name}.dcm`);
    await exportCase({ format: 'dicom-seg', caseDir, outPath });
    const back = await imported(outPath, scanPath);
    expect((await readCaseLabels(back.caseDir)).data).toEqual(labelMap.data);
    expect(
      back.caseFile.instances.map((tooth) => ({
        label: labelOf(tooth),
        fdi: tooth.fdi,
        type: tooth.type,
        confidence: tooth.confidence,
      })),
    ).toEqual(TEETH.toSorted((a, b) => a.fdi - b.fdi));
    expect(back.caseFile.warnings.map(({ code }) => code)).toEqual(['import.origin']);
  });
});

describe('an imported case', () => {
  it('says where its teeth come from, and that no net of ours found them', async () => {
    const { caseFile, run } = await imported(join(FIXTURES, 'dcmqi-binary.dcm'));
    expect(caseFile).toMatchObject({
      models: [],
      provider: 'import',
      imported: { program: expect.stringContaining('dcmqi'), algorithms: ['MANUAL'], creator: 'Doe, Jane' },
    });
    expect(run).toMatchObject({ provider: 'import', warnings: caseFile.warnings });
    expect(caseFile.instances.every(({ confidence }) => confidence === 1)).toBe(true);
  });

  it('is measured as any other', async () => {
    const { caseFile, caseDir } = await imported(join(FIXTURES, 'highdicom-binary.dcm'));
    const scan = await readScan(SCAN);
    const { teeth, occlusalPlane } = measureTeeth(scan.volume, await readCaseLabels(caseDir));
    expect(caseFile.instances).toMatchObject(teeth.map((tooth) => ({ ...tooth, hints: [...tooth.hints] })));
    expect(caseFile.occlusalPlane).toEqual(occlusalPlane);
    expect(caseFile.missing).toHaveLength(32 - 3);
  });

  it('is reviewed as any other: a number that is given twice is put right', async () => {
    const { caseDir } = await imported(join(FIXTURES, 'highdicom-doubled.dcm'));
    const { data } = await readCaseLabels(caseDir);
    const person = new PersonAtWork(caseDir, data);
    await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 201, fdi: 75, type: 'tooth' }] });
    const { caseFile, labels, review } = await readReviewedCase(caseDir);
    expect(caseFile.instances.map(({ fdi, label }) => [fdi, label])).toEqual([
      [16, 16],
      [75, 75],
    ]);
    expect(labels.data).toEqual(data.map((label) => (label === 201 ? 75 : label)));
    expect(review?.reviewedBy).toEqual(['Dr. Doe']);
  });

  it('of a scan without a study tells that nothing could be checked', async () => {
    const path = join(root, 'scan.nii.gz');
    await writeVolumeNifti(path, (await readScan(SCAN)).volume);
    const { caseFile } = await imported(join(FIXTURES, 'highdicom-binary.dcm'), path);
    expect(caseFile.warnings.map(({ code }) => code)).toMatchObject([
      'import.origin',
      'import.unchecked',
      'case.field-of-view-cut',
    ]);
    expect(caseFile.instances.map(({ fdi }) => fdi)).toEqual([16, 21, 36, 75]);
  });
});

describe('what cannot be imported', () => {
  it('is refused with the reason, and nothing is left behind', async () => {
    const notes = join(root, 'notes.txt');
    await writeFile(notes, 'Tooth 16');
    expect(await refusalOf(notes)).toBe('import.unsupported');
    expect(await refusalOf(join(root, 'absent.dcm'))).toBe('scan.not-found');
    expect(await refusalOf(SCAN)).toBe('import.unsupported'); // a folder
    expect(await refusalOf(join(SCAN, 'slice-00.dcm'))).toBe('import.unsupported'); // an image
    expect(await refusalOf(join(FIXTURES, 'highdicom-binary.dcm'), RADIOGRAPH)).toBe('usage');
    expect((await readdir(root)).filter((name) => name.startsWith('.'))).toEqual([]);
    await expect(stat(join(root, `case-${cases - 1}`))).rejects.toThrow('ENOENT');
  });

  it('does not replace a case', async () => {
    const { caseDir } = await imported(join(FIXTURES, 'highdicom-binary.dcm'));
    const options = {
      scanPath: SCAN,
      segmentationPath: join(root, 'not-read.dcm'),
      caseId: 'c',
      caseDir,
      version: '9.9.9',
    };
    await expect(importSegmentation({ ...options, readScan: () => readScan(SCAN) })).rejects.toMatchObject({
      code: 'case.exists',
    });
  });

  it('stops when the job is cancelled', async () => {
    const controller = new AbortController();
    const caseDir = join(root, 'cancelled');
    const segmentationPath = join(FIXTURES, 'highdicom-binary.dcm');
    const options = { scanPath: SCAN, segmentationPath, caseId: 'c', caseDir, version: '9.9.9' };
    const read = async () => {
      controller.abort();
      return readScan(SCAN);
    };
    await expect(importSegmentation({ ...options, readScan: read, signal: controller.signal })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    await expect(stat(caseDir)).rejects.toThrow('ENOENT');
  });
});

describe('the window', () => {
  let services: Services;
  beforeAll(() => {
    const engineSpawner = forkedEngine({ modelsDir: TEST_MODELS, dataDir: root, version: '9.9.9' });
    services = createServices({ dataDir: root, resourcesDir: root, engineSpawner, host: 'browser', version: '9.9.9' });
  });
  afterAll(() => services.dispose());

  it('makes a case of a segmentation of the open scan, and finds it with that scan', async () => {
    const source = { kind: 'source' as const, sourceId: services.registerSource(SCAN) };
    const { scanId } = await services.calls['scans.open']({ source, beside: false });
    const sourceId = services.registerSource(join(FIXTURES, 'highdicom-doubled.dcm'));
    const { caseId } = await services.calls['cases.import']({ scanId, sourceId });
    const { case: caseFile } = await services.calls['cases.get']({ caseId });
    expect(caseFile.instances.map(({ fdi }) => fdi)).toEqual([16, 16]);
    expect((await services.calls['scans.complete']({ scanId })).latestCaseId).toBe(caseId);
    const { sizeBytes } = await services.openMesh(caseId, 201, 0, 'coarse');
    expect(sizeBytes).toBeGreaterThan(1000);
    const refused = services.registerSource(join(FIXTURES, 'refused-other-scan.dcm'));
    await expect(services.calls['cases.import']({ scanId, sourceId: refused })).rejects.toMatchObject({
      code: 'import.other-scan',
    });
    expect((await services.calls['cases.list']({})).cases).toHaveLength(1);
  });
});
