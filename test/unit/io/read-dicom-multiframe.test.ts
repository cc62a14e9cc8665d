import { truncateSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vec3 } from '#core/volume';
import { readScan } from '../../../main/io/read-scan.ts';
import {
  AXIAL,
  RAMP,
  measures,
  orientation,
  plus,
  position,
  worstError,
  writeMultiFrame,
  writeSlices,
} from './dicom/synthetic-dicom.ts';
import type { Attributes, SliceSeries } from './dicom/synthetic-dicom.ts';
import { sharedData } from './shared-data.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

const folder = useTemporaryFolder();

const ENHANCED_CT = '1.2.840.10008.5.1.4.1.1.2.1';
const XRAY_3D_CRANIOFACIAL = '1.2.840.10008.5.1.4.1.1.13.1.2';
const SECONDARY_CAPTURE_WORD = '1.2.840.10008.5.1.4.1.1.7.3';

const OBLIQUE: SliceSeries = {
  ...AXIAL,
  iDirection: [0.8, 0.6, 0],
  jDirection: [-0.36, 0.48, 0.8],
  // Frames run against the normal (0.48, −0.64, 0.6), in steps of 0.3 mm.
  positionsMm: Array.from({ length: 9 }, (_, k): Vec3 => plus([5, 6, 7], [0.48, -0.64, 0.6], -0.3 * k)),
};

const rescale = (slope: number, intercept: number): Attributes => ({
  PixelValueTransformationSequence: [{ RescaleSlope: slope, RescaleIntercept: intercept, RescaleType: 'HU' }],
});

describe('multi-frame images', () => {
  it('reads an Enhanced CT whose groups are all shared but the positions', async () => {
    const file = join(folder.path, 'enhanced.dcm');
    writeMultiFrame(file, OBLIQUE, {
      SOPClassUID: ENHANCED_CT,
      SharedFunctionalGroupsSequence: [{ ...orientation(OBLIQUE), ...measures(OBLIQUE), ...rescale(1, 0) }],
      PerFrameFunctionalGroupsSequence: OBLIQUE.positionsMm.map(position),
    });
    const { volume, series, warnings } = await readScan(file);
    expect(series).toMatchObject({ kind: 'dicom-multiframe', dims: [7, 5, 9] });
    expect(volume.geometry.spacingMm[2]).toBeCloseTo(0.3, 9);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(warnings).toEqual([]);
  });

  it('reads an X-Ray 3D Craniofacial image with everything per frame, rescale included', async () => {
    const stored: SliceSeries = { ...OBLIQUE, signed: false, toStored: (grey) => grey + 500 };
    writeMultiFrame(join(folder.path, 'craniofacial'), stored, {
      SOPClassUID: XRAY_3D_CRANIOFACIAL,
      Modality: 'DX',
      PerFrameFunctionalGroupsSequence: stored.positionsMm.map((positionMm) => ({
        ...position(positionMm),
        ...orientation(stored),
        ...measures(stored),
        ...rescale(1, -500),
      })),
    });
    const { volume } = await readScan(folder.path);
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5 + 1e-6);
  });

  it('assumes even slices where only a shared spacing is given, and says so', async () => {
    const upright: SliceSeries = {
      ...AXIAL,
      positionsMm: AXIAL.positionsMm.map(([x, y], k): Vec3 => [x, y, 5 + 0.6 * k]),
    };
    writeMultiFrame(join(folder.path, 'legacy'), upright, {
      SOPClassUID: SECONDARY_CAPTURE_WORD,
      PixelSpacing: [0.4, 0.25],
      SpacingBetweenSlices: 0.6,
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      ImagePositionPatient: [-10, -20, 5],
    });
    const { volume, warnings } = await readScan(folder.path);
    expect(warnings.map(({ code }) => code)).toEqual(['scan.assumed-geometry']);
    expect(worstError(volume, RAMP)).toBeLessThanOrEqual(0.5 + 1e-6);
  });

  it('opens itself alone, not the slices beside it', async () => {
    const file = join(folder.path, 'enhanced.dcm');
    writeSlices(folder.path, { rows: 50 });
    writeMultiFrame(file, OBLIQUE, {
      SharedFunctionalGroupsSequence: [{ ...orientation(OBLIQUE), ...measures(OBLIQUE) }],
      PerFrameFunctionalGroupsSequence: OBLIQUE.positionsMm.map(position),
    });
    expect((await readScan(file)).volume.geometry.dims).toEqual([7, 5, 9]);
  });

  it('names a file whose last frames are cut', async () => {
    const file = join(folder.path, 'enhanced.dcm');
    writeMultiFrame(file, OBLIQUE, {
      SharedFunctionalGroupsSequence: [{ ...orientation(OBLIQUE), ...measures(OBLIQUE) }],
      PerFrameFunctionalGroupsSequence: OBLIQUE.positionsMm.map(position),
    });
    truncateSync(file, statSync(file).size - 100);
    await expect(readScan(file)).rejects.toMatchObject({ code: 'scan.corrupt-file', facts: { path: file } });
  });

  it('refuses a header that claims more frames than there are pixels', async () => {
    const file = join(folder.path, 'enhanced.dcm');
    writeMultiFrame(file, OBLIQUE, {
      NumberOfFrames: 12,
      PixelSpacing: [0.4, 0.25],
      SpacingBetweenSlices: 0.3,
      PatientComments: 'x'.repeat(4000),
    });
    await expect(readScan(file)).rejects.toMatchObject({ code: 'scan.corrupt-file' });
  });
});

const SHARED = sharedData('dicom/');
describe.skipIf(SHARED.absent)(SHARED.title('public enhanced images'), () => {
  it('finds the slices of a Siemens enhanced MR', async () => {
    const { volume, series } = await readScan(`${SHARED.path}qa_enh/In/Siemens/XA10/6_1.dcm`);
    expect(series.modality).toBe('MR');
    expect(volume.geometry.dims).toEqual([64, 64, 6]);
  });

  it('refuses an enhanced MR of two pictures a place', async () => {
    const reading = readScan(`${SHARED.path}qa_enh/In/Philips/IM_0027_fMAP.dcm`);
    await expect(reading).rejects.toMatchObject({ code: 'scan.duplicate-slices', facts: { places: 32 } });
  });
});
