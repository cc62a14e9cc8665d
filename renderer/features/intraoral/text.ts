import type { Ground } from '../../state/view/surface-look-store.ts';
import { texts } from '../../text.ts';
import type { SurfaceView } from '../../viewer/surface/patient-frame.ts';

export const TEXT = texts<{
  readonly picture: string;
  readonly canvas: string;
  readonly loading: string;
  readonly views: string;
  readonly view: { readonly [V in SurfaceView]: string };
  readonly jaw: { readonly upper: string; readonly lower: string };
  readonly jawIs: string;
  readonly findAs: (jaw: string) => string;
  readonly ground: string;
  readonly grounds: { readonly [G in Ground]: string };
}>({
  en: {
    picture: 'Intraoral scan',
    canvas: 'Surface of the teeth in 3D. Drag or press arrow keys to turn it.',
    loading: 'Loading…',
    views: 'Standard views',
    view: { occlusal: 'Occlusal', buccal: 'Front', right: 'Right', left: 'Left', lingual: 'Lingual' },
    jaw: { upper: 'Upper jaw', lower: 'Lower jaw' },
    jawIs: 'Jaw of the scan',
    findAs: (jaw) => `Find the teeth again: ${jaw}`,
    ground: 'Colour of the surface',
    grounds: { scan: 'Scan', plaster: 'Plaster' },
  },
  de: {
    picture: 'Intraoralscan',
    canvas: 'Oberfläche der Zähne in 3D. Ziehen oder Pfeiltasten drehen sie.',
    loading: 'Wird geladen …',
    views: 'Standardansichten',
    view: { occlusal: 'Okklusal', buccal: 'Vorn', right: 'Rechts', left: 'Links', lingual: 'Von innen' },
    jaw: { upper: 'Oberkiefer', lower: 'Unterkiefer' },
    jawIs: 'Kiefer des Scans',
    findAs: (jaw) => `Zähne neu suchen: ${jaw}`,
    ground: 'Farbe der Fläche',
    grounds: { scan: 'Gescannt', plaster: 'Gips' },
  },
  fr: {
    picture: 'Empreinte optique',
    canvas: 'Surface des dents en 3D. Faites glisser ou utilisez les flèches pour la tourner.',
    loading: 'Chargement…',
    views: 'Vues standard',
    view: { occlusal: 'Occlusale', buccal: 'Face', right: 'Droite', left: 'Gauche', lingual: 'Linguale' },
    jaw: { upper: 'Maxillaire', lower: 'Mandibule' },
    jawIs: 'Mâchoire de l’empreinte',
    findAs: (jaw) => `Rechercher les dents à nouveau : ${jaw}`,
    ground: 'Couleur de la surface',
    grounds: { scan: 'Empreinte', plaster: 'Plâtre' },
  },
  zh: {
    picture: '口内扫描',
    canvas: '牙齿表面的三维图像。拖动或按方向键旋转。',
    loading: '正在载入…',
    views: '标准视角',
    view: { occlusal: '咬合面', buccal: '正面', right: '右侧', left: '左侧', lingual: '舌侧' },
    jaw: { upper: '上颌', lower: '下颌' },
    jawIs: '扫描的颌',
    findAs: (jaw) => `重新查找牙齿：${jaw}`,
    ground: '表面颜色',
    grounds: { scan: '扫描颜色', plaster: '石膏' },
  },
});
