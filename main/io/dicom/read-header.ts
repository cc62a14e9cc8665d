import type { FileHandle } from 'node:fs/promises';
import { openFile } from '../regular-file.ts';
import { formatPersonName } from './character-set.ts';
import { TAG, code, codes, decimal, firstItem, parseDicom, text, uint16 } from './data-set.ts';
import type { DataSet, Tag } from './data-set.ts';
import type { PixelDataPlace } from './frame-bytes.ts';
import { framePlanes } from './frame-planes.ts';
import type { ImageHeader } from './image-header.ts';
import { inflateHead } from './inflate-data-set.ts';
import { lookupTable } from './lookup-table.ts';
import type { LookupTable } from './lookup-table.ts';
import type { PixelFormat } from './pixel-format.ts';
import { radiographHeader } from './radiograph-header.ts';
import { EXPLICIT_VR_LITTLE_ENDIAN, IMPLICIT_VR_LITTLE_ENDIAN } from './transfer-syntax.ts';

const FIRST_READ_BYTES = 64 * 1024;
const GROWTH = 16;
/** A deflated header is so many times longer. */
const USUAL_PACKING = 16;
/** Far above any scan; a damaged header may claim billions. */
const MAX_FRAMES = 65536;
const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

export type HeaderResult =
  | { readonly kind: 'image'; readonly image: ImageHeader }
  /** DICOM without pixels: a report, a plan. */
  | { readonly kind: 'no-image' }
  | { readonly kind: 'dicomdir'; readonly dataSet: DataSet }
  | { readonly kind: 'not-dicom' }
  | UnreadableFile;

/** Begins like DICOM but cannot be parsed, or cannot be read at all. */
export interface UnreadableFile {
  readonly kind: 'unreadable';
  readonly path: string;
  readonly reason: string;
  /** It was there, and is no longer: a drive that was taken away. */
  readonly gone: boolean;
}

/**
 * Reads the header of one file, pixels untouched: 64 KB first, more only when the header is longer.
 * @throws the file system's error when the file cannot be opened or read.
 */
export async function readHeader(path: string): Promise<HeaderResult> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    let failure = '';
    for (let length = FIRST_READ_BYTES; ; length *= GROWTH) {
      const bytes = await readHead(file, Math.min(length, size));
      const options = dataSetEncoding(bytes);
      if (options === null) return { kind: 'not-dicom' };
      const whole = bytes.length >= size;
      try {
        const parsed = parse(bytes, options.TransferSyntaxUID, whole ? Infinity : USUAL_PACKING * bytes.length);
        if (hasPixels(parsed.dataSet)) return { kind: 'image', image: imageHeader(path, size, parsed) };
        if (whole) return withoutPixels(parsed.dataSet);
      } catch (thrown) {
        failure = reasonOf(thrown);
      }
      if (whole) return { kind: 'unreadable', path, reason: failure, gone: false };
    }
  } finally {
    await file.close();
  }
}

/**
 * All of a file's attributes before the pixels. @param length where those begin, to read no further
 * @throws whatever the parser does for what is no DICOM
 */
export async function readDataSet(path: string, length = Infinity): Promise<DataSet> {
  const file = await openFile(path);
  try {
    const bytes = await readHead(file, Math.min(length, (await file.stat()).size));
    return parse(bytes, dataSetEncoding(bytes)?.TransferSyntaxUID).dataSet;
  } finally {
    await file.close();
  }
}

async function readHead(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, 0);
  return bytes.subarray(0, bytesRead);
}

/** Part 10 files name their encoding; old exports begin with group 0008 at once and must be told. null: no DICOM. */
export function dataSetEncoding(bytes: Buffer): { TransferSyntaxUID?: string } | null {
  if (bytes.length >= 132 && bytes.toString('latin1', 128, 132) === 'DICM') return {};
  if (bytes.length < 16 || bytes.readUInt16LE(0) !== 0x0008 || bytes.readUInt16LE(2) > 0x0020) return null;
  const explicit = /^[A-Z]{2}$/.test(bytes.toString('latin1', 4, 6));
  return { TransferSyntaxUID: explicit ? EXPLICIT_VR_LITTLE_ENDIAN : IMPLICIT_VR_LITTLE_ENDIAN };
}

/**
 * Where the data set of a file ends by its own header, once it is inflated: behind its pixels; without any, or where an
 * attribute is damaged, as far as a head may go.
 * @throws RangeError when nothing of it can be parsed
 */
export function announcedEnd(file: Buffer): number {
  try {
    const { dataSet } = parse(file, dataSetEncoding(file)?.TransferSyntaxUID);
    const pixels = dataSet.elements[TAG.PixelData];
    return pixels === undefined ? dataSet.byteArray.length : pixels.dataOffset + pixels.length;
  } catch (thrown) {
    const length = lengthReadBefore(thrown);
    if (length !== null) return length;
    throw new RangeError(reasonOf(thrown), { cause: thrown });
  }
}

interface ParsedHeader {
  readonly dataSet: DataSet;
  readonly transferSyntaxUid: string;
  readonly deflatedFrom: number | null;
}

/** @param most bytes that are inflated where the data set is deflated */
function parse(bytes: Buffer, rawTransferSyntaxUid: string | undefined, most = Infinity): ParsedHeader {
  let deflatedFrom: number | null = null;
  const dataSet = parseDicom(bytes, {
    untilTag: TAG.PixelData,
    ...(rawTransferSyntaxUid === undefined ? {} : { TransferSyntaxUID: rawTransferSyntaxUid }),
    inflater: (file, position) => {
      deflatedFrom = position;
      return inflateHead(file, position, most);
    },
  });
  const transferSyntaxUid = rawTransferSyntaxUid ?? code(dataSet, TAG.TransferSyntaxUID);
  return { dataSet, transferSyntaxUid, deflatedFrom };
}

function hasPixels(dataSet: DataSet): boolean {
  return [TAG.PixelData, TAG.FloatPixelData, TAG.DoubleFloatPixelData].some((tag) => tag in dataSet.elements);
}

function withoutPixels(dataSet: DataSet): HeaderResult {
  return code(dataSet, TAG.MediaStorageSOPClassUID) === MEDIA_STORAGE_DIRECTORY
    ? { kind: 'dicomdir', dataSet }
    : { kind: 'no-image' };
}

/** Of the bytes that dicom-parser was reading when it met what it could not read. */
function lengthReadBefore(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('dataSet' in thrown)) return null;
  const { dataSet } = thrown;
  if (typeof dataSet !== 'object' || dataSet === null || !('byteArray' in dataSet)) return null;
  return dataSet.byteArray instanceof Uint8Array ? dataSet.byteArray.length : null;
}

/** dicom-parser throws strings, errors, and {exception, dataSet}. */
function reasonOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'exception' in thrown) return reasonOf(thrown.exception);
  return (thrown instanceof Error ? thrown.message : String(thrown)).replace(/^dicomParser\.\w+: /, '');
}

function imageHeader(
  path: string,
  sizeBytes: number,
  { dataSet, transferSyntaxUid, deflatedFrom }: ParsedHeader,
): ImageHeader {
  const [tag, kind] = pixelElement(dataSet);
  const format = pixelFormat(dataSet, kind);
  const frameCount = decimal(dataSet, TAG.NumberOfFrames) ?? 1;
  if (!Number.isInteger(frameCount) || frameCount < 1 || frameCount > MAX_FRAMES)
    throw new RangeError(`Number of Frames is ${frameCount}`);
  const planes = framePlanes(dataSet, format, frameCount);
  return {
    path,
    sizeBytes,
    sopClassUid: code(dataSet, TAG.SOPClassUID) || code(dataSet, TAG.MediaStorageSOPClassUID),
    sopInstanceUid: code(dataSet, TAG.SOPInstanceUID),
    seriesUid: code(dataSet, TAG.SeriesInstanceUID),
    concatenationUid: code(dataSet, TAG.ConcatenationUID),
    transferSyntaxUid,
    modality: code(dataSet, TAG.Modality),
    imageType: codes(dataSet, TAG.ImageType),
    seriesDescription: text(dataSet, TAG.SeriesDescription).trim(),
    studyDescription: text(dataSet, TAG.StudyDescription).trim(),
    studyDate: code(dataSet, TAG.StudyDate).replace(/^(\d{4})\.?(\d{2})\.?(\d{2})$/, '$1-$2-$3'),
    patientName: formatPersonName(text(dataSet, TAG.PatientName)),
    patientId: text(dataSet, TAG.PatientID).trim(),
    format,
    pixelData: pixelDataPlace(dataSet, tag, deflatedFrom),
    modalityLut: modalityLut(dataSet, format),
    ...planes,
    radiograph: frameCount === 1 ? radiographHeader(dataSet, format, planes.frames[0]) : null,
  };
}

function pixelElement(dataSet: DataSet): readonly [Tag, PixelFormat['kind']] {
  if (TAG.FloatPixelData in dataSet.elements) return [TAG.FloatPixelData, 'float'];
  if (TAG.DoubleFloatPixelData in dataSet.elements) return [TAG.DoubleFloatPixelData, 'double'];
  return [TAG.PixelData, 'integer'];
}

function pixelDataPlace(dataSet: DataSet, tag: Tag, deflatedFrom: number | null): PixelDataPlace {
  const { dataOffset, length, hadUndefinedLength, vr } = dataSet.elements[tag];
  const encapsulated = hadUndefinedLength === true || length === 0xffffffff;
  return { offset: dataOffset, length: encapsulated ? null : length, vr: vr ?? 'OW', deflatedFrom };
}

function pixelFormat(dataSet: DataSet, kind: PixelFormat['kind']): PixelFormat {
  const required = (tag: Tag, keyword: string): number => {
    const value = uint16(dataSet, tag);
    if (value === null || value === 0) throw new RangeError(`${keyword} is missing`);
    return value;
  };
  const bitsAllocated = required(TAG.BitsAllocated, 'Bits Allocated');
  const stored = uint16(dataSet, TAG.BitsStored) ?? bitsAllocated;
  const bitsStored = stored >= 1 && stored <= bitsAllocated ? stored : bitsAllocated;
  const high = uint16(dataSet, TAG.HighBit) ?? bitsStored - 1;
  return {
    rows: required(TAG.Rows, 'Rows'),
    columns: required(TAG.Columns, 'Columns'),
    samplesPerPixel: uint16(dataSet, TAG.SamplesPerPixel) ?? 1,
    bitsAllocated,
    bitsStored,
    highBit: high >= bitsStored - 1 && high < bitsAllocated ? high : bitsStored - 1,
    signed: uint16(dataSet, TAG.PixelRepresentation) === 1,
    kind,
    photometric: code(dataSet, TAG.PhotometricInterpretation),
  };
}

function modalityLut(dataSet: DataSet, { signed }: PixelFormat): LookupTable | null {
  const item = firstItem(dataSet, TAG.ModalityLUTSequence);
  if (item === undefined) return null;
  return lookupTable(item, { descriptor: TAG.LUTDescriptor, data: TAG.LUTData, signedInput: signed });
}
