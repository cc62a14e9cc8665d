/** What people and programs write beside a segment, read as a tooth: "Tooth 16", "FDI 1.6", "UR6", "upper_right_first_molar". */
import { fdiOfSign } from '../notation.ts';
import type { ToothType } from '../review/action.ts';

export type ToothWords =
  | { readonly kind: 'tooth'; readonly fdi: number }
  /** A number without its notation: FDI 16 and Universal 16 are two teeth. */
  | { readonly kind: 'number'; readonly number: number }
  /** Something else, be it inside of a tooth. */
  | { readonly kind: 'other' };

const OTHER: ToothWords = { kind: 'other' };

/** Parts of a tooth and what lies around it, which bear the tooth's number too. */
const NO_WHOLE_TOOTH =
  /\b(pulps?|chambers?|canals?|nerves?|sinus|jawbones?|bones?|alveol\w*|gingiva\w*|gums?|ligaments?|pdl|caries|carious|cysts?|lesions?|fillings?|restorations?|crowns?|roots?|apex|enamel|dentine?|cementum|sockets?|guides?|abutments?|screws?|brackets?|background)\b/;
const REMNANT = /\b(root remnants?|residual roots?|remnants?)\b/g;

const TYPES: readonly (readonly [ToothType, RegExp])[] = [
  ['implant', /\bimplants?\b/g],
  ['pontic', /\b(pontics?|bridges?)\b/g],
  ['supernumerary', /\bsupernumerary\b/g],
  ['remnant', REMNANT],
];

const KINDS: readonly (readonly [permanent: number, deciduous: number | null, words: RegExp])[] = [
  [1, 1, /\bcentral (incisor|tooth)\b/],
  [2, 2, /\blateral (incisor|tooth)\b/],
  [3, 3, /\b(canine|cuspid|eye tooth)\b/],
  [4, null, /\b(first|1st) (premolar|bicuspid)\b/],
  [5, null, /\b(second|2nd) (premolar|bicuspid)\b/],
  [6, 4, /\b(first|1st) molar\b/],
  [7, 5, /\b(second|2nd) molar\b/],
  [8, null, /\b((third|3rd) molar|wisdom)\b/],
];

const TOOTH = '(?:tooth|zahn|dent|diente|dente|牙齿?)';
const NUMBER_SIGN = '(?:no|nr|number|#)?';

/** @returns null when nothing in the text is about a tooth */
export function toothOfWords(text: string): ToothWords | null {
  const words = wordsOf(text);
  if (NO_WHOLE_TOOTH.test(words.replaceAll(REMNANT, ''))) return OTHER;
  const bare = wordsOf(TYPES.reduce((rest, [, pattern]) => rest.replaceAll(pattern, ' '), words));
  const told = [toldNumber(bare), named(bare)].filter((fdi) => fdi !== null);
  if (told.length > 0) return new Set(told).size > 1 || told[0] === 0 ? OTHER : { kind: 'tooth', fdi: told[0] };
  const number = plainNumber(bare);
  return number === null ? null : { kind: 'number', number };
}

/** What stands at a place, told as the review tells it. */
export function typeOfWords(text: string): ToothType {
  const words = wordsOf(text);
  return TYPES.find(([, pattern]) => words.search(pattern) >= 0)?.[0] ?? 'tooth';
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/([1-8])\.([1-8])(?!\d)/g, '$1$2') // ISO writes 1.6
    .replaceAll(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

/** The tooth of a number that says its notation; 0 for one that no tooth bears, null for none. */
function toldNumber(words: string): number | null {
  const fdi = new RegExp(`\\b(?:fdi|iso) ?(?:3950 )?(?:${TOOTH} )?${NUMBER_SIGN} ?(\\d+)\\b`, 'u').exec(words)?.[1];
  if (fdi !== undefined) return fdiOfSign(fdi, 'fdi') ?? 0;
  const universal = new RegExp(`\\b(?:universal|uns|ada) ?(?:${TOOTH} )?${NUMBER_SIGN} ?(\\d+|[a-t])\\b`, 'u').exec(
    words,
  )?.[1];
  if (universal !== undefined) return fdiOfSign(universal, 'universal') ?? 0;
  const palmer = new RegExp(`^(?:palmer )?(?:${TOOTH} )?([ul][rl] ?[1-8a-e])$`, 'u').exec(words)?.[1];
  return palmer === undefined ? null : fdiOfSign(palmer, 'palmer');
}

/** By jaw, side and kind, each told once; null when one of them is missing or told twice. */
function named(words: string): number | null {
  const jaw = either(/\b(upper|maxillary|maxilla)\b/.test(words), /\b(lower|mandibular|mandible)\b/.test(words));
  const side = either(/\bright\b/.test(words), /\bleft\b/.test(words));
  const kinds = KINDS.filter(([, , pattern]) => pattern.test(words));
  if (jaw === null || side === null || kinds.length !== 1) return null;
  const quadrant = jaw === 0 ? 1 + side : 4 - side;
  const [[permanent, deciduous]] = kinds;
  if (!/\b(deciduous|primary|milk|baby)\b/.test(words)) return quadrant * 10 + permanent;
  return deciduous === null ? 0 : (quadrant + 4) * 10 + deciduous;
}

function either(first: boolean, second: boolean): 0 | 1 | null {
  return first === second ? null : first ? 0 : 1;
}

function plainNumber(words: string): number | null {
  const pattern = new RegExp(`(?:^|(?:^| )${TOOTH} ?)${NUMBER_SIGN} ?(\\d{1,2})(?:$|(?= ))`, 'u');
  const digits = pattern.exec(words)?.[1];
  return digits === undefined ? null : Number(digits);
}
