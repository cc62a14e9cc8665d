import type { MissingReason } from '#core/review/action';
import { texts } from '../../../text.ts';
import type { Beside, ToothMark, ToothState } from './chart-state.ts';

interface ChartWords {
  readonly chart: string;
  /** The patient's right and left: one letter each. */
  readonly right: string;
  readonly left: string;
  readonly states: { readonly [S in ToothState]: string };
  readonly marks: { readonly [M in ToothMark]: string };
  /** What a tooth is drawn like that nobody has decided on. */
  readonly proposed: string;
  /** One character for each reason, drawn in the outline of a missing tooth. */
  readonly reasonLetters: { readonly [R in MissingReason]: string };
  readonly ofSeveral: (which: number, count: number) => string;
  readonly beside: { readonly [B in Beside]: string };
  readonly besideGroup: string;
  readonly legend: string;
  readonly hideLegend: string;
  /** A radiograph has no 3D. */
  readonly hint: { readonly cbct: string; readonly opg: string };
  readonly notFound: (typed: string) => string;
  /** How the number typed so far is read out. */
  readonly typing: (typed: string) => string;
}

export const CHART_TEXT = texts<ChartWords>({
  en: {
    chart: 'Tooth chart',
    right: 'R',
    left: 'L',
    states: {
      present: 'present',
      missing: 'not found',
      impacted: 'possibly impacted',
      implant: 'implant',
      pontic: 'bridge pontic',
      remnant: 'root remnant',
    },
    marks: {
      restored: 'possibly restored',
      doubtful: 'doubtful number',
      edited: 'changed by a person',
      accepted: 'accepted',
      double: 'number given twice',
    },
    proposed: 'proposed',
    reasonLetters: { extracted: 'X', 'never-formed': 'N', unerupted: 'U', 'outside-scan': 'O', unknown: '?' },
    ofSeveral: (which, count) => `${which} of ${count}`,
    beside: { supernumerary: 'supernumerary', 'not-a-tooth': 'not a tooth', rejected: 'rejected' },
    besideGroup: 'Not in the chart',
    legend: 'Show what the signs mean',
    hideLegend: 'Hide what the signs mean',
    hint: {
      cbct: 'Click: go there; again: alone in 3D. Right click: correct. Type a number: select.',
      opg: 'Click: go there. Right click: correct. Type a number: select.',
    },
    notFound: (typed) => `${typed} not found`,
    typing: (typed) => `Tooth ${typed}…`,
  },
  de: {
    chart: 'Zahnschema',
    right: 'R',
    left: 'L',
    states: {
      present: 'vorhanden',
      missing: 'nicht gefunden',
      impacted: 'möglicherweise retiniert',
      implant: 'Implantat',
      pontic: 'Brückenglied',
      remnant: 'Wurzelrest',
    },
    marks: {
      restored: 'möglicherweise versorgt',
      doubtful: 'Nummer unsicher',
      edited: 'von Hand geändert',
      accepted: 'angenommen',
      double: 'Nummer doppelt vergeben',
    },
    proposed: 'vorgeschlagen',
    reasonLetters: { extracted: 'X', 'never-formed': 'N', unerupted: 'D', 'outside-scan': 'A', unknown: '?' },
    ofSeveral: (which, count) => `${which} von ${count}`,
    beside: { supernumerary: 'überzählig', 'not-a-tooth': 'kein Zahn', rejected: 'verworfen' },
    besideGroup: 'Nicht im Schema',
    legend: 'Bedeutung der Zeichen zeigen',
    hideLegend: 'Bedeutung der Zeichen ausblenden',
    hint: {
      cbct: 'Klick: hingehen; noch einer: allein in 3D. Rechtsklick: berichtigen. Nummer tippen: auswählen.',
      opg: 'Klick: hingehen. Rechtsklick: berichtigen. Nummer tippen: auswählen.',
    },
    notFound: (typed) => `${typed} nicht gefunden`,
    typing: (typed) => `Zahn ${typed}…`,
  },
  fr: {
    chart: 'Schéma dentaire',
    right: 'D',
    left: 'G',
    states: {
      present: 'présente',
      missing: 'non trouvée',
      impacted: 'peut-être incluse',
      implant: 'implant dentaire',
      pontic: 'élément de bridge',
      remnant: 'reste radiculaire',
    },
    marks: {
      restored: 'peut-être restaurée',
      doubtful: 'numéro douteux',
      edited: 'modifiée à la main',
      accepted: 'acceptée',
      double: 'numéro donné deux fois',
    },
    proposed: 'proposée',
    reasonLetters: { extracted: 'X', 'never-formed': 'A', unerupted: 'N', 'outside-scan': 'H', unknown: '?' },
    ofSeveral: (which, count) => `${which} sur ${count}`,
    beside: { supernumerary: 'surnuméraire', 'not-a-tooth': 'pas une dent', rejected: 'rejetée' },
    besideGroup: 'Hors du schéma',
    legend: 'Montrer la légende',
    hideLegend: 'Masquer la légende',
    hint: {
      cbct: 'Clic : y aller ; encore : seule en 3D. Clic droit : corriger. Taper un numéro : choisir.',
      opg: 'Clic : y aller. Clic droit : corriger. Taper un numéro : choisir.',
    },
    notFound: (typed) => `${typed} non trouvée`,
    typing: (typed) => `Dent ${typed}…`,
  },
  zh: {
    chart: '牙位图',
    right: '右',
    left: '左',
    states: {
      present: '存在',
      missing: '未发现',
      impacted: '可能阻生',
      implant: '种植体',
      pontic: '桥体',
      remnant: '残根',
    },
    marks: {
      restored: '可能有修复体',
      doubtful: '编号存疑',
      edited: '人工修改',
      accepted: '已接受',
      double: '编号重复',
    },
    proposed: '待确认',
    reasonLetters: { extracted: '拔', 'never-formed': '缺', unerupted: '埋', 'outside-scan': '外', unknown: '?' },
    ofSeveral: (which, count) => `第 ${which} 颗，共 ${count} 颗`,
    beside: { supernumerary: '多生牙', 'not-a-tooth': '非牙齿', rejected: '已否决' },
    besideGroup: '不在牙位图中',
    legend: '显示图例',
    hideLegend: '隐藏图例',
    hint: {
      cbct: '单击：定位；再次单击：三维中单独显示；右键：更正；键入编号：选中。',
      opg: '单击：定位；右键：更正；键入编号：选中。',
    },
    notFound: (typed) => `未发现 ${typed}`,
    typing: (typed) => `牙位 ${typed}…`,
  },
});
