import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vec3 } from '#core/volume';
import { readScan, scanInfo } from '../../../main/io/read-scan.ts';
import { readGoldens } from './dicom/goldens.ts';
import { AXIAL, RAMP, plus, worstError, writeDicom, writeSlices } from './dicom/synthetic-dicom.ts';
import type { Phantom } from './dicom/synthetic-dicom.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const folder = useTemporaryFolder();

const codes = (warnings: readonly { readonly code: string }[]): readonly string[] => warnings.map(({ code }) => code);

/** `count` positions from `start`, `stepMm` apart along a direction. */
function line(count: number, start: Vec3, along: Vec3, stepMm: number): readonly Vec3[] {
  return Array.from({ length: count }, (_, index) => plus(start, along, index * stepMm));
}

describe('reading a plain series', () => {
  it('orders slices by their place, whatever their names, numbers and folders', async () => {
    writeSlices(folder.path, { fileName: (index) => `${['b', 'a/deep', 'c'][index % 3]}/${(index * 5) % 8}.bin` });
    const { volume, series, info, warnings } = await readScan(folder.path);
    expect(volume.geometry).toEqual({
      dims: [7, 5, 8],
      spacingMm: [0.25, 0.4, 0.5],
      originMm: [-10, -20, 5],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    });
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5);
    expect(series).toMatchObject({ uid: AXIAL.seriesUid, modality: 'CT', orientation: 'LPS', usable: true, bits: 16 });
    expect(info).toMatchObject({ patientName: 'Phantom, Ramp', patientId: 'P1', studyDate: '2026-01-31' });
    expect(warnings).toEqual([]);
  });

  it.each<[string, Vec3, Vec3]>([
    ['coronal', [1, 0, 0], [0, 0, -1]],
    ['sagittal', [0, 1, 0], [0, 0, -1]],
    ['axial seen from above, left to right', [-1, 0, 0], [0, 1, 0]],
    ['oblique', [0.8, 0.6, 0], [-0.36, 0.48, 0.8]],
    ['doubly oblique', [0.36, 0.48, -0.8], [-0.8, 0.6, 0]],
  ])('puts every voxel of a %s series where it belongs', async (_, iDirection, jDirection) => {
    const normal: Vec3 = [
      iDirection[1] * jDirection[2] - iDirection[2] * jDirection[1],
      iDirection[2] * jDirection[0] - iDirection[0] * jDirection[2],
      iDirection[0] * jDirection[1] - iDirection[1] * jDirection[0],
    ];
    // Written from the far end: the slice order must come from the positions alone.
    const positionsMm = [...line(8, [3, -4, 12], normal, 0.7)].reverse();
    writeSlices(folder.path, { iDirection, jDirection, positionsMm });
    const { volume, warnings } = await readScan(folder.path);
    expect(warnings).toEqual([]);
    expect(volume.geometry.dims).toEqual([7, 5, 8]);
    expect(volume.geometry.spacingMm[2]).toBeCloseTo(0.7, 9);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5 + 1e-6);
  });

  it('opens the whole series from one of its slices, and nothing else of the folder', async () => {
    const [slice] = writeSlices(folder.path);
    writeSlices(folder.path, { seriesUid: '2.25.7', rows: 50, fileName: (index) => `other${index}` });
    const { volume, info } = await readScan(slice);
    expect(volume.geometry.dims).toEqual([7, 5, 8]);
    expect(info.series).toHaveLength(1);
  });

  it('gives the same fingerprint wherever the files lie, and another for other voxels', async () => {
    writeSlices(join(folder.path, 'a'));
    writeSlices(join(folder.path, 'b'), { fileName: (index) => `n/${index}` });
    writeSlices(join(folder.path, 'c'), { phantom: (world) => RAMP(world) + 1 });
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => readScan(join(folder.path, name))));
    expect(a.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(b.fingerprint).toBe(a.fingerprint);
    expect(c.fingerprint).not.toBe(a.fingerprint);
  });

  it('reports progress up to 1 and stops when cancelled', async () => {
    writeSlices(folder.path);
    const fractions: number[] = [];
    await readScan(folder.path, { report: (fraction) => fractions.push(fraction) });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const controller = new AbortController();
    const reading = readScan(folder.path, { signal: controller.signal, report: () => controller.abort() });
    await expect(reading).rejects.toMatchObject({ code: 'job.cancelled' });
  });

  it('leaves the source as it was', async () => {
    writeSlices(folder.path);
    const state = (): string[] =>
      readdirSync(folder.path)
        .sort()
        .map((name) => {
          const path = join(folder.path, name);
          return `${name} ${statSync(path).mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
        });
    const before = state();
    await readScan(folder.path);
    expect(state()).toEqual(before);
  });
});

describe('grey values', () => {
  it('applies slope and intercept of each slice', async () => {
    writeSlices(join(folder.path, 'low'), {
      positionsMm: AXIAL.positionsMm.slice(0, 4),
      toStored: (grey) => grey + 1000,
      attributes: { RescaleSlope: 1, RescaleIntercept: -1000 },
    });
    writeSlices(join(folder.path, 'high'), {
      positionsMm: AXIAL.positionsMm.slice(4),
      phantom: (world) => 2 * Math.round(RAMP(world) / 2),
      toStored: (grey) => grey / 2,
      attributes: { RescaleSlope: 2, RescaleIntercept: 0 },
    });
    const { volume } = await readScan(folder.path);
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(1);
  });

  it('keeps fractions of a rescale as floats', async () => {
    writeSlices(folder.path, {
      toStored: (grey) => grey * 4,
      attributes: { RescaleSlope: 0.25, RescaleIntercept: 0.5 },
    });
    const { volume } = await readScan(folder.path);
    expect(volume.data).toBeInstanceOf(Float32Array);
    expect(worstError(volume, (world) => RAMP(world) + 0.5)).toBeLessThanOrEqual(0.5);
  });

  it('keeps 8-bit values as bytes', async () => {
    writeSlices(folder.path, { bitsAllocated: 8, signed: false, phantom: (world) => RAMP(world) / 2 });
    const { volume } = await readScan(folder.path);
    expect(volume.data).toBeInstanceOf(Uint8Array);
    expect(worstError(volume, (world) => RAMP(world) / 2)).toBeLessThanOrEqual(0.5);
  });

  it('gives unsigned 16-bit scans with the usual −1024 intercept as Int16', async () => {
    writeSlices(folder.path, {
      signed: false,
      toStored: (grey) => grey + 1024,
      attributes: { RescaleSlope: 1, RescaleIntercept: -1024 },
    });
    const { volume } = await readScan(folder.path);
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5);
  });

  it('gives values above 32767 as Uint16, and beyond 16 bits as floats', async () => {
    writeSlices(join(folder.path, 'wide'), { signed: false, phantom: (world) => RAMP(world) + 40000 });
    const wide = await readScan(join(folder.path, 'wide'));
    expect(wide.volume.data).toBeInstanceOf(Uint16Array);
    writeSlices(join(folder.path, 'wider'), {
      signed: false,
      toStored: (grey) => grey + 40000,
      attributes: { RescaleSlope: 3, RescaleIntercept: 0 },
    });
    const wider = await readScan(join(folder.path, 'wider'));
    expect(wider.volume.data).toBeInstanceOf(Float32Array);
    expect(worstError(wider.volume, (world) => 3 * (RAMP(world) + 40000))).toBeLessThanOrEqual(1.5);
  });

  it('sign-extends 12 bits in 16 and ignores what lies above them', async () => {
    writeSlices(folder.path, {
      signed: false,
      phantom: (world) => RAMP(world) - 300,
      toStored: (grey) => (grey & 0xfff) | 0xa000, // an old overlay in the upper bits
      attributes: { BitsStored: 12, HighBit: 11, PixelRepresentation: 1 },
    });
    const { volume } = await readScan(folder.path);
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect(worstError(volume, (world) => RAMP(world) - 300)).toBeLessThanOrEqual(0.5);
  });

  it('reads values that sit in the upper bits', async () => {
    writeSlices(folder.path, {
      signed: false,
      toStored: (grey) => (grey << 4) | 0x7,
      attributes: { BitsStored: 12, HighBit: 15 },
    });
    const { volume } = await readScan(folder.path);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5);
  });

  it('looks grey values up in a Modality LUT', async () => {
    writeSlices(folder.path, {
      signed: false,
      toStored: (grey) => grey - 50, // below and above what the table maps: clamped to its ends
      attributes: {
        ModalityLUTSequence: [
          {
            _vrMap: { LUTDescriptor: 'US', LUTData: 'OW' },
            LUTDescriptor: [100, 60, 16],
            ModalityLUTType: 'US',
            LUTData: [Uint16Array.from({ length: 100 }, (_, entry) => 7 * entry).buffer],
          },
        ],
      },
    });
    const { volume } = await readScan(folder.path);
    const lookedUp: Phantom = (world) => 7 * Math.min(99, Math.max(0, Math.round(RAMP(world)) - 50 - 60));
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect(worstError(volume, lookedUp)).toBe(0);
    expect(new Set(volume.data).size).toBeGreaterThan(20);
  });

  it.each([
    ['Int16 when they fit', 1, Int16Array],
    ['floats when they do not', 1000, Float32Array],
  ])('gives 32-bit integers as %s', async (_, factor, type) => {
    const pixels = Int32Array.from({ length: 35 }, (_value, p) => (p - 10) * 30 * factor);
    const attributes = { BitsAllocated: 32, BitsStored: 32, HighBit: 31, PixelData: [pixels.buffer] };
    writeSlices(folder.path, { attributes });
    const { volume } = await readScan(folder.path);
    expect(volume.data).toBeInstanceOf(type);
    expect([...volume.data.subarray(0, 35)]).toEqual([...pixels]);
  });

  it('reads floating-point pixels', async () => {
    const pixels = Float32Array.from({ length: 35 }, (_value, p) => p / 8 - 1);
    writeSlices(folder.path, {
      attributes: {
        _vrMap: { FloatPixelData: 'OF' },
        BitsAllocated: 32,
        PixelData: undefined,
        FloatPixelData: [pixels.buffer],
      },
    });
    const { volume } = await readScan(folder.path);
    expect([...volume.data.subarray(70, 105)]).toEqual([...pixels]);
  });

  it('turns MONOCHROME1 round, so that dense is bright', async () => {
    writeSlices(folder.path, {
      signed: false,
      toStored: (grey) => 4095 - grey,
      attributes: { PhotometricInterpretation: 'MONOCHROME1', BitsStored: 12, HighBit: 11 },
    });
    const { volume } = await readScan(folder.path);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5);
  });
});

describe('irregular stacks', () => {
  /** A hundred slices of 0.5 mm, less those left out. */
  const hundred = (leftOut: readonly number[]): readonly Vec3[] =>
    line(100, [0, 0, -20], [0, 0, 1], 0.5).filter((_, index) => !leftOut.includes(index));

  it('interpolates up to 2 % missing slices and says so', async () => {
    writeSlices(folder.path, { positionsMm: hundred([17, 60]), fileName: String });
    const { volume, warnings } = await readScan(folder.path);
    expect(volume.geometry.dims[2]).toBe(100);
    expect(codes(warnings)).toEqual(['scan.missing-slices']);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['more than 2 %', [10, 30, 50]],
    ['three in a row', [40, 41, 42]],
  ])('refuses %s missing slices', async (_, leftOut) => {
    writeSlices(folder.path, { positionsMm: hundred(leftOut), fileName: String });
    await expect(readScan(folder.path)).rejects.toMatchObject({ code: 'scan.missing-slices', facts: { missing: 3 } });
  });

  it('uses slices that came twice once', async () => {
    writeSlices(join(folder.path, 'original'));
    writeSlices(join(folder.path, 'copy'));
    const { volume, warnings } = await readScan(folder.path);
    expect(volume.geometry.dims[2]).toBe(8);
    expect(codes(warnings)).toEqual(['scan.duplicate-slices']);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5);
  });

  it('refuses different slices at one place', async () => {
    writeSlices(join(folder.path, 'a'));
    writeSlices(join(folder.path, 'b'), { phantom: (world) => RAMP(world) + 1 });
    await expect(readScan(folder.path)).rejects.toMatchObject({ code: 'scan.duplicate-slices', facts: { places: 8 } });
  });

  it('resamples uneven spacing with a warning', async () => {
    const depths = [0, 0.5, 1.1, 1.5, 2.1, 2.6, 3.0, 3.6, 4.1];
    writeSlices(folder.path, { positionsMm: depths.map((z): Vec3 => [0, 0, z]) });
    const { volume, warnings } = await readScan(folder.path);
    expect(codes(warnings)).toEqual(['scan.uneven-spacing']);
    expect(volume.geometry.dims).toEqual([7, 5, 9]);
    expect(volume.geometry.spacingMm[2]).toBeCloseTo(0.5, 9);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(1);
  });

  it('does not resample positions that were only rounded', async () => {
    const positionsMm = Array.from({ length: 40 }, (_, k): Vec3 => [0, 0, Math.round(k * 12.5) / 100]);
    writeSlices(folder.path, { positionsMm, fileName: String });
    const { volume, warnings } = await readScan(folder.path);
    expect(warnings).toEqual([]);
    expect(volume.geometry.spacingMm[2]).toBeCloseTo(0.125, 3);
  });

  it('stands a tilted stack upright', async () => {
    const along: Vec3 = [0, Math.sin(0.3), Math.cos(0.3)];
    writeSlices(folder.path, { positionsMm: line(8, [0, 0, 0], along, 0.5), rows: 20 });
    const { volume, warnings } = await readScan(folder.path);
    expect(codes(warnings)).toEqual(['scan.tilted']);
    expect(warnings[0].message).toContain('17.2°');
    const { dims, spacingMm, direction } = volume.geometry;
    expect(direction).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(spacingMm[2]).toBeCloseTo(0.5 * Math.cos(0.3), 9);
    expect(dims).toEqual([7, 23, 8]); // 1.03 mm of shift at 0.4 mm a row
    // Where slices reach, the picture is in its place; elsewhere it is background.
    const background = Math.min(...volume.data);
    let inside = 0;
    for (let k = 0; k < dims[2]; k++)
      for (let j = 0; j < dims[1]; j++) {
        const value = volume.data[dims[0] * (j + dims[1] * k)];
        const expected = RAMP([0, volume.geometry.originMm[1] + j * spacingMm[1], k * spacingMm[2]]);
        if (value === background && expected > background + 1) continue;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1);
        inside++;
      }
    expect(inside).toBeGreaterThanOrEqual(19 * dims[2]);
  });

  it('refuses a single slice', async () => {
    writeSlices(folder.path, { positionsMm: [[0, 0, 0]] });
    await expect(readScan(folder.path)).rejects.toMatchObject({ code: 'scan.single-slice' });
    expect((await scanInfo(folder.path)).chosenUid).toBeNull();
  });

  it('refuses slices that do not say where they lie', async () => {
    writeSlices(folder.path, { attributes: { ImagePositionPatient: [], ImageOrientationPatient: [] } });
    await expect(readScan(folder.path)).rejects.toMatchObject({ code: 'scan.inconsistent-geometry' });
  });

  it('takes the larger stack of a series with two sizes', async () => {
    writeSlices(join(folder.path, 'a'));
    writeSlices(join(folder.path, 'b'), { rows: 9, positionsMm: AXIAL.positionsMm.slice(0, 2) });
    const { volume, warnings } = await readScan(folder.path);
    expect(volume.geometry.dims).toEqual([7, 5, 8]);
    expect(codes(warnings)).toEqual(['scan.mixed-stack']);
  });
});

describe('choosing among series', () => {
  it('takes the CT volume with most voxels and says why', async () => {
    writeSlices(join(folder.path, 'ct'), { seriesUid: '2.25.1' });
    writeSlices(join(folder.path, 'thin'), { seriesUid: '2.25.2', rows: 10 });
    writeSlices(join(folder.path, 'mr'), { seriesUid: '2.25.3', rows: 40, attributes: { Modality: 'MR' } });
    writeSlices(join(folder.path, 'scout'), {
      seriesUid: '2.25.4',
      rows: 60,
      attributes: { ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] },
    });
    writeFileSync(join(folder.path, 'readme.txt'), 'no image');
    const { volume, info } = await readScan(folder.path);
    expect(info.chosenUid).toBe('2.25.2');
    expect(info.choice).toBe('The best of 4 series: the largest CT volume, 7 × 10 × 8 voxels.');
    expect(info.ignoredFiles).toBe(1);
    expect(volume.geometry.dims).toEqual([7, 10, 8]);
    const asked = await readScan(folder.path, { seriesUid: '2.25.3' });
    expect(asked.series.modality).toBe('MR');
    expect(asked.info.choice).toBe('The series that was asked for.');
  });

  it('refuses an unknown series and lists those present', async () => {
    writeSlices(folder.path);
    const reading = readScan(folder.path, { seriesUid: '1.2.3' });
    await expect(reading).rejects.toMatchObject({ code: 'scan.series-not-found', facts: { present: AXIAL.seriesUid } });
  });

  it('says when a larger series was refused', async () => {
    writeSlices(join(folder.path, 'small'), { seriesUid: '2.25.1' });
    const gaps = line(30, [0, 0, 0], [0, 0, 1], 0.5).filter((_, index) => index < 10 || index > 15);
    writeSlices(join(folder.path, 'gaps'), { seriesUid: '2.25.2', positionsMm: gaps, fileName: String });
    const { info, warnings } = await readScan(folder.path);
    expect(info.chosenUid).toBe('2.25.1');
    expect(codes(warnings)).toEqual(['scan.larger-series-refused']);
  });

  it('lists colour images as unusable, with the reason', async () => {
    writeSlices(folder.path, {
      attributes: { SamplesPerPixel: 3, PhotometricInterpretation: 'RGB', PixelData: [new ArrayBuffer(7 * 5 * 3 * 2)] },
    });
    const info = await scanInfo(folder.path);
    expect(info).toMatchObject({ chosenUid: null, series: [{ usable: false }] });
    expect(info.series[0].problem).toContain('colour');
    await expect(readScan(folder.path)).rejects.toMatchObject({ code: 'scan.no-image-series' });
  });
});

describe('bad input', () => {
  it.each([
    ['scan.not-found', () => join(folder.path, 'nowhere')],
    ['scan.empty-folder', () => folder.path],
    [
      'scan.no-image-series',
      () => {
        writeFileSync(join(folder.path, 'notes.txt'), 'hello');
        return folder.path;
      },
    ],
    [
      'scan.unsupported-format',
      () => {
        writeFileSync(join(folder.path, 'letter.pdf'), '%PDF-1.7 …');
        return join(folder.path, 'letter.pdf');
      },
    ],
    [
      'scan.unsupported-format',
      () => {
        writeFileSync(join(folder.path, 'empty.dcm'), '');
        return join(folder.path, 'empty.dcm');
      },
    ],
  ])('refuses with %s', async (code, make) => {
    const path = make();
    await expect(scanInfo(path)).rejects.toMatchObject({ code });
    await expect(readScan(path)).rejects.toMatchObject({ code });
  });

  it('names what was dropped instead of a scan', async () => {
    writeFileSync(join(folder.path, 'letter.pdf'), '%PDF-1.7 …');
    await expect(readScan(join(folder.path, 'letter.pdf'))).rejects.toThrow('letter.pdf is a PDF document');
  });

  it('names the file whose pixels are cut', async () => {
    const [, cut] = writeSlices(folder.path);
    truncateSync(cut, statSync(cut).size - 20);
    const reading = readScan(folder.path);
    await expect(reading).rejects.toMatchObject({ code: 'scan.corrupt-file', facts: { path: cut } });
  });

  it('counts files that cannot be parsed and goes on', async () => {
    const positionsMm = line(60, [0, 0, 0], [0, 0, 1], 0.5);
    const files = writeSlices(folder.path, { positionsMm, fileName: String });
    truncateSync(files[30], 200);
    const { volume, info, warnings } = await readScan(folder.path);
    expect(info.ignoredFiles).toBe(1);
    expect(codes(warnings)).toEqual(['scan.unreadable-files', 'scan.missing-slices']);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(1);
  });

  it('says that the opened file is damaged', async () => {
    const [file] = writeSlices(folder.path);
    truncateSync(file, 300);
    await expect(readScan(file)).rejects.toMatchObject({ code: 'scan.corrupt-file', facts: { path: file } });
  });

  it.each([
    ['1.2.840.10008.1.2.4.110', 'JPEG XL Lossless'],
    ['1.2.840.10008.1.2.4.999', 'unknown'],
  ])('names the transfer syntax %s that it cannot decode', async (TransferSyntaxUID, name) => {
    // dcmjs writes encapsulated pixels for these: one fragment of anything.
    writeSlices(folder.path, { attributes: { TransferSyntaxUID } });
    const reading = readScan(folder.path);
    await expect(reading).rejects.toMatchObject({
      code: 'scan.unsupported-transfer-syntax',
      facts: { transferSyntaxUid: TransferSyntaxUID, name },
    });
  });

  it('refuses a scan that is too large before reading it', async () => {
    writeSlices(folder.path, {
      positionsMm: line(1100, [0, 0, 0], [0, 0, 1], 0.1),
      rows: 1,
      columns: 1,
      attributes: { Rows: 1024, Columns: 1024 },
      fileName: String,
    });
    await expect(readScan(folder.path)).rejects.toMatchObject({ code: 'scan.too-large' });
  }, 60_000);
});

describe('DICOMDIR', () => {
  it('reads the files it lists, whatever the case of their names, and reports those that are gone', async () => {
    const positionsMm = line(60, [0, 0, 0], [0, 0, 1], 0.5);
    writeSlices(folder.path, { positionsMm, fileName: (index) => `images/im${index}` });
    writeSlices(join(folder.path, 'unlisted'), { seriesUid: '2.25.9', rows: 300 });
    const listed = [...positionsMm.keys(), 77];
    writeDicom(join(folder.path, 'DICOMDIR'), {
      SOPClassUID: '1.2.840.10008.1.3.10',
      SOPInstanceUID: '2.25.8',
      DirectoryRecordSequence: [
        { DirectoryRecordType: 'PATIENT' },
        ...listed.map((index) => ({ DirectoryRecordType: 'IMAGE', ReferencedFileID: ['IMAGES', `IM${index}`] })),
        { DirectoryRecordType: 'IMAGE', ReferencedFileID: ['..', 'OUTSIDE'] },
      ],
    });
    const { volume, info, warnings } = await readScan(join(folder.path, 'DICOMDIR'));
    expect(info.series).toHaveLength(1);
    expect(volume.geometry.dims).toEqual([7, 5, 60]);
    expect(codes(warnings)).toEqual(['scan.absent-files']);
    expect(warnings[0].message).toContain('2 files');
  });

  it.each([
    ['leads nowhere', [{ DirectoryRecordType: 'IMAGE', ReferencedFileID: ['GONE'] }], 0],
    ['is cut', [{ DirectoryRecordType: 'IMAGE', ReferencedFileID: ['GONE'] }], 40],
  ])('that %s gives way to its folder', async (_, DirectoryRecordSequence, cutBytes) => {
    writeSlices(folder.path);
    const path = join(folder.path, 'DICOMDIR');
    writeDicom(path, { SOPClassUID: '1.2.840.10008.1.3.10', SOPInstanceUID: '2.25.8', DirectoryRecordSequence });
    truncateSync(path, statSync(path).size - cutBytes);
    const { volume, warnings } = await readScan(path);
    expect(volume.geometry.dims).toEqual([7, 5, 8]);
    expect(codes(warnings)).toContain('scan.dicomdir-unusable');
  });

  it('is ignored inside an opened folder', async () => {
    writeSlices(folder.path);
    writeDicom(join(folder.path, 'DICOMDIR'), { SOPClassUID: '1.2.840.10008.1.3.10', SOPInstanceUID: '2.25.8' });
    expect((await scanInfo(folder.path)).ignoredFiles).toBe(1);
  });
});

describe('compressed series', () => {
  it.each(['jpeg_ls_lossless', 'jp2klossless', 'jpeg_lossless_sv1', 'htj2k', 'RLE'])(
    'names the file whose %s pixels are damaged, and reads a sound one afterwards',
    async (compression) => {
      const sound = readFileSync(new URL(`../../fixtures/dicom/samples/MR_small_${compression}.dcm`, import.meta.url));
      const write = (name: string, fill: number | null): void => {
        const bytes = Buffer.from(sound);
        if (fill !== null) bytes.fill(fill, bytes.length - 4500, bytes.length - 100);
        mkdirSync(join(folder.path, name));
        for (const k of [0, 1]) {
          const at = bytes.indexOf(Buffer.from([0x20, 0x00, 0x32, 0x00]));
          const slice = Buffer.from(bytes);
          slice.write(`0\\0\\${k}`.padEnd(bytes.readUInt16LE(at + 6)), at + 8, 'latin1');
          writeFileSync(join(folder.path, name, `s${k}`), slice);
        }
      };
      write('damaged', 0xff);
      write('sound', null);
      await expect(readScan(join(folder.path, 'damaged'))).rejects.toMatchObject({
        code: 'scan.corrupt-file',
        facts: { reason: expect.not.stringContaining('defined') },
      });
      expect((await readScan(join(folder.path, 'sound'))).volume.geometry.dims).toEqual([64, 64, 2]);
    },
  );

  it('decodes on several threads to the same volume as one by one', async () => {
    const sample = new URL('../../fixtures/dicom/samples/MR_small_jpeg_ls_lossless.dcm', import.meta.url);
    mkdirSync(join(folder.path, 'many'));
    const bytes = readFileSync(sample);
    const at = bytes.indexOf(Buffer.from([0x20, 0x00, 0x32, 0x00]));
    const length = bytes.readUInt16LE(at + 6);
    for (let k = 0; k < 40; k++) {
      const copy = Buffer.from(bytes);
      copy.write(`0\\0\\${k}`.padEnd(length), at + 8, 'latin1');
      writeFileSync(join(folder.path, 'many', `s${k}`), copy);
    }
    const many = await readScan(join(folder.path, 'many'));
    expect(many.volume.geometry.dims[2]).toBe(40);
    const one = many.volume.data.subarray(0, 64 * 64);
    for (let k = 1; k < 40; k++) expect(many.volume.data.subarray(k * 4096, (k + 1) * 4096)).toEqual(one);
    const golden = readGoldens(new URL('../../fixtures/dicom/samples-goldens.json', import.meta.url)).find(
      ({ file }) => file === 'MR_small_jpeg_ls_lossless.dcm',
    );
    expect(createHash('sha256').update(one).digest('hex')).toBe(golden?.image?.sha256);
  });
});
