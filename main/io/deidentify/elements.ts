/**
 * A DICOM data set as a tree of elements over the bytes it came in, and back to bytes (PS3.5 7).
 *
 * [Note: Bytes, not values] What is kept must stay as it is: pixels, numbers, text in any character set, whatever the
 * transfer syntax, big endian included. So values are never decoded and encoded again, and headers are read strictly: a
 * length that leads out of its sequence, or a delimiter that is missing, means that nobody can say what is in the file, and
 * such a file is refused, not copied.
 */
import { vrOf } from './dictionary.ts';

export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

export interface DataElement {
  readonly tag: number;
  /** As the file or else the dictionary says; 'UN' when neither does. */
  readonly vr: string;
  readonly content:
    | { readonly kind: 'value'; readonly bytes: Uint8Array }
    | { readonly kind: 'items'; readonly items: readonly Item[] }
    /** Encapsulated pixels: the offset table, then fragments. */
    | { readonly kind: 'fragments'; readonly fragments: readonly Uint8Array[] };
}
export type Item = readonly DataElement[];

const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PIXEL_DATA = 0x7fe00010;
const MAX_DEPTH = 32;
const LONG_FORM = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
/** What a UN value of undefined length, or one that is a sequence, is encoded in (PS3.5 6.2.2 note 4). */
const IMPLICIT: Encoding = { explicit: false, bigEndian: false };
const META: Encoding = { explicit: true, bigEndian: false };

/** Elements of the data set that fills `bytes` from `start` on. @throws RangeError when it is not whole */
export function readElements(bytes: Uint8Array, start: number, encoding: Encoding): Item {
  return new Reader(bytes, start).elements(bytes.length, encoding, 0).items;
}

/** Elements of one group, and where the next begins: the file meta information, group 0002 (PS3.10 7.1). */
export function readGroup(
  bytes: Uint8Array,
  start: number,
  group: number,
): { readonly items: Item; readonly end: number } {
  return new Reader(bytes, start).group(group);
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  /** Up to `end`, or to the delimiter of an item of undefined length. */
  elements(end: number, encoding: Encoding, depth: number): { readonly items: Item; readonly delimited: boolean } {
    if (depth > MAX_DEPTH) throw new RangeError('sequences are nested too deeply');
    const items: DataElement[] = [];
    while (this.#at < end) {
      this.#need(8, end);
      const tag = this.#tag(encoding);
      if (tag === ITEM_END) {
        this.#at += 4;
        return { items, delimited: true };
      }
      items.push(this.#element(tag, end, encoding, depth));
    }
    return { items, delimited: false };
  }

  group(group: number): { readonly items: Item; readonly end: number } {
    const items: DataElement[] = [];
    while (this.#at + 8 <= this.#bytes.length && this.#view.getUint16(this.#at, true) === group)
      items.push(this.#element(this.#tag(META), this.#bytes.length, META, 0));
    return { items, end: this.#at };
  }

  #element(tag: number, end: number, encoding: Encoding, depth: number): DataElement {
    const known = vrOf(tag);
    let vr = known ?? 'UN';
    let length: number;
    if (encoding.explicit) {
      const written = String.fromCharCode(this.#bytes[this.#at], this.#bytes[this.#at + 1]);
      if (!/^[A-Z]{2}$/.test(written)) throw new RangeError(`the type of attribute ${nameOf(tag)} is damaged`);
      vr = written;
      if (LONG_FORM.has(written)) {
        this.#need(8, end);
        length = this.#view.getUint32(this.#at + 4, !encoding.bigEndian);
        this.#at += 8;
      } else {
        length = this.#view.getUint16(this.#at + 2, !encoding.bigEndian);
        this.#at += 4;
      }
    } else {
      length = this.#view.getUint32(this.#at, true);
      this.#at += 4;
    }
    if (length === UNDEFINED_LENGTH) return this.#undefinedLength(tag, vr, end, encoding, depth);
    this.#need(length, end);
    const valueEnd = this.#at + length;
    if (vr === 'SQ' || (vr === 'UN' && known === 'SQ')) {
      const within = vr === 'UN' ? IMPLICIT : encoding;
      return { tag, vr: 'SQ', content: { kind: 'items', items: this.#items(valueEnd, false, within, depth) } };
    }
    const bytes = this.#bytes.subarray(this.#at, valueEnd);
    this.#at = valueEnd;
    return { tag, vr, content: { kind: 'value', bytes } };
  }

  #undefinedLength(tag: number, vr: string, end: number, encoding: Encoding, depth: number): DataElement {
    if (tag === PIXEL_DATA || vr === 'OB' || vr === 'OW')
      return {
        tag,
        vr: encoding.explicit ? vr : 'OB',
        content: { kind: 'fragments', fragments: this.#fragments(end) },
      };
    if (encoding.explicit && vr !== 'SQ' && vr !== 'UN')
      throw new RangeError(`attribute ${nameOf(tag)} does not say how long it is`);
    const within = vr === 'UN' ? IMPLICIT : encoding;
    return { tag, vr: 'SQ', content: { kind: 'items', items: this.#items(end, true, within, depth) } };
  }

  #items(end: number, toDelimiter: boolean, encoding: Encoding, depth: number): Item[] {
    const items: Item[] = [];
    while (this.#at < end) {
      this.#need(8, end);
      const tag = this.#tag(encoding);
      const length = this.#view.getUint32(this.#at, !encoding.bigEndian);
      this.#at += 4;
      if (tag === SEQUENCE_END && toDelimiter) return items;
      if (tag !== ITEM) throw new RangeError('a sequence is damaged');
      if (length !== UNDEFINED_LENGTH) this.#need(length, end);
      const itemEnd = length === UNDEFINED_LENGTH ? end : this.#at + length;
      const read = this.elements(itemEnd, encoding, depth + 1);
      if (read.delimited !== (length === UNDEFINED_LENGTH)) throw new RangeError('an item of a sequence is damaged');
      items.push(read.items);
    }
    if (toDelimiter) throw new RangeError('the end of a sequence is missing');
    return items;
  }

  #fragments(end: number): Uint8Array[] {
    const fragments: Uint8Array[] = [];
    for (;;) {
      this.#need(8, end);
      const tag = this.#tag(IMPLICIT);
      const length = this.#view.getUint32(this.#at, true);
      this.#at += 4;
      if (tag === SEQUENCE_END) return fragments;
      if (tag !== ITEM) throw new RangeError('the compressed pixels are damaged');
      this.#need(length, end);
      fragments.push(this.#bytes.subarray(this.#at, this.#at + length));
      this.#at += length;
    }
  }

  #tag({ bigEndian }: Encoding): number {
    const tag = this.#view.getUint16(this.#at, !bigEndian) * 0x10000 + this.#view.getUint16(this.#at + 2, !bigEndian);
    this.#at += 4;
    return tag;
  }

  #need(length: number, end: number): void {
    if (this.#at + length > end) throw new RangeError(`it ends ${this.#at + length - end} bytes too early`);
  }
}

function nameOf(tag: number): string {
  const hex = tag.toString(16).padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

/** The bytes of a data set, in pieces that share memory with its values. Sequences and items get undefined lengths. */
export function writeElements(elements: Item, encoding: Encoding): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (const { tag, vr, content } of elements) {
    switch (content.kind) {
      case 'value':
        pieces.push(header(tag, vr, content.bytes.length, encoding), content.bytes);
        break;
      case 'items':
        pieces.push(header(tag, 'SQ', UNDEFINED_LENGTH, encoding));
        for (const item of content.items) {
          pieces.push(mark(ITEM, UNDEFINED_LENGTH, encoding));
          for (const piece of writeElements(item, encoding)) pieces.push(piece);
          pieces.push(mark(ITEM_END, 0, encoding));
        }
        pieces.push(mark(SEQUENCE_END, 0, encoding));
        break;
      case 'fragments':
        pieces.push(header(tag, vr, UNDEFINED_LENGTH, encoding));
        for (const fragment of content.fragments) pieces.push(mark(ITEM, fragment.length, encoding), fragment);
        pieces.push(mark(SEQUENCE_END, 0, encoding));
        break;
    }
  }
  return pieces;
}

function header(tag: number, vr: string, length: number, encoding: Encoding): Uint8Array {
  if (!encoding.explicit) return mark(tag, length, encoding);
  const long = LONG_FORM.has(vr);
  const bytes = new Uint8Array(long ? 12 : 8);
  const view = new DataView(bytes.buffer);
  writeTag(view, tag, encoding);
  bytes[4] = vr.charCodeAt(0);
  bytes[5] = vr.charCodeAt(1);
  if (long) view.setUint32(8, length, !encoding.bigEndian);
  else if (length <= 0xffff) view.setUint16(6, length, !encoding.bigEndian);
  else throw new RangeError(`attribute ${nameOf(tag)} is too long for its type`);
  return bytes;
}

function mark(tag: number, length: number, encoding: Encoding): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  writeTag(view, tag, encoding);
  view.setUint32(4, length, !encoding.bigEndian);
  return bytes;
}

function writeTag(view: DataView, tag: number, { bigEndian }: Encoding): void {
  view.setUint16(0, tag >>> 16, !bigEndian);
  view.setUint16(2, tag & 0xffff, !bigEndian);
}
