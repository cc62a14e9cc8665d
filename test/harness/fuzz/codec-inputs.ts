/** DICOM images by the codec of their pixels: small ones of every transfer syntax, so that a changed one is decoded in milliseconds. */
import { transferSyntax, type PixelCodec } from '../../../main/io/dicom/transfer-syntax.ts';
import { fixtures, sharedDicom, type Sample } from './sample.ts';

const MOST_OF_A_SYNTAX = 5;

/** (7FE0,0010) in either byte order. */
const PIXELS = ['\xe0\x7f\x10\x00', '\x7f\xe0\x00\x10'];

let all: Promise<readonly Sample[]> | null = null;

/** The images with fewest pixels of each transfer syntax that one of these codecs decodes. */
export async function imagesBy(...codecs: readonly PixelCodec[]): Promise<Sample[]> {
  all ??= allImages();
  const bySyntax = Map.groupBy(await all, ({ files }) => syntaxOf([...files.values()][0]));
  return [...bySyntax]
    .filter(([uid]) => codecs.some((codec) => codec === transferSyntax(uid).codec))
    .flatMap(([, samples]) => samples.slice(0, MOST_OF_A_SYNTAX));
}

async function allImages(): Promise<readonly Sample[]> {
  const found = await Promise.all([
    fixtures('dicom/samples', /\.dcm$/),
    fixtures('radiographs/dicom', /\.dcm$/),
    fixtures('dicom-seg', /\.dcm$/),
    sharedDicom(/./),
  ]);
  const unique = new Map(found.flat().map((sample) => [[...sample.files.values()][0].toString('latin1'), sample]));
  return [...unique]
    .filter(([bytes]) => PIXELS.some((tag) => bytes.includes(tag)))
    .map(([, sample]) => sample)
    .toSorted((a, b) => costOf(a) - costOf(b));
}

/** About how many pixels there are to decode; each frame costs as much as many of them. */
function costOf({ files }: Sample): number {
  const [bytes] = files.values();
  return framesOf(bytes) * (wordOf(bytes, '\x10') * wordOf(bytes, '\x11') + 20_000);
}

/** Rows or columns, of group 0028 in either byte order; 1 where it is not told. */
function wordOf(bytes: Buffer, element: string): number {
  const at = bytes.indexOf(`\x28\x00${element}\x00US\x02\x00`, 0, 'latin1');
  if (at >= 0) return bytes.readUInt16LE(at + 8);
  const bigEndian = bytes.indexOf(`\x00\x28\x00${element}US\x00\x02`, 0, 'latin1');
  return bigEndian >= 0 ? bytes.readUInt16BE(bigEndian + 8) : 1;
}

function framesOf(bytes: Buffer): number {
  const at = bytes.indexOf('\x28\x00\x08\x00IS', 0, 'latin1');
  return at < 0 ? 1 : Number(bytes.toString('latin1', at + 8, at + 8 + bytes.readUInt16LE(at + 6)).trim());
}

/** (0002,0010) of the file meta information; '' where there is none. */
function syntaxOf(bytes: Buffer): string {
  const at = bytes.indexOf('\x02\x00\x10\x00UI', 132, 'latin1');
  if (at < 0) return '';
  const from = at + 8;
  return bytes.toString('latin1', from, from + bytes.readUInt16LE(at + 6)).replace(/[\0 ]+$/, '');
}
