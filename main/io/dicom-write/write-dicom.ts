/** Attributes by keyword → a DICOM file (PS3.10), through dcmjs. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import dcmjs from 'dcmjs';
import {
  DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
  EXPLICIT_VR_LITTLE_ENDIAN,
  RLE_LOSSLESS,
} from '../dicom/transfer-syntax.ts';

/**
 * Values by keyword (PS3.6); a sequence is an array of such objects; bytes are an ArrayBuffer. `PixelData` is a buffer, or
 * one for each frame that RLE has compressed.
 */
export type Attributes = { readonly [keyword: string]: AttributeValue };
type AttributeValue =
  | string
  | number
  | ArrayBuffer
  | readonly string[]
  | readonly number[]
  | readonly ArrayBuffer[]
  | Attributes
  | readonly Attributes[];

/** Ours: a UUID under 2.25 (PS3.5 B.2). */
const IMPLEMENTATION_CLASS_UID = '2.25.303264517013425131526071512306472319285';
const IMPLEMENTATION_VERSION = 'QUADRANT';
/** What a data set is mostly made of, long runs of zeros, does not get smaller by more effort. */
const DEFLATE_LEVEL = 1;

/**
 * A Part 10 file, as pieces that follow each other, so that pixels are never copied: in Explicit VR Little Endian, with
 * frames of their own in RLE Lossless, or deflated as a whole. `SOPClassUID` and `SOPInstanceUID` must be among the
 * attributes.
 */
export async function encodeDicom(
  attributes: Attributes,
  { deflated }: { readonly deflated: boolean } = { deflated: false },
): Promise<readonly Uint8Array[]> {
  const { PixelData: pixels, ...others } = attributes;
  // dcmjs copies native pixels three times over; encapsulating frames is its own business.
  if (Array.isArray(pixels)) return [encoded(attributes, RLE_LOSSLESS)];
  const native = pixels instanceof ArrayBuffer ? pixelDataElement(pixels) : [];
  if (!deflated) return [encoded(others, EXPLICIT_VR_LITTLE_ENDIAN), ...native];
  const file = encoded(others, DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
  const metaEnd = dataSetStart(file);
  const dataSet = Buffer.concat([file.subarray(metaEnd), ...native]);
  const bytes = await promisify(deflateRaw)(dataSet, { level: DEFLATE_LEVEL, chunkSize: 2 ** 20 });
  return [file.subarray(0, metaEnd), bytes, new Uint8Array(bytes.length % 2)]; // an even number of bytes (PS3.5 A.5)
}

function encoded(attributes: Attributes, transferSyntaxUid: string): Uint8Array {
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      _vrMap: {},
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: attributes.SOPClassUID,
      MediaStorageSOPInstanceUID: attributes.SOPInstanceUID,
      TransferSyntaxUID: transferSyntaxUid,
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: IMPLEMENTATION_VERSION,
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    _vrMap: { PixelData: 'OB', PixelPaddingValue: 'US' },
    ...attributes,
  });
  return new Uint8Array(file.write({ fragmentMultiframe: false })); // a frame of RLE is one fragment (PS3.5 A.4.2)
}

/** The last element of a data set, of even length, its header apart (PS3.5 7.1.2). */
function pixelDataElement(pixels: ArrayBuffer): readonly Uint8Array[] {
  const header = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0, 0, 0, 0]); // (7FE0,0010) OB
  header.writeUInt32LE(pixels.byteLength, 8);
  return [header, new Uint8Array(pixels)];
}

/** Preamble, prefix, and the group of file meta information that begins with its own length (PS3.10 7.1). */
function dataSetStart(file: Uint8Array): number {
  return 144 + new DataView(file.buffer, file.byteOffset).getUint32(140, true);
}

/** The same UID for the same words, so that what is written twice is one object: a UUID of version 8 (PS3.5 B.2). */
export function uidOf(...words: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, 16);
  bytes[6] = (bytes[6] % 16) + 0x80;
  bytes[8] = (bytes[8] % 64) + 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}

/** A number as a decimal string (VR DS): at most 16 characters. */
export function decimalString(value: number): string {
  for (let digits = 15; digits > 0; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return value.toExponential(8);
}

/** Date and time of the local clock as DICOM writes them. */
export function dicomNow(now = new Date()): { readonly date: string; readonly time: string } {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`,
    time: `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`,
  };
}

/** A code as a sequence item (PS3.3 8.8). */
export function codeItem(code: {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}): Attributes {
  return { CodeValue: code.value, CodingSchemeDesignator: code.scheme, CodeMeaning: code.meaning };
}
