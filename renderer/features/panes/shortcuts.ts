/** Keys of the slice panes: turning, slabs, playing, gamma and layouts. */
import type { App } from '../../create-app.ts';
import { changeArchLength } from '../../state/drawings/arch-store.ts';
import { changeGamma, changeSlab, nextSlabMode } from '../../state/view/planes-store.ts';
import { LAYOUTS } from '../../state/view/view-store.ts';
import { turnedInPane, turnedPlane } from '../../viewer/slices/mpr-axes.ts';
import { PLANE_IDS, type PlaneId } from '../../viewer/plane.ts';
import type { Shortcut } from '../shortcuts/shortcut.ts';
import { toggleCine } from './cine.ts';
import { showLayout } from './show-layout.ts';

const TURN_RAD = (2 * Math.PI) / 180;

const WAYS = {
  left: { en: 'left', de: 'nach links', fr: 'vers la gauche', zh: '左' },
  right: { en: 'right', de: 'nach rechts', fr: 'vers la droite', zh: '右' },
  up: { en: 'up', de: 'nach oben', fr: 'vers le haut', zh: '上' },
  down: { en: 'down', de: 'nach unten', fr: 'vers le bas', zh: '下' },
} as const;

export const PLANES_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'slice.first',
    keys: ['Home'],
    title: { en: 'First slice', de: 'Erste Schicht', fr: 'Première coupe', zh: '第一层' },
    run: (app) => activeControls(app)?.step(-Infinity),
  },
  {
    id: 'slice.last',
    keys: ['End'],
    title: { en: 'Last slice', de: 'Letzte Schicht', fr: 'Dernière coupe', zh: '最后一层' },
    run: (app) => activeControls(app)?.step(Infinity),
  },
  {
    id: 'slice.play',
    keys: ['Space'],
    title: {
      en: 'Play or stop the slices',
      de: 'Schichten abspielen oder anhalten',
      fr: 'Lire ou arrêter le défilement',
      zh: '播放或停止层面',
    },
    run: toggleCine,
  },
  crosshairKey('left', 'ArrowLeft', [-1, 0]),
  crosshairKey('right', 'ArrowRight', [1, 0]),
  crosshairKey('up', 'ArrowUp', [0, 1]),
  crosshairKey('down', 'ArrowDown', [0, -1]),
  {
    id: 'plane.turn-left',
    keys: ['Q'],
    title: {
      en: 'Turn the planes in the active pane to the left',
      de: 'Ebenen im aktiven Bild nach links drehen',
      fr: 'Tourner les plans vers la gauche dans la vue active',
      zh: '在当前窗格中向左旋转平面',
    },
    run: (app) => turn(app, TURN_RAD),
  },
  {
    id: 'plane.turn-right',
    keys: ['Shift+Q'],
    title: {
      en: 'Turn the planes in the active pane to the right',
      de: 'Ebenen im aktiven Bild nach rechts drehen',
      fr: 'Tourner les plans vers la droite dans la vue active',
      zh: '在当前窗格中向右旋转平面',
    },
    run: (app) => turn(app, -TURN_RAD),
  },
  {
    id: 'slab.thicker',
    keys: [']'],
    title: { en: 'Thicker slab', de: 'Dickere Schicht', fr: 'Couche plus épaisse', zh: '加厚层块' },
    run: (app) => thicken(app, 1),
  },
  {
    id: 'slab.thinner',
    keys: ['['],
    title: { en: 'Thinner slab', de: 'Dünnere Schicht', fr: 'Couche plus fine', zh: '减薄层块' },
    run: (app) => thicken(app, -1),
  },
  {
    id: 'slab.mode',
    keys: ['B'],
    title: {
      en: 'Slab: mean, brightest (MIP), darkest (MinIP)',
      de: 'Dicke Schicht: Mittel, hellste (MIP), dunkelste (MinIP)',
      fr: 'Couche : moyenne, plus clair (MIP), plus sombre (MinIP)',
      zh: '层块：平均、最大密度、最小密度',
    },
    run: nextMode,
  },
  {
    id: 'gamma.brighter',
    keys: ['Y'],
    title: {
      en: 'Brighter mid-greys (gamma)',
      de: 'Mittlere Grautöne heller (Gamma)',
      fr: 'Gris moyens plus clairs (gamma)',
      zh: '提亮中间灰度（伽马）',
    },
    run: ({ planes }) => changeGamma(planes, 1),
  },
  {
    id: 'gamma.darker',
    keys: ['Shift+Y'],
    title: {
      en: 'Darker mid-greys (gamma)',
      de: 'Mittlere Grautöne dunkler (Gamma)',
      fr: 'Gris moyens plus sombres (gamma)',
      zh: '压暗中间灰度（伽马）',
    },
    run: ({ planes }) => changeGamma(planes, -1),
  },
  {
    id: 'histogram.toggle',
    keys: ['U'],
    title: { en: 'Histogram', de: 'Histogramm', fr: 'Histogramme', zh: '直方图' },
    run: ({ planes }) => planes.setState(({ histogramOpen }) => ({ histogramOpen: !histogramOpen })),
  },
  {
    id: 'layout.next',
    keys: ['V'],
    title: { en: 'Next layout', de: 'Nächste Anordnung', fr: 'Disposition suivante', zh: '下一布局' },
    run: (app) => cycleLayout(app, 1),
  },
  {
    id: 'layout.previous',
    keys: ['Shift+V'],
    title: { en: 'Previous layout', de: 'Vorige Anordnung', fr: 'Disposition précédente', zh: '上一布局' },
    run: (app) => cycleLayout(app, -1),
  },
];

function crosshairKey(way: keyof typeof WAYS, key: string, steps: readonly [number, number]): Shortcut {
  const words = WAYS[way];
  return {
    id: `crosshair.${way}`,
    keys: [`Shift+${key}`],
    title: {
      en: `Crosshair ${words.en} in the pane`,
      de: `Fadenkreuz im Bild ${words.de}`,
      fr: `Réticule ${words.fr} dans la vue`,
      zh: `十字线在窗格内向${words.zh}移动`,
    },
    run: (app) => activeControls(app)?.moveCrosshair?.(steps),
  };
}

function activeControls({ panes, view }: App) {
  return panes.get(view.getState().activePane);
}

function activePlane({ view }: App): PlaneId | null {
  const { activePane } = view.getState();
  return PLANE_IDS.find((id) => id === activePane) ?? null;
}

function turn(app: App, angleRad: number): void {
  const id = activePlane(app);
  if (id === null) return;
  const { mprAxes } = app.planes.getState();
  app.planes.setState({ mprAxes: turnedInPane(mprAxes, turnedPlane(id, mprAxes), angleRad) });
}

/** The panoramic's layer, or the sections, when their pane is active. */
function thicken(app: App, by: 1 | -1): void {
  const id = activePlane(app);
  const { store } = app.arching;
  const { activePane } = app.view.getState();
  if (id !== null) changeSlab(app.planes, id, by);
  else if (activePane === 'panoramic') changeArchLength(store, 'thicknessMm', by);
  else if (activePane === 'cross-sections') changeArchLength(store, 'sectionThicknessMm', by);
}

function nextMode(app: App): void {
  const id = activePlane(app);
  if (id !== null) nextSlabMode(app.planes, id);
  else if (app.view.getState().activePane === 'panoramic')
    app.arching.store.setState(({ mode }) => ({ mode: mode === 'mip' ? 'mean' : 'mip' }));
}

function cycleLayout(app: App, by: 1 | -1): void {
  const at = LAYOUTS.indexOf(app.view.getState().layout);
  showLayout(app, LAYOUTS[(at + by + LAYOUTS.length) % LAYOUTS.length]);
}
