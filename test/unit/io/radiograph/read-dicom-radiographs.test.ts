/** Radiographs in DICOM: against pydicom 3.0, and synthetic ones whose pixels are known. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readScan, scanInfo } from '../../../../main/io/read-scan.ts';
import { writeDicom, writeSlices } from '../dicom/synthetic-dicom.ts';
import type { Attributes } from '../dicom/synthetic-dicom.ts';
import { sharedData } from '../shared-data.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';
import { expectGolden, FIXTURES, goldensOf } from './radiograph-goldens.ts';

const DICOM = fileURLToPath(new URL('dicom/', FIXTURES));
const SHARED = sharedData('dicom/');
const folder = useTemporaryFolder();

const DX_FOR_PRESENTATION = '1.2.840.10008.5.1.4.1.1.1.1';
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/** A panoramic radiograph of 4 × 2 pixels, 12 bits. */
const STORED = Uint16Array.from([0, 1, 2, 3, 1000, 2000, 4000, 4095]);
const PANORAMIC: Attributes = {
  SOPClassUID: DX_FOR_PRESENTATION,
  SOPInstanceUID: '2.25.7.1',
  SeriesInstanceUID: '2.25.7',
  Modality: 'PX',
  PatientName: [{ Alphabetic: 'Doe^Jane' }],
  StudyDate: '20260131',
  SeriesDescription: 'Panoramic',
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: 2,
  Columns: 4,
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 0,
  PatientOrientation: ['L', 'F'],
  PixelData: [STORED.buffer],
};

function write(name: string, changes: Attributes = {}): string {
  const path = join(folder.path, name);
  writeDicom(path, { ...PANORAMIC, ...changes });
  return path;
}

const codes = (warnings: readonly { readonly code: string }[]): string[] => warnings.map(({ code }) => code);

describe('public files', () => {
  it.each(goldensOf('dicom'))('%s has the grey values that pydicom gives it', async (file, golden) => {
    const { info, series } = await expectGolden(DICOM + file, golden);
    expect([info.modality, series.kind]).toEqual(['opg', 'dicom-radiograph']);
  });

  it('tell the scale and the orientation, or that they do not', async () => {
    const dx = await readScan(`${DICOM}dx_image.dcm`);
    expect(dx.radiograph).toEqual({ pixelSpacingMm: [1.201199999999, 1.2], mirrored: false });
    expect(dx.series).toMatchObject({ modality: 'DX', orientation: 'LF', bits: 8, dims: [211, 169, 1] });
    const cr = await scanInfo(`${DICOM}CR1-6154.dcm`); // Imager Pixel Spacing only
    expect(cr.radiograph?.pixelSpacingMm).toEqual([0.1, 0.1]);
  });
});

describe.skipIf(SHARED.absent)(SHARED.title('the public test suites'), () => {
  it.each(goldensOf('shared'))('%s has the grey values that pydicom gives it', async (file, golden) => {
    await expectGolden(SHARED.path + file, golden);
  });
});

describe('pixels', () => {
  it('of 12 bits stay as they are, MONOCHROME1 is turned over', async () => {
    expect((await readScan(write('a'))).volume.data).toEqual(STORED);
    const inverted = await readScan(write('b', { PhotometricInterpretation: 'MONOCHROME1' }));
    expect(inverted.volume.data).toEqual(STORED.map((value) => 4095 - value));
  });

  it('are rescaled, into floats only when fractions come out', async () => {
    const halves = await readScan(write('a', { RescaleSlope: 0.5, RescaleIntercept: 10 }));
    expect(halves.volume.data).toEqual(Float32Array.from(STORED, (value) => 0.5 * value + 10));
    const below = await readScan(write('b', { RescaleSlope: 2, RescaleIntercept: -1000 }));
    expect(below.volume.data).toEqual(Int16Array.from(STORED, (value) => 2 * value - 1000));
  });

  it('go through the VOI LUT after the rescale and before the inversion; a window changes nothing', async () => {
    // Stored 0 … 4095 → 100 … 4195 → LUT of 8 bits over 1100 … 1103, clamped outside.
    const lut = {
      RescaleSlope: 1,
      RescaleIntercept: 100,
      WindowCenter: 50,
      WindowWidth: 10,
      VOILUTSequence: [{ LUTDescriptor: [4, 1100, 8], LUTData: [Uint8Array.from([10, 20, 30, 40]).buffer] }],
    };
    expect([...(await readScan(write('a', lut))).volume.data]).toEqual([10, 10, 10, 10, 10, 40, 40, 40]);
    const inverted = await readScan(write('b', { ...lut, PhotometricInterpretation: 'MONOCHROME1' }));
    expect([...inverted.volume.data]).toEqual([245, 245, 245, 245, 245, 215, 215, 215]);
    const windowed = await readScan(write('c', { WindowCenter: 50, WindowWidth: 10 }));
    expect(windowed.volume.data).toEqual(STORED);
  });

  it('of 8 bits are bytes', async () => {
    const bytes = { BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelData: [Uint8Array.from(STORED).buffer] };
    expect((await readScan(write('a', bytes))).volume.data).toEqual(Uint8Array.from(STORED));
  });

  it('of a palette become luma', async () => {
    const ramp = Array.from({ length: 256 }, (_, n) => 257 * (255 - n));
    const palette = {
      SOPClassUID: SECONDARY_CAPTURE,
      Modality: 'OT',
      PhotometricInterpretation: 'PALETTE COLOR',
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelData: [Uint8Array.from([0, 1, 2, 3, 100, 200, 254, 255]).buffer],
      RedPaletteColorLookupTableDescriptor: [256, 0, 16],
      GreenPaletteColorLookupTableDescriptor: [256, 0, 16],
      BluePaletteColorLookupTableDescriptor: [256, 0, 16],
      RedPaletteColorLookupTableData: [Uint16Array.from(ramp).buffer],
      GreenPaletteColorLookupTableData: [Uint16Array.from(ramp).buffer],
      BluePaletteColorLookupTableData: [Uint16Array.from(ramp).buffer],
    };
    const { volume, warnings } = await readScan(write('a', palette));
    expect([...volume.data]).toEqual([0, 1, 2, 3, 100, 200, 254, 255].map((n) => 257 * (255 - n)));
    expect(warnings).toEqual([]);
  });

  it('that end too early are damage', async () => {
    const path = write('a');
    writeFileSync(path, readFileSync(path).subarray(0, -6));
    await expect(readScan(path)).rejects.toMatchObject({ code: 'scan.corrupt-file' });
  });
});

describe('scale and orientation', () => {
  it.each([
    [{ PixelSpacing: [0.1, 0.08], ImagerPixelSpacing: [0.2, 0.2] }, [0.08, 0.1]],
    [{ PixelSpacing: [0, 0], ImagerPixelSpacing: [0.12, 0.11] }, [0.11, 0.12]],
    [{ NominalScannedPixelSpacing: [0.3, 0.3] }, [0.3, 0.3]],
    [{}, null],
  ])('of %j is %j', async (tags, pixelSpacingMm) => {
    const { volume, radiograph, series } = await readScan(write('a', tags));
    expect(radiograph?.pixelSpacingMm).toEqual(pixelSpacingMm);
    expect(volume.geometry.spacingMm).toEqual([1, 1, 1]);
    expect(series.spacingMm).toEqual([...(pixelSpacingMm ?? [1, 1]), 1]);
  });

  it('warns of mirrored pictures and of those on their head, and leaves the pixels alone', async () => {
    const turned = await readScan(write('a', { PatientOrientation: ['R', 'H'] }));
    expect(turned.radiograph?.mirrored).toBe(true);
    expect(codes(turned.warnings)).toEqual(['scan.mirrored', 'scan.upside-down']);
    expect(turned.volume.data).toEqual(STORED);
    const unknown = await readScan(write('b', { PatientOrientation: [] }));
    expect([unknown.radiograph?.mirrored, unknown.warnings]).toEqual([false, []]);
  });
});

describe('choosing', () => {
  const other = (name: string, uid: string, changes: Attributes): string =>
    write(name, { SeriesInstanceUID: uid, SOPInstanceUID: `${uid}.1`, ...changes });
  const wider = { Columns: 8, PixelData: [new Uint16Array(16).buffer] };

  it('takes the panoramic radiograph before larger ones, and any that is asked for', async () => {
    other('io', '2.25.1', { Modality: 'IO', ...wider });
    other('dx', '2.25.2', { Modality: 'DX', ...wider });
    other('px', '2.25.3', {});
    const { info } = await readScan(folder.path);
    expect(info).toMatchObject({ chosenUid: '2.25.3', modality: 'opg', patientName: 'Doe, Jane' });
    expect(info.choice).toBe('The best of 3 radiographs: a panoramic one, 4 × 2 pixels.');
    expect(info.series.map(({ uid }) => uid)).toEqual(['2.25.3', '2.25.2', '2.25.1']);
    expect((await readScan(folder.path, { seriesUid: '2.25.1' })).series.modality).toBe('IO');
  });

  it('lists the radiographs of one series one by one, and opens a file that is opened alone', async () => {
    const small = write('a/small', { SOPInstanceUID: '2.25.7.2' });
    write('a/large', wider);
    const info = await scanInfo(folder.path);
    expect(info.series.map(({ uid }) => uid)).toEqual(['2.25.7.1', '2.25.7.2']);
    expect((await readScan(folder.path, { seriesUid: '2.25.7' })).series.dims).toEqual([8, 2, 1]);
    expect((await readScan(folder.path, { seriesUid: '2.25.7.2' })).series.dims).toEqual([4, 2, 1]);
    expect((await readScan(small)).info).toMatchObject({ chosenUid: '2.25.7', series: [{ dims: [4, 2, 1] }] });
  });

  it('prefers a volume, and says what a radiograph was taken instead of', async () => {
    write('opg');
    writeSlices(join(folder.path, 'ct'), { fileName: String });
    expect((await readScan(folder.path)).info).toMatchObject({ modality: 'cbct', radiograph: null });
    expect((await readScan(folder.path, { seriesUid: '2.25.7' })).info.modality).toBe('opg');
  });

  it('takes a radiograph but no screenshot in place of a volume that was refused', async () => {
    const ct = join(folder.path, 'ct');
    writeSlices(ct, { positionsMm: [[0, 0, 0]], seriesUid: '2.25.1' });
    const capture = { SOPClassUID: SECONDARY_CAPTURE, Modality: 'OT' };
    other('shot', '2.25.2', capture);
    await expect(readScan(folder.path)).rejects.toMatchObject({ code: 'scan.single-slice' });
    expect((await readScan(folder.path, { seriesUid: '2.25.2' })).info.modality).toBe('opg');
    other('opg', '2.25.3', {});
    expect((await readScan(folder.path)).info.chosenUid).toBe('2.25.3');
    expect(codes((await readScan(folder.path)).warnings)).toEqual(['scan.larger-series-refused']);
  });

  it('does not take slices stored as captures for radiographs', async () => {
    const capture = { SOPClassUID: SECONDARY_CAPTURE, Modality: 'OT', PatientOrientation: [] };
    const paths = Array.from({ length: 12 }, (_, n) =>
      write(`slice${n}`, { ...capture, SOPInstanceUID: `2.25.8.${n}` }),
    );
    for (const path of [folder.path, paths[3]])
      await expect(readScan(path)).rejects.toMatchObject({ code: 'scan.inconsistent-geometry' });
  });

  it('opens a PX file with any position, and refuses CT, ultrasound and multi-frame captures as before', async () => {
    const placed = { ImagePositionPatient: [0, 0, 0], ImageOrientationPatient: [1, 0, 0, 0, 1, 0] };
    expect((await readScan(write('px', placed))).info.modality).toBe('opg');
    for (const Modality of ['CT', 'MR', 'US']) {
      const path = write(`${Modality}/a`, { Modality, SOPClassUID: SECONDARY_CAPTURE });
      await expect(readScan(path)).rejects.toMatchObject({ code: 'scan.single-slice' });
    }
    const frames = { SOPClassUID: SECONDARY_CAPTURE, Modality: 'OT', NumberOfFrames: 2, Rows: 1 };
    await expect(readScan(write('frames/a', frames))).rejects.toMatchObject({ code: 'scan.inconsistent-geometry' });
  });

  it('refuses what it cannot decode, with the reason', async () => {
    const jpip = write('a', { TransferSyntaxUID: '1.2.840.10008.1.2.4.94' });
    await expect(readScan(jpip)).rejects.toMatchObject({ code: 'scan.unsupported-transfer-syntax' });
    const packed = write('b', { SamplesPerPixel: 3, PhotometricInterpretation: 'YBR_FULL_422', BitsAllocated: 8 });
    await expect(readScan(packed)).rejects.toMatchObject({ code: 'scan.no-image-series' });
    const huge = write('c', { Rows: 65535, Columns: 65535 });
    await expect(readScan(huge)).rejects.toMatchObject({ code: 'scan.too-large' });
  });
});
