/** What a tooth is called in the person's language; left and right are the patient's. Its number is `toothSign`. */
import { isDeciduous, jawOf, positionOf, sideOf, type Jaw, type Side } from '../fdi.ts';
import { textOf, texts, type Language } from '../language.ts';

interface ToothWords {
  /** By position from the midline, 1…8. */
  readonly permanent: readonly string[];
  /** 1…5. */
  readonly deciduous: readonly string[];
  readonly place: (jaw: Jaw, side: Side) => string;
  readonly full: (kind: string, place: string) => string;
}

const WORDS = texts<ToothWords>({
  en: {
    permanent: [
      'central incisor',
      'lateral incisor',
      'canine',
      'first premolar',
      'second premolar',
      'first molar',
      'second molar',
      'third molar',
    ],
    deciduous: [
      'deciduous central incisor',
      'deciduous lateral incisor',
      'deciduous canine',
      'deciduous first molar',
      'deciduous second molar',
    ],
    place: (jaw, side) => `${jaw} ${side}`,
    full: (kind, place) => `${kind}, ${place}`,
  },
  de: {
    permanent: [
      'mittlerer Schneidezahn',
      'seitlicher Schneidezahn',
      'Eckzahn',
      'erster Prämolar',
      'zweiter Prämolar',
      'erster Molar',
      'zweiter Molar',
      'dritter Molar',
    ],
    deciduous: [
      'mittlerer Milchschneidezahn',
      'seitlicher Milchschneidezahn',
      'Milcheckzahn',
      'erster Milchmolar',
      'zweiter Milchmolar',
    ],
    place: (jaw, side) => `${jaw === 'upper' ? 'oben' : 'unten'} ${side === 'right' ? 'rechts' : 'links'}`,
    full: (kind, place) => `${kind}, ${place}`,
  },
  fr: {
    permanent: [
      'incisive centrale',
      'incisive latérale',
      'canine',
      'première prémolaire',
      'deuxième prémolaire',
      'première molaire',
      'deuxième molaire',
      'troisième molaire',
    ],
    deciduous: [
      'incisive centrale temporaire',
      'incisive latérale temporaire',
      'canine temporaire',
      'première molaire temporaire',
      'deuxième molaire temporaire',
    ],
    place: (jaw, side) => `${jaw === 'upper' ? 'supérieure' : 'inférieure'} ${side === 'right' ? 'droite' : 'gauche'}`,
    full: (kind, place) => `${kind} ${place}`,
  },
  zh: {
    permanent: ['中切牙', '侧切牙', '尖牙', '第一前磨牙', '第二前磨牙', '第一磨牙', '第二磨牙', '第三磨牙'],
    deciduous: ['乳中切牙', '乳侧切牙', '乳尖牙', '第一乳磨牙', '第二乳磨牙'],
    place: (jaw, side) => `${side === 'right' ? '右' : '左'}${jaw === 'upper' ? '上' : '下'}`,
    full: (kind, place) => `${place}${kind}`,
  },
});

/** Without its place: "first molar". */
export function toothKindName(fdi: number, language: Language): string {
  const { permanent, deciduous } = textOf(WORDS, language);
  return (isDeciduous(fdi) ? deciduous : permanent)[positionOf(fdi) - 1];
}

/** With its place: "first molar, upper right". */
export function fullToothName(fdi: number, language: Language): string {
  const { place, full } = textOf(WORDS, language);
  return full(toothKindName(fdi, language), place(jawOf(fdi), sideOf(fdi)));
}
