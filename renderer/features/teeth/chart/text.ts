import { texts } from '../../../text.ts';
import type { ToothMark, ToothState } from './chart-state.ts';

interface ChartWords {
  readonly chart: string;
  /** The patient's right and left: one letter each. */
  readonly right: string;
  readonly left: string;
  readonly states: { readonly [S in ToothState]: string };
  readonly marks: { readonly [M in ToothMark]: string };
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
    states: { present: 'present', missing: 'not found', impacted: 'possibly impacted' },
    marks: { restored: 'possibly restored', doubtful: 'doubtful number', edited: 'changed by a person' },
    legend: 'Show what the signs mean',
    hideLegend: 'Hide what the signs mean',
    hint: {
      cbct: 'Click: go there. Click again: alone in 3D. Type a number: select.',
      opg: 'Click: go there. Type a number: select.',
    },
    notFound: (typed) => `${typed} not found`,
    typing: (typed) => `Tooth ${typed}…`,
  },
  de: {
    chart: 'Zahnschema',
    right: 'R',
    left: 'L',
    states: { present: 'vorhanden', missing: 'nicht gefunden', impacted: 'möglicherweise retiniert' },
    marks: { restored: 'möglicherweise versorgt', doubtful: 'Nummer unsicher', edited: 'von Hand geändert' },
    legend: 'Bedeutung der Zeichen zeigen',
    hideLegend: 'Bedeutung der Zeichen ausblenden',
    hint: {
      cbct: 'Klick: hingehen. Noch ein Klick: allein in 3D. Nummer tippen: auswählen.',
      opg: 'Klick: hingehen. Nummer tippen: auswählen.',
    },
    notFound: (typed) => `${typed} nicht gefunden`,
    typing: (typed) => `Zahn ${typed}…`,
  },
  fr: {
    chart: 'Schéma dentaire',
    right: 'D',
    left: 'G',
    states: { present: 'présente', missing: 'non trouvée', impacted: 'peut-être incluse' },
    marks: { restored: 'peut-être restaurée', doubtful: 'numéro douteux', edited: 'modifiée à la main' },
    legend: 'Montrer la légende',
    hideLegend: 'Masquer la légende',
    hint: {
      cbct: 'Clic : y aller. Second clic : seule en 3D. Taper un numéro : choisir.',
      opg: 'Clic : y aller. Taper un numéro : choisir.',
    },
    notFound: (typed) => `${typed} non trouvée`,
    typing: (typed) => `Dent ${typed}…`,
  },
  zh: {
    chart: '牙位图',
    right: '右',
    left: '左',
    states: { present: '存在', missing: '未发现', impacted: '可能阻生' },
    marks: { restored: '可能有修复体', doubtful: '编号存疑', edited: '人工修改' },
    legend: '显示图例',
    hideLegend: '隐藏图例',
    hint: {
      cbct: '单击：定位；再次单击：三维中单独显示；键入编号：选中。',
      opg: '单击：定位；键入编号：选中。',
    },
    notFound: (typed) => `未发现 ${typed}`,
    typing: (typed) => `牙位 ${typed}…`,
  },
});
