/** Keys for the panes of a CBCT. */
import type { App } from '../../create-app.ts';
import { resetPanes } from './reset-panes.ts';
import type { Shortcut } from './shortcut.ts';

const PAGE_SLICES = 10;

export const CBCT_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'slice.next',
    keys: ['ArrowUp', 'ArrowRight'],
    title: {
      en: 'Next slice in the active pane',
      de: 'Nächste Schicht im aktiven Bild',
      fr: 'Coupe suivante dans la vue active',
      zh: '当前窗格的下一层',
    },
    run: (app, key) => step(app, 1, key),
  },
  {
    id: 'slice.previous',
    keys: ['ArrowDown', 'ArrowLeft'],
    title: { en: 'Previous slice', de: 'Vorige Schicht', fr: 'Coupe précédente', zh: '上一层' },
    run: (app, key) => step(app, -1, key),
  },
  {
    id: 'slice.page-on',
    keys: ['PageUp'],
    title: {
      en: `${PAGE_SLICES} slices on`,
      de: `${PAGE_SLICES} Schichten weiter`,
      fr: `Avancer de ${PAGE_SLICES} coupes`,
      zh: `前进 ${PAGE_SLICES} 层`,
    },
    run: (app, key) => step(app, PAGE_SLICES, key),
  },
  {
    id: 'slice.page-back',
    keys: ['PageDown'],
    title: {
      en: `${PAGE_SLICES} slices back`,
      de: `${PAGE_SLICES} Schichten zurück`,
      fr: `Reculer de ${PAGE_SLICES} coupes`,
      zh: `后退 ${PAGE_SLICES} 层`,
    },
    run: (app, key) => step(app, -PAGE_SLICES, key),
  },
  {
    id: 'tool.crosshair',
    keys: ['C'],
    title: { en: 'Tool: crosshair', de: 'Werkzeug: Fadenkreuz', fr: 'Outil : réticule', zh: '工具：十字线' },
    run: ({ view }) => view.setState({ tool: 'crosshair' }),
  },
  {
    id: 'tool.zoom',
    keys: ['Z'],
    title: {
      en: 'Tool: zoom (also right button or Ctrl and wheel)',
      de: 'Werkzeug: Zoom (auch rechte Taste oder Strg und Rad)',
      fr: 'Outil : zoom (aussi bouton droit ou Ctrl et molette)',
      zh: '工具：缩放（也可用右键或 Ctrl 加滚轮）',
    },
    run: ({ view }) => view.setState({ tool: 'zoom' }),
  },
  {
    id: 'crosshair.toggle',
    keys: ['X'],
    title: {
      en: 'Crosshair lines on or off',
      de: 'Linien des Fadenkreuzes ein oder aus',
      fr: 'Afficher ou masquer le réticule',
      zh: '显示或隐藏十字线',
    },
    run: ({ view }) => view.setState(({ crosshairVisible }) => ({ crosshairVisible: !crosshairVisible })),
  },
  {
    id: 'pane.maximise',
    keys: ['F'],
    title: {
      en: 'Maximise the active pane (also double-click)',
      de: 'Aktives Bild groß (auch Doppelklick)',
      fr: 'Agrandir la vue active (aussi double-clic)',
      zh: '放大当前窗格（也可双击）',
    },
    run: ({ view }) =>
      view.setState(({ maximisedPane, activePane }) => ({ maximisedPane: maximisedPane === null ? activePane : null })),
  },
  {
    id: 'pane.reset',
    keys: ['R'],
    title: {
      en: 'Reset zoom, pan and 3D view',
      de: 'Zoom, Lage und 3D-Ansicht zurücksetzen',
      fr: 'Réinitialiser zoom, position et vue 3D',
      zh: '重置缩放、平移和三维视图',
    },
    run: resetPanes,
  },
  {
    id: 'pane.leave',
    keys: ['Escape'],
    fixed: true,
    title: {
      en: 'End the drawing; then all panes; then nothing selected',
      de: 'Zeichnen beenden; dann alle Bilder; dann nichts gewählt',
      fr: 'Terminer le tracé ; puis toutes les vues ; puis aucune sélection',
      zh: '结束绘制；再按显示全部窗格；再按取消选择',
    },
    run: ({ view, commands, measuring, numbers }) => {
      if (numbers.cancel()) return;
      if (measuring.store.getState().pending !== null) measuring.commands.cancel();
      else if (view.getState().maximisedPane !== null) view.setState({ maximisedPane: null });
      else {
        commands.annotations.select(null);
        commands.selectTooth(null, { goThere: false });
      }
    },
  },
];

/** The 3D pane turns and zooms with these keys instead. */
function step({ panes, view }: App, slices: number, key: string): void {
  const pane = panes.get(view.getState().activePane);
  if (pane?.takeKey?.(key) !== true) pane?.step(slices);
}
