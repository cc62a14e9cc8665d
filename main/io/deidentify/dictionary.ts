/** The type of each public attribute (PS3.6), from dcmjs. */
import dcmjs from 'dcmjs';

const known = new Map<number, string | null>();
/** The dictionary's words for "this or that": the file says which, and it makes no difference here. */
const EITHER: Readonly<Record<string, string>> = { xs: 'US', ox: 'OW', lt: 'OW', up: 'UL' };

/** The value representation of a public attribute; null for private, retired and unknown ones that the dictionary lacks. */
export function vrOf(tag: number): string | null {
  let vr = known.get(tag);
  if (vr === undefined) {
    const hex = tag.toString(16).toUpperCase().padStart(8, '0');
    const entry = dcmjs.data.DicomMetaDictionary.dictionary[`(${hex.slice(0, 4)},${hex.slice(4)})`];
    vr = entry === undefined ? null : (EITHER[entry.vr] ?? entry.vr);
    known.set(tag, vr);
  }
  return vr;
}
