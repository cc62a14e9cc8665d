/** The text that a picture or NIfTI file carries beside its pixels. */
import { inflateSync } from 'node:zlib';
import { codeOf } from './flushed-file.ts';
import { pictureKind } from './radiograph/picture-format.ts';
import { readFileHead } from './nifti/nifti-bytes.ts';
import { isNifti } from './nifti/nifti-header.ts';
import { readWhole } from './regular-file.ts';

/** Of one text: nobody writes a megabyte into a picture. */
const MOST_WORDS_BYTES = 2 ** 20;

/**
 * All of it, a line for each field: PNG's text chunks, JPEG's comments and EXIF, TIFF's texts, NIfTI's descriptions. What is cut
 * off or damaged is left out: whoever reads the pixels refuses it.
 */
export async function pictureWords(path: string): Promise<string> {
  const { head, raw } = await readFileHead(path);
  if (isNifti(head)) return niftiWords(Buffer.from(head.buffer, head.byteOffset, head.byteLength));
  const kind = pictureKind(raw);
  if (kind === null) return '';
  const file = await readWhole(path);
  try {
    if (kind === 'png') return pngWords(file).join('\n');
    return (kind === 'jpeg' ? jpegWords(file) : tiffWords(file)).join('\n');
  } catch (thrown) {
    // What leads out of the file, and what zlib does not inflate.
    if (thrown instanceof RangeError || codeOf(thrown).startsWith('Z_')) return '';
    throw thrown;
  }
}

/** data_type, db_name, descrip, aux_file and intent_name of NIfTI-1. */
function niftiWords(head: Buffer): string {
  const fields = [[4, 10], [14, 18], [148, 80], [228, 24], [328, 16]] as const; // prettier-ignore
  return fields.map(([at, length]) => printable(head.subarray(at, at + length))).join('\n');
}

function pngWords(file: Buffer): string[] {
  const words: string[] = [];
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const chunk = file.subarray(at + 8, at + 8 + length);
    const [keyword, text] = [chunk.indexOf(0), chunk.subarray(chunk.indexOf(0) + 1)];
    if (type === 'tEXt' || type === 'iTXt') words.push(`${printable(chunk.subarray(0, keyword))}: ${printable(text)}`);
    if (type === 'zTXt')
      words.push(
        `${printable(chunk.subarray(0, keyword))}: ${printable(inflateSync(text.subarray(1), { maxOutputLength: MOST_WORDS_BYTES }))}`,
      );
    if (type === 'eXIf') words.push(...tiffWords(chunk));
    at += 12 + length;
  }
  return words;
}

function jpegWords(file: Buffer): string[] {
  const words: string[] = [];
  for (let at = 2; at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== 0xda;) {
    const [marker, length] = [file[at + 1], file.readUInt16BE(at + 2)];
    const segment = file.subarray(at + 4, at + 2 + length);
    if (marker === 0xfe || (marker === 0xe1 && !segment.subarray(0, 4).equals(Buffer.from('Exif'))) || marker === 0xed)
      words.push(printable(segment));
    else if (marker === 0xe1) words.push(...tiffWords(segment.subarray(6)));
    at += 2 + length;
  }
  return words;
}

const ASCII = 2;

/** ASCII fields of the first directory (TIFF 6.0, section 2). */
function tiffWords(file: Buffer): string[] {
  const little = file[0] === 0x49;
  const u16 = (at: number): number => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const u32 = (at: number): number => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  if (u16(2) !== 42) return [];
  const directory = u32(4);
  return Array.from({ length: u16(directory) }, (_, n) => directory + 2 + 12 * n).flatMap((at) => {
    const length = u32(at + 4);
    if (u16(at + 2) !== ASCII) return [];
    const from = length <= 4 ? at + 8 : u32(at + 8);
    return [printable(file.subarray(from, from + length))];
  });
}

function printable(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replaceAll(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ')
    .trim();
}
