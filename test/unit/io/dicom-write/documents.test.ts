/** Files and pictures inside DICOM objects come out as they went in, and other programs find nothing wrong with them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { newRaster } from '#core/sheet/raster';
import { encapsulatedPdf, encapsulatedStl } from '../../../../main/io/dicom-write/encapsulated-document.ts';
import { secondaryCapture } from '../../../../main/io/dicom-write/secondary-capture.ts';
import { unknownStudy, type SourceStudy } from '../../../../main/io/dicom-write/source-study.ts';
import { encodeDicom, type Attributes } from '../../../../main/io/dicom-write/write-dicom.ts';
import { CASE_FILE, OPG_CASE } from '../../../fixtures/contract/samples.ts';
import { dciodvfyErrors, HAS_DCIODVFY, HAS_DCMTK, pdfInside } from '../../dicom-judges.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';

const folder = useTemporaryFolder();

const STUDY: SourceStudy = {
  ...unknownStudy('x', { PatientName: 'Doe^Jane', PatientID: 'P1', StudyInstanceUID: '2.25.7', PatientSex: 'F' }),
  frameOfReferenceUid: '2.25.8',
  seriesUid: '2.25.9',
  frames: [1, 2].map((n) => ({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    sopInstanceUid: `2.25.9.${n}`,
    frameNumber: null,
    positionMm: [0, 0, n],
  })),
};
const NIFTI = unknownStudy('x', {});
const BYTES = Uint8Array.from({ length: 255 }, (_, n) => n); // an odd number
const PICTURE = newRaster(5, 3, [200, 100, 50]);

const OBJECTS: readonly (readonly [string, Attributes])[] = [
  ['a report', encapsulatedPdf({ caseFile: CASE_FILE, study: STUDY, seq: 3, bytes: BYTES, variant: 'en a4' })],
  [
    'a report on a radiograph',
    encapsulatedPdf({ caseFile: OPG_CASE, study: NIFTI, seq: 0, bytes: BYTES, variant: '' }),
  ],
  ['a model', encapsulatedStl({ caseFile: CASE_FILE, study: STUDY, seq: 3, bytes: BYTES, variant: 'all' })],
  [
    'a model of a NIfTI scan',
    encapsulatedStl({ caseFile: CASE_FILE, study: NIFTI, seq: 0, bytes: BYTES, variant: '' }),
  ],
  ['a picture', secondaryCapture({ caseFile: CASE_FILE, study: STUDY, seq: 3, picture: PICTURE, variant: 'en fdi' })],
  [
    'a picture of a radiograph',
    secondaryCapture({ caseFile: OPG_CASE, study: NIFTI, seq: 0, picture: PICTURE, variant: '' }),
  ],
];

async function fileOf(attributes: Attributes): Promise<Buffer> {
  return Buffer.concat(await encodeDicom(attributes));
}

describe.each(OBJECTS)('%s', (_name, attributes) => {
  it('holds its bytes unchanged, and says how many they are', async () => {
    const file = await fileOf(attributes);
    const dataSet = dicomParser.parseDicom(file);
    const { dataOffset, length } = dataSet.elements.x00420011 ?? dataSet.elements.x7fe00010;
    const inside = file.subarray(dataOffset, dataOffset + length);
    expect(length % 2).toBe(0);
    if ('EncapsulatedDocument' in attributes) {
      expect(dataSet.uint32('x00420015')).toBe(BYTES.length);
      expect(inside.subarray(0, BYTES.length)).toEqual(Buffer.from(BYTES));
    } else {
      expect([...inside.subarray(0, 45)]).toEqual(Array.from({ length: 15 }, () => [200, 100, 50]).flat());
    }
  });

  it.skipIf(!HAS_DCIODVFY)('dciodvfy finds no error (skipped where dicom3tools is not installed)', async () => {
    const path = join(folder.path, 'object.dcm');
    await writeFile(path, await fileOf(attributes));
    expect(dciodvfyErrors(path)).toEqual([]);
  });
});

it.skipIf(!HAS_DCMTK)('dcmtk takes the report out again (skipped where dcmtk is not installed)', async () => {
  const path = join(folder.path, 'report.dcm');
  await writeFile(path, await fileOf(OBJECTS[0][1]));
  expect(await readFile(pdfInside(path))).toEqual(Buffer.from(BYTES));
});

it('another language is another object, another time is not', () => {
  const report = (seq: number, variant: string): unknown =>
    encapsulatedPdf({ caseFile: CASE_FILE, study: STUDY, seq, bytes: BYTES, variant }).SOPInstanceUID;
  expect(report(1, 'de a4')).toBe(report(1, 'de a4'));
  expect(new Set([report(1, 'de a4'), report(1, 'fr a4'), report(2, 'de a4')]).size).toBe(3);
});
