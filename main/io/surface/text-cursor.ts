/** Words and numbers of a text, read from its bytes one after the other: texts of surfaces have millions of them. */

const [TAB, NEWLINE, RETURN, BLANK, PLUS, MINUS, DOT, ZERO, NINE] = [9, 10, 13, 32, 43, 45, 46, 48, 57];
/** Powers of ten that a double holds exactly. */
const TENS = Array.from({ length: 23 }, (_, n) => 10 ** n);

export class TextCursor {
  private readonly bytes: Uint8Array;
  /** Where the next byte is read. */
  at: number;
  /** Bounds of the word that `next` found. */
  private start = 0;
  private end = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Goes to the next word, over lines as well; false at the end of the text. */
  next(): boolean {
    const { bytes } = this;
    let at = this.at;
    while (at < bytes.length && isBlank(bytes[at])) at++;
    return this.take(at);
  }

  /** Goes to the next word of this line; false, in front of the line's end, when there is none. */
  nextInLine(): boolean {
    const { bytes } = this;
    let at = this.at;
    while (at < bytes.length && bytes[at] !== NEWLINE && isBlank(bytes[at])) at++;
    if (at < bytes.length && bytes[at] === NEWLINE) {
      this.at = at;
      return false;
    }
    return this.take(at);
  }

  skipLine(): void {
    const end = this.bytes.indexOf(NEWLINE, this.at);
    this.at = end === -1 ? this.bytes.length : end + 1;
  }

  /** The word in lower case. */
  word(): string {
    return String.fromCharCode(...this.bytes.subarray(this.start, Math.min(this.end, this.start + 64))).toLowerCase();
  }

  /** The word up to a byte, as a number; NaN when it is none. */
  number(until = -1): number {
    let end = this.end;
    if (until !== -1) {
      const found = this.bytes.subarray(this.start, this.end).indexOf(until);
      if (found !== -1) end = this.start + found;
    }
    return this.numberOf(this.start, end);
  }

  private take(at: number): boolean {
    const { bytes } = this;
    let end = at;
    while (end < bytes.length && !isBlank(bytes[end])) end++;
    this.start = at;
    this.end = end;
    this.at = end;
    return end > at;
  }

  /** Up to 15 digits and a small power of ten are exact in one division (Clinger, 1990); the rest is left to the engine. */
  private numberOf(start: number, end: number): number {
    const { bytes } = this;
    let at = start;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at++;
    let [digits, mantissa, decimals] = [0, 0, 0];
    let isFraction = false;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte >= ZERO && byte <= NINE) {
        mantissa = 10 * mantissa + (byte - ZERO);
        if (mantissa > 0) digits++;
        if (isFraction) decimals++;
      } else if (byte === DOT && !isFraction) isFraction = true;
      else break;
    }
    if (at < end || digits > 15 || decimals > 22 || end - start < 1 + Number(negative) + Number(isFraction)) {
      const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 64)));
      return /^[+-]?(\d|\.\d)[\d.]*(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    }
    const value = mantissa / TENS[decimals];
    return negative ? -value : value;
  }
}

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === NEWLINE || byte === RETURN || byte === TAB || byte === 11 || byte === 12;
}
