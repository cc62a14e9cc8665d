/** What the readers of PNG, JPEG and TIFF have in common. */
import type { RadiographFacts } from '#contract/scan';
import type { GreyPicture } from './grey-picture.ts';

export type PictureKind = 'png' | 'jpeg' | 'tiff';

/** What a picture file says before its pixels are decoded. */
export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  /** Of one channel. */
  readonly bits: number;
  /** How it is stored, for the list of series: "PNG, grey". */
  readonly coding: string;
  readonly pixelSpacingMm: RadiographFacts['pixelSpacingMm'];
  /** Decodes the pixels. Throws RangeError or the codec's own error when they are damaged or cut. */
  decode(): GreyPicture | Promise<GreyPicture>;
}

/** A picture that is whole but of a kind that no radiograph is stored in; the text completes "the file is …". */
export class UnsupportedPicture extends Error {}

const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';
const TIFF_SIGNATURES = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']; // the last two are BigTIFF

/** Tells a picture by its first 132 bytes, whatever its name; null for anything else, DICOM with a TIFF preamble too. */
export function pictureKind(head: Uint8Array): PictureKind | null {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 132)).toString('latin1');
  if (text.startsWith('DICM', 128)) return null;
  if (text.startsWith(PNG_SIGNATURE)) return 'png';
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  return TIFF_SIGNATURES.some((signature) => text.startsWith(signature)) ? 'tiff' : null;
}
