/** Text in DICOM's character repertoires (PS3.3 C.12.1.1.2, PS3.5 6.1.2), code extensions included. */

/** Decodes the bytes of one run of text that stays in one character set. */
type RunDecoder = (bytes: Uint8Array) => string;

const encoding =
  (label: string): RunDecoder =>
  (bytes) =>
    new TextDecoder(label).decode(bytes);

/** JIS X 0208 rows are EUC-JP's without the high bits; JIS X 0212 needs EUC-JP's 8F prefix as well. */
const jisX0208: RunDecoder = (bytes) => new TextDecoder('euc-jp').decode(bytes.map((byte) => byte | 0x80));
const jisX0212: RunDecoder = (bytes) => {
  const euc = new Uint8Array(Math.floor(bytes.length / 2) * 3);
  for (let pair = 0; pair * 2 + 1 < bytes.length; pair++)
    euc.set([0x8f, bytes[pair * 2] | 0x80, bytes[pair * 2 + 1] | 0x80], pair * 3);
  return new TextDecoder('euc-jp').decode(euc);
};

/** Defined terms without code extensions; with them ("ISO 2022 IR n") the same set is the one to start from. */
const BY_TERM: Readonly<Record<string, RunDecoder>> = {
  '': encoding('windows-1252'), // the default repertoire is ASCII: anything above is a mistake best shown as Latin-1
  '6': encoding('windows-1252'),
  '100': encoding('windows-1252'),
  '101': encoding('iso-8859-2'),
  '109': encoding('iso-8859-3'),
  '110': encoding('iso-8859-4'),
  '144': encoding('iso-8859-5'),
  '127': encoding('iso-8859-6'),
  '126': encoding('iso-8859-7'),
  '138': encoding('iso-8859-8'),
  '148': encoding('windows-1254'),
  '203': encoding('iso-8859-15'),
  '13': encoding('shift_jis'),
  '166': encoding('windows-874'),
  '149': encoding('euc-kr'),
  '58': encoding('gb18030'),
  '192': encoding('utf-8'),
  GB18030: encoding('gb18030'),
  GBK: encoding('gb18030'),
};

/** Escape sequences (without the ESC byte) that switch to another set, PS3.3 table C.12-3 and C.12-4. */
const BY_ESCAPE: Readonly<Record<string, RunDecoder>> = {
  '(B': encoding('windows-1252'),
  '(J': encoding('shift_jis'),
  ')I': encoding('shift_jis'),
  '-A': encoding('windows-1252'),
  '-B': encoding('iso-8859-2'),
  '-C': encoding('iso-8859-3'),
  '-D': encoding('iso-8859-4'),
  '-L': encoding('iso-8859-5'),
  '-G': encoding('iso-8859-6'),
  '-F': encoding('iso-8859-7'),
  '-H': encoding('iso-8859-8'),
  '-M': encoding('windows-1254'),
  '-b': encoding('iso-8859-15'),
  '-T': encoding('windows-874'),
  $B: jisX0208,
  '$@': jisX0208,
  '$(D': jisX0212,
  '$)C': encoding('euc-kr'),
  '$)A': encoding('gb18030'),
};

const ESC = 0x1b;
/** Text falls back to the first set at these (PS3.5 6.1.2.5.3): line ends, page feed, tab, and in names ^ and =. */
const RESETS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x5c, 0x5e, 0x3d]);

/** Decodes a text value. `characterSets` is (0008,0005), one term a value; unknown terms read as Latin-1. */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  const initial = BY_TERM[termOf(characterSets[0] ?? '')] ?? BY_TERM[''];
  // A text without escapes is one run; splitting at ^ and = would cut two-byte characters of GBK or Shift-JIS.
  if (!bytes.includes(ESC)) return trimmed(initial(bytes));

  let text = '';
  let decoder = initial;
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const escape = bytes[at] === ESC ? escapeAt(bytes, at + 1) : null;
    // Two-byte sets shifted into the low half use ^ and = as ordinary bytes.
    const resets = RESETS.has(bytes[at]) && decoder !== jisX0208 && decoder !== jisX0212;
    if (escape === null && !resets) continue;
    text += decoder(bytes.subarray(start, at));
    start = at;
    decoder = initial;
    if (escape !== null) {
      decoder = BY_ESCAPE[escape];
      start = at + 1 + escape.length;
      at = start - 1;
    }
  }
  return trimmed(text + decoder(bytes.subarray(start)));
}

function escapeAt(bytes: Uint8Array, at: number): string | null {
  for (const length of [2, 3]) {
    const candidate = String.fromCharCode(...bytes.subarray(at, at + length));
    if (candidate in BY_ESCAPE) return candidate;
  }
  return null;
}

/** "ISO_IR 100", "ISO 2022 IR 100" and "ISO-IR 100" are the same set. */
function termOf(term: string): string {
  return term.trim().replace(/^ISO[ _-](2022[ _-])?IR[ _-]?/i, '');
}

function trimmed(text: string): string {
  return text.replace(/[\0 ]+$/, '');
}

/**
 * A person name as one line: "Yamada, Tarou (山田 太郎)". `value` is a decoded PN: groups alphabetic=ideographic=phonetic,
 * components family^given^middle^prefix^suffix (PS3.5 6.2.1).
 */
export function formatPersonName(value: string): string {
  const [alphabetic = '', ideographic = ''] = value.split('=');
  const latin = oneGroup(alphabetic, ', ');
  const native = oneGroup(ideographic, ' ');
  if (latin === '' || native === '') return latin + native;
  return `${latin} (${native})`;
}

function oneGroup(group: string, separator: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^').map((part) => part.trim());
  const names = [given, middle].filter(Boolean).join(' ');
  return [prefix, [family, names].filter(Boolean).join(separator), suffix].filter(Boolean).join(' ');
}
