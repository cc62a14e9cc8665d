/** Words of the teeth panel outside its chart, metrics and findings. */
import type { Modality } from '#contract/scan';
import { CHART_WORDS } from '#core/words/chart-words';
import { texts } from '../../text.ts';
import type { TeethTab } from '../../state/teeth/teeth-store.ts';

interface TeethWords {
  readonly panel: string;
  readonly found: (count: number) => string;
  readonly warnings: (count: number) => string;
  readonly again: string;
  readonly find: string;
  readonly findHint: string;
  readonly takes: { readonly [M in Modality]: string };
  readonly tryAgain: string;
  readonly tabs: { readonly [T in TeethTab]: string };
  readonly tabList: string;
  readonly list: string;
  readonly columns: { readonly number: string; readonly tooth: string };
  readonly selected: string;
  readonly noTooth: string;
  readonly supernumerary: string;
  readonly supernumeraryTeeth: string;
  readonly supernumeraryNote: string;
  readonly near: (sign: string) => string;
  readonly hasWarning: string;
  readonly none: string;
}

export const TEETH_TEXT = texts<TeethWords>({
  en: {
    panel: 'Teeth',
    found: (count) => `${count} ${count === 1 ? 'tooth' : 'teeth'} found`,
    warnings: (count) => `${count} things to check`,
    again: 'Find again',
    find: 'Find teeth',
    findHint: 'Every tooth is found, numbered and measured on this computer.',
    takes: {
      cbct: 'It takes from a few seconds with a graphics card to a minute without.',
      opg: 'It takes some seconds.',
      ios: 'It takes a few seconds.',
    },
    tryAgain: 'Try again',
    tabs: { chart: 'Chart', table: 'Table', plot: 'Plot' },
    tabList: 'Teeth as',
    list: 'Teeth found',
    columns: { number: 'No.', tooth: 'Tooth' },
    selected: 'Selected tooth',
    noTooth: 'Choose a tooth in the chart, the list or a picture.',
    supernumerary: 'Supernumerary tooth',
    supernumeraryTeeth: 'Supernumerary teeth',
    supernumeraryNote: 'Supernumerary: no number was left',
    near: CHART_WORDS.en.near,
    hasWarning: 'has a warning',
    none: 'none',
  },
  de: {
    panel: 'Zähne',
    found: (count) => `${count} ${count === 1 ? 'Zahn' : 'Zähne'} gefunden`,
    warnings: (count) => `${count} Hinweise zu prüfen`,
    again: 'Neu suchen',
    find: 'Zähne suchen',
    findHint: 'Jeder Zahn wird auf diesem Rechner gefunden, nummeriert und vermessen.',
    takes: {
      cbct: 'Das dauert mit Grafikkarte wenige Sekunden, ohne bis zu einer Minute.',
      opg: 'Das dauert einige Sekunden.',
      ios: 'Das dauert wenige Sekunden.',
    },
    tryAgain: 'Noch einmal',
    tabs: { chart: 'Schema', table: 'Tabelle', plot: 'Diagramm' },
    tabList: 'Zähne als',
    list: 'Gefundene Zähne',
    columns: { number: 'Nr.', tooth: 'Zahn' },
    selected: 'Gewählter Zahn',
    noTooth: 'Wählen Sie einen Zahn im Schema, in der Liste oder in einem Bild.',
    supernumerary: 'Überzähliger Zahn',
    supernumeraryTeeth: 'Überzählige Zähne',
    supernumeraryNote: 'Überzählig: keine Nummer war frei',
    near: CHART_WORDS.de.near,
    hasWarning: 'hat einen Hinweis',
    none: 'keiner',
  },
  fr: {
    panel: 'Dents',
    found: (count) => `${count} ${count === 1 ? 'dent trouvée' : 'dents trouvées'}`,
    warnings: (count) => `${count} points à vérifier`,
    again: 'Relancer',
    find: 'Trouver les dents',
    findHint: 'Chaque dent est trouvée, numérotée et mesurée sur cet ordinateur.',
    takes: {
      cbct: 'Quelques secondes avec une carte graphique, jusqu’à une minute sans.',
      opg: 'Cela prend quelques secondes.',
      ios: 'Cela prend quelques secondes.',
    },
    tryAgain: 'Réessayer',
    tabs: { chart: 'Schéma', table: 'Tableau', plot: 'Courbe' },
    tabList: 'Dents sous forme de',
    list: 'Dents trouvées',
    columns: { number: 'N°', tooth: 'Dent' },
    selected: 'Dent choisie',
    noTooth: 'Choisissez une dent dans le schéma, la liste ou une image.',
    supernumerary: 'Dent surnuméraire',
    supernumeraryTeeth: 'Dents surnuméraires',
    supernumeraryNote: 'Surnuméraires : plus de numéro libre',
    near: CHART_WORDS.fr.near,
    hasWarning: 'à vérifier',
    none: 'aucune',
  },
  zh: {
    panel: '牙齿',
    found: (count) => `发现 ${count} 颗牙`,
    warnings: (count) => `${count} 项需核对`,
    again: '重新识别',
    find: '识别牙齿',
    findHint: '所有牙齿均在本机上识别、编号并测量。',
    takes: { cbct: '有显卡约需几秒，没有则不超过一分钟。', opg: '需要几秒钟。', ios: '需要几秒钟。' },
    tryAgain: '重试',
    tabs: { chart: '牙位图', table: '表格', plot: '图表' },
    tabList: '牙齿显示方式',
    list: '已发现的牙齿',
    columns: { number: '牙位', tooth: '牙齿' },
    selected: '所选牙齿',
    noTooth: '请在牙位图、列表或图像中选择一颗牙。',
    supernumerary: '多生牙',
    supernumeraryTeeth: '多生牙',
    supernumeraryNote: '多生牙：无可用编号',
    near: CHART_WORDS.zh.near,
    hasWarning: '有提示',
    none: '无',
  },
});
