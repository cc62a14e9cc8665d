/** Where a file says how large, how many or how long: the fields of each format that a reader has to distrust. */
import { deflateRawSync, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import { crc32 } from 'node:zlib';

export type Field =
  | { readonly kind: 'integer'; readonly at: number; readonly bytes: 1 | 2 | 4 | 8; readonly littleEndian: boolean }
  | { readonly kind: 'float'; readonly at: number; readonly littleEndian: boolean }
  /** Digits that keep their room. */
  | { readonly kind: 'padded'; readonly at: number; readonly length: number }
  /** A number in a text, which may become longer or shorter. */
  | { readonly kind: 'text'; readonly at: number; readonly length: number }
  | { readonly kind: 'json'; readonly at: number; readonly length: number };

export interface Structure {
  readonly fields: (bytes: Buffer) => readonly Field[];
  /** The bytes inside of a packed file; null when it cannot be opened. */
  readonly unpack?: (bytes: Buffer) => Buffer | null;
  /** Packs changed bytes again; `before` is the packed file they came out of. */
  readonly pack?: (inside: Buffer, before: Buffer) => Buffer;
  /** Makes checksums true, so that the reader looks further than them. */
  readonly repair?: (bytes: Buffer) => Buffer;
}

const MOST_UNPACKED = 16 * 2 ** 20;
const MOST_FIELDS = 4000;

/** Null for what an inflater refuses: a mutation before may have broken it. */
function opened(open: () => Buffer): Buffer | null {
  try {
    return open();
  } catch {
    return null;
  }
}

const LONG_FORM = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const DEFLATED = '1.2.840.10008.1.2.1.99';

/** Lengths of all elements, and the values of numbers, binary and in digits; sequences are walked into. */
function dicomFields(bytes: Buffer): readonly Field[] {
  const fields: Field[] = [];
  const isPart10 = bytes.toString('latin1', 128, 132) === 'DICM';
  const uid = isPart10 ? bytes.toString('latin1', 132, 600) : '';
  const bigEndian = uid.includes('1.2.840.10008.1.2.2\0');
  const implicit = /1\.2\.840\.10008\.1\.2\0/.test(uid);
  let at = isPart10 ? 132 : 0;
  while (at + 8 <= bytes.length && fields.length < MOST_FIELDS) {
    const isMeta = bytes.readUInt16LE(at) === 2;
    const little = isMeta || !bigEndian;
    const group = little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
    if (group === 0xfffe) {
      fields.push({ kind: 'integer', at: at + 4, bytes: 4, littleEndian: little });
      at += 8; // into the item
      continue;
    }
    const vr = bytes.toString('latin1', at + 4, at + 6);
    const isExplicit = (isMeta || !implicit) && /^[A-Z]{2}$/.test(vr);
    const long = !isExplicit || LONG_FORM.has(vr);
    const lengthAt = !isExplicit ? at + 4 : long ? at + 8 : at + 6;
    const valueAt = lengthAt + (long ? 4 : 2);
    if (valueAt > bytes.length) break;
    fields.push({ kind: 'integer', at: lengthAt, bytes: long ? 4 : 2, littleEndian: little });
    const length = long
      ? little
        ? bytes.readUInt32LE(lengthAt)
        : bytes.readUInt32BE(lengthAt)
      : little
        ? bytes.readUInt16LE(lengthAt)
        : bytes.readUInt16BE(lengthAt);
    if (valueAt + length <= bytes.length && length > 0) {
      const numeric = group === 0x28 || vr === 'US' || vr === 'SS';
      if (numeric && length === 2) fields.push({ kind: 'integer', at: valueAt, bytes: 2, littleEndian: little });
      if (vr === 'UL' && length === 4) fields.push({ kind: 'integer', at: valueAt, bytes: 4, littleEndian: little });
      if (/^[\d.+\-eE \\]+$/.test(bytes.toString('latin1', valueAt, valueAt + Math.min(length, 64))))
        fields.push({ kind: 'padded', at: valueAt, length: Math.min(length, 16) });
    }
    at = length === 0xffffffff || vr === 'SQ' ? valueAt : valueAt + length;
  }
  return fields;
}

export const DICOM: Structure = {
  fields: dicomFields,
  unpack: (bytes) => {
    const from = deflatedFrom(bytes);
    if (from === null) return null;
    return opened(() =>
      Buffer.concat([
        bytes.subarray(0, from),
        inflateRawSync(bytes.subarray(from), { maxOutputLength: MOST_UNPACKED }),
      ]),
    );
  },
  pack: (inside, before) => {
    const from = deflatedFrom(before) ?? 0;
    return Buffer.concat([inside.subarray(0, from), deflateRawSync(inside.subarray(from))]);
  },
};

function deflatedFrom(bytes: Buffer): number | null {
  if (!bytes.toString('latin1', 132, 600).includes(DEFLATED) || bytes.length < 144) return null;
  const end = 144 + bytes.readUInt32LE(140); // group length
  return end < bytes.length ? end : null;
}

const NIFTI1_INT16 = [40, 42, 44, 46, 48, 50, 52, 54, 70, 72, 252, 254];
const NIFTI1_FLOATS = [76, 80, 84, 88, 108, 112, 116, 256, 260, 264, 280, 284, 288, 292, 296, 300, 304, 308];
const NIFTI2_INT64 = [16, 24, 32, 40, 48, 56, 64, 72, 168];
const NIFTI2_INT32 = [500, 344, 348];

export const NIFTI: Structure = {
  fields: (bytes) => {
    if (bytes.length < 544) return [];
    const littleEndian = bytes[0] !== 0;
    const size = littleEndian ? bytes.readInt32LE(0) : bytes.readInt32BE(0);
    if (size === 540)
      return [
        ...NIFTI2_INT64.map((at) => ({ kind: 'integer', at, bytes: 8, littleEndian }) as const),
        ...NIFTI2_INT32.map((at) => ({ kind: 'integer', at, bytes: 4, littleEndian }) as const),
        { kind: 'integer', at: 12, bytes: 2, littleEndian },
      ];
    return [
      { kind: 'integer', at: 0, bytes: 4, littleEndian },
      ...NIFTI1_INT16.map((at) => ({ kind: 'integer', at, bytes: 2, littleEndian }) as const),
      ...NIFTI1_FLOATS.map((at) => ({ kind: 'float', at, littleEndian }) as const),
    ];
  },
  unpack: (bytes) => (bytes[0] === 0x1f ? opened(() => gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED })) : null),
  pack: (inside) => gzipSync(inside, { level: 1 }),
};

/** Chunk lengths and the header; checksums are made true again. */
export const PNG: Structure = {
  fields: (bytes) => [
    ...chunks(bytes).map(({ at }) => ({ kind: 'integer', at, bytes: 4, littleEndian: false }) as const),
    ...[16, 20].map((at) => ({ kind: 'integer', at, bytes: 4, littleEndian: false }) as const),
    ...[24, 25, 26, 27, 28].map((at) => ({ kind: 'integer', at, bytes: 1, littleEndian: false }) as const),
  ],
  repair: (bytes) => {
    for (const { at, length } of chunks(bytes))
      bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, at + 8 + length)), at + 8 + length);
    return bytes;
  },
};

function chunks(bytes: Buffer): readonly { readonly at: number; readonly length: number }[] {
  const found = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) break;
    found.push({ at, length });
    at += 12 + length;
  }
  return found;
}

/** Lengths of marker segments, and size and components of the frame header (T.81 B.2). */
export const JPEG: Structure = {
  fields: (bytes) => {
    const fields: Field[] = [];
    for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
      fields.push({ kind: 'integer', at: at + 2, bytes: 2, littleEndian: false });
      if (bytes[at + 1] >= 0xc0 && bytes[at + 1] <= 0xc3 && at + 10 <= bytes.length)
        fields.push(
          { kind: 'integer', at: at + 4, bytes: 1, littleEndian: false },
          { kind: 'integer', at: at + 5, bytes: 2, littleEndian: false },
          { kind: 'integer', at: at + 7, bytes: 2, littleEndian: false },
          { kind: 'integer', at: at + 9, bytes: 1, littleEndian: false },
        );
      if (bytes[at + 1] === 0xda) break;
      at += 2 + bytes.readUInt16BE(at + 2);
    }
    return fields;
  },
};

/** Every entry of the first directory: its tag, type, count and value. */
export const TIFF: Structure = {
  fields: (bytes) => {
    if (bytes.length < 8) return [];
    const littleEndian = bytes[0] === 0x49;
    const directory = littleEndian ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
    const fields: Field[] = [{ kind: 'integer', at: 4, bytes: 4, littleEndian }];
    if (directory + 2 > bytes.length) return fields;
    fields.push({ kind: 'integer', at: directory, bytes: 2, littleEndian });
    const count = littleEndian ? bytes.readUInt16LE(directory) : bytes.readUInt16BE(directory);
    for (let n = 0; n < count && directory + 2 + 12 * (n + 1) <= bytes.length; n++) {
      const at = directory + 2 + 12 * n;
      fields.push(
        { kind: 'integer', at: at + 2, bytes: 2, littleEndian },
        { kind: 'integer', at: at + 4, bytes: 4, littleEndian },
        { kind: 'integer', at: at + 8, bytes: 4, littleEndian },
        { kind: 'integer', at: at + 8, bytes: 2, littleEndian },
      );
    }
    return fields;
  },
};

/** Numbers in the text at a file's beginning: headers of PLY, attributes of VTP, lines of OBJ and STL. */
export const TEXT: Structure = { fields: (bytes) => numbersIn(bytes.subarray(0, 8192), 'text') };

export const JSON_TEXT: Structure = {
  fields: (bytes) => [
    ...numbersIn(bytes.subarray(0, 65_536), 'json'),
    ...matchesIn(bytes.subarray(0, 65_536), /"[^"\\\n]*"(?!\s*:)|true|false|null/g, 'json'),
  ],
};

/** Its number of triangles, and coordinates. */
export const BINARY_STL: Structure = {
  fields: (bytes) => [
    { kind: 'integer', at: 80, bytes: 4, littleEndian: true },
    ...Array.from({ length: Math.min(20, Math.floor((bytes.length - 84) / 50)) }, (_, n) => {
      return { kind: 'float', at: 96 + 50 * n, littleEndian: true } as const;
    }),
  ],
};

function numbersIn(bytes: Buffer, kind: 'text' | 'json'): Field[] {
  return matchesIn(bytes, /-?\d+(\.\d+)?([eE][+-]?\d+)?/g, kind);
}

function matchesIn(bytes: Buffer, pattern: RegExp, kind: 'text' | 'json'): Field[] {
  const matches = [...bytes.toString('latin1').matchAll(pattern)].slice(0, MOST_FIELDS);
  return matches.map((match) => ({ kind, at: match.index, length: match[0].length }));
}
