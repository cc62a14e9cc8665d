/** Keys that move and enlarge the active pane's picture and change its window: what dragging does. */
import type { App } from '../../create-app.ts';
import { pannedBy, zoomedAt, type PaneView } from '../../viewer/pane-view.ts';
import type { Shortcut } from '../shortcuts/shortcut.ts';

const ZOOM = 1.25;
const PAN_SHARE = 0.1;
const WINDOW_SHARE = 0.03;

export const VIEW_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'view.closer',
    keys: ['Alt+PageUp'],
    title: {
      en: 'Closer (active pane)',
      de: 'Näher (aktives Bild)',
      fr: 'Agrandir (vue active)',
      zh: '放大（当前窗格）',
    },
    run: (app) => changeView(app, (view) => zoomedAt(view, [view.widthPx / 2, view.heightPx / 2], ZOOM)),
  },
  {
    id: 'view.further',
    keys: ['Alt+PageDown'],
    title: { en: 'Further away', de: 'Weiter weg', fr: 'Réduire', zh: '缩小' },
    run: (app) => changeView(app, (view) => zoomedAt(view, [view.widthPx / 2, view.heightPx / 2], 1 / ZOOM)),
  },
  panKey('left', 'ArrowLeft', [1, 0], {
    en: 'Move the picture: look left',
    de: 'Bild verschieben: nach links sehen',
    fr: 'Déplacer l’image : voir à gauche',
    zh: '移动图像：看左边',
  }),
  panKey('right', 'ArrowRight', [-1, 0], {
    en: 'Look right',
    de: 'Nach rechts sehen',
    fr: 'Voir à droite',
    zh: '看右边',
  }),
  panKey('up', 'ArrowUp', [0, 1], { en: 'Look up', de: 'Nach oben sehen', fr: 'Voir en haut', zh: '看上边' }),
  panKey('down', 'ArrowDown', [0, -1], { en: 'Look down', de: 'Nach unten sehen', fr: 'Voir en bas', zh: '看下边' }),
  windowKey('darker', 'ArrowDown', [1, 0], { en: 'Darker', de: 'Dunkler', fr: 'Plus sombre', zh: '变暗' }),
  windowKey('brighter', 'ArrowUp', [-1, 0], { en: 'Brighter', de: 'Heller', fr: 'Plus clair', zh: '变亮' }),
  windowKey('softer', 'ArrowRight', [0, 1], {
    en: 'Less contrast',
    de: 'Weniger Kontrast',
    fr: 'Moins de contraste',
    zh: '降低对比度',
  }),
  windowKey('harder', 'ArrowLeft', [0, -1], {
    en: 'More contrast',
    de: 'Mehr Kontrast',
    fr: 'Plus de contraste',
    zh: '提高对比度',
  }),
];

function changeView({ panes, view }: App, change: (view: PaneView) => PaneView): void {
  panes.get(view.getState().activePane)?.changeViewBy?.(change);
}

function panKey(
  way: string,
  key: string,
  [right, down]: readonly [number, number],
  title: Shortcut['title'],
): Shortcut {
  return {
    id: `view.${way}`,
    keys: [`Alt+${key}`],
    title,
    run: (app) =>
      changeView(app, (view) => pannedBy(view, [right * PAN_SHARE * view.widthPx, down * PAN_SHARE * view.heightPx])),
  };
}

/** Steps are shares of the scan's usual greys. */
function windowKey(
  what: string,
  key: string,
  [level, width]: readonly [number, number],
  title: Shortcut['title'],
): Shortcut {
  return {
    id: `window.${what}`,
    keys: [`Ctrl+${key}`],
    title,
    run: ({ session, view }) => {
      const [low, high] = session.getState().scan?.greyRange ?? [0, 0];
      const step = WINDOW_SHARE * (high - low);
      view.setState(({ window }) => ({
        preset: null,
        window: { level: window.level + level * step, width: Math.max(step, window.width + width * step) },
      }));
    },
  };
}
