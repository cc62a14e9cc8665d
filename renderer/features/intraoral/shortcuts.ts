import { lookFrom, nextView } from '../../state/view/surface-look-store.ts';
import type { SurfaceView } from '../../viewer/surface/patient-frame.ts';
import { resetPanes } from '../shortcuts/reset-panes.ts';
import type { Shortcut } from '../shortcuts/shortcut.ts';

export const VIEW_KEYS: { readonly [V in SurfaceView]: string } = {
  occlusal: 'Alt+1',
  buccal: 'Alt+2',
  right: 'Alt+3',
  left: 'Alt+4',
  lingual: 'Alt+5',
};

export const INTRAORAL_SHORTCUTS: readonly Shortcut[] = [
  viewKey('occlusal', {
    en: 'View: biting surfaces',
    de: 'Ansicht: Kauflächen',
    fr: 'Vue : faces occlusales',
    zh: '视角：咬合面',
  }),
  viewKey('buccal', { en: 'View: front', de: 'Ansicht: von vorn', fr: 'Vue : de face', zh: '视角：正面' }),
  viewKey('right', {
    en: 'View: the patient’s right',
    de: 'Ansicht: rechts des Patienten',
    fr: 'Vue : droite du patient',
    zh: '视角：患者右侧',
  }),
  viewKey('left', {
    en: 'View: the patient’s left',
    de: 'Ansicht: links des Patienten',
    fr: 'Vue : gauche du patient',
    zh: '视角：患者左侧',
  }),
  viewKey('lingual', {
    en: 'View: from the tongue',
    de: 'Ansicht: von der Zunge her',
    fr: 'Vue : côté langue',
    zh: '视角：舌侧',
  }),
  {
    id: 'scene.next-view',
    keys: ['Shift+Z'],
    title: {
      en: 'Next standard view',
      de: 'Nächste Standardansicht',
      fr: 'Vue standard suivante',
      zh: '下一个标准视角',
    },
    run: ({ surfaceLook, scene }) => nextView(surfaceLook, scene),
  },
  {
    id: 'surface.turn',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    shown: '← → ↑ ↓',
    fixed: true,
    title: { en: 'Turn the scan', de: 'Scan drehen', fr: 'Tourner l’empreinte', zh: '旋转扫描' },
    run: ({ panes }, key) => panes.get('surfaces')?.takeKey?.(key),
  },
  {
    id: 'surface.zoom',
    keys: ['PageUp', 'PageDown'],
    shown: 'PageUp PageDown',
    fixed: true,
    title: { en: 'Closer, further away', de: 'Näher, weiter weg', fr: 'Rapprocher, éloigner', zh: '放大、缩小' },
    run: ({ panes }, key) => panes.get('surfaces')?.takeKey?.(key),
  },
  {
    id: 'surface.ground',
    keys: ['S'],
    title: {
      en: 'Colours of the scan, or plaster',
      de: 'Farben des Scans oder Gips',
      fr: 'Couleurs de l’empreinte, ou plâtre',
      zh: '扫描颜色或石膏',
    },
    run: ({ surfaceLook }) =>
      surfaceLook.setState(({ ground }) => ({ ground: ground === 'scan' ? 'plaster' : 'scan' })),
  },
  {
    id: 'tool.turn',
    keys: ['G'],
    title: {
      en: 'Tool: turn (middle button or Shift moves)',
      de: 'Werkzeug: Drehen (mittlere Taste oder Umschalt verschiebt)',
      fr: 'Outil : tourner (bouton central ou Maj déplace)',
      zh: '工具：旋转（中键或 Shift 平移）',
    },
    run: ({ view }) => view.setState({ tool: 'turn' }),
  },
  {
    id: 'pane.reset',
    keys: ['R'],
    title: {
      en: 'Show all of the scan',
      de: 'Ganzen Scan zeigen',
      fr: 'Afficher toute l’empreinte',
      zh: '显示整个扫描',
    },
    run: resetPanes,
  },
  {
    id: 'pane.leave',
    keys: ['Escape'],
    fixed: true,
    title: { en: 'No tooth selected', de: 'Kein Zahn gewählt', fr: 'Aucune dent choisie', zh: '取消选牙' },
    run: ({ commands, numbers }) => {
      if (!numbers.cancel()) commands.selectTooth(null, { goThere: false });
    },
  },
];

function viewKey(view: SurfaceView, title: Shortcut['title']): Shortcut {
  return {
    id: `surface.${view}`,
    keys: [VIEW_KEYS[view]],
    title,
    run: ({ surfaceLook, scene }) => lookFrom(surfaceLook, scene, view),
  };
}
