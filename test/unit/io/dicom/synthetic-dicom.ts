/** Writes synthetic DICOM series whose grey value is a known function of the place in the patient. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import dcmjs from 'dcmjs';
import type { Vec3, Volume } from '#core/volume';

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** Grey value at a world point, LPS mm. */
export type Phantom = (world: Vec3) => number;

/** Distinct in every direction and linear, so that interpolation is exact but for rounding. */
export const RAMP: Phantom = ([x, y, z]) => 200 + 3 * x + 5 * y + 11 * z;

/** A header's attributes by keyword, as dcmjs takes them. */
export type Attributes = Readonly<Record<string, unknown>>;

export interface SliceSeries {
  readonly positionsMm: readonly Vec3[];
  readonly iDirection: Vec3;
  readonly jDirection: Vec3;
  readonly spacingMm: readonly [i: number, j: number];
  readonly columns: number;
  readonly rows: number;
  readonly phantom: Phantom;
  readonly seriesUid: string;
  /** Stored value of a grey value; the default stores it as it is, signed 16 bit. */
  readonly toStored: (grey: number) => number;
  readonly signed: boolean;
  readonly bitsAllocated: 8 | 16;
  readonly attributes: Attributes;
  readonly fileName: (index: number) => string;
}

export const AXIAL: SliceSeries = {
  positionsMm: Array.from({ length: 8 }, (_, k): Vec3 => [-10, -20, 5 + 0.5 * k]),
  iDirection: [1, 0, 0],
  jDirection: [0, 1, 0],
  spacingMm: [0.25, 0.4],
  columns: 7,
  rows: 5,
  phantom: RAMP,
  seriesUid: '2.25.1001',
  toStored: (grey) => grey,
  signed: true,
  bitsAllocated: 16,
  attributes: {},
  fileName: (index) => `${(index * 7919) % 101}-slice`, // names in another order than the slices
};

export function plus(a: Vec3, b: Vec3, scale: number): Vec3 {
  return [a[0] + b[0] * scale, a[1] + b[1] * scale, a[2] + b[2] * scale];
}

/** Grey values of one slice, rounded, row by row. */
export function slicePixels(series: SliceSeries, positionMm: Vec3): Int16Array | Uint16Array | Uint8Array {
  const { columns, rows, spacingMm, iDirection, jDirection, phantom, toStored, signed, bitsAllocated } = series;
  const length = columns * rows;
  const pixels =
    bitsAllocated === 8 ? new Uint8Array(length) : signed ? new Int16Array(length) : new Uint16Array(length);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const world = plus(plus(positionMm, iDirection, i * spacingMm[0]), jDirection, j * spacingMm[1]);
      pixels[i + j * columns] = toStored(Math.round(phantom(world)));
    }
  return pixels;
}

/** Writes one file a slice below `folder`; returns their paths in the order of `positionsMm`. */
export function writeSlices(folder: string, changes: Partial<SliceSeries> = {}): readonly string[] {
  const series = { ...AXIAL, ...changes };
  return series.positionsMm.map((positionMm, index) => {
    const path = join(folder, series.fileName(index));
    writeDicom(path, {
      ...pixelAttributes(series),
      SOPInstanceUID: `${series.seriesUid}.${index + 1}`,
      InstanceNumber: series.positionsMm.length - index, // misleading on purpose
      ImagePositionPatient: positionMm.map(decimalString),
      ImageOrientationPatient: [...series.iDirection, ...series.jDirection],
      PixelSpacing: [series.spacingMm[1], series.spacingMm[0]],
      PixelData: [slicePixels(series, positionMm).buffer],
      ...series.attributes,
    });
    return path;
  });
}

/** One file with all slices as its frames; groups of functional groups are among the attributes. */
export function writeMultiFrame(path: string, series: SliceSeries, attributes: Attributes): void {
  writeDicom(path, {
    ...pixelAttributes(series),
    SOPInstanceUID: '2.25.500',
    NumberOfFrames: series.positionsMm.length,
    PixelData: [allPixels(series)],
    ...attributes,
  });
}

export function allPixels(series: SliceSeries): ArrayBuffer {
  const frames = series.positionsMm.map((positionMm) => Buffer.from(slicePixels(series, positionMm).buffer));
  const joined = new Uint8Array(Buffer.concat(frames));
  return joined.buffer;
}

export const orientation = (series: SliceSeries): Attributes => ({
  PlaneOrientationSequence: [{ ImageOrientationPatient: [...series.iDirection, ...series.jDirection] }],
});
export const measures = (series: SliceSeries): Attributes => ({
  PixelMeasuresSequence: [{ PixelSpacing: [series.spacingMm[1], series.spacingMm[0]], SliceThickness: 0.3 }],
});
export const position = (positionMm: Vec3): Attributes => ({
  PlanePositionSequence: [{ ImagePositionPatient: positionMm.map(decimalString) }],
});

/** A number that fits VR DS's 16 characters. */
export function decimalString(value: number): number {
  return Number(value.toFixed(10));
}

/** Attributes of the pixels and the patient, without any geometry. */
export function pixelAttributes(series: SliceSeries): Attributes {
  return {
    SOPClassUID: CT_IMAGE,
    Modality: 'CT',
    SeriesInstanceUID: series.seriesUid,
    StudyDate: '20260131',
    PatientName: [{ Alphabetic: 'Phantom^Ramp' }],
    PatientID: 'P1',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: series.rows,
    Columns: series.columns,
    BitsAllocated: series.bitsAllocated,
    BitsStored: series.bitsAllocated,
    HighBit: series.bitsAllocated - 1,
    PixelRepresentation: series.signed ? 1 : 0,
  };
}

/** Writes a Part 10 file; `attributes` may name its transfer syntax as `TransferSyntaxUID`. */
export function writeDicom(path: string, attributes: Attributes): void {
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const { TransferSyntaxUID = EXPLICIT_VR_LITTLE_ENDIAN, ...dataSet } = attributes;
  const meta = DicomMetaDictionary.denaturalizeDataset({
    _vrMap: {},
    FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
    MediaStorageSOPClassUID: dataSet.SOPClassUID,
    MediaStorageSOPInstanceUID: dataSet.SOPInstanceUID,
    TransferSyntaxUID,
    ImplementationClassUID: '2.25.1',
  });
  const file = new DicomDict(meta);
  const present = Object.fromEntries(Object.entries(dataSet).filter(([, value]) => value !== undefined));
  file.dict = DicomMetaDictionary.denaturalizeDataset({ _vrMap: { PixelData: 'OW' }, ...present });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.from(file.write()));
}

/** Largest difference between a volume and the phantom at each voxel's own place. */
export function worstError({ geometry, data }: Volume, phantom: Phantom): number {
  const { dims, spacingMm, originMm, direction } = geometry;
  const axis = (start: number): Vec3 => [direction[start], direction[start + 1], direction[start + 2]];
  let worst = 0;
  for (let k = 0; k < dims[2]; k++)
    for (let j = 0; j < dims[1]; j++)
      for (let i = 0; i < dims[0]; i++) {
        const inSlice = plus(plus(originMm, axis(0), i * spacingMm[0]), axis(3), j * spacingMm[1]);
        const world = plus(inSlice, axis(6), k * spacingMm[2]);
        worst = Math.max(worst, Math.abs(data[i + dims[0] * (j + dims[1] * k)] - phantom(world)));
      }
  return worst;
}
