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
export const IMPLEMENTATION_CLASS_UID = '2.25.303264517013425131526071512306472319285';
export const IMPLEMENTATION_VERSION = 'QUADRANT';
/** What a data set is mostly made of, long runs of zeros, does not get smaller by more effort. */
const DEFLATE_LEVEL = 1;

/** dcmjs takes time with the square of what a sequence holds: the groups of thousands of frames are written in parts. */
const FRAMES_AT_ONCE = 64;

/**
 * A Part 10 file, as pieces that follow each other, so that pixels are never copied: in Explicit VR Little Endian, with
 * frames of their own in RLE Lossless, or deflated as a whole. `SOPClassUID` and `SOPInstanceUID` must be among the
 * attributes, and none of a tag between those of the frames' groups and the pixels.
 */
export async function encodeDicom(
  attributes: Attributes,
  { deflated }: { readonly deflated: boolean } = { deflated: false },
): Promise<readonly Uint8Array[]> {
  const { PixelData: pixels, PerFrameFunctionalGroupsSequence: groups, ...others } = attributes;
  const dataSet = [encoded(others), ...(Array.isArray(groups) ? frameGroups(groups) : []), ...pixelElement(pixels)];
  if (Array.isArray(pixels)) return [fileHead(others, RLE_LOSSLESS), ...dataSet];
  if (!deflated) return [fileHead(others, EXPLICIT_VR_LITTLE_ENDIAN), ...dataSet];
  const bytes = await promisify(deflateRaw)(Buffer.concat(dataSet), { level: DEFLATE_LEVEL, chunkSize: 2 ** 20 });
  const padding = new Uint8Array(bytes.length % 2); // to an even number (PS3.5 A.5)
  return [fileHead(others, DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN), bytes, padding];
}

/** Preamble and file meta information (PS3.10 7.1). */
export function fileHead({ SOPClassUID, SOPInstanceUID }: Attributes, transferSyntaxUid: string): Uint8Array {
  return written(
    {},
    {
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: SOPClassUID,
      MediaStorageSOPInstanceUID: SOPInstanceUID,
      TransferSyntaxUID: transferSyntaxUid,
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: IMPLEMENTATION_VERSION,
    },
  );
}

/** Elements as they stand in a data set. */
function encoded(attributes: Attributes, transferSyntaxUid = EXPLICIT_VR_LITTLE_ENDIAN): Uint8Array {
  const file = written(attributes, { TransferSyntaxUID: transferSyntaxUid });
  const metaLength = new DataView(file.buffer).getUint32(140, true); // the first element's value
  return file.subarray(144 + metaLength);
}

function written(attributes: Attributes, meta: Attributes): Uint8Array {
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const file = new DicomDict(DicomMetaDictionary.denaturalizeDataset({ _vrMap: {}, ...meta }));
  const vrs = { PixelData: 'OB', PixelPaddingValue: 'US' };
  file.dict = DicomMetaDictionary.denaturalizeDataset({ _vrMap: vrs, ...attributes });
  return new Uint8Array(file.write({ fragmentMultiframe: false })); // a frame of RLE is one fragment (PS3.5 A.4.2)
}

/** A sequence of undefined length (PS3.5 7.5): its element's header, items, delimiter. */
function frameGroups(groups: readonly Attributes[]): readonly Uint8Array[] {
  const parts = Array.from({ length: Math.ceil(groups.length / FRAMES_AT_ONCE) }, (_, n) =>
    encoded({ PerFrameFunctionalGroupsSequence: groups.slice(n * FRAMES_AT_ONCE, (n + 1) * FRAMES_AT_ONCE) }),
  );
  const items = parts.map((part) => part.subarray(12, -8));
  return [parts[0].subarray(0, 12), ...items, parts[0].subarray(-8)];
}

/** The last element of a data set; the bytes of a native one, of even length, as they are (PS3.5 7.1.2). */
function pixelElement(pixels: Attributes[string] | undefined): readonly Uint8Array[] {
  if (Array.isArray(pixels)) return [encoded({ PixelData: pixels }, RLE_LOSSLESS)];
  if (!(pixels instanceof ArrayBuffer)) return [];
  const header = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0, 0, 0, 0]); // (7FE0,0010) OB
  header.writeUInt32LE(pixels.byteLength, 8);
  return [header, new Uint8Array(pixels)];
}

/** The same UID for the same words, so that what is written twice is one object: a UUID of version 8 (PS3.5 B.2). */
export function uidOf(...words: readonly (string | number)[]): string {
  return uuidUid(createHash('sha256').update(JSON.stringify(words)).digest());
}

/** A UID made of the first 16 bytes of a hash. */
export function uuidUid(hash: Uint8Array): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
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
