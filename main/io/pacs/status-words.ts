/** What the numbers of a storage answer mean (PS3.4 B.2.3, PS3.7 C, PS3.18 I.2). */

export interface Failure {
  readonly words: string;
  /** The archive has the object already: it lost nothing. */
  readonly has: boolean;
  /** It may go another time. */
  readonly transient: boolean;
}

const DUPLICATE = 0x0111;

const FAILURES: readonly (readonly [mask: number, value: number, words: string])[] = [
  [0xff00, 0xa700, 'out of resources'],
  [0xff00, 0xa900, 'the data set does not match its SOP class'],
  [0xf000, 0xc000, 'the data set cannot be understood'],
  [0xffff, 0x0110, 'processing failure'],
  [0xffff, 0x0117, 'invalid object instance'],
  [0xffff, 0x0122, 'SOP class not supported'],
  [0xffff, 0x0124, 'not authorized'],
  [0xffff, 0x0213, 'resource limitation'],
];

export function failureWords(status: number): Failure {
  if (status === DUPLICATE) return { words: 'the archive had it already', has: true, transient: false };
  const known = FAILURES.find(([mask, value]) => (status & mask) === value);
  const transient = (status & 0xff00) === 0xa700 || status === 0x0213 || status === 0x0110;
  return { words: `${known?.[2] ?? 'refused'} (${hex(status)})`, has: false, transient };
}

/** Coercion, elements discarded: the object is stored. */
export function isWarning(status: number): boolean {
  return (status & 0xf000) === 0xb000 || status === 0x0001 || status === 0x0107 || status === 0x0116;
}

export function warningWords(status: number): string {
  switch (status) {
    case 0xb000:
      return `some elements were changed (${hex(status)})`;
    case 0xb006:
      return `some elements were left out (${hex(status)})`;
    case 0xb007:
      return `the data set does not match its SOP class (${hex(status)})`;
    default:
      return `stored with a warning (${hex(status)})`;
  }
}

function hex(status: number): string {
  return `0x${status.toString(16).toUpperCase().padStart(4, '0')}`;
}
