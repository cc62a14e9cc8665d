/** The evaluation of files; the STS demo cases have figures that Python found on its own. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { OpgCase, OutlinedTooth } from '#contract/case';
import { writeCase } from '../../../../main/io/case-folder.ts';
import { encodeLabelPng } from '../../../../main/io/png-labels.ts';
import { evaluate } from '../../../../main/services/evaluate/evaluate.ts';
import { CASE_FILE, OPG_CASE, OUTLINED_TOOTH, RUN_FILE } from '../../../fixtures/contract/samples.ts';
import { sharedData } from '../../io/shared-data.ts';

const figures = z.object({ dsc: z.number(), iou: z.number(), nsd2vox: z.number(), nsd1mm: z.number().nullish() });
const goldenSchema = z.record(
  z.string(),
  z.object({
    image: figures,
    instance: figures,
    identification: z.number(),
    extra: z.array(z.number()),
    perTooth: z.record(z.string(), figures),
  }),
);
const GOLDENS = fileURLToPath(new URL('../../../fixtures/evaluate/sts-demo-goldens.json', import.meta.url));
const goldens = z.record(z.string(), goldenSchema).parse(JSON.parse(readFileSync(GOLDENS, 'utf8')));

// test/harness/make-evaluate-goldens.py with numpy 2.4, scipy 1.17 and OpenCV 5.0
describe.each([
  ['cbct', sharedData('shapes/sts-demo')],
  ['opg', sharedData('shapes/sts-demo-2d')],
] as const)('the STS demo cases, %s', (track, { path, absent, title }) => {
  test.skipIf(absent)(title('score as in Python'), { timeout: 300_000 }, async () => {
    const { cases } = await evaluate(track, join(path, 'gt'), join(path, 'pred'));
    expect(cases.length).toBe(2);
    for (const score of cases) {
      const [, golden] = Object.entries(goldens[track]).find(([file]) => file.startsWith(score.name)) ?? [];
      if (golden === undefined) throw new Error(`No golden of ${score.name}`);
      const rows = [
        [score.image, golden.image],
        [score.instance, golden.instance],
        ...score.perTooth.map((tooth) => [tooth, golden.perTooth[tooth.fdi]] as const),
      ] as const;
      for (const [ours, theirs] of rows) {
        for (const key of ['dsc', 'iou', 'nsd2vox', 'nsd1mm'] as const)
          expect(Math.abs((ours?.[key] ?? 0) - (theirs[key] ?? 0))).toBeLessThan(1e-4);
      }
      expect(score.perTooth.map(({ fdi }) => String(fdi))).toEqual(Object.keys(golden.perTooth));
      expect(score.identification).toBeCloseTo(golden.identification, 4);
      expect(score.extra).toEqual(golden.extra);
    }
  });
});

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-evaluate-'));
});
afterAll(() => rm(root, { recursive: true }));

async function labelme(path: string, shapes: readonly unknown[], imageWidth = 50): Promise<string> {
  const file = join(root, path);
  await writeFile(file, JSON.stringify({ version: '5.0', flags: {}, shapes, imageWidth, imageHeight: 40 }));
  return file;
}

const polygon = (label: string, x: number, extra: object = {}) => ({
  label,
  points: [
    [x + 0.9, 1.2],
    [x + 9.7, 1.2],
    [x + 9.7, 20.99],
    [x + 0.9, 20.99],
  ],
  ...extra,
});

describe('labelme files', () => {
  test('match by case name, points are cut to whole pixels, and label 55 is a tooth', async () => {
    await mkdir(join(root, 'gt'));
    await mkdir(join(root, 'pred'));
    await labelme('gt/one_truth.json', [polygon('55', 0), polygon('11', 20, { shape_type: 'polygon' })]);
    await labelme('pred/one_pred.json', [polygon('55', 0.05), polygon('12', 20)]);
    const { cases, kinds } = await evaluate('opg', join(root, 'gt'), join(root, 'pred'));
    expect(cases).toMatchObject([{ name: 'one', extra: [12], identification: 0.3333, instance: { dsc: 0.5 } }]);
    expect(kinds.map(({ kind, teeth, found, extra }) => [kind, teeth, found, extra])).toEqual([
      ['incisor', 1, 0, 1],
      ['deciduous', 1, 1, 0],
    ]);
  });

  test.each([
    ['a label that is no number', [polygon('molar', 0)]],
    ['a shape that is no polygon', [polygon('11', 0, { shape_type: 'circle' })]],
    ['a number that is no FDI code', [polygon('19', 0)]],
  ])('a truth with %s is refused', async (_why, shapes) => {
    const truth = await labelme('bad.json', shapes);
    const pred = await labelme('good.json', [polygon('11', 0)]);
    await expect(evaluate('opg', truth, pred)).rejects.toMatchObject({ code: 'scan.unsupported-format' });
  });

  test('pictures of different sizes, damaged files, absent ones and label maps are refused', async () => {
    const truth = await labelme('a.json', [polygon('11', 0)]);
    const wider = await labelme('b.json', [polygon('11', 0)], 51);
    await writeFile(join(root, 'c.json'), '{');
    await writeFile(join(root, 'd.nii'), '');
    const refused = (pred: string) => evaluate('opg', truth, pred).catch((error: unknown) => error);
    expect(await refused(wider)).toMatchObject({ code: 'scan.inconsistent-geometry' });
    expect(await refused(join(root, 'c.json'))).toMatchObject({ code: 'scan.corrupt-file' });
    expect(await refused(join(root, 'absent.json'))).toMatchObject({ code: 'scan.not-found' });
    expect(await refused(join(root, 'd.nii'))).toMatchObject({ code: 'usage' });
  });
});

describe('teeth of a radiograph', () => {
  const square = (x: number, y: number, size: number) => [
    [x, y],
    [x + size - 1, y],
    [x + size - 1, y + size - 1],
    [x, y + size - 1],
  ];
  const shape = (label: string, x: number, y: number, size: number) => ({ label, points: square(x, y, size) });
  const geometry = { ...OPG_CASE.source.geometry, dims: [50, 40, 1] } as const;
  const tooth = (fdi: number, x: number, y: number, size: number): OutlinedTooth => ({
    ...OUTLINED_TOOTH,
    fdi,
    polygons: [square(x, y, size).map(([px, py]) => [px, py] as const)],
  });
  const { fdi: _fdi, runnerUpFdi: _runnerUp, ...OUTLINE } = OUTLINED_TOOTH;

  /** 11 and 21 overlap, so that a label map could not hold them whole. */
  async function opgCase(path: string, changes: Partial<OpgCase> = {}): Promise<string> {
    const instances = [tooth(11, 1, 1, 10), tooth(21, 6, 1, 10)];
    const caseFile = { ...OPG_CASE, source: { ...OPG_CASE.source, geometry }, instances, ...changes };
    const labelMap = { geometry, data: new Uint8Array(2000) };
    await writeCase(join(root, path), { caseFile, labelMap, describeRun: () => RUN_FILE });
    return join(root, path);
  }

  async function labelPng(path: string, teeth: readonly (readonly [number, number, number, number])[], width = 50) {
    const data = new Uint8Array(width * 40);
    for (const [label, x0, y0, size] of teeth)
      for (let y = y0; y < y0 + size; y++) data.fill(label, x0 + width * y, x0 + size + width * y);
    await writeFile(join(root, path), encodeLabelPng({ geometry: { ...geometry, dims: [width, 40, 1] }, data }));
    return join(root, path);
  }

  test('a case keeps masks that overlap, against labelme outlines and as the truth', async () => {
    const outlines = await labelme('overlap.json', [shape('11', 1, 1, 10), shape('21', 6, 1, 10)]);
    const caseDir = await opgCase('overlap');
    const perfect = { image: { dsc: 1 }, instance: { dsc: 1, nsd2vox: 1 }, identification: 1, extra: [] };
    expect((await evaluate('opg', outlines, caseDir)).cases).toMatchObject([{ name: 'overlap', ...perfect }]);
    expect((await evaluate('opg', caseDir, outlines)).cases).toMatchObject([perfect]);
  });

  test('label PNG files are truth and prediction, matched by name with cases and labelme files', async () => {
    await mkdir(join(root, 'png-truth'));
    await mkdir(join(root, 'png-pred'));
    await labelPng('png-truth/a_truth.png', [
      [11, 1, 1, 10],
      [55, 30, 20, 8],
    ]);
    await labelPng('png-truth/b.png', [[36, 4, 4, 9]]);
    await labelme('png-pred/a.json', [shape('11', 1, 1, 10), shape('55', 30, 20, 8)]);
    await labelPng('png-pred/a.png', [[48, 1, 1, 3]]); // the picture beside its outlines, or a poorer label map
    await opgCase('png-pred/b_pred', { instances: [tooth(36, 4, 4, 9)] });
    await writeFile(join(root, 'png-pred', 'notes.txt'), '');
    const { cases } = await evaluate('opg', join(root, 'png-truth'), join(root, 'png-pred'));
    expect(cases).toMatchObject([
      { name: 'a', identification: 1, instance: { dsc: 1 } },
      { name: 'b', identification: 1, instance: { dsc: 1 } },
    ]);
  });

  test('supernumerary teeth are left out of the truth and extra in a prediction', async () => {
    const supernumerary = [{ ...OUTLINE, polygons: [[[30, 30] as const]], label: 201, nearFdi: 36 }];
    const caseDir = await opgCase('more', { supernumerary });
    const truth = await labelme('more.json', [
      shape('11', 1, 1, 10),
      shape('21', 6, 1, 10),
      shape('supernumerary', 30, 30, 1),
    ]);
    const { cases } = await evaluate('opg', truth, caseDir);
    expect(cases).toMatchObject([{ instance: { dsc: 1 }, extra: [201], identification: 0.6667 }]);
  });

  test('pictures of another size, colour pictures, cut ones, the case of a CBCT and two of one name are refused', async () => {
    const truth = await labelPng('size.png', [[11, 1, 1, 10]]);
    const refused = (pred: string) => evaluate('opg', truth, pred).catch((error: unknown) => error);
    expect(await refused(await labelPng('wider.png', [[11, 1, 1, 10]], 51))).toMatchObject({
      code: 'scan.inconsistent-geometry',
    });
    const colour = join(root, 'colour.png');
    await writeFile(colour, PNG.sync.write(new PNG({ width: 50, height: 40, fill: true })));
    expect(await refused(colour)).toMatchObject({ code: 'scan.unsupported-format' });
    await writeFile(colour, (await readFile(truth)).subarray(0, 60));
    expect(await refused(colour)).toMatchObject({ code: 'scan.corrupt-file' });
    const cbct = join(root, 'cbct');
    const labelMap = { geometry: CASE_FILE.source.geometry, data: new Uint8Array(120) };
    await writeCase(cbct, { caseFile: CASE_FILE, labelMap, describeRun: () => RUN_FILE });
    expect(await refused(cbct)).toMatchObject({ code: 'usage' });
    await mkdir(join(root, 'twice'));
    await labelPng('twice/a.png', []);
    await labelPng('twice/a_mask.png', []);
    const twice = evaluate('opg', join(root, 'twice'), join(root, 'twice'));
    await expect(twice).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('one name') });
  });
});
