/** Words of the menu and of the card's editor. */
import { texts } from '../../text.ts';

interface MenuWords {
  readonly tooth: (sign: string) => string;
  readonly place: (sign: string) => string;
  readonly change: string;
  readonly swap: string;
  readonly shift: string;
  readonly mesial: (to: string) => string;
  readonly distal: (to: string) => string;
  readonly rowMesial: string;
  readonly rowDistal: string;
  readonly mirror: string;
  readonly mirrorTooth: (to: string) => string;
  readonly mirrorUpper: string;
  readonly mirrorLower: string;
  readonly mirrorAll: string;
  readonly jaw: (to: string) => string;
  readonly deciduous: (to: string) => string;
  readonly permanent: (to: string) => string;
  readonly kind: string;
  readonly kindIs: (type: string) => string;
  readonly why: string;
  readonly noReason: string;
  /** Of the card. */
  readonly editor: string;
  readonly number: string;
  readonly more: string;
  readonly taken: (sign: string) => string;
  readonly swapButton: string;
  readonly bothButton: (sign: string) => string;
}

export const MENU_TEXT = texts<MenuWords>({
  en: {
    tooth: (sign) => `Tooth ${sign}`,
    place: (sign) => `Place ${sign}: no tooth`,
    change: 'Change number…',
    swap: 'Swap with…',
    shift: 'Shift by one',
    mesial: (to) => `Mesially, to ${to}`,
    distal: (to) => `Distally, to ${to}`,
    rowMesial: 'This and all behind it, mesially',
    rowDistal: 'This and all behind it, distally',
    mirror: 'Mirror',
    mirrorTooth: (to) => `This tooth, to ${to}`,
    mirrorUpper: 'Upper jaw, right ↔ left',
    mirrorLower: 'Lower jaw, right ↔ left',
    mirrorAll: 'Both jaws, right ↔ left',
    jaw: (to) => `Other jaw, to ${to}`,
    deciduous: (to) => `Deciduous, to ${to}`,
    permanent: (to) => `Permanent, to ${to}`,
    kind: 'What it is',
    kindIs: (type) => `What it is: ${type}`,
    why: 'Why there is no tooth',
    noReason: 'not marked',
    editor: 'Number and kind',
    number: 'Number',
    more: 'More corrections',
    taken: (sign) => `${sign} is taken.`,
    swapButton: 'Swap',
    bothButton: (sign) => `Both ${sign}`,
  },
  de: {
    tooth: (sign) => `Zahn ${sign}`,
    place: (sign) => `Stelle ${sign}: kein Zahn`,
    change: 'Nummer ändern…',
    swap: 'Tauschen mit…',
    shift: 'Um eins verschieben',
    mesial: (to) => `Nach mesial, zu ${to}`,
    distal: (to) => `Nach distal, zu ${to}`,
    rowMesial: 'Diesen und alle dahinter nach mesial',
    rowDistal: 'Diesen und alle dahinter nach distal',
    mirror: 'Spiegeln',
    mirrorTooth: (to) => `Diesen Zahn, zu ${to}`,
    mirrorUpper: 'Oberkiefer, rechts ↔ links',
    mirrorLower: 'Unterkiefer, rechts ↔ links',
    mirrorAll: 'Beide Kiefer, rechts ↔ links',
    jaw: (to) => `Anderer Kiefer, zu ${to}`,
    deciduous: (to) => `Milchzahn, zu ${to}`,
    permanent: (to) => `Bleibender Zahn, zu ${to}`,
    kind: 'Was es ist',
    kindIs: (type) => `Was es ist: ${type}`,
    why: 'Warum hier kein Zahn ist',
    noReason: 'nicht vermerkt',
    editor: 'Nummer und Art',
    number: 'Nummer',
    more: 'Weitere Korrekturen',
    taken: (sign) => `${sign} ist vergeben.`,
    swapButton: 'Tauschen',
    bothButton: (sign) => `Beide ${sign}`,
  },
  fr: {
    tooth: (sign) => `Dent ${sign}`,
    place: (sign) => `Place ${sign} : pas de dent`,
    change: 'Changer le numéro…',
    swap: 'Échanger avec…',
    shift: 'Décaler d’un numéro',
    mesial: (to) => `Vers mésial, en ${to}`,
    distal: (to) => `Vers distal, en ${to}`,
    rowMesial: 'Cette dent et les suivantes vers mésial',
    rowDistal: 'Cette dent et les suivantes vers distal',
    mirror: 'Inverser les côtés',
    mirrorTooth: (to) => `Cette dent, en ${to}`,
    mirrorUpper: 'Maxillaire, droite ↔ gauche',
    mirrorLower: 'Mandibule, droite ↔ gauche',
    mirrorAll: 'Les deux mâchoires, droite ↔ gauche',
    jaw: (to) => `Autre mâchoire, en ${to}`,
    deciduous: (to) => `Temporaire, en ${to}`,
    permanent: (to) => `Permanente, en ${to}`,
    kind: 'Ce que c’est',
    kindIs: (type) => `Ce que c’est : ${type}`,
    why: 'Pourquoi il n’y a pas de dent',
    noReason: 'sans mention',
    editor: 'Numéro et nature',
    number: 'Numéro',
    more: 'Autres corrections',
    taken: (sign) => `${sign} est pris.`,
    swapButton: 'Échanger',
    bothButton: (sign) => `Les deux ${sign}`,
  },
  zh: {
    tooth: (sign) => `牙 ${sign}`,
    place: (sign) => `牙位 ${sign}：无牙`,
    change: '更改编号…',
    swap: '交换编号…',
    shift: '移动一位',
    mesial: (to) => `向近中，到 ${to}`,
    distal: (to) => `向远中，到 ${to}`,
    rowMesial: '此牙及其后各牙向近中',
    rowDistal: '此牙及其后各牙向远中',
    mirror: '左右互换',
    mirrorTooth: (to) => `此牙，到 ${to}`,
    mirrorUpper: '上颌，右 ↔ 左',
    mirrorLower: '下颌，右 ↔ 左',
    mirrorAll: '上下颌，右 ↔ 左',
    jaw: (to) => `对颌，到 ${to}`,
    deciduous: (to) => `乳牙，到 ${to}`,
    permanent: (to) => `恒牙，到 ${to}`,
    kind: '类型',
    kindIs: (type) => `类型：${type}`,
    why: '无牙的原因',
    noReason: '未标注',
    editor: '编号与类型',
    number: '编号',
    more: '更多更正',
    taken: (sign) => `${sign} 已被占用。`,
    swapButton: '交换',
    bothButton: (sign) => `两颗均为 ${sign}`,
  },
});
