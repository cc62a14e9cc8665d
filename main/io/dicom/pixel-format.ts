/** How one frame's samples are stored (Image Pixel module, PS3.3 C.7.6.3), and the typed arrays that can hold them. */

export interface PixelFormat {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  /** 8, 16 or 32 for integers (1 is only ever refused); 32 or 64 for floating-point pixels. */
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** Which element holds the pixels: (7FE0,0010), (7FE0,0008) or (7FE0,0009). */
  readonly kind: 'integer' | 'float' | 'double';
  readonly photometric: string;
}

export type StoredValues =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export function sampleCount(format: PixelFormat): number {
  return format.rows * format.columns * format.samplesPerPixel;
}

/** Bytes of one uncompressed frame. */
export function frameByteLength(format: PixelFormat): number {
  return Math.ceil((sampleCount(format) * format.bitsAllocated) / 8);
}

/** Smallest and largest stored value that the header allows; infinite for floating-point pixels. */
export function storedRange(format: PixelFormat): readonly [min: number, max: number] {
  if (format.kind !== 'integer') return [-Infinity, Infinity];
  const span = 2 ** format.bitsStored;
  return format.signed ? [-span / 2, span / 2 - 1] : [0, span - 1];
}

/** Views little-endian bytes as the format's typed array; copies only when the bytes are not aligned to a sample. */
export function viewAsStored(bytes: Uint8Array, format: PixelFormat): StoredValues {
  const count = sampleCount(format);
  const width = format.bitsAllocated / 8;
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = aligned;
  if (format.kind === 'float') return new Float32Array(buffer, byteOffset, count);
  if (format.kind === 'double') return new Float64Array(buffer, byteOffset, count);
  switch (format.bitsAllocated) {
    case 8:
      return format.signed ? new Int8Array(buffer, byteOffset, count) : new Uint8Array(buffer, byteOffset, count);
    case 16:
      return format.signed ? new Int16Array(buffer, byteOffset, count) : new Uint16Array(buffer, byteOffset, count);
    case 32:
      return format.signed ? new Int32Array(buffer, byteOffset, count) : new Uint32Array(buffer, byteOffset, count);
    default:
      throw new RangeError(`${format.bitsAllocated} bits per sample cannot be read`);
  }
}

/**
 * Changes stored integers in place so that only the BitsStored bits below HighBit remain, sign-extended when signed
 * (PS3.5 8.1.1): what lies above them may be an old overlay plane or garbage.
 */
export function keepStoredBits(values: StoredValues, format: PixelFormat, highBit: number): void {
  if (format.kind !== 'integer') return;
  const { bitsAllocated, bitsStored } = format;
  if (bitsStored >= bitsAllocated) return;
  const left = 32 - 1 - highBit;
  const right = 32 - bitsStored;
  if (format.signed) {
    for (let p = 0; p < values.length; p++) values[p] = (values[p] << left) >> right;
  } else {
    for (let p = 0; p < values.length; p++) values[p] = (values[p] << left) >>> right;
  }
}
