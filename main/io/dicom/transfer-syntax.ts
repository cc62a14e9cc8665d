/** The registry of DICOM transfer syntaxes (PS3.6 table A-1): how a file's data set and its pixels are encoded. */

export type PixelCodec = 'native' | 'rle' | 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'deflated-frame';

export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  /** null when Quadrant has no decoder for it. */
  readonly codec: PixelCodec | null;
  readonly bigEndian: boolean;
  /** The whole data set is deflated (PS3.5 A.5), not only the pixels. */
  readonly deflated: boolean;
}

export const IMPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1.99';
export const RLE_LOSSLESS = '1.2.840.10008.1.2.5';

const KNOWN: readonly (readonly [uid: string, name: string, codec: PixelCodec | null])[] = [
  [IMPLICIT_VR_LITTLE_ENDIAN, 'Implicit VR Little Endian', 'native'],
  [EXPLICIT_VR_LITTLE_ENDIAN, 'Explicit VR Little Endian', 'native'],
  ['1.2.840.10008.1.2.1.98', 'Encapsulated Uncompressed Explicit VR Little Endian', null],
  [DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, 'Deflated Explicit VR Little Endian', 'native'],
  ['1.2.840.10008.1.2.2', 'Explicit VR Big Endian', 'native'],
  [RLE_LOSSLESS, 'RLE Lossless', 'rle'],
  ['1.2.840.10008.1.2.8.1', 'Deflated Image Frame Compression', 'deflated-frame'],
  ['1.2.840.10008.1.2.4.50', 'JPEG Baseline (Process 1)', 'jpeg'],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended (Process 2 & 4)', 'jpeg'],
  ['1.2.840.10008.1.2.4.53', 'JPEG Spectral Selection (Process 6 & 8), retired', 'jpeg'],
  ['1.2.840.10008.1.2.4.55', 'JPEG Full Progression (Process 10 & 12), retired', 'jpeg'],
  ['1.2.840.10008.1.2.4.57', 'JPEG Lossless (Process 14)', 'jpeg'],
  ['1.2.840.10008.1.2.4.70', 'JPEG Lossless, First-Order Prediction', 'jpeg'],
  ['1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless', 'jpeg-ls'],
  ['1.2.840.10008.1.2.4.81', 'JPEG-LS Near-Lossless', 'jpeg-ls'],
  ['1.2.840.10008.1.2.4.90', 'JPEG 2000 Lossless', 'jpeg-2000'],
  ['1.2.840.10008.1.2.4.91', 'JPEG 2000', 'jpeg-2000'],
  ['1.2.840.10008.1.2.4.92', 'JPEG 2000 Part 2 Multi-component Lossless', null],
  ['1.2.840.10008.1.2.4.93', 'JPEG 2000 Part 2 Multi-component', null],
  ['1.2.840.10008.1.2.4.94', 'JPIP Referenced', null],
  ['1.2.840.10008.1.2.4.95', 'JPIP Referenced Deflate', null],
  ['1.2.840.10008.1.2.4.100', 'MPEG2 Main Profile / Main Level', null],
  ['1.2.840.10008.1.2.4.101', 'MPEG2 Main Profile / High Level', null],
  ['1.2.840.10008.1.2.4.102', 'MPEG-4 AVC/H.264 High Profile', null],
  ['1.2.840.10008.1.2.4.103', 'MPEG-4 AVC/H.264 BD-compatible', null],
  ['1.2.840.10008.1.2.4.107', 'HEVC/H.265 Main Profile', null],
  ['1.2.840.10008.1.2.4.108', 'HEVC/H.265 Main 10 Profile', null],
  ['1.2.840.10008.1.2.4.110', 'JPEG XL Lossless', null],
  ['1.2.840.10008.1.2.4.111', 'JPEG XL JPEG Recompression', null],
  ['1.2.840.10008.1.2.4.112', 'JPEG XL', null],
  ['1.2.840.10008.1.2.4.201', 'High-Throughput JPEG 2000 Lossless', 'htj2k'],
  ['1.2.840.10008.1.2.4.202', 'High-Throughput JPEG 2000 Lossless RPCL', 'htj2k'],
  ['1.2.840.10008.1.2.4.203', 'High-Throughput JPEG 2000', 'htj2k'],
];

const BY_UID = new Map(
  KNOWN.map(([uid, name, codec]): [string, TransferSyntax] => [
    uid,
    {
      uid,
      name,
      codec,
      bigEndian: name.includes('Big Endian'),
      deflated: name === 'Deflated Explicit VR Little Endian',
    },
  ]),
);

/** What there is a decoder for. */
export const READABLE_TRANSFER_SYNTAXES: readonly string[] = KNOWN.flatMap(([uid, , codec]) =>
  codec === null ? [] : [uid],
);

/** Looks a transfer syntax up; one that is not in the registry comes back by name "unknown" and without a codec. */
export function transferSyntax(uid: string): TransferSyntax {
  return BY_UID.get(uid) ?? { uid, name: 'unknown', codec: null, bigEndian: false, deflated: false };
}

/** "JPEG-LS Lossless (1.2.840.10008.1.2.4.80)". */
export function describeTransferSyntax(uid: string): string {
  return `${transferSyntax(uid).name} (${uid})`;
}
