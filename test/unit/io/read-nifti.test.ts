import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { affineRasOf } from '../../../main/io/nifti/nifti-geometry.ts';
import { readScan, scanInfo } from '../../../main/io/read-scan.ts';
import { sharedData } from './shared-data.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/nifti/', import.meta.url));
const folder = useTemporaryFolder();

const goldensSchema = z.record(
  z.string(),
  z.object({ affineRas: z.array(z.array(z.number())), dims: z.array(z.number()), sha256: z.string() }),
);
const goldens = goldensSchema.parse(JSON.parse(readFileSync(`${FIXTURES}goldens.json`, 'utf8')));

describe('reading NIfTI as nibabel does', () => {
  it.each(Object.entries(goldens))('%s', async (name, golden) => {
    const { volume, series } = await readScan(FIXTURES + name);
    expect(volume.geometry.dims).toEqual(golden.dims);
    affineRasOf(volume.geometry).forEach((row, r) =>
      row.forEach((value, c) => expect(value).toBeCloseTo(golden.affineRas[r][c], 6)),
    );
    const doubles = Float64Array.from(volume.data);
    expect(createHash('sha256').update(doubles).digest('hex')).toBe(golden.sha256);
    expect(series).toMatchObject({ kind: 'nifti', usable: true });
  });

  it.each([
    ['uint8.nii', Uint8Array],
    ['int8.nii', Int16Array],
    ['uint16.nii', Uint8Array],
    ['int32.nii', Int16Array],
    ['uint16-high.nii', Uint16Array],
    ['scaled-integers.nii', Int16Array],
    ['scaled-halves.nii', Float32Array],
    ['float32.nii', Float32Array],
  ])('keeps %s in the narrowest type', async (name, type) => {
    expect((await readScan(FIXTURES + name)).volume.data).toBeInstanceOf(type);
  });

  it('names the orientation as the patient directions of i, j and k', async () => {
    expect((await scanInfo(`${FIXTURES}lps.nii`)).series[0].orientation).toBe('LPS');
  });

  it('gives scanInfo and readScan the same series name', async () => {
    const info = await scanInfo(`${FIXTURES}int16-gzip.nii.gz`);
    const read = await readScan(`${FIXTURES}int16-gzip.nii.gz`, { seriesUid: info.series[0].uid });
    expect(read.series.uid).toBe(info.chosenUid);
  });
});

describe('NIfTI that is refused', () => {
  it.each([
    ['refused-4d.nii', 'scan.unsupported-format', '4-D'],
    ['refused-colour.nii', 'scan.unsupported-format', 'colour'],
    ['refused-sheared.nii', 'scan.inconsistent-geometry', 'sheared'],
  ])('%s with %s', async (name, code, reason) => {
    await expect(readScan(FIXTURES + name)).rejects.toMatchObject({ code, message: expect.stringContaining(reason) });
  });

  it('a file that ends early, raw or gzipped', async () => {
    const raw = readFileSync(`${FIXTURES}int16.nii`);
    const short = join(folder.path, 'short.nii');
    const cut = join(folder.path, 'cut.nii.gz');
    writeFileSync(short, raw.subarray(0, raw.length - 10));
    const noisy = Buffer.concat([raw, Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at * 31) % 251))]);
    writeFileSync(cut, gzipSync(noisy).subarray(0, -500));
    for (const path of [short, cut])
      await expect(readScan(path)).rejects.toMatchObject({ code: 'scan.corrupt-file', facts: { path } });
  });

  it('another series than the one in the file', async () => {
    const reading = readScan(`${FIXTURES}int16.nii`, { seriesUid: 'other' });
    await expect(reading).rejects.toMatchObject({ code: 'scan.series-not-found' });
  });
});

it('warns when a NIfTI file does not say how it lies', async () => {
  const bytes = Buffer.from(readFileSync(`${FIXTURES}int16.nii`));
  bytes.writeInt32LE(0, 252); // qform_code and sform_code
  const path = join(folder.path, 'no-forms.nii');
  writeFileSync(path, bytes);
  const { warnings, volume } = await readScan(path);
  expect(warnings.map(({ code }) => code)).toEqual(['scan.assumed-orientation']);
  expect(volume.geometry.spacingMm[0]).toBeCloseTo(0.3, 6);
});

const STS = sharedData('shapes/sts-demo/');
it.skipIf(STS.absent)(STS.title('finds the grid of a public tooth label volume'), async () => {
  const { series } = await scanInfo(`${STS.path}gt/Validation_0002_Mask.nii.gz`);
  expect(series[0].dims).toEqual([536, 536, 440]);
  expect(series[0].spacingMm[0]).toBeCloseTo(0.3, 6);
});
