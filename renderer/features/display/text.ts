import type { LayoutId } from '../../state/view/view-store.ts';
import { texts } from '../../text.ts';
import { PRESET_TITLES, type PresetId } from '../../viewer/grey/grey-window.ts';

interface Words {
  readonly display: string;
  readonly window: string;
  readonly presets: { readonly [Id in PresetId]: string };
  readonly colour: string;
  readonly colourLabel: string;
  readonly histogram: string;
  readonly histogramLabel: string;
  readonly black: string;
  readonly white: string;
  readonly gamma: string;
  readonly gammaLabel: string;
  readonly layout: string;
  readonly layouts: { readonly [Id in LayoutId]: string };
  readonly slab: string;
  readonly slabLabel: (plane: string) => string;
  readonly slabMode: string;
  readonly play: string;
  readonly stop: string;
  readonly speed: string;
  readonly perSecond: (frames: number) => string;
  readonly straighten: string;
}

export const TEXT = texts<Words>({
  en: {
    display: 'Display',
    window: 'Window',
    presets: PRESET_TITLES,
    colour: 'Colour',
    colourLabel: 'Strength of the tooth colours',
    histogram: 'Histogram',
    histogramLabel: 'Greys of the scan, with the window',
    black: 'Black from',
    white: 'White from',
    gamma: 'Gamma',
    gammaLabel: 'Brightness of mid-greys (gamma)',
    layout: 'Layout',
    layouts: { mpr: 'Three slices and 3D', panoramic: 'Panoramic', single: 'One pane', compare: 'Compare two studies' },
    slab: 'Slab',
    slabLabel: (plane) => `Thickness of the slab, ${plane}`,
    slabMode: 'How a slab is shown',
    play: 'Play the slices',
    stop: 'Stop',
    speed: 'Slices a second',
    perSecond: (frames) => `${frames}/s`,
    straighten: 'Straighten the planes',
  },
  de: {
    display: 'Darstellung',
    window: 'Fenster',
    presets: {
      auto: 'Automatik',
      bone: 'Knochen',
      teeth: 'Zähne',
      soft: 'Weichteil',
      full: 'Alle Werte',
      contrast: 'Kontrastreich',
    },
    colour: 'Farbe',
    colourLabel: 'Stärke der Zahnfarben',
    histogram: 'Histogramm',
    histogramLabel: 'Grauwerte der Aufnahme mit dem Fenster',
    black: 'Schwarz ab',
    white: 'Weiß ab',
    gamma: 'Gammawert',
    gammaLabel: 'Helligkeit der mittleren Grautöne (Gamma)',
    layout: 'Anordnung',
    layouts: {
      mpr: 'Drei Schichten und 3D',
      panoramic: 'Panorama',
      single: 'Ein Bild',
      compare: 'Zwei Aufnahmen vergleichen',
    },
    slab: 'Dicke',
    slabLabel: (plane) => `Schichtdicke, ${plane}`,
    slabMode: 'Darstellung dicker Schichten',
    play: 'Schichten abspielen',
    stop: 'Anhalten',
    speed: 'Schichten je Sekunde',
    perSecond: (frames) => `${frames}/s`,
    straighten: 'Ebenen gerade stellen',
  },
  fr: {
    display: 'Affichage',
    window: 'Fenêtrage',
    presets: {
      auto: 'Automatique',
      bone: 'Os',
      teeth: 'Dents',
      soft: 'Tissus mous',
      full: 'Tout',
      contrast: 'Contraste fort',
    },
    colour: 'Couleur',
    colourLabel: 'Intensité des couleurs des dents',
    histogram: 'Histogramme',
    histogramLabel: 'Niveaux de gris de l’examen, avec la fenêtre',
    black: 'Noir à partir de',
    white: 'Blanc à partir de',
    gamma: 'Valeur γ',
    gammaLabel: 'Luminosité des gris moyens (gamma)',
    layout: 'Disposition',
    layouts: {
      mpr: 'Trois coupes et 3D',
      panoramic: 'Panoramique',
      single: 'Une vue',
      compare: 'Comparer deux examens',
    },
    slab: 'Couche',
    slabLabel: (plane) => `Épaisseur de la couche, ${plane}`,
    slabMode: 'Rendu des couches épaisses',
    play: 'Faire défiler les coupes',
    stop: 'Arrêter',
    speed: 'Coupes par seconde',
    perSecond: (frames) => `${frames}/s`,
    straighten: 'Redresser les plans',
  },
  zh: {
    display: '显示',
    window: '窗宽窗位',
    presets: { auto: '自动', bone: '骨', teeth: '牙', soft: '软组织', full: '全范围', contrast: '高对比' },
    colour: '颜色',
    colourLabel: '牙齿颜色的强度',
    histogram: '直方图',
    histogramLabel: '扫描的灰度分布与窗口',
    black: '黑色起点',
    white: '白色起点',
    gamma: '伽马',
    gammaLabel: '中间灰度的亮度（伽马）',
    layout: '布局',
    layouts: { mpr: '三平面加三维', panoramic: '全景', single: '单窗格', compare: '对比两次检查' },
    slab: '层厚',
    slabLabel: (plane) => `${plane}层块厚度`,
    slabMode: '层块显示方式',
    play: '播放层面',
    stop: '停止',
    speed: '每秒层数',
    perSecond: (frames) => `${frames}/秒`,
    straighten: '平面复位',
  },
});
