import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { datasetManifestSchema } from '#contract/dataset';
import { deidentificationKeySchema } from '#contract/deidentify';
import { readScan } from '../../../main/io/read-scan.ts';
import { writeGreyPng } from '../../../main/io/png.ts';
import { HEIGHT, radiographGreys, radiographLabels, WIDTH } from '../../fixtures/radiograph.ts';
import { writePlainSeries } from '../../fixtures/salted-folder.ts';
import { useTemporaryFolder } from '../io/temporary-folder.ts';
import { quadrant } from './run-quadrant.ts';

const folder = useTemporaryFolder();
const below = (...parts: string[]): string => join(folder.path, ...parts);
const PICTURE = { width: WIDTH, height: HEIGHT, data: radiographGreys() };

async function png(path: string, data: Uint8Array = PICTURE.data): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeGreyPng(path, { ...PICTURE, data });
}

async function labelme(path: string, label: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const shapes = [{ label, points: [[10, 10], [60, 12], [40, 90]], shape_type: 'polygon' }]; // prettier-ignore
  await writeFile(path, JSON.stringify({ imageWidth: WIDTH, imageHeight: HEIGHT, shapes }));
}

describe('quadrant dataset', () => {
  it('takes labels by name, keeps the way back in a key, and prints the counts of the table', async () => {
    await png(below('in', 'one.png'));
    await png(below('masks', 'one_mask.png'), radiographLabels());
    const asked = ['--labels', below('masks'), '--key', below('key.json'), '--out', below('set')];
    const { code, stdout } = await quadrant('dataset', below('in'), ...asked);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^A-PXI +1 +0 +0 +0 +0 +0 +1$/m);
    const manifest = datasetManifestSchema.parse(JSON.parse(await readFile(below('set', 'manifest.json'), 'utf8')));
    expect(manifest.scans).toMatchObject([{ labelled: true, group: 'A-PXI' }]);
    const key = deidentificationKeySchema.parse(JSON.parse(await readFile(below('key.json'), 'utf8')));
    expect(key.files).toEqual({ '1': below('in', 'one.png') });
    expect((await readdir(below('set'))).toSorted()).toEqual(['STS-2D-Tooth', 'datasheet.html', 'manifest.json']);
    expect((await quadrant('dataset', 'check', below('set'))).code).toBe(0);
    expect((await quadrant('dataset', 'check', below('set'), '--second', below('masks'))).code).toBe(0);
  });

  it('keeps of a header what the profile leaves and what is asked for, in the size of STS-Tooth', async () => {
    const demo = fileURLToPath(new URL('../../../resources/demo', import.meta.url));
    const built = await quadrant(
      'dataset',
      demo,
      '--retain',
      'device',
      '--size',
      'sts',
      '--out',
      below('set'),
      '--json',
    );
    const { scans } = datasetManifestSchema.parse(JSON.parse(built.stdout));
    expect(scans).toMatchObject([
      { dims: [200, 180, 156], header: { Manufacturer: 'Quadrant', SliceThickness: '0.4000' } },
    ]);
    const { info } = await readScan(below('set', scans[0].files[0].path));
    expect(info.series[0].dims).toEqual([512, 512, 156]);
  }, 60_000);

  it('says why a series that is none was left out, and names nobody', async () => {
    await writePlainSeries(below('in'));
    const built = await quadrant('dataset', below('in'), '--out', below('set'), '--json');
    const { scans, left } = datasetManifestSchema.parse(JSON.parse(built.stdout));
    expect(scans).toEqual([]);
    expect(left).toMatchObject([{ filter: 'outlier', files: [1, 2, 3] }]);
    expect(built.stdout + built.stderr).not.toMatch(/Kanarien/i);
  });

  it('needs a place for the result that is not among the exports', async () => {
    await png(below('in', 'one.png'));
    expect((await quadrant('dataset', below('in'))).code).toBe(2);
    expect((await quadrant('dataset', below('in'), '--out', dirname(below('in')))).code).toBe(2);
    expect((await quadrant('dataset', below('in'), '--out', below('in', 'set'))).code).toBe(2);
    expect((await quadrant('dataset', below('in'), '--out', below('set'), '--size', 'huge')).code).toBe(2);
    expect(
      (await quadrant('dataset', below('in'), '--out', below('set'), '--key', below('set', 'key.json'))).code,
    ).toBe(2);
  });
});

describe('quadrant dataset check', () => {
  it('reads the layout of STS 2024 and says what is wrong with it', async () => {
    await png(below('Train-Labeled', 'Images', 'A_L_1.png'));
    await labelme(below('Train-Labeled', 'Masks', 'A_L_1_Mask.json'), '36');
    await png(below('Train-Unlabeled', 'A_U_1.png'));
    const whole = await quadrant('dataset', 'check', folder.path);
    expect(whole.stdout).toMatch(/^Train-Labeled: 1 images, 1 masks$/m);
    expect(whole.stdout).toMatch(/^Train-Unlabeled: 1 images, 0 masks$/m);
    expect(whole.code).toBe(0);

    await png(below('Train-Labeled', 'Images', 'A_L_2.png'));
    await labelme(below('Train-Labeled', 'Masks', 'A_L_3_Mask.json'), '36');
    await png(below('Train-Labeled', 'Images', 'A_L_4.png'));
    await labelme(below('Train-Labeled', 'Masks', 'A_L_4_Mask.json'), '99');
    const { code, stderr } = await quadrant('dataset', 'check', folder.path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/A_L_2\.png: It is among the labelled ones and has no mask\./);
    expect(stderr).toMatch(/A_L_3_Mask\.json: A mask without its image\./);
    expect(stderr).toMatch(/A_L_4_Mask\.json: It holds 99, which are no FDI numbers\./);
  });

  it('refuses a folder without images', async () => {
    expect((await quadrant('dataset', 'check', folder.path)).code).toBe(2);
  });
});
