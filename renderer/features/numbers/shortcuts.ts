/** Keys that correct the number of the selected tooth. */
import type { App } from '../../create-app.ts';
import type { Shortcut } from '../shortcuts/shortcut.ts';
import { openMenuAtFocus } from './menu-at-focus.ts';

/** With the selected tooth. */
const selected =
  (run: (app: App, label: number) => void): Shortcut['run'] =>
  (app) =>
    app.numbers.withSelected((label) => run(app, label));

export const NUMBER_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'numbers.change',
    keys: ['Shift+N', 'F2'],
    title: {
      en: 'New number for the selected tooth: then two digits, 3 7',
      de: 'Neue Nummer für den gewählten Zahn: dann zwei Ziffern, 3 7',
      fr: 'Nouveau numéro pour la dent choisie : puis deux chiffres, 3 7',
      zh: '为所选牙改编号：再按两位数字，如 3 7',
    },
    run: ({ numbers }) => numbers.ask('number'),
  },
  {
    id: 'numbers.swap',
    keys: ['Shift+X'],
    title: {
      en: 'Swap numbers: then the other tooth, by its number or a click',
      de: 'Nummern tauschen: dann der andere Zahn, mit Nummer oder Klick',
      fr: 'Échanger les numéros : puis l’autre dent, par numéro ou clic',
      zh: '交换编号：再用编号或单击选另一颗牙',
    },
    run: ({ numbers }) => numbers.ask('swap'),
  },
  {
    id: 'numbers.mesial',
    keys: ['<'],
    title: {
      en: 'One number towards the midline, pushing on what is there',
      de: 'Eine Nummer nach mesial; was dort steht, rückt weiter',
      fr: 'Un numéro vers mésial, en poussant les dents voisines',
      zh: '编号向近中移一位，依次推移',
    },
    run: selected(({ numbers }, label) => numbers.push(label, 'mesial')),
  },
  {
    id: 'numbers.distal',
    keys: ['>'],
    title: {
      en: 'One number away from the midline, pushing on what is there',
      de: 'Eine Nummer nach distal; was dort steht, rückt weiter',
      fr: 'Un numéro vers distal, en poussant les dents voisines',
      zh: '编号向远中移一位，依次推移',
    },
    run: selected(({ numbers }, label) => numbers.push(label, 'distal')),
  },
  {
    id: 'numbers.mirror',
    keys: ['Shift+R'],
    title: {
      en: 'Other side: 13 becomes 23',
      de: 'Andere Seite: aus 13 wird 23',
      fr: 'Autre côté : 13 devient 23',
      zh: '换到对侧：13 变 23',
    },
    run: selected(({ numbers }, label) => numbers.mirror(label)),
  },
  {
    id: 'numbers.jaw',
    keys: ['Shift+U'],
    title: {
      en: 'Other jaw: 16 becomes 46',
      de: 'Anderer Kiefer: aus 16 wird 46',
      fr: 'Autre mâchoire : 16 devient 46',
      zh: '换到对颌：16 变 46',
    },
    run: selected(({ numbers }, label) => numbers.toOtherJaw(label)),
  },
  {
    id: 'numbers.dentition',
    keys: ['Shift+K'],
    title: {
      en: 'Deciduous or permanent: 14 becomes 54',
      de: 'Milchzahn oder bleibender Zahn: aus 14 wird 54',
      fr: 'Temporaire ou permanente : 14 devient 54',
      zh: '乳牙或恒牙：14 变 54',
    },
    run: selected(({ numbers }, label) => numbers.toOtherDentition(label)),
  },
  {
    id: 'numbers.menu',
    keys: ['Shift+F10', 'ContextMenu'],
    title: {
      en: 'Menu of the selected tooth, or of the place in the chart (also right click)',
      de: 'Menü des gewählten Zahns oder der Stelle im Schema (auch Rechtsklick)',
      fr: 'Menu de la dent choisie ou de la place dans le schéma (aussi clic droit)',
      zh: '所选牙或牙位图位置的菜单（也可右键单击）',
    },
    run: openMenuAtFocus,
  },
];
