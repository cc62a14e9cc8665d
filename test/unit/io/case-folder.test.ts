import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NO_ANNOTATIONS } from '#contract/annotations';
import { opgCaseSchema } from '#contract/case';
import type { LabelMap } from '#core/volume';
import {
  checkCaseDestination,
  readAnnotations,
  readCase,
  readCaseLabels,
  removePartialCase,
  writeCase,
  type CaseContent,
} from '../../../main/io/case-folder.ts';
import { ANNOTATIONS, CASE_FILE, OPG_CASE, RUN_FILE } from '../../fixtures/contract/samples.ts';

const LABELS: LabelMap = {
  geometry: CASE_FILE.source.geometry,
  data: Uint8Array.from({ length: 120 }, (_, n) => (n % 7 === 0 ? 36 : 0)),
};
const CONTENT: CaseContent = { caseFile: CASE_FILE, labelMap: LABELS, describeRun: () => RUN_FILE };
const PIXELS: LabelMap = {
  geometry: OPG_CASE.source.geometry,
  data: Uint8Array.from({ length: 30 }, (_, n) => (n % 7 === 0 ? 36 : n % 5 === 0 ? 201 : 0)),
};
const OPG_CONTENT: CaseContent = { caseFile: OPG_CASE, labelMap: PIXELS, describeRun: () => RUN_FILE };

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-case-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('writeCase', () => {
  test('writes three files that read back as they were, with the exact geometry', async () => {
    const caseDir = join(root, 'deep', 'case');
    expect(await writeCase(caseDir, CONTENT)).toEqual(RUN_FILE);
    expect((await readdir(caseDir)).sort()).toEqual(['case.json', 'labelmap.nii.gz', 'run.json']);
    expect(await readdir(join(root, 'deep'))).toEqual(['case']);
    expect(await readCase(caseDir)).toEqual({ caseFile: CASE_FILE, run: RUN_FILE });
    expect(await readCaseLabels(caseDir)).toEqual(LABELS);
  });

  test('writes the labels of a radiograph as an 8-bit grey PNG file that reads back as it was', async () => {
    const caseDir = join(root, 'case');
    await writeCase(caseDir, OPG_CONTENT);
    expect((await readdir(caseDir)).sort()).toEqual(['case.json', 'labelmap.png', 'run.json']);
    expect(await readdir(root)).toEqual(['case']);
    expect(await readCase(caseDir)).toEqual({ caseFile: opgCaseSchema.parse(OPG_CASE), run: RUN_FILE });
    expect(await readCaseLabels(caseDir)).toEqual(PIXELS);
    const png = await readFile(join(caseDir, 'labelmap.png'));
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([6, 5, 8, 0]);
  });

  test('leaves nothing behind when the labels of a radiograph do not fill it', async () => {
    const labelMap = { ...PIXELS, data: PIXELS.data.subarray(1) };
    await expect(writeCase(join(root, 'case'), { ...OPG_CONTENT, labelMap })).rejects.toThrow('do not fill');
    expect(await readdir(root)).toEqual([]);
  });

  test('refuses a folder that exists, empty or not, and leaves it as it was', async () => {
    const caseDir = join(root, 'case');
    await mkdir(caseDir);
    await expect(writeCase(caseDir, CONTENT)).rejects.toMatchObject({ code: 'case.exists', facts: { path: caseDir } });
    expect(await readdir(caseDir)).toEqual([]);
    expect(await readdir(root)).toEqual(['case']);
  });

  test('leaves nothing behind, not even parents, when writing fails half way', async () => {
    const caseDir = join(root, 'new', 'parents', 'case');
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const describeRun = (): never => {
      throw full;
    };
    await expect(writeCase(caseDir, { ...CONTENT, describeRun })).rejects.toMatchObject({
      code: 'disk.full',
      cause: full,
    });
    expect(await readdir(root)).toEqual([]);
  });

  test('a case that does not fit its schema is never written', async () => {
    const caseFile = { ...CASE_FILE, instances: [{ ...CASE_FILE.instances[0], volumeMm3: NaN }] };
    await expect(writeCase(join(root, 'case'), { ...CONTENT, caseFile })).rejects.toThrow();
    expect(await readdir(root)).toEqual([]);
  });
});

describe('checkCaseDestination', () => {
  test('says disk.full before any work when the disk has no room', async () => {
    const disk = { freeBytes: async (): Promise<number> => 1000 };
    await expect(checkCaseDestination(join(root, 'a', 'b'), disk)).rejects.toMatchObject({
      code: 'disk.full',
      facts: { freeBytes: 1000 },
    });
    expect(await readdir(root)).toEqual([]);
  });

  test('is not written in the stead of a drive that went away meanwhile', async () => {
    const cases = join(root, 'cases');
    await mkdir(cases);
    const caseDir = join(cases, 'case');
    const here = await checkCaseDestination(caseDir);
    // As if `cases` had hung in `root` as a disk of its own: now both are one.
    await expect(writeCase(caseDir, { ...CONTENT, destination: { folder: cases, above: root } })).rejects.toMatchObject(
      {
        code: 'case.place-gone',
      },
    );
    expect(await readdir(cases)).toEqual([]);
    await rm(cases, { recursive: true });
    await expect(writeCase(caseDir, { ...CONTENT, destination: here })).rejects.toMatchObject({
      code: 'case.place-gone',
    });
    expect(await readdir(root)).toEqual([]);
    await mkdir(cases);
    expect(await writeCase(caseDir, { ...CONTENT, destination: here })).toEqual(RUN_FILE);
  });

  test('a parent that is a file is disk.unwritable', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(checkCaseDestination(join(root, 'file', 'case'))).rejects.toMatchObject({ code: 'disk.unwritable' });
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'a read-only parent is disk.unwritable',
    async () => {
      await chmod(root, 0o500);
      await expect(checkCaseDestination(join(root, 'case'))).rejects.toMatchObject({ code: 'disk.unwritable' });
      await chmod(root, 0o700);
    },
  );
});

describe('readCase', () => {
  test('a folder without case.json is case.not-found', async () => {
    await expect(readCase(root)).rejects.toMatchObject({ code: 'case.not-found' });
    await expect(readCase(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'case.not-found' });
  });

  test.each([
    ['half a file', '{"schemaVersion": 1,', 'not valid JSON'],
    ['a newer version', JSON.stringify({ ...CASE_FILE, schemaVersion: 9 }), 'newer version'],
    ['a missing field', JSON.stringify({ ...CASE_FILE, provider: undefined }), 'provider'],
  ])('%s is case.corrupt and says where', async (_why, text, said) => {
    const caseDir = join(root, 'case');
    await writeCase(caseDir, CONTENT);
    await writeFile(join(caseDir, 'case.json'), text);
    await expect(readCase(caseDir)).rejects.toMatchObject({
      code: 'case.corrupt',
      message: expect.stringContaining(said),
    });
  });

  test('a missing run.json, a truncated and a foreign label map are case.corrupt', async () => {
    const caseDir = join(root, 'case');
    await writeCase(caseDir, CONTENT);
    const labelmap = join(caseDir, 'labelmap.nii.gz');
    const bytes = await readFile(labelmap);
    await writeFile(labelmap, bytes.subarray(0, 60));
    await expect(readCaseLabels(caseDir)).rejects.toMatchObject({ code: 'case.corrupt' });
    const geometry = { ...LABELS.geometry, dims: [5, 6, 4] } as const;
    await writeCase(join(root, 'other'), { ...CONTENT, labelMap: { ...LABELS, geometry } });
    await writeFile(labelmap, await readFile(join(root, 'other', 'labelmap.nii.gz')));
    await expect(readCaseLabels(caseDir)).rejects.toMatchObject({
      code: 'case.corrupt',
      message: expect.stringContaining('another size'),
    });
    await rm(join(caseDir, 'run.json'));
    await expect(readCase(caseDir)).rejects.toMatchObject({ code: 'case.corrupt' });
  });
});

describe('annotations', () => {
  test('a fresh case has none; those of an older version are read', async () => {
    const caseDir = join(root, 'case');
    await writeCase(caseDir, CONTENT);
    expect(await readAnnotations(caseDir)).toEqual(NO_ANNOTATIONS);
    await writeFile(join(caseDir, 'annotations.json'), JSON.stringify(ANNOTATIONS));
    expect(await readAnnotations(caseDir)).toEqual(ANNOTATIONS);
  });

  test('need a case, and damaged ones are told and not replaced by nothing', async () => {
    await expect(readAnnotations(join(root, 'none'))).rejects.toMatchObject({ code: 'case.not-found' });
    const caseDir = join(root, 'case');
    await writeCase(caseDir, CONTENT);
    await writeFile(join(caseDir, 'annotations.json'), '{"schemaVersion": 1');
    await expect(readAnnotations(caseDir)).rejects.toMatchObject({ code: 'case.corrupt' });
  });
});

describe('readCaseLabels of a radiograph', () => {
  const labelmap = () => join(root, 'case', 'labelmap.png');
  beforeEach(() => writeCase(join(root, 'case'), OPG_CONTENT));

  test.each([
    ['cut', (png: Buffer) => png.subarray(0, png.length - 20)],
    ['cut to its header', (png: Buffer) => png.subarray(0, 30)],
    ['damaged', (png: Buffer) => Buffer.concat([png.subarray(0, 45), Buffer.from('damage'), png.subarray(51)])],
    ['no PNG file', () => Buffer.from('labels')],
    ['empty', () => Buffer.alloc(0)],
  ])('that is %s is case.corrupt', async (_how, spoil) => {
    await writeFile(labelmap(), spoil(await readFile(labelmap())));
    await expect(readCaseLabels(join(root, 'case'))).rejects.toMatchObject({
      code: 'case.corrupt',
      facts: { file: 'labelmap.png' },
    });
  });

  test('that is missing, in colour or of another size is case.corrupt', async () => {
    const size = (width: number, height: number) => ({ ...PIXELS.geometry, dims: [width, height, 1] as const });
    await writeCase(join(root, 'other'), { ...OPG_CONTENT, labelMap: { ...PIXELS, geometry: size(5, 6) } });
    await writeFile(labelmap(), await readFile(join(root, 'other', 'labelmap.png')));
    await expect(readCaseLabels(join(root, 'case'))).rejects.toMatchObject({
      code: 'case.corrupt',
      message: expect.stringContaining('another size'),
    });
    await writeFile(labelmap(), PNG.sync.write(new PNG({ width: 6, height: 5, fill: true }), { colorType: 2 }));
    await expect(readCaseLabels(join(root, 'case'))).rejects.toMatchObject({ code: 'case.corrupt' });
    await rm(labelmap());
    await expect(readCaseLabels(join(root, 'case'))).rejects.toMatchObject({ code: 'case.corrupt' });
  });
});

test('removePartialCase removes leftovers of that case only', async () => {
  await mkdir(join(root, '.case.partial-123'));
  await mkdir(join(root, '.case2.partial-123'));
  await removePartialCase(join(root, 'case'));
  expect(await readdir(root)).toEqual(['.case2.partial-123']);
  await removePartialCase(join(root, 'nowhere', 'case'));
});
