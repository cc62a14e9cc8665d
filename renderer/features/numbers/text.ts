/** Words for correcting numbers: what was done, why not, and what the menu and the card offer. */
import type { MissingReason, ToothType } from '#core/review/action';
import { CHART_WORDS } from '#core/words/chart-words';
import { texts } from '../../text.ts';
import type { Told } from '../../state/teeth/numbers-store.ts';

type WhyNot = Extract<Told, { kind: 'refused' }>['why'];

interface NumbersWords {
  readonly types: { readonly [T in ToothType]: string };
  readonly reasons: { readonly [R in MissingReason]: string };
  /** What was done. Numbers come as they are written. */
  readonly now: (from: string, to: string) => string;
  readonly swapped: (a: string, b: string) => string;
  readonly moved: (count: number) => string;
  readonly mirrored: (count: number) => string;
  readonly typed: (sign: string, type: string) => string;
  readonly twice: (sign: string) => string;
  readonly missing: (sign: string, reason: string) => string;
  readonly notMarked: (sign: string) => string;
  readonly undone: (what: string) => string;
  readonly undo: string;
  readonly redo: string;
  readonly reopen: string;
  readonly both: (sign: string) => string;
  readonly close: string;
  /** `sign` is of the tooth that stops it. */
  readonly refused: { readonly [W in WhyNot]: (sign: string) => string };
  readonly ask: { readonly number: (sign: string) => string; readonly swap: (sign: string) => string };
  readonly cancel: string;
  readonly status: string;
}

export const NUMBERS_TEXT = texts<NumbersWords>({
  en: {
    types: {
      tooth: 'Tooth',
      supernumerary: 'Supernumerary',
      implant: 'Implant',
      pontic: 'Bridge pontic',
      remnant: 'Root remnant',
      'not-a-tooth': 'Not a tooth',
    },
    reasons: CHART_WORDS.en.reasons,
    now: (from, to) => `${from} is now ${to}`,
    swapped: (a, b) => `${a} and ${b} swapped`,
    moved: (count) => `${count} teeth moved by one number`,
    mirrored: (count) => `${count} teeth changed sides`,
    typed: (sign, type) => `${sign}: ${type}`,
    twice: (sign) => `${sign} now stands twice`,
    missing: (sign, reason) => `${sign} missing: ${reason}`,
    notMarked: (sign) => `${sign}: mark removed`,
    undone: (what) => `Undone: ${what}`,
    undo: 'Undo',
    reopen: 'Reopen',
    redo: 'Redo',
    both: (sign) => `Leave both at ${sign}`,
    close: 'Close',
    refused: {
      'none-selected': () => 'Choose a tooth first.',
      signed: () => 'The case is signed off. Reopen it to change it.',
      'no-tooth': () => 'There is no such tooth.',
      'no-number': () => 'No tooth has that number.',
      same: (sign) => `It is ${sign} already.`,
      'no-place': () => 'It stands in no row: give it a number first.',
      midline: (sign) => `Not possible: ${sign} would go over the midline.`,
      'end-of-row': (sign) => `Not possible: behind ${sign} there is no number.`,
      'in-the-way': (sign) => `Not possible: ${sign} is in the way.`,
      'no-counterpart': (sign) => `${sign} has no deciduous tooth.`,
      taken: (sign) => `${sign} is taken: give this tooth another number.`,
    },
    ask: {
      number: (sign) => `New number for ${sign}: type it, or click its place in the chart.`,
      swap: (sign) => `Swap ${sign} with: click the other tooth, or type its number.`,
    },
    cancel: 'Cancel',
    status: 'Numbers',
  },
  de: {
    types: {
      tooth: 'Zahn',
      supernumerary: 'Überzähliger Zahn',
      implant: 'Implantat',
      pontic: 'Brückenglied',
      remnant: 'Wurzelrest',
      'not-a-tooth': 'Kein Zahn',
    },
    reasons: CHART_WORDS.de.reasons,
    now: (from, to) => `${from} ist jetzt ${to}`,
    swapped: (a, b) => `${a} und ${b} getauscht`,
    moved: (count) => `${count} Zähne um eine Nummer verschoben`,
    mirrored: (count) => `${count} Zähne haben die Seite gewechselt`,
    typed: (sign, type) => `${sign}: ${type}`,
    twice: (sign) => `${sign} gibt es jetzt zweimal`,
    missing: (sign, reason) => `${sign} fehlt: ${reason}`,
    notMarked: (sign) => `${sign}: Vermerk entfernt`,
    undone: (what) => `Rückgängig: ${what}`,
    undo: 'Rückgängig',
    reopen: 'Wieder öffnen',
    redo: 'Wiederholen',
    both: (sign) => `Beide ${sign} lassen`,
    close: 'Schließen',
    refused: {
      'none-selected': () => 'Wählen Sie zuerst einen Zahn.',
      signed: () => 'Der Fall ist freigegeben. Zum Ändern den Fall wieder öffnen.',
      'no-tooth': () => 'Diesen Zahn gibt es nicht.',
      'no-number': () => 'Diese Nummer gibt es nicht.',
      same: (sign) => `Er ist schon ${sign}.`,
      'no-place': () => 'Er steht in keiner Reihe: Geben Sie ihm zuerst eine Nummer.',
      midline: (sign) => `Nicht möglich: ${sign} käme über die Mittellinie.`,
      'end-of-row': (sign) => `Nicht möglich: Hinter ${sign} kommt keine Nummer.`,
      'in-the-way': (sign) => `Nicht möglich: ${sign} ist im Weg.`,
      'no-counterpart': (sign) => `${sign} hat keinen Milchzahn.`,
      taken: (sign) => `${sign} ist vergeben: Geben Sie diesem Zahn eine andere Nummer.`,
    },
    ask: {
      number: (sign) => `Neue Nummer für ${sign}: tippen oder die Stelle im Schema anklicken.`,
      swap: (sign) => `${sign} tauschen mit: den anderen Zahn anklicken oder seine Nummer tippen.`,
    },
    cancel: 'Abbrechen',
    status: 'Nummern',
  },
  fr: {
    types: {
      tooth: 'Dent',
      supernumerary: 'Surnuméraire',
      implant: 'Implant dentaire',
      pontic: 'Élément de bridge',
      remnant: 'Reste radiculaire',
      'not-a-tooth': 'Pas une dent',
    },
    reasons: CHART_WORDS.fr.reasons,
    now: (from, to) => `${from} est maintenant ${to}`,
    swapped: (a, b) => `${a} et ${b} échangées`,
    moved: (count) => `${count} dents décalées d’un numéro`,
    mirrored: (count) => `${count} dents ont changé de côté`,
    typed: (sign, type) => `${sign} : ${type}`,
    twice: (sign) => `${sign} existe maintenant deux fois`,
    missing: (sign, reason) => `${sign} absente : ${reason}`,
    notMarked: (sign) => `${sign} : mention retirée`,
    undone: (what) => `Annulé : ${what}`,
    undo: 'Annuler',
    reopen: 'Rouvrir',
    redo: 'Rétablir',
    both: (sign) => `Laisser les deux à ${sign}`,
    close: 'Fermer',
    refused: {
      'none-selected': () => 'Choisissez d’abord une dent.',
      signed: () => 'Le cas est signé. Rouvrez-le pour le modifier.',
      'no-tooth': () => 'Cette dent n’existe pas.',
      'no-number': () => 'Ce numéro n’existe pas.',
      same: (sign) => `C’est déjà ${sign}.`,
      'no-place': () => 'Elle n’est dans aucune rangée : donnez-lui d’abord un numéro.',
      midline: (sign) => `Impossible : ${sign} passerait la ligne médiane.`,
      'end-of-row': (sign) => `Impossible : il n’y a pas de numéro après ${sign}.`,
      'in-the-way': (sign) => `Impossible : ${sign} occupe la place.`,
      'no-counterpart': (sign) => `${sign} n’a pas de dent temporaire.`,
      taken: (sign) => `${sign} est pris : donnez un autre numéro à cette dent.`,
    },
    ask: {
      number: (sign) => `Nouveau numéro pour ${sign} : tapez-le ou cliquez sa place dans le schéma.`,
      swap: (sign) => `Échanger ${sign} avec : cliquez l’autre dent ou tapez son numéro.`,
    },
    cancel: 'Annuler',
    status: 'Numéros',
  },
  zh: {
    types: {
      tooth: '牙齿',
      supernumerary: '多生牙',
      implant: '种植体',
      pontic: '桥体',
      remnant: '残根',
      'not-a-tooth': '非牙齿',
    },
    reasons: CHART_WORDS.zh.reasons,
    now: (from, to) => `${from} 已改为 ${to}`,
    swapped: (a, b) => `${a} 与 ${b} 已交换`,
    moved: (count) => `${count} 颗牙移动一位`,
    mirrored: (count) => `${count} 颗牙已换侧`,
    typed: (sign, type) => `${sign}：${type}`,
    twice: (sign) => `${sign} 现有两颗`,
    missing: (sign, reason) => `${sign} 缺失：${reason}`,
    notMarked: (sign) => `${sign}：已取消标注`,
    undone: (what) => `已撤销：${what}`,
    undo: '撤销',
    reopen: '重新打开',
    redo: '重做',
    both: (sign) => `两颗都保留为 ${sign}`,
    close: '关闭',
    refused: {
      'none-selected': () => '请先选择一颗牙。',
      signed: () => '病例已签核。如需更改，请重新打开病例。',
      'no-tooth': () => '没有这颗牙。',
      'no-number': () => '没有这个编号。',
      same: (sign) => `已经是 ${sign}。`,
      'no-place': () => '它不在牙列中：请先给它编号。',
      midline: (sign) => `无法移动：${sign} 会越过中线。`,
      'end-of-row': (sign) => `无法移动：${sign} 之后没有编号。`,
      'in-the-way': (sign) => `无法移动：${sign} 挡住了位置。`,
      'no-counterpart': (sign) => `${sign} 没有对应的乳牙。`,
      taken: (sign) => `${sign} 已被占用：请给此牙另一编号。`,
    },
    ask: {
      number: (sign) => `${sign} 的新编号：请键入，或单击牙位图中的位置。`,
      swap: (sign) => `${sign} 与谁交换：请单击另一颗牙，或键入其编号。`,
    },
    cancel: '取消',
    status: '编号',
  },
});
