import { texts } from '../../../text.ts';

interface PlotWords {
  readonly metric: string;
  readonly upper: string;
  readonly lower: string;
  readonly legend: string;
  readonly noRange: string;
}

export const PLOT_TEXT = texts<PlotWords>({
  en: {
    metric: 'Value to plot',
    upper: 'Upper jaw',
    lower: 'Lower jaw',
    legend: 'Band: usual range. ● within, ▲ above, ▼ below it.',
    noRange: 'The textbook has no range for this value.',
  },
  de: {
    metric: 'Dargestellter Wert',
    upper: 'Oberkiefer',
    lower: 'Unterkiefer',
    legend: 'Band: üblicher Bereich. ● darin, ▲ darüber, ▼ darunter.',
    noRange: 'Für diesen Wert nennt das Lehrbuch keinen Bereich.',
  },
  fr: {
    metric: 'Valeur représentée',
    upper: 'Maxillaire',
    lower: 'Mandibule',
    legend: 'Bande : plage usuelle. ● dedans, ▲ au-dessus, ▼ en dessous.',
    noRange: 'Le manuel ne donne pas de plage pour cette valeur.',
  },
  zh: {
    metric: '显示的数值',
    upper: '上颌',
    lower: '下颌',
    legend: '色带：常见范围。● 范围内，▲ 偏高，▼ 偏低。',
    noRange: '教科书未给出该值的范围。',
  },
});
