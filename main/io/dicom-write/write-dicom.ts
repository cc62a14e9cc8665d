/** Attributes by keyword → a DICOM file (PS3.10), through dcmjs. */
import { createHash } from 'node:crypto';
import dcmjs from 'dcmjs';
import { EXPLICIT_VR_LITTLE_ENDIAN } from '../dicom/transfer-syntax.ts';

/** Values by keyword (PS3.6); a sequence is an array of such objects; bytes are an ArrayBuffer. */
export type Attributes = { readonly [keyword: string]: AttributeValue };
type AttributeValue =
  string | number | ArrayBuffer | readonly string[] | readonly number[] | Attributes | readonly Attributes[];

/** Ours: a UUID under 2.25 (PS3.5 B.2). */
const IMPLEMENTATION_CLASS_UID = '2.25.303264517013425131526071512306472319285';
const IMPLEMENTATION_VERSION = 'QUADRANT';

/** A Part 10 file in Explicit VR Little Endian. `SOPClassUID` and `SOPInstanceUID` must be among the attributes. */
export function encodeDicom(attributes: Attributes): Uint8Array {
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      _vrMap: {},
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: attributes.SOPClassUID,
      MediaStorageSOPInstanceUID: attributes.SOPInstanceUID,
      TransferSyntaxUID: EXPLICIT_VR_LITTLE_ENDIAN,
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: IMPLEMENTATION_VERSION,
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({ _vrMap: { PixelData: 'OB' }, ...attributes });
  return new Uint8Array(file.write());
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
