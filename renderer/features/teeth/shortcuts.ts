import type { Shortcut } from '../shortcuts/shortcut.ts';
import { TEETH_TABS } from '../../state/teeth/teeth-store.ts';
import { typeDigit } from './type-number.ts';

/** Digits work on every kind of scan. */
export const TOOTH_NUMBER_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'tooth.number',
    keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: '0–9',
    fixed: true,
    title: {
      en: 'Tooth by its number: two digits, 3 6',
      de: 'Zahn nach seiner Nummer: zwei Ziffern, 3 6',
      fr: 'Dent par son numéro : deux chiffres, 3 6',
      zh: '按牙位编号选牙：两位数字，如 3 6',
    },
    run: typeDigit,
  },
];

/** T is the outline tool on radiographs. */
export const TEETH_TAB_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'teeth.tab',
    keys: ['T'],
    title: {
      en: 'Teeth: chart, table, plot',
      de: 'Zähne: Schema, Tabelle, Diagramm',
      fr: 'Dents : schéma, tableau, courbe',
      zh: '牙齿：牙位图、表格、图表',
    },
    run: ({ teeth }) =>
      teeth.setState(({ tab }) => ({ tab: TEETH_TABS[(TEETH_TABS.indexOf(tab) + 1) % TEETH_TABS.length] })),
  },
];
