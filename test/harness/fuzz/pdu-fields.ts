/** DIMSE on the wire: PDUs (PS3.8 9.3) with command sets and data sets in them (PS3.7 6.3). */
import type { Field, Structure } from './structure.ts';

const ASSOCIATION = new Set([1, 2]);
const DATA = 4;
const PDU_HEAD_BYTES = 6;

/** Lengths of PDUs, of the items of an association, of fragments, and of the elements of commands with their short values. */
export const PDU: Structure = {
  fields: (bytes) => {
    const fields: Field[] = [];
    for (let at = 0; at + PDU_HEAD_BYTES <= bytes.length;) {
      fields.push({ kind: 'integer', at, bytes: 1, littleEndian: false }, length32(at + 2));
      const end = Math.min(bytes.length, at + PDU_HEAD_BYTES + bytes.readUInt32BE(at + 2));
      if (ASSOCIATION.has(bytes[at])) fields.push(...associationFields(bytes, at + 74, end));
      if (bytes[at] === DATA) fields.push(...fragmentFields(bytes, at + PDU_HEAD_BYTES, end));
      at = end;
    }
    return fields;
  },
};

function length32(at: number): Field {
  return { kind: 'integer', at, bytes: 4, littleEndian: false };
}

/** Items follow each other: type, nothing, length, value. */
function associationFields(bytes: Buffer, from: number, end: number): readonly Field[] {
  const fields: Field[] = [];
  for (let at = from; at + 4 <= end; at += 4 + bytes.readUInt16BE(at + 2))
    fields.push(
      { kind: 'integer', at, bytes: 1, littleEndian: false },
      { kind: 'integer', at: at + 2, bytes: 2, littleEndian: false },
      { kind: 'integer', at: at + 4, bytes: 1, littleEndian: false }, // id of a context, or a letter of a UID
    );
  return fields;
}

function fragmentFields(bytes: Buffer, from: number, end: number): readonly Field[] {
  const fields: Field[] = [];
  for (let at = from; at + 6 <= end;) {
    const endOfValue = Math.min(end, at + 4 + bytes.readUInt32BE(at));
    fields.push(
      length32(at),
      { kind: 'integer', at: at + 4, bytes: 1, littleEndian: false }, // which context
      { kind: 'integer', at: at + 5, bytes: 1, littleEndian: false }, // command or data, last or not
    );
    const isCommand = (bytes[at + 5] & 1) === 1;
    if (isCommand) fields.push(...commandFields(bytes, at + 6, endOfValue));
    at = Math.max(endOfValue, at + 6);
  }
  return fields;
}

/** Always Implicit VR Little Endian. */
function commandFields(bytes: Buffer, from: number, end: number): readonly Field[] {
  const fields: Field[] = [];
  for (let at = from; at + 8 <= end;) {
    const length = bytes.readUInt32LE(at + 4);
    fields.push({ kind: 'integer', at: at + 4, bytes: 4, littleEndian: true });
    if (length === 2 && at + 10 <= end) fields.push({ kind: 'integer', at: at + 8, bytes: 2, littleEndian: true });
    at += 8 + length;
  }
  return fields;
}
