/** Radiographs as PNG, JPEG and TIFF files, against Pillow 13.0. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { readScan, scanInfo } from '../../../../main/io/read-scan.ts';
import { sharedData } from '../shared-data.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';
import { expectGolden, FIXTURES, goldensOf } from './radiograph-goldens.ts';

const PICTURES = fileURLToPath(new URL('pictures/', FIXTURES));
const folder = useTemporaryFolder();

describe('a picture file', () => {
  it.each(goldensOf('pictures'))('%s has the grey values that Pillow gives it', async (file, golden) => {
    const scan = await expectGolden(PICTURES + file, golden);
    expect(scan.info).toMatchObject({ modality: 'opg', chosenUid: scan.series.uid });
    expect(scan.series.kind).toBe(file.endsWith('.png') ? 'png' : file.endsWith('.jpg') ? 'jpeg' : 'tiff');
    expect(scan.volume.data.constructor.name).toBe(golden.max > 255 ? 'Uint16Array' : 'Uint8Array');
    expect(scan.warnings.map(({ code }) => code)).toEqual(file.startsWith('photo') ? ['scan.colour'] : []);
  });

  it('has a scale only where a measured resolution tells one', async () => {
    const scaleOf = async (file: string) => (await scanInfo(PICTURES + file)).radiograph;
    expect(await scaleOf('centimetres.tif')).toEqual({ pixelSpacingMm: [0.08, 0.1], mirrored: false });
    expect(await scaleOf('imagej.tif')).toEqual({ pixelSpacingMm: [0.08, 0.08], mirrored: false });
    for (const printed of ['grey8.tif', 'rgb.png', 'grey.jpg'])
      expect(await scaleOf(printed)).toEqual({ pixelSpacingMm: null, mirrored: false });
    expect((await scanInfo(`${PICTURES}centimetres.tif`)).series[0].spacingMm).toEqual([0.08, 0.1, 1]);
    expect((await scanInfo(`${PICTURES}grey8.tif`)).series[0].spacingMm).toEqual([1, 1, 1]);
  });

  it('of 16-bit colours keeps 16 bits, and what is transparent is black', async () => {
    const png = new PNG({ width: 3, height: 1, bitDepth: 16 });
    const rgba = Uint16Array.from([60000, 60000, 60000, 65535, 40000, 40000, 40000, 0, 1, 1, 1, 65535]);
    png.data = Buffer.from(rgba.buffer);
    const path = join(folder.path, 'wide.png');
    writeFileSync(path, PNG.sync.write(png, { bitDepth: 16, colorType: 6 }));
    const { volume } = await readScan(path);
    expect(volume.data).toEqual(Uint16Array.from([60000, 0, 1]));
  });

  it('keeps its fingerprint and UID wherever it lies, and is asked for by that UID', async () => {
    const copy = join(folder.path, 'no-extension');
    writeFileSync(copy, readFileSync(`${PICTURES}grey.jpg`));
    const [there, here] = [await readScan(`${PICTURES}grey.jpg`), await readScan(copy)];
    expect(here.fingerprint).toBe(there.fingerprint);
    expect((await readScan(copy, { seriesUid: there.series.uid })).series.kind).toBe('jpeg');
    await expect(readScan(copy, { seriesUid: '1.2' })).rejects.toMatchObject({ code: 'scan.series-not-found' });
  });

  it('stops when the job was cancelled', async () => {
    const reading = readScan(`${PICTURES}grey8.png`, { signal: AbortSignal.abort() });
    await expect(reading).rejects.toMatchObject({ code: 'job.cancelled' });
  });
});

describe('bad pictures', () => {
  it.each([
    'grey8.png',
    'grey16.png',
    'palette.png',
    'grey.jpg',
    'progressive.jpg',
    'grey16.tif',
    'grey16-lzw.tif',
    'grey8-deflate.tif',
  ])('%s cut at any place is refused as damaged', async (file) => {
    const whole = readFileSync(PICTURES + file);
    const path = join(folder.path, file);
    for (const share of [0.03, 0.3, 0.6, 0.9]) {
      writeFileSync(path, whole.subarray(0, Math.floor(share * whole.length)));
      await expect(readScan(path)).rejects.toMatchObject({ code: 'scan.corrupt-file' });
    }
  });

  it.each([
    ['cmyk.jpg', 'CMYK'],
    ['float.tif', '32-bit'],
  ])('%s is refused as %s', async (file, said) => {
    await expect(readScan(PICTURES + file)).rejects.toMatchObject({
      code: 'scan.unsupported-format',
      message: expect.stringContaining(said),
    });
  });

  it('a text file named .png is no picture, and a picture of absurd size is not decoded', async () => {
    const text = join(folder.path, 'text.png');
    writeFileSync(text, 'no picture');
    await expect(readScan(text)).rejects.toMatchObject({ code: 'scan.unsupported-format' });
    const huge = Buffer.from(readFileSync(`${PICTURES}grey8.png`));
    huge.writeUInt32BE(1e6, 16);
    huge.writeUInt32BE(1e6, 20);
    const path = join(folder.path, 'huge.png');
    writeFileSync(path, huge);
    await expect(readScan(path)).rejects.toMatchObject({ code: 'scan.too-large' });
  });
});

describe('a folder without DICOM', () => {
  it('opens the one picture in it', async () => {
    mkdirSync(join(folder.path, 'below'));
    writeFileSync(join(folder.path, 'notes.txt'), 'x');
    writeFileSync(join(folder.path, 'below', 'opg'), readFileSync(`${PICTURES}grey8.png`));
    expect((await readScan(folder.path)).series.kind).toBe('png');
  });

  it('with several asks which one', async () => {
    for (const file of ['grey8.png', 'grey.jpg']) writeFileSync(join(folder.path, file), readFileSync(PICTURES + file));
    await expect(scanInfo(folder.path)).rejects.toMatchObject({
      code: 'scan.no-image-series',
      facts: { pictures: 2 },
      remedy: expect.stringContaining('grey.jpg'),
    });
  });
});

const UFBA = sharedData('opg/ufba/images/');
describe.skipIf(UFBA.absent)(UFBA.title('real panoramic radiographs'), () => {
  it.each(goldensOf('ufba'))('%s has the grey values that Pillow gives it', async (file, golden) => {
    await expectGolden(UFBA.path + file, golden);
  });
});
