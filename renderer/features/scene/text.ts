import type { DirectionId } from '../../viewer/scene/camera-pose.ts';
import type { PlaneId } from '../../viewer/plane.ts';
import type { ScenePreset } from '../../viewer/scene/volume-presets.ts';
import { texts } from '../../text.ts';

export interface SceneWords {
  readonly picture: string;
  readonly canvas: string;
  readonly controls: string;
  readonly look: string;
  readonly presets: { readonly [P in ScenePreset]: string };
  readonly volumeOpacity: string;
  readonly othersOpacity: string;
  readonly visible: string;
  readonly upperJaw: string;
  readonly lowerJaw: string;
  readonly quadrants: { readonly 1: string; readonly 2: string; readonly 3: string; readonly 4: string };
  readonly teeth: string;
  readonly shown: (what: string) => string;
  readonly isolate: string;
  readonly showAll: string;
  readonly cut: string;
  readonly box: string;
  readonly sides: readonly [
    { readonly low: string; readonly high: string },
    { readonly low: string; readonly high: string },
    { readonly low: string; readonly high: string },
  ];
  readonly plane: string;
  readonly noPlane: string;
  readonly planes: { readonly [P in PlaneId]: string };
  readonly flip: string;
  readonly resetCut: string;
  readonly view: string;
  readonly directions: { readonly [D in DirectionId]: string };
  readonly moveHint: string;
  readonly waiting: string;
  readonly preparing: (percent: number) => string;
  readonly coarser: (voxelMm: string) => string;
  readonly failed: string;
  readonly lost: string;
  readonly lostStep: string;
  readonly missing: string;
  readonly missingStep: string;
  readonly again: string;
  readonly teethComing: string;
  readonly noTeethYet: string;
  readonly noTeeth: string;
  readonly preparingSurfaces: string;
  readonly surfacesOf: (loaded: number, all: number) => string;
}

export const TEXT = texts<SceneWords>({
  en: {
    picture: '3D',
    canvas: 'Tooth surfaces in 3D',
    controls: '3D controls',
    look: 'Appearance',
    presets: { surfaces: 'Surfaces only', bone: 'Bone', teeth: 'Teeth', skin: 'Skin' },
    volumeOpacity: 'Opacity of the volume',
    othersOpacity: 'Opacity of the other teeth',
    visible: 'Visible teeth',
    upperJaw: 'Upper jaw',
    lowerJaw: 'Lower jaw',
    quadrants: { 1: 'Upper right', 2: 'Upper left', 3: 'Lower left', 4: 'Lower right' },
    teeth: 'Single teeth',
    shown: (what) => `Show ${what}`,
    isolate: 'Selected tooth alone',
    showAll: 'Show all',
    cut: 'Cut away',
    box: 'Box',
    sides: [
      { low: 'From the right', high: 'From the left' },
      { low: 'From the front', high: 'From the back' },
      { low: 'From below', high: 'From above' },
    ],
    plane: 'At the slice',
    noPlane: 'None',
    planes: { axial: 'Axial', coronal: 'Coronal', sagittal: 'Sagittal' },
    flip: 'Other half',
    resetCut: 'Show everything',
    view: 'View from',
    directions: {
      front: 'Front',
      right: 'Right',
      left: 'Left',
      upper: 'Upper teeth, biting side',
      lower: 'Lower teeth, biting side',
      back: 'Back',
    },
    moveHint: 'Drag to turn, middle button to move, wheel to zoom; or arrow and page keys.',
    waiting: 'The volume picture follows when the scan has arrived.',
    preparing: (percent) => `Preparing the volume picture… ${percent} %`,
    coarser: (voxelMm) => `Volume picture at ${voxelMm} mm; slices keep the full resolution.`,
    failed: 'The volume picture could not be made. The surfaces stay.',
    lost: 'The graphics card took the 3D picture away.',
    lostStep: 'It comes back by itself when the card is free again. Your work is kept.',
    missing: 'No 3D picture: this machine offers no WebGL 2.',
    missingStep: 'Everything else works. Updating the graphics driver may help.',
    again: 'Try again',
    teethComing: 'Teeth appear here when they are found.',
    noTeethYet: 'No teeth yet.',
    noTeeth: 'No teeth were found in this scan.',
    preparingSurfaces: 'Preparing surfaces…',
    surfacesOf: (loaded, all) => `${loaded} of ${all} surfaces`,
  },
  de: {
    picture: '3D',
    canvas: 'Zahnoberflächen in 3D',
    controls: '3D-Bedienung',
    look: 'Darstellung',
    presets: { surfaces: 'Nur Oberflächen', bone: 'Knochen', teeth: 'Zähne', skin: 'Haut' },
    volumeOpacity: 'Deckkraft des Volumens',
    othersOpacity: 'Deckkraft der anderen Zähne',
    visible: 'Sichtbare Zähne',
    upperJaw: 'Oberkiefer',
    lowerJaw: 'Unterkiefer',
    quadrants: { 1: 'Oben rechts', 2: 'Oben links', 3: 'Unten links', 4: 'Unten rechts' },
    teeth: 'Einzelne Zähne',
    shown: (what) => `${what} zeigen`,
    isolate: 'Nur gewählter Zahn',
    showAll: 'Alle zeigen',
    cut: 'Wegschneiden',
    box: 'Quader',
    sides: [
      { low: 'Von rechts', high: 'Von links' },
      { low: 'Von vorn', high: 'Von hinten' },
      { low: 'Von unten', high: 'Von oben' },
    ],
    plane: 'An der Schicht',
    noPlane: 'Keine',
    planes: { axial: 'Axial', coronal: 'Koronal', sagittal: 'Sagittal' },
    flip: 'Andere Hälfte',
    resetCut: 'Alles zeigen',
    view: 'Ansicht von',
    directions: {
      front: 'Vorn',
      right: 'Rechts',
      left: 'Links',
      upper: 'Oberkiefer okklusal',
      lower: 'Unterkiefer okklusal',
      back: 'Hinten',
    },
    moveHint: 'Ziehen dreht, mittlere Taste verschiebt, Rad zoomt; auch mit Pfeil- und Bildtasten.',
    waiting: 'Das Volumenbild folgt, sobald der Scan da ist.',
    preparing: (percent) => `Volumenbild wird vorbereitet… ${percent} %`,
    coarser: (voxelMm) => `Volumenbild mit ${voxelMm} mm; die Schichten behalten die volle Auflösung.`,
    failed: 'Das Volumenbild ließ sich nicht erstellen. Die Oberflächen bleiben.',
    lost: 'Die Grafikkarte hat das 3D-Bild weggenommen.',
    lostStep: 'Es kommt von selbst wieder, sobald die Karte frei ist. Ihre Arbeit bleibt erhalten.',
    missing: 'Kein 3D-Bild: Dieser Rechner bietet kein WebGL 2.',
    missingStep: 'Alles andere funktioniert. Ein neuer Grafiktreiber kann helfen.',
    again: 'Erneut versuchen',
    teethComing: 'Hier erscheinen die Zähne, sobald sie gefunden sind.',
    noTeethYet: 'Noch keine Zähne.',
    noTeeth: 'In diesem Scan wurden keine Zähne gefunden.',
    preparingSurfaces: 'Oberflächen werden vorbereitet…',
    surfacesOf: (loaded, all) => `${loaded} von ${all} Oberflächen`,
  },
  fr: {
    picture: '3D',
    canvas: 'Surfaces des dents en 3D',
    controls: 'Commandes 3D',
    look: 'Aspect',
    presets: { surfaces: 'Surfaces seules', bone: 'Os', teeth: 'Dents', skin: 'Peau' },
    volumeOpacity: 'Opacité du volume',
    othersOpacity: 'Opacité des autres dents',
    visible: 'Dents visibles',
    upperJaw: 'Maxillaire',
    lowerJaw: 'Mandibule',
    quadrants: { 1: 'Haut droite', 2: 'Haut gauche', 3: 'Bas gauche', 4: 'Bas droite' },
    teeth: 'Dents une à une',
    shown: (what) => `Afficher ${what}`,
    isolate: 'Dent choisie seule',
    showAll: 'Tout afficher',
    cut: 'Couper',
    box: 'Boîte',
    sides: [
      { low: 'Depuis la droite', high: 'Depuis la gauche' },
      { low: 'Depuis l’avant', high: 'Depuis l’arrière' },
      { low: 'Depuis le bas', high: 'Depuis le haut' },
    ],
    plane: 'À la coupe',
    noPlane: 'Aucune',
    planes: { axial: 'Axiale', coronal: 'Coronale', sagittal: 'Sagittale' },
    flip: 'Autre moitié',
    resetCut: 'Ne rien couper',
    view: 'Vue de',
    directions: {
      front: 'Face',
      right: 'Droite',
      left: 'Gauche',
      upper: 'Occlusale haute',
      lower: 'Occlusale basse',
      back: 'Arrière',
    },
    moveHint: 'Glisser pour tourner, bouton central pour déplacer, molette pour zoomer ; ou flèches et touches Page.',
    waiting: 'Le volume suivra quand l’examen sera chargé.',
    preparing: (percent) => `Préparation du volume… ${percent} %`,
    coarser: (voxelMm) => `Volume à ${voxelMm} mm ; les coupes gardent la pleine résolution.`,
    failed: 'Le volume n’a pas pu être préparé. Les surfaces restent.',
    lost: 'La carte graphique a retiré l’image 3D.',
    lostStep: 'Elle reviendra d’elle-même. Votre travail est conservé.',
    missing: 'Pas d’image 3D : cette machine n’offre pas WebGL 2.',
    missingStep: 'Tout le reste fonctionne. Mettre à jour le pilote graphique peut aider.',
    again: 'Réessayer',
    teethComing: 'Les dents apparaissent ici dès qu’elles sont trouvées.',
    noTeethYet: 'Pas encore de dents.',
    noTeeth: 'Aucune dent trouvée dans cet examen.',
    preparingSurfaces: 'Préparation des surfaces…',
    surfacesOf: (loaded, all) => `${loaded} surfaces sur ${all}`,
  },
  zh: {
    picture: '三维',
    canvas: '牙齿三维表面',
    controls: '三维控制',
    look: '外观',
    presets: { surfaces: '仅表面', bone: '骨', teeth: '牙齿', skin: '皮肤' },
    volumeOpacity: '体绘制不透明度',
    othersOpacity: '其他牙齿不透明度',
    visible: '可见牙齿',
    upperJaw: '上颌',
    lowerJaw: '下颌',
    quadrants: { 1: '右上', 2: '左上', 3: '左下', 4: '右下' },
    teeth: '单颗牙齿',
    shown: (what) => `显示${what}`,
    isolate: '仅所选牙齿',
    showAll: '全部显示',
    cut: '剪切',
    box: '剪切框',
    sides: [
      { low: '从右侧', high: '从左侧' },
      { low: '从前方', high: '从后方' },
      { low: '从下方', high: '从上方' },
    ],
    plane: '沿切面',
    noPlane: '无',
    planes: { axial: '轴位', coronal: '冠状', sagittal: '矢状' },
    flip: '另一半',
    resetCut: '取消剪切',
    view: '视角',
    directions: {
      front: '前',
      right: '右',
      left: '左',
      upper: '上颌咬合面',
      lower: '下颌咬合面',
      back: '后',
    },
    moveHint: '拖动旋转，中键平移，滚轮缩放；也可用方向键和翻页键。',
    waiting: '扫描载入后将显示体绘制。',
    preparing: (percent) => `正在准备体绘制… ${percent} %`,
    coarser: (voxelMm) => `体绘制分辨率 ${voxelMm} mm；切片保持完整分辨率。`,
    failed: '无法生成体绘制，表面仍可使用。',
    lost: '显卡收回了三维图像。',
    lostStep: '显卡空闲后会自动恢复，您的工作不会丢失。',
    missing: '无三维图像：本机不支持 WebGL 2。',
    missingStep: '其他功能正常。更新显卡驱动可能有帮助。',
    again: '重试',
    teethComing: '找到的牙齿将显示在这里。',
    noTeethYet: '尚无牙齿。',
    noTeeth: '此扫描中未找到牙齿。',
    preparingSurfaces: '正在准备表面…',
    surfacesOf: (loaded, all) => `${loaded} / ${all} 个表面`,
  },
});
