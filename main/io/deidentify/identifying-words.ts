/** The names and numbers that a data set itself says are a person's, sought in every text that would stay. */
import type { RetainOption } from '#contract/deidentify';
import { vrOf } from './dictionary.ts';
import type { Item } from './elements.ts';

/** Numbers that stand for a person, a visit or an order. */
const ID_TAGS: ReadonlySet<number> = new Set([
  0x00080050, 0x00100020, 0x00100021, 0x00101000, 0x00101050, 0x00101090, 0x00380010, 0x00380060, 0x00120040,
  0x0040050a, 0x00402016, 0x00402017, 0x00101040, 0x00102154,
]);
/** Names of places and houses. */
const INSTITUTION_TAGS: ReadonlySet<number> = new Set([0x00080080, 0x00080081, 0x00081040, 0x00120031, 0x00120060]);
const MIN_LENGTH = 3;
/** From this length on a word is sought within others too; shorter ones would be found by chance. */
const WITHIN_LENGTH = 5;

export class IdentifyingWords {
  readonly #words = new Set<string>();
  readonly #within: string[] = [];

  constructor(dataSet: Item, retain: ReadonlySet<RetainOption>) {
    this.#gather(dataSet, retain);
  }

  /** Whether a value holds one of the words. Bytes are compared as they are written: both come from one data set. */
  foundIn(bytes: Uint8Array): boolean {
    const text = textOf(bytes);
    if (this.#within.some((word) => text.includes(word))) return true;
    return text.split(/[^\p{L}\p{N}]+/u).some((word) => this.#words.has(word));
  }

  #gather(item: Item, retain: ReadonlySet<RetainOption>): void {
    for (const { tag, vr, content } of item) {
      if (content.kind === 'items') for (const inner of content.items) this.#gather(inner, retain);
      if (content.kind !== 'value') continue;
      if (vr === 'PN' || vrOf(tag) === 'PN')
        textOf(content.bytes)
          .split(/[\s^=,\\]+/)
          .forEach((part) => this.#add(part));
      else if (ID_TAGS.has(tag) || (INSTITUTION_TAGS.has(tag) && !retain.has('institution')))
        textOf(content.bytes)
          .split('\\')
          .forEach((part) => this.#add(part.trim()));
    }
  }

  #add(word: string): void {
    if (word.length < MIN_LENGTH || this.#words.has(word)) return;
    this.#words.add(word);
    // Two bytes a character: four of them are a name already.
    if (word.length >= WITHIN_LENGTH || (word.length === 4 && /[^\0-\x7f]/.test(word))) this.#within.push(word);
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replaceAll('\0', '')
    .toLowerCase();
}
