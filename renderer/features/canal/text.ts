import type { Side } from '#core/fdi';
import { texts } from '../../text.ts';

interface CanalWords {
  readonly title: string;
  readonly names: { readonly [S in Side]: string };
  readonly sides: { readonly [S in Side]: string };
  readonly hint: string;
  readonly keyboard: string;
  readonly rename: (name: string) => string;
  readonly remove: (name: string) => string;
  readonly goTo: (name: string) => string;
  readonly diameter: (name: string) => string;
  readonly distances: (name: string) => string;
  readonly overlaps: string;
  readonly tooNear: string;
  readonly toothAt: (tooth: string, distance: string) => string;
  readonly none: string;
  readonly measuring: string;
}

export const TEXT = texts<CanalWords>({
  en: {
    title: 'Nerve canals',
    names: { right: 'Right nerve canal', left: 'Left nerve canal' },
    sides: { right: 'right', left: 'left' },
    hint: 'Click along the canal in the cross-sections, the panoramic or a slice; drag a point to move it.',
    keyboard: 'Enter sets a point at the crosshair, Tab picks one, arrows move it, Delete removes it.',
    rename: (name) => `Name of ${name}`,
    remove: (name) => `Delete ${name}`,
    goTo: (name) => `Go to ${name}`,
    diameter: (name) => `Diameter of ${name} in mm`,
    distances: (name) => `Distances of teeth to ${name}`,
    overlaps: 'touches',
    tooNear: 'under 2 mm',
    toothAt: (tooth, distance) => `Tooth ${tooth}, ${distance}: go there`,
    none: 'No tooth within 10 mm.',
    measuring: 'Measuring…',
  },
  de: {
    title: 'Nervkanäle',
    names: { right: 'Nervkanal rechts', left: 'Nervkanal links' },
    sides: { right: 'rechts', left: 'links' },
    hint: 'Entlang des Kanals klicken: in Querschnitten, Panorama oder Schichten; Punkte lassen sich ziehen.',
    keyboard: 'Eingabe setzt einen Punkt ins Fadenkreuz, Tab wählt einen, Pfeile bewegen ihn, Entf entfernt ihn.',
    rename: (name) => `Name von ${name}`,
    remove: (name) => `${name} löschen`,
    goTo: (name) => `Zu ${name} gehen`,
    diameter: (name) => `Durchmesser von ${name} in mm`,
    distances: (name) => `Abstände der Zähne zu ${name}`,
    overlaps: 'berührt',
    tooNear: 'unter 2 mm',
    toothAt: (tooth, distance) => `Zahn ${tooth}, ${distance}: dorthin gehen`,
    none: 'Kein Zahn innerhalb von 10 mm.',
    measuring: 'Wird gemessen …',
  },
  fr: {
    title: 'Canaux nerveux',
    names: { right: 'Canal nerveux droit', left: 'Canal nerveux gauche' },
    sides: { right: 'droite', left: 'gauche' },
    hint: 'Cliquez le long du canal dans les coupes, le panoramique ou une coupe axiale ; glissez un point pour le déplacer.',
    keyboard: 'Entrée place un point au réticule, Tab en choisit un, les flèches le déplacent, Suppr l’enlève.',
    rename: (name) => `Nom de ${name}`,
    remove: (name) => `Supprimer ${name}`,
    goTo: (name) => `Aller à ${name}`,
    diameter: (name) => `Diamètre de ${name} en mm`,
    distances: (name) => `Distances des dents à ${name}`,
    overlaps: 'contact',
    tooNear: 'moins de 2 mm',
    toothAt: (tooth, distance) => `Dent ${tooth}, ${distance} : y aller`,
    none: 'Aucune dent à moins de 10 mm.',
    measuring: 'Mesure en cours…',
  },
  zh: {
    title: '神经管',
    names: { right: '右侧神经管', left: '左侧神经管' },
    sides: { right: '右', left: '左' },
    hint: '在横断面、全景图或切片中沿神经管点击；拖动可移动点。',
    keyboard: '回车键在十字线处取点，Tab 选点，方向键移动，Delete 删除。',
    rename: (name) => `${name}的名称`,
    remove: (name) => `删除${name}`,
    goTo: (name) => `转到${name}`,
    diameter: (name) => `${name}的直径（mm）`,
    distances: (name) => `牙齿到${name}的距离`,
    overlaps: '接触',
    tooNear: '小于 2 mm',
    toothAt: (tooth, distance) => `牙 ${tooth}，${distance}：转到该处`,
    none: '10 mm 内没有牙齿。',
    measuring: '正在测量……',
  },
});
