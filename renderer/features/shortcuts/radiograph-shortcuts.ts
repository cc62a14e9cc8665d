/** Keys for a panoramic radiograph. */
import { resetPanes } from './reset-panes.ts';
import type { Shortcut } from './shortcut.ts';

const ZOOM_STEP = 1.25;

export const RADIOGRAPH_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'picture.left',
    keys: ['ArrowLeft'],
    title: { en: 'Move to the left', de: 'Nach links', fr: 'Aller à gauche', zh: '向左移动' },
    run: (app) => app.picture.current?.moveBy([-1, 0]),
  },
  {
    id: 'picture.right',
    keys: ['ArrowRight'],
    title: { en: 'Move to the right', de: 'Nach rechts', fr: 'Aller à droite', zh: '向右移动' },
    run: (app) => app.picture.current?.moveBy([1, 0]),
  },
  {
    id: 'picture.up',
    keys: ['ArrowUp'],
    title: { en: 'Move up', de: 'Nach oben', fr: 'Monter', zh: '向上移动' },
    run: (app) => app.picture.current?.moveBy([0, -1]),
  },
  {
    id: 'picture.down',
    keys: ['ArrowDown'],
    title: { en: 'Move down', de: 'Nach unten', fr: 'Descendre', zh: '向下移动' },
    run: (app) => app.picture.current?.moveBy([0, 1]),
  },
  {
    id: 'picture.closer',
    keys: ['PageUp'],
    title: { en: 'Closer', de: 'Näher', fr: 'Rapprocher', zh: '放大' },
    run: (app) => app.picture.current?.zoomBy(ZOOM_STEP),
  },
  {
    id: 'picture.further',
    keys: ['PageDown'],
    title: { en: 'Further away', de: 'Weiter weg', fr: 'Éloigner', zh: '缩小' },
    run: (app) => app.picture.current?.zoomBy(1 / ZOOM_STEP),
  },
  {
    id: 'tool.zoom',
    keys: ['Z'],
    title: {
      en: 'Tool: zoom (also wheel or right button)',
      de: 'Werkzeug: Zoom (auch Rad oder rechte Taste)',
      fr: 'Outil : zoom (aussi molette ou bouton droit)',
      zh: '工具：缩放（也可用滚轮或右键）',
    },
    run: ({ view }) => view.setState({ tool: 'zoom' }),
  },
  {
    id: 'tool.outline',
    keys: ['T'],
    title: {
      en: 'Tool: outline what you click or box',
      de: 'Werkzeug: umranden, was Sie anklicken oder einrahmen',
      fr: 'Outil : détourer ce que vous cliquez ou encadrez',
      zh: '工具：勾画点击或框选的内容',
    },
    run: ({ view }) => view.setState({ tool: 'outline' }),
  },
  {
    id: 'pane.reset',
    keys: ['R'],
    title: {
      en: 'Show all of the picture (also double-click)',
      de: 'Ganzes Bild zeigen (auch Doppelklick)',
      fr: 'Afficher toute l’image (aussi double-clic)',
      zh: '显示整幅图像（也可双击）',
    },
    run: resetPanes,
  },
  {
    id: 'pane.leave',
    keys: ['Escape'],
    fixed: true,
    title: {
      en: 'Clear your outline; then no tooth selected',
      de: 'Ihre Umrandung löschen; dann kein Zahn gewählt',
      fr: 'Effacer votre contour ; puis aucune dent choisie',
      zh: '清除您的轮廓；再按则取消选牙',
    },
    run: ({ session, commands, numbers }) => {
      if (numbers.cancel()) return;
      if (session.getState().prompt !== null) commands.clearPrompt();
      else commands.selectTooth(null, { goThere: false });
    },
  },
];
