/** Keys for how any scan is looked at: teeth one by one, colours, window and tools. */
import type { App } from '../../create-app.ts';
import { teethInOrder } from '../../state/teeth/tooth-order.ts';
import type { Shortcut } from './shortcut.ts';

const OPACITY_STEP = 0.1;

export const TOOTH_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'tooth.next',
    keys: ['N'],
    title: { en: 'Next tooth', de: 'Nächster Zahn', fr: 'Dent suivante', zh: '下一颗牙' },
    run: (app) => selectNeighbour(app, 1),
  },
  {
    id: 'tooth.previous',
    keys: ['P'],
    title: { en: 'Previous tooth', de: 'Voriger Zahn', fr: 'Dent précédente', zh: '上一颗牙' },
    run: (app) => selectNeighbour(app, -1),
  },
];

export const OVERLAY_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'overlay.stronger',
    keys: ['+', '='],
    title: { en: 'Stronger colours', de: 'Farben kräftiger', fr: 'Couleurs plus fortes', zh: '加深颜色' },
    run: (app) => app.commands.changeOpacity(OPACITY_STEP),
  },
  {
    id: 'overlay.weaker',
    keys: ['-'],
    title: { en: 'Weaker colours', de: 'Farben schwächer', fr: 'Couleurs plus faibles', zh: '减淡颜色' },
    run: (app) => app.commands.changeOpacity(-OPACITY_STEP),
  },
  {
    id: 'overlay.toggle',
    keys: ['O'],
    title: {
      en: 'Colours on or off',
      de: 'Farben ein oder aus',
      fr: 'Afficher ou masquer les couleurs',
      zh: '显示或隐藏颜色',
    },
    run: ({ view }) => view.setState(({ overlayVisible }) => ({ overlayVisible: !overlayVisible })),
  },
];

export const LOOK_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'window.next',
    keys: ['W'],
    title: { en: 'Next window preset', de: 'Nächstes Fenster', fr: 'Fenêtrage suivant', zh: '下一个窗宽窗位预设' },
    run: (app) => app.commands.cyclePreset(1),
  },
  {
    id: 'window.previous',
    keys: ['Shift+W'],
    title: {
      en: 'Previous window preset',
      de: 'Voriges Fenster',
      fr: 'Fenêtrage précédent',
      zh: '上一个窗宽窗位预设',
    },
    run: (app) => app.commands.cyclePreset(-1),
  },
  {
    id: 'window.invert',
    keys: ['I'],
    title: {
      en: 'Invert: bright becomes dark',
      de: 'Umkehren: Hell wird dunkel',
      fr: 'Inverser : le clair devient sombre',
      zh: '反相：亮变暗',
    },
    run: ({ view }) => view.setState(({ inverted }) => ({ inverted: !inverted })),
  },
  {
    id: 'tool.window',
    keys: ['L'],
    title: {
      en: 'Tool: window and level',
      de: 'Werkzeug: Fenster (Helligkeit, Kontrast)',
      fr: 'Outil : fenêtrage (contraste, luminosité)',
      zh: '工具：窗宽窗位',
    },
    run: ({ view }) => view.setState({ tool: 'window' }),
  },
  {
    id: 'tool.pan',
    keys: ['G'],
    title: {
      en: 'Tool: pan (also middle button or Shift)',
      de: 'Werkzeug: Verschieben (auch mittlere Taste oder Umschalt)',
      fr: 'Outil : déplacer (aussi bouton central ou Maj)',
      zh: '工具：平移（也可用中键或 Shift）',
    },
    run: ({ view }) => view.setState({ tool: 'pan' }),
  },
];

/** The next tooth in the order of the list; from none, the first. */
function selectNeighbour({ session, view, commands }: App, by: 1 | -1): void {
  const { caseFile } = session.getState();
  const order = caseFile === null ? [] : teethInOrder(caseFile);
  if (order.length === 0) return;
  const { selectedTooth } = view.getState();
  const at = selectedTooth === null ? (by === 1 ? -1 : 0) : order.indexOf(selectedTooth);
  commands.selectTooth(order[(at + by + order.length) % order.length], { goThere: true });
}
