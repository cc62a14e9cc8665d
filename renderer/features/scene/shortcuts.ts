import type { Shortcut } from '../shortcuts/shortcut.ts';

export const SCENE_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'scene.isolate',
    keys: ['H'],
    title: {
      en: 'The selected tooth alone, or all again',
      de: 'Nur der gewählte Zahn, oder wieder alle',
      fr: 'Dent choisie seule, ou toutes à nouveau',
      zh: '仅显示所选牙齿，或恢复全部',
    },
    run: ({ sceneCommands }) => sceneCommands.toggleIsolated(),
  },
  {
    id: 'scene.show-all',
    keys: ['Shift+H'],
    title: {
      en: 'Show all teeth in 3D',
      de: 'Alle Zähne in 3D zeigen',
      fr: 'Afficher toutes les dents en 3D',
      zh: '在三维中显示全部牙齿',
    },
    run: ({ sceneCommands }) => sceneCommands.showAll(),
  },
  {
    id: 'scene.next-preset',
    keys: ['S'],
    title: {
      en: 'Next 3D appearance: bone, teeth, skin',
      de: 'Nächste 3D-Darstellung: Knochen, Zähne, Haut',
      fr: 'Aspect 3D suivant : os, dents, peau',
      zh: '下一个三维外观：骨、牙齿、皮肤',
    },
    run: ({ sceneCommands }) => sceneCommands.stepPreset(1),
  },
  {
    id: 'scene.previous-preset',
    keys: ['Shift+S'],
    title: {
      en: 'Previous 3D appearance',
      de: 'Vorige 3D-Darstellung',
      fr: 'Aspect 3D précédent',
      zh: '上一个三维外观',
    },
    run: ({ sceneCommands }) => sceneCommands.stepPreset(-1),
  },
  {
    id: 'scene.fainter',
    keys: [','],
    title: { en: 'Fainter volume', de: 'Volumen schwächer', fr: 'Volume moins opaque', zh: '降低体绘制不透明度' },
    run: ({ sceneCommands }) => sceneCommands.stepVolumeOpacity(-1),
  },
  {
    id: 'scene.stronger',
    keys: ['.'],
    title: { en: 'Stronger volume', de: 'Volumen stärker', fr: 'Volume plus opaque', zh: '提高体绘制不透明度' },
    run: ({ sceneCommands }) => sceneCommands.stepVolumeOpacity(1),
  },
  {
    id: 'scene.clip-box',
    keys: ['E'],
    title: {
      en: 'Clip box on or off',
      de: 'Schnittquader ein oder aus',
      fr: 'Boîte de coupe activée ou non',
      zh: '开启或关闭剪切框',
    },
    run: ({ sceneCommands }) => sceneCommands.toggleClipBox(),
  },
  {
    id: 'scene.next-view',
    keys: ['Shift+Z'],
    title: {
      en: 'Next saved view: front, right, left, upper, lower, back',
      de: 'Nächste Ansicht: vorn, rechts, links, oben, unten, hinten',
      fr: 'Vue suivante : face, droite, gauche, haut, bas, arrière',
      zh: '下一个视角：前、右、左、上、下、后',
    },
    run: ({ sceneCommands }) => sceneCommands.nextDirection(),
  },
];

/** How far one press of an arrow key turns the 3D picture. */
const ORBIT_DEG = 10;
const ZOOM_STEP = 1.2;

/** Arrow and page keys in the 3D pane; false for any other key. */
export function sceneKey(
  pane: { readonly orbit: (rightDeg: number, upDeg: number) => void; readonly zoom: (factor: number) => void },
  key: string,
): boolean {
  switch (key) {
    case 'ArrowLeft':
      pane.orbit(-ORBIT_DEG, 0);
      return true;
    case 'ArrowRight':
      pane.orbit(ORBIT_DEG, 0);
      return true;
    case 'ArrowUp':
      pane.orbit(0, ORBIT_DEG);
      return true;
    case 'ArrowDown':
      pane.orbit(0, -ORBIT_DEG);
      return true;
    case 'PageUp':
      pane.zoom(ZOOM_STEP);
      return true;
    case 'PageDown':
      pane.zoom(1 / ZOOM_STEP);
      return true;
    default:
      return false;
  }
}
