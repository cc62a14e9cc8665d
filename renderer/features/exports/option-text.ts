/** What the options of the exports are called. */
import type { ExportOption } from '#contract/exports';
import type { Language } from '#contract/settings';
import { textOf, type Texts, texts } from '../../text.ts';
import { LANGUAGE_NAMES, TEXT as SETTINGS_TEXT } from '../settings/text.ts';

type ValueNames = { readonly [value: string]: string };

interface OptionText {
  readonly title: Texts<string>;
  readonly note?: Texts<string>;
  /** Of an option that is one of a few: what its values are called, or `names` where that is the same everywhere. */
  readonly values?: Texts<ValueNames>;
  readonly names?: ValueNames;
}

export const OPTION_TEXT: { readonly [O in string]?: OptionText } = {
  language: {
    title: texts({ en: 'Language', de: 'Sprache', fr: 'Langue', zh: '语言' }),
    names: LANGUAGE_NAMES,
  },
  notation: {
    title: texts({ en: 'Tooth numbers', de: 'Zahnbezeichnung', fr: 'Numéros des dents', zh: '牙位记录法' }),
    values: {
      en: SETTINGS_TEXT.en.notations,
      de: SETTINGS_TEXT.de.notations,
      fr: SETTINGS_TEXT.fr.notations,
      zh: SETTINGS_TEXT.zh.notations,
    },
  },
  paper: {
    title: texts({ en: 'Paper', de: 'Papier', fr: 'Format du papier', zh: '纸张' }),
    values: {
      en: { a4: 'A4', letter: 'Letter' },
      de: { a4: 'A4', letter: 'US-Letter' },
      fr: { a4: 'A4', letter: 'Lettre US' },
      zh: { a4: 'A4', letter: 'US Letter' },
    },
  },
  compress: {
    title: texts({ en: 'Compressed', de: 'Komprimiert', fr: 'Compressé', zh: '压缩' }),
    note: texts({
      en: 'Smaller files, which not every program reads.',
      de: 'Kleinere Dateien, die nicht jedes Programm liest.',
      fr: 'Fichiers plus petits, que tous les programmes ne lisent pas.',
      zh: '文件更小，但并非所有程序都能读取。',
    }),
  },
  parts: {
    title: texts({ en: 'Surfaces', de: 'Oberflächen', fr: 'Surfaces en', zh: '网格划分' }),
    values: {
      en: { all: 'All in one', jaw: 'A file a jaw', tooth: 'A file a tooth' },
      de: { all: 'Alle in einer', jaw: 'Je Kiefer', tooth: 'Je Zahn' },
      fr: { all: 'Un fichier', jaw: 'Un par mâchoire', tooth: 'Un par dent' },
      zh: { all: '合为一个文件', jaw: '每颌一个文件', tooth: '每牙一个文件' },
    },
  },
  triangles: {
    title: texts({
      en: 'Most triangles of a tooth',
      de: 'Höchstens Dreiecke je Zahn',
      fr: 'Triangles par dent, au plus',
      zh: '每颗牙齿的最多三角形数',
    }),
    note: texts({
      en: '0: as many as the scan gives. Else at least 100; the volume stays.',
      de: '0: so viele, wie die Aufnahme hergibt. Sonst mindestens 100; das Volumen bleibt.',
      fr: '0 : autant que l’examen en donne. Sinon au moins 100 ; le volume reste.',
      zh: '0：影像能提供多少就用多少。否则至少 100；体积不变。',
    }),
  },
  deidentify: {
    title: texts({ en: 'Without names', de: 'Ohne Namen', fr: 'Sans noms', zh: '去除姓名' }),
    note: texts({
      en: 'Nothing names the patient, the practice or who reviewed.',
      de: 'Nichts nennt Patient, Praxis oder wer geprüft hat.',
      fr: 'Rien ne nomme le patient, le cabinet ni qui a révisé.',
      zh: '不含患者、诊所或审核者的名称。',
    }),
  },
};

export interface OptionWords {
  readonly title: string;
  readonly note: string | null;
  readonly nameOf: (value: string) => string;
}

/** An option without words is called by its name, a value without words by itself. */
export function optionWords(option: ExportOption, language: Language): OptionWords {
  const { title, note, values, names } = OPTION_TEXT[option] ?? {};
  const named = values === undefined ? names : textOf(values, language);
  return {
    title: title === undefined ? option : textOf(title, language),
    note: note === undefined ? null : textOf(note, language),
    nameOf: (value) => named?.[value] ?? value,
  };
}
