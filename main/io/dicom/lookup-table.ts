/** DICOM's lookup tables (PS3.3 C.11.1, C.11.2, C.7.9): a descriptor of three numbers and the entries. */
import type { DataSet, Tag } from './data-set.ts';

/** Value of `input`: values[clamp(input − firstInput)]. */
export interface LookupTable {
  readonly firstInput: number;
  readonly values: readonly number[];
  /** Bits of an entry as the descriptor says; not always true. */
  readonly bits: number;
}

/** Which elements hold a table, and whether what goes in may be negative. */
export interface LookupPlace {
  readonly descriptor: Tag;
  readonly data: Tag;
  readonly signedInput: boolean;
}

/** Reads a table; null when it is absent, empty or shorter than its descriptor says. */
export function lookupTable(from: DataSet, { descriptor, data, signedInput }: LookupPlace): LookupTable | null {
  const element = from.elements[data];
  if (element === undefined || (from.elements[descriptor]?.length ?? 0) < 6) return null;
  const count = from.uint16(descriptor, 0) || 65536; // 0 means 65536, which does not fit
  const firstInput = (signedInput ? from.int16(descriptor, 1) : from.uint16(descriptor, 1)) ?? 0;
  const bits = from.uint16(descriptor, 2) ?? 16;
  const wide = element.length >= 2 * count;
  if (!wide && element.length < count) return null;
  const values = Array.from({ length: count }, (_, entry) =>
    wide ? (from.uint16(data, entry) ?? 0) : from.byteArray[element.dataOffset + entry],
  );
  return { firstInput, values, bits };
}

export function lookUp({ firstInput, values }: LookupTable, input: number): number {
  const entry = Math.round(input) - firstInput;
  return values[entry < 0 ? 0 : entry >= values.length ? values.length - 1 : entry];
}
