/** One frame's bytes in any supported transfer syntax → its stored values. */
import { inflateRawSync } from 'node:zlib';
import { frameByteLength, keepStoredBits, sampleCount, viewAsStored } from './pixel-format.ts';
import type { PixelFormat, StoredValues } from './pixel-format.ts';
import type { PixelCodec, TransferSyntax } from './transfer-syntax.ts';

/** Turns one frame's encoded bytes into little-endian samples; the result may live until the next call only. */
type FrameDecoder = (encoded: Uint8Array, format: PixelFormat) => Uint8Array;

const loaded = new Map<PixelCodec, Promise<FrameDecoder>>();

/** Loads a codec once per thread: each is a WebAssembly module that costs 10–30 ms. */
function frameDecoder(codec: PixelCodec): Promise<FrameDecoder> {
  let decoder = loaded.get(codec);
  if (decoder === undefined) {
    decoder = loadDecoder(codec);
    loaded.set(codec, decoder);
  }
  return decoder;
}

/** A WebAssembly codec that threw half-way may be left unusable: the next frame loads it anew. */
function forgetCodecs(): void {
  loaded.clear();
  initialized = null;
}

/**
 * OpenJPEG reports every header it reads; what goes wrong comes as an exception. A new object each time: Emscripten
 * makes it the module.
 */
function silent(): EmscriptenOptions {
  return { print: () => undefined, printErr: () => undefined };
}

async function loadDecoder(codec: PixelCodec): Promise<FrameDecoder> {
  switch (codec) {
    case 'native':
      return (encoded) => encoded;
    case 'deflated-frame':
      return (encoded, format) => inflateRawSync(encoded, { maxOutputLength: frameByteLength(format) + 1 });
    case 'jpeg-ls': {
      const charls = await (await import('@cornerstonejs/codec-charls/decodewasmjs')).default(silent());
      return emscriptenDecoder(new charls.JpegLSDecoder());
    }
    case 'jpeg-2000': {
      const openjpeg = await (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default(silent());
      return emscriptenDecoder(new openjpeg.J2KDecoder());
    }
    case 'htj2k': {
      const openjph = await (await import('@cornerstonejs/codec-openjph')).default(silent());
      return emscriptenDecoder(new openjph.HTJ2KDecoder());
    }
    case 'rle':
    case 'jpeg':
      return dcmjsDecoder(codec);
  }
}

function emscriptenDecoder(decoder: EmscriptenDecoder): FrameDecoder {
  return (encoded, format) => {
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.decode();
    const found = decoder.getFrameInfo();
    if (
      found.width !== format.columns ||
      found.height !== format.rows ||
      found.componentCount !== format.samplesPerPixel
    )
      throw new RangeError(
        `the compressed image is ${found.width}×${found.height}×${found.componentCount}, ` +
          `the header says ${format.columns}×${format.rows}×${format.samplesPerPixel}`,
      );
    const bytesPerSample = found.bitsPerSample > 8 ? 2 : 1;
    const decoded = decoder.getDecodedBuffer();
    return bytesPerSample * 8 === format.bitsAllocated ? decoded : resized(decoded, bytesPerSample, format);
  };
}

/** Widens or narrows samples where the codestream's depth and BitsAllocated disagree (seen in JPEG 2000 files). */
function resized(decoded: Uint8Array, bytesPerSample: number, format: PixelFormat): Uint8Array {
  const source = bytesPerSample === 1 ? decoded : new Uint16Array(decoded.slice().buffer);
  const target = format.bitsAllocated === 8 ? Uint8Array.from(source) : Uint16Array.from(source);
  return new Uint8Array(target.buffer);
}

/** dcmjs-codecs is one module for RLE and JPEG, initialised once a thread. */
let initialized: Promise<void> | null = null;

async function dcmjsDecoder(codec: 'rle' | 'jpeg'): Promise<FrameDecoder> {
  const { Context, NativeCodecs } = (await import('dcmjs-codecs')).default;
  await (initialized ??= NativeCodecs.initializeAsync());
  return (encoded, format) => {
    const context = new Context({
      width: format.columns,
      height: format.rows,
      bitsAllocated: format.bitsAllocated,
      bitsStored: format.bitsStored,
      samplesPerPixel: format.samplesPerPixel,
      pixelRepresentation: format.signed ? 1 : 0,
      planarConfiguration: 0,
      photometricInterpretation: format.photometric,
      encodedBuffer: encoded,
    });
    const frame = codec === 'rle' ? NativeCodecs.decodeRle(context) : NativeCodecs.decodeJpeg(context);
    const decoded = frame.getDecodedBuffer();
    if (decoded === undefined) throw new RangeError('the decoder gave no pixels');
    return decoded;
  };
}

/**
 * Decodes one frame into stored values (before rescale), rows·columns·samples long, row by row from the top left.
 * `encoded` may be overwritten. The result may share memory with it or with the codec: use it before the next call.
 * @throws RangeError or the codec's own error when the bytes are not a whole frame of this format.
 */
export async function decodeFrame(
  encoded: Uint8Array,
  format: PixelFormat,
  syntax: TransferSyntax,
  pixelVr: string,
): Promise<StoredValues> {
  if (syntax.codec === null) throw new RangeError(`no decoder for ${syntax.name}`);
  const decoder = await frameDecoder(syntax.codec);
  let bytes: Uint8Array;
  try {
    bytes = decoder(encoded, format);
  } catch (thrown) {
    forgetCodecs();
    throw thrown instanceof Error ? thrown : new RangeError(`the ${syntax.name} decoder refused the data`);
  }
  const expected = frameByteLength(format);
  if (bytes.length < expected) throw new RangeError(`${bytes.length} bytes of pixels instead of ${expected}`);
  if (syntax.bigEndian) swapToLittleEndian(bytes, format, pixelVr);
  const values = viewAsStored(bytes, format).subarray(0, sampleCount(format));
  // Codecs right-align their samples whatever HighBit says.
  keepStoredBits(values, format, syntax.codec === 'native' ? format.highBit : format.bitsStored - 1);
  return values;
}

/** Byte order of big-endian pixels, in place. 8-bit pixels sent as OW words are swapped in pairs (PS3.5 8.1.2). */
function swapToLittleEndian(bytes: Uint8Array, format: PixelFormat, pixelVr: string): void {
  const width = format.bitsAllocated === 8 ? (pixelVr === 'OW' ? 2 : 1) : format.bitsAllocated / 8;
  if (width === 1) return;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - (bytes.length % width));
  if (width === 2) whole.swap16();
  else if (width === 4) whole.swap32();
  else whole.swap64();
}
