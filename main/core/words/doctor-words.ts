/** What a diagnosis says to a person, on the command line and in the window. Facts stand in braces. */
import { VERDICT_OF, type AdviceCode, type DoctorCode, type Verdict } from '../doctor-codes.ts';
import { texts, textOf, type Language } from '../language.ts';
import { providerName } from '../provider-name.ts';
import { ENGLISH_DOCTOR } from './doctor-words-en.ts';
import { FRENCH_DOCTOR } from './doctor-words-fr.ts';
import { GERMAN_DOCTOR } from './doctor-words-de.ts';
import { CHINESE_DOCTOR } from './doctor-words-zh.ts';
import { numberText } from './format.ts';

/** The part of a code before its dot. */
export type DoctorArea = DoctorCode extends `${infer Area}.${string}` ? Area : never;

export interface DoctorDictionary {
  readonly areas: { readonly [A in DoctorArea]: string };
  readonly folders: { readonly data: string; readonly cases: string; readonly temporary: string };
  readonly verdicts: { readonly [V in Verdict]: string };
  readonly says: { readonly [C in DoctorCode]: string };
  /** What to do next. */
  readonly advice: { readonly [C in AdviceCode]: string };
}

export const DOCTOR_WORDS = texts<DoctorDictionary>({
  en: ENGLISH_DOCTOR,
  de: GERMAN_DOCTOR,
  fr: FRENCH_DOCTOR,
  zh: CHINESE_DOCTOR,
});

type Facts = Readonly<Record<string, string | number | boolean>>;

export interface ToldFinding {
  readonly area: string;
  readonly verdict: Verdict;
  readonly verdictWord: string;
  readonly says: string;
  readonly advice: string | null;
}

export function tellFinding(code: DoctorCode, facts: Facts, language: Language): ToldFinding {
  const { areas, folders, verdicts, says, advice } = textOf(DOCTOR_WORDS, language);
  const named = {
    ...facts,
    ...(isKeyOf(folders, facts['folder']) ? { folder: folders[facts['folder']] } : {}),
    ...(typeof facts['provider'] === 'string' ? { provider: providerName(facts['provider']) } : {}),
  };
  const verdict = VERDICT_OF[code];
  return {
    area: areas[areaOf(code)],
    verdict,
    verdictWord: verdicts[verdict],
    says: capitalised(filled(says[code], named, language), says[code].startsWith('{folder}')),
    advice: isKeyOf(advice, code) ? filled(advice[code], named, language) : null,
  };
}

export function areaOf(code: DoctorCode): DoctorArea {
  const [area] = code.split('.');
  if (!isKeyOf(ENGLISH_DOCTOR.areas, area)) throw new TypeError(`${code} has no area`);
  return area;
}

function isKeyOf<Table extends object>(table: Table, key: unknown): key is keyof Table & string {
  return typeof key === 'string' && Object.hasOwn(table, key);
}

/** A folder may be the first word of a sentence; names of models and programs stay as they are. */
function capitalised(text: string, begins: boolean): string {
  return begins ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A fact that is not known is a dash. */
function filled(text: string, facts: Facts, language: Language): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? '–';
    if (typeof fact !== 'number') return String(fact);
    return numberText(fact, language, Number.isInteger(fact) ? 0 : 1);
  });
}
