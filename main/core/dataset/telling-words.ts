/** Words that tell who a person is, in a file's name or in the text beside its picture. */

/** What names of files are made of that name nobody; two other words with capitals are a name. */
const TRADE_WORDS = new Set(
  (
    'adult adults child children kids patient case image images img picture photo scan scans slice series study file export ' +
    'pan pano panoramic panorama opg opt dpt pxi cbct dvt cone beam dental teeth tooth jaw upper lower left right top bottom ' +
    'radiograph xray ray film digital before after pre post control follow up copy new old final original train test valid ' +
    'set data dataset label labels mask masks labeled unlabeled labelled unlabelled cate sts roi integrity demo sample ' +
    'phantom synthetic volume view full mouth bitewing periapical cephalogram implant crown molar quadrant studie aufnahme ' +
    'bild kopie zahn film left out'
  ).split(' '),
);

const DATE =
  /(?<!\d)((19|20)\d\d[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])|(0[1-9]|[12]\d|3[01])[-_. ](0[1-9]|1[0-2])[-_. ](19|20)\d\d)(?!\d)/;
const DICOM_NAME = /\p{L}{2,}\^\p{L}/u;
const FIELD = /\b(patient|birth|dob|geboren|geburtsdatum)\b[^\n]{0,20}[:=]\s*\S/i;

/** Why a file's name (folders below the export's included) tells a person; null when it does not. */
export function nameTells(name: string, persons: ReadonlySet<string>): string | null {
  if (DATE.test(name)) return 'Its name holds a date.';
  if (DICOM_NAME.test(name)) return 'Its name holds the name of a person.';
  const words = wordsOf(name);
  if (holdsOneOf(words, persons)) return 'Its name holds the name of a patient.';
  const isOwn = (word: string | undefined): boolean =>
    word !== undefined && /^\p{Lu}\p{Ll}{2,}$/u.test(word) && !TRADE_WORDS.has(word.toLowerCase());
  return words.some((word, n) => isOwn(word) && isOwn(words[n + 1])) ? 'Its name looks like that of a person.' : null;
}

/** Why the text in a file beside its picture tells a person; null when it does not. */
export function headerTells(text: string, persons: ReadonlySet<string>): string | null {
  if (DICOM_NAME.test(text) || FIELD.test(text)) return 'The text in its header tells a person.';
  return holdsOneOf(wordsOf(text), persons) ? 'Its header holds the name of a patient.' : null;
}

const MIN_LETTERS = 3;

/** The words of a patient's name and number that are long enough to be sought. */
export function personWords(...values: readonly string[]): string[] {
  return values
    .flatMap((value) => [wordsOf(value).join(' '), ...wordsOf(value)])
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= MIN_LETTERS && !TRADE_WORDS.has(word) && !/^(19|20)?\d{1,4}$/.test(word));
}

/** Numbers and names of several words are sought as a whole. */
function holdsOneOf(words: readonly string[], persons: ReadonlySet<string>): boolean {
  const text = ` ${words.join(' ').toLowerCase()} `;
  for (const person of persons) if (text.includes(` ${person} `)) return true;
  return false;
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
