/** What a chart says about teeth and the places without one, on the screen and on paper. */
import type { Beside, ToothMark, ToothState } from '../chart/tooth-state.ts';
import { texts } from '../language.ts';
import type { MissingReason } from '../review/action.ts';

interface ChartWords {
  readonly chart: string;
  /** The patient's right and left: one letter each. */
  readonly right: string;
  readonly left: string;
  readonly states: { readonly [S in ToothState]: string };
  readonly marks: { readonly [M in ToothMark]: string };
  /** What a tooth is drawn like that nobody has decided on. */
  readonly proposed: string;
  /** Why a place has no tooth. */
  readonly reasons: { readonly [R in MissingReason]: string };
  /** One character for each reason, drawn in the outline of a missing tooth. */
  readonly reasonLetters: { readonly [R in MissingReason]: string };
  readonly beside: { readonly [B in Beside]: string };
  /** Where a tooth without a number of its own stands. */
  readonly near: (sign: string) => string;
}

export const CHART_WORDS = texts<ChartWords>({
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
    reasons: {
      extracted: 'extracted',
      'never-formed': 'never formed',
      unerupted: 'unerupted',
      'outside-scan': 'outside the scan',
      unknown: 'reason unknown',
    },
    reasonLetters: { extracted: 'X', 'never-formed': 'N', unerupted: 'U', 'outside-scan': 'O', unknown: '?' },
    beside: { supernumerary: 'supernumerary', 'not-a-tooth': 'not a tooth', rejected: 'rejected' },
    near: (sign) => `near ${sign}`,
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
    reasons: {
      extracted: 'extrahiert',
      'never-formed': 'nicht angelegt',
      unerupted: 'nicht durchgebrochen',
      'outside-scan': 'außerhalb der Aufnahme',
      unknown: 'Grund unbekannt',
    },
    reasonLetters: { extracted: 'X', 'never-formed': 'N', unerupted: 'D', 'outside-scan': 'A', unknown: '?' },
    beside: { supernumerary: 'überzählig', 'not-a-tooth': 'kein Zahn', rejected: 'verworfen' },
    near: (sign) => `bei ${sign}`,
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
    reasons: {
      extracted: 'extraite',
      'never-formed': 'agénésie',
      unerupted: 'non sortie',
      'outside-scan': 'hors de l’examen',
      unknown: 'raison inconnue',
    },
    reasonLetters: { extracted: 'X', 'never-formed': 'A', unerupted: 'N', 'outside-scan': 'H', unknown: '?' },
    beside: { supernumerary: 'surnuméraire', 'not-a-tooth': 'pas une dent', rejected: 'rejetée' },
    near: (sign) => `près de ${sign}`,
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
    reasons: {
      extracted: '已拔除',
      'never-formed': '先天缺失',
      unerupted: '未萌出',
      'outside-scan': '在扫描范围外',
      unknown: '原因不明',
    },
    reasonLetters: { extracted: '拔', 'never-formed': '缺', unerupted: '埋', 'outside-scan': '外', unknown: '?' },
    beside: { supernumerary: '多生牙', 'not-a-tooth': '非牙齿', rejected: '已否决' },
    near: (sign) => `邻近 ${sign}`,
  },
});
