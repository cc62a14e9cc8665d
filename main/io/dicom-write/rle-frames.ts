/** Native frames → RLE Lossless (PS3.5 annex G), through dcmjs-codecs. */
import type { Attributes } from './write-dicom.ts';

/**
 * An image of 8 bits a pixel with its frames compressed, one after the other.
 * @throws TypeError when `PixelData` is no buffer of whole frames
 */
export async function rleCompressed(attributes: Attributes): Promise<Attributes> {
  const { Context, NativeCodecs } = (await import('dcmjs-codecs')).default; // takes a while to load
  await NativeCodecs.initializeAsync();
  const { PixelData: pixels, Rows: height, Columns: width, NumberOfFrames: frames } = attributes;
  if (!(pixels instanceof ArrayBuffer)) throw new TypeError('There are no native pixels');
  if (typeof height !== 'number' || typeof width !== 'number' || typeof frames !== 'number')
    throw new TypeError('The size of a frame is not known');
  return {
    ...attributes,
    PixelData: Array.from({ length: frames }, (_, n) => {
      const context = new Context({
        width,
        height,
        bitsAllocated: 8,
        bitsStored: 8,
        samplesPerPixel: 1,
        pixelRepresentation: 0,
        planarConfiguration: 0,
        photometricInterpretation: 'MONOCHROME2',
        decodedBuffer: new Uint8Array(pixels, n * width * height, width * height),
      });
      const encoded = NativeCodecs.encodeRle(context).getEncodedBuffer();
      if (encoded === undefined) throw new TypeError('The encoder gave no bytes');
      return Uint8Array.from(encoded).buffer;
    }),
  };
}
