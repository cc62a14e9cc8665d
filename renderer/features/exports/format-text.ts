/** What each format of the exports is for and is called, and what its options are called. */
import type { ExportFormatId, ExportOption } from '#contract/exports';
import type { Language } from '#contract/settings';
import { textOf, type Texts, texts } from '../../text.ts';
import { LANGUAGE_NAMES, TEXT as SETTINGS_TEXT } from '../settings/text.ts';

/** The groups of the dialog, in its order. */
export const PURPOSES = ['pacs', 'colleague', 'planning', 'data'] as const;
export type Purpose = (typeof PURPOSES)[number];

interface FormatWords {
  readonly title: string;
  /** Who can do what with it, in half a line. */
  readonly note: string;
}

interface FormatText {
  readonly purpose: Purpose;
  readonly text: Texts<FormatWords>;
}

export const FORMAT_TEXT: { readonly [F in string]?: FormatText } = {
  'dicom-seg': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Segmentation', note: 'DICOM: every tooth coded, on the scan’s slices' },
      de: { title: 'Segmentierung', note: 'DICOM: jeder Zahn codiert, auf den Schichten der Aufnahme' },
      fr: { title: 'Segmentation des dents', note: 'DICOM : chaque dent codée, sur les coupes de l’examen' },
      zh: { title: '分割', note: 'DICOM：每颗牙齿均有编码，对应影像切片' },
    }),
  },
  'dicom-sr': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Measurements', note: 'DICOM structured report: sizes of each tooth' },
      de: { title: 'Messwerte', note: 'Strukturierter DICOM-Bericht: Maße jedes Zahns' },
      fr: { title: 'Mesures', note: 'Compte rendu structuré DICOM : dimensions de chaque dent' },
      zh: { title: '测量值', note: 'DICOM 结构化报告：每颗牙齿的尺寸' },
    }),
  },
  'contact-sheet': {
    purpose: 'colleague',
    text: texts({
      en: { title: 'Picture of all teeth', note: 'Every tooth with its number, on one sheet' },
      de: { title: 'Bild aller Zähne', note: 'Jeder Zahn mit seiner Nummer, auf einem Blatt' },
      fr: { title: 'Planche de toutes les dents', note: 'Chaque dent avec son numéro, sur une feuille' },
      zh: { title: '全部牙齿图', note: '每颗牙齿及其编号，汇于一页' },
    }),
  },
  labelme: {
    purpose: 'data',
    text: texts({
      en: { title: 'Outlines for labelme', note: 'JSON beside the picture, to annotate further' },
      de: { title: 'Umrisse für labelme', note: 'JSON neben dem Bild, zum Weiterbearbeiten' },
      fr: { title: 'Contours pour labelme', note: 'JSON à côté de l’image, pour continuer l’annotation' },
      zh: { title: 'labelme 轮廓', note: '与图像同名的 JSON，可继续标注' },
    }),
  },
  coco: {
    purpose: 'data',
    text: texts({
      en: { title: 'Outlines as COCO', note: 'JSON for training and evaluation' },
      de: { title: 'Umrisse als COCO', note: 'JSON für Training und Auswertung' },
      fr: { title: 'Contours en COCO', note: 'JSON pour l’apprentissage et l’évaluation' },
      zh: { title: 'COCO 轮廓', note: '用于训练和评估的 JSON' },
    }),
  },
};

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
};

export function purposeOf(format: ExportFormatId): Purpose {
  return FORMAT_TEXT[format]?.purpose ?? 'data';
}

/** A format that has no words is called by its id. */
export function formatWords(format: ExportFormatId, language: Language): FormatWords {
  const own = FORMAT_TEXT[format];
  return own === undefined ? { title: format, note: '' } : textOf(own.text, language);
}

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
