/** The evaluation of files; the STS demo cases have figures that Python found on its own. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { evaluate } from '../../../main/services/evaluate.ts';
import { sharedData } from '../io/shared-data.ts';

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
const GOLDENS = fileURLToPath(new URL('../../fixtures/evaluate/sts-demo-goldens.json', import.meta.url));
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
