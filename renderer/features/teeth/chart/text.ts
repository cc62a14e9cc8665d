import type { Modality } from '#contract/scan';
import { CHART_WORDS } from '#core/words/chart-words';
import { texts } from '../../../text.ts';

type SharedWords = (typeof CHART_WORDS)['en'];

interface ChartWords extends SharedWords {
  readonly ofSeveral: (which: number, count: number) => string;
  readonly besideGroup: string;
  readonly legend: string;
  readonly hideLegend: string;
  /** A radiograph has no 3D. */
  readonly hint: { readonly [M in Modality]: string };
  readonly notFound: (typed: string) => string;
  /** How the number typed so far is read out. */
  readonly typing: (typed: string) => string;
}

export const CHART_TEXT = texts<ChartWords>({
  en: {
    ...CHART_WORDS.en,
    ofSeveral: (which, count) => `${which} of ${count}`,
    besideGroup: 'Not in the chart',
    legend: 'Show what the signs mean',
    hideLegend: 'Hide what the signs mean',
    hint: {
      cbct: 'Click: go there; again: alone in 3D. Right click: correct. Type a number: select.',
      opg: 'Click: go there. Right click: correct. Type a number: select.',
      ios: 'Click: go there. Right click: correct. Type a number: select.',
    },
    notFound: (typed) => `${typed} not found`,
    typing: (typed) => `Tooth ${typed}…`,
  },
  de: {
    ...CHART_WORDS.de,
    ofSeveral: (which, count) => `${which} von ${count}`,
    besideGroup: 'Nicht im Schema',
    legend: 'Bedeutung der Zeichen zeigen',
    hideLegend: 'Bedeutung der Zeichen ausblenden',
    hint: {
      cbct: 'Klick: hingehen; noch einer: allein in 3D. Rechtsklick: berichtigen. Nummer tippen: auswählen.',
      opg: 'Klick: hingehen. Rechtsklick: berichtigen. Nummer tippen: auswählen.',
      ios: 'Klick: hingehen. Rechtsklick: berichtigen. Nummer tippen: auswählen.',
    },
    notFound: (typed) => `${typed} nicht gefunden`,
    typing: (typed) => `Zahn ${typed}…`,
  },
  fr: {
    ...CHART_WORDS.fr,
    ofSeveral: (which, count) => `${which} sur ${count}`,
    besideGroup: 'Hors du schéma',
    legend: 'Montrer la légende',
    hideLegend: 'Masquer la légende',
    hint: {
      cbct: 'Clic : y aller ; encore : seule en 3D. Clic droit : corriger. Taper un numéro : choisir.',
      opg: 'Clic : y aller. Clic droit : corriger. Taper un numéro : choisir.',
      ios: 'Clic : y aller. Clic droit : corriger. Taper un numéro : choisir.',
    },
    notFound: (typed) => `${typed} non trouvée`,
    typing: (typed) => `Dent ${typed}…`,
  },
  zh: {
    ...CHART_WORDS.zh,
    ofSeveral: (which, count) => `第 ${which} 颗，共 ${count} 颗`,
    besideGroup: '不在牙位图中',
    legend: '显示图例',
    hideLegend: '隐藏图例',
    hint: {
      cbct: '单击：定位；再次单击：三维中单独显示；右键：更正；键入编号：选中。',
      opg: '单击：定位；右键：更正；键入编号：选中。',
      ios: '单击：定位；右键：更正；键入编号：选中。',
    },
    notFound: (typed) => `未发现 ${typed}`,
    typing: (typed) => `牙位 ${typed}…`,
  },
});
