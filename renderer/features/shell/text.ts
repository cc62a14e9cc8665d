import type { Modality } from '#contract/scan';
import type { ShapeTool, Tool } from '../../state/view/view-store.ts';
import { PRODUCT_WORDS } from '#core/words/product-words';
import { texts } from '../../text.ts';

export type RailTool = Exclude<Tool, Exclude<ShapeTool, 'paint'>>;

export const TEXT = texts<{
  readonly researchUse: string;
  readonly modality: { readonly [M in Modality]: string };
  readonly patientHidden: string;
  readonly hidePatient: string;
  readonly showPatient: string;
  readonly cases: string;
  readonly lock: string;
  readonly shortcuts: string;
  readonly export: string;
  readonly settings: string;
  readonly closeScan: string;
  readonly showPanel: string;
  readonly hidePanel: string;
  readonly tools: string;
  readonly tool: { readonly [T in RailTool]: string };
  readonly overlay: string;
  readonly invert: string;
  readonly reset: string;
  readonly findingTeeth: (percent: string) => string;
  readonly imported: string;
  readonly run: (seconds: string, gigabytes: string) => string;
  readonly voxels: (dims: string, spacing: string) => string;
  readonly pixels: (dims: string, spacing: string) => string;
  readonly faces: (faces: string, vertices: string) => string;
  readonly noScale: string;
  readonly offline: (version: string) => string;
  readonly online: (version: string, archives: number) => string;
  readonly archive: string;
  readonly crosshair: string;
}>({
  en: {
    researchUse: PRODUCT_WORDS.en.researchUse,
    modality: PRODUCT_WORDS.en.modality,
    patientHidden: 'Patient hidden',
    hidePatient: 'Hide the patient’s name',
    showPatient: 'Show the patient’s name',
    cases: 'Cases',
    lock: 'Lock the window',
    shortcuts: 'Keyboard shortcuts',
    export: 'Export',
    settings: 'Settings',
    closeScan: 'Close the scan',
    showPanel: 'Show the teeth',
    hidePanel: 'Hide the teeth',
    tools: 'Tools',
    tool: {
      crosshair: 'Crosshair',
      window: 'Window and level',
      turn: 'Turn',
      pan: 'Pan',
      zoom: 'Zoom',
      outline: 'Outline',
      arch: 'Dental arch',
      canal: 'Nerve canal',
      distance: 'Distance',
      polyline: 'Length along a line',
      angle: 'Angle',
      ellipse: 'Region',
      profile: 'Profile',
      paint: 'Edit shapes',
    },
    overlay: 'Teeth overlay',
    invert: 'Invert',
    reset: 'Reset the views',
    findingTeeth: (percent) => `Finding teeth ${percent}`,
    imported: 'Imported',
    run: (seconds, gigabytes) => `${seconds} s · ${gigabytes} GB peak`,
    voxels: (dims, spacing) => `${dims} voxels · ${spacing}`,
    pixels: (dims, spacing) => `${dims} pixels · ${spacing}`,
    faces: (faces, vertices) => `${faces} faces · ${vertices} points`,
    noScale: 'no scale',
    offline: (version) => `Quadrant ${version} · everything stays on this computer`,
    online: (version, archives) =>
      `Quadrant ${version} · ${archives === 1 ? '1 archive is' : `${archives} archives are`} set up`,
    archive: 'Find a study in the archive',
    crosshair: 'Crosshair position',
  },
  de: {
    researchUse: PRODUCT_WORDS.de.researchUse,
    modality: PRODUCT_WORDS.de.modality,
    patientHidden: 'Patient verborgen',
    hidePatient: 'Patientennamen verbergen',
    showPatient: 'Patientennamen zeigen',
    cases: 'Fälle',
    lock: 'Fenster sperren',
    shortcuts: 'Tastenkürzel',
    export: 'Exportieren',
    settings: 'Einstellungen',
    closeScan: 'Aufnahme schließen',
    showPanel: 'Zähne zeigen',
    hidePanel: 'Zähne ausblenden',
    tools: 'Werkzeuge',
    tool: {
      crosshair: 'Fadenkreuz',
      window: 'Fenster (Helligkeit, Kontrast)',
      turn: 'Drehen',
      pan: 'Verschieben',
      zoom: 'Vergrößern',
      outline: 'Umranden',
      arch: 'Zahnbogen',
      canal: 'Nervkanal',
      distance: 'Strecke',
      polyline: 'Länge entlang einer Linie',
      angle: 'Winkel',
      ellipse: 'Bereich',
      profile: 'Grauwertprofil',
      paint: 'Form bearbeiten',
    },
    overlay: 'Zahnfarben',
    invert: 'Umkehren',
    reset: 'Ansichten zurücksetzen',
    findingTeeth: (percent) => `Zähne werden gesucht: ${percent}`,
    imported: 'Importiert',
    run: (seconds, gigabytes) => `${seconds} s · höchstens ${gigabytes} GB`,
    voxels: (dims, spacing) => `${dims} Voxel · ${spacing}`,
    pixels: (dims, spacing) => `${dims} Pixel · ${spacing}`,
    faces: (faces, vertices) => `${faces} Flächen · ${vertices} Punkte`,
    noScale: 'ohne Maßstab',
    offline: (version) => `Quadrant ${version} · alles bleibt auf diesem Computer`,
    online: (version, archives) =>
      `Quadrant ${version} · ${archives === 1 ? '1 Archiv' : `${archives} Archive`} eingerichtet`,
    archive: 'Studie im Archiv suchen',
    crosshair: 'Lage des Fadenkreuzes',
  },
  fr: {
    researchUse: PRODUCT_WORDS.fr.researchUse,
    modality: PRODUCT_WORDS.fr.modality,
    patientHidden: 'Patient masqué',
    hidePatient: 'Masquer le nom du patient',
    showPatient: 'Afficher le nom du patient',
    cases: 'Liste des cas',
    lock: 'Verrouiller la fenêtre',
    shortcuts: 'Raccourcis clavier',
    export: 'Exporter',
    settings: 'Réglages',
    closeScan: 'Fermer l’examen',
    showPanel: 'Afficher les dents',
    hidePanel: 'Masquer les dents',
    tools: 'Outils',
    tool: {
      crosshair: 'Réticule',
      window: 'Fenêtrage',
      turn: 'Tourner',
      pan: 'Déplacer',
      zoom: 'Agrandir',
      outline: 'Détourer',
      arch: 'Arcade dentaire',
      canal: 'Canal mandibulaire',
      distance: 'Longueur',
      polyline: 'Longueur le long d’une ligne',
      angle: 'Mesure d’angle',
      ellipse: 'Région',
      profile: 'Profil de gris',
      paint: 'Modifier la forme',
    },
    overlay: 'Couleurs des dents',
    invert: 'Inverser',
    reset: 'Réinitialiser les vues',
    findingTeeth: (percent) => `Recherche des dents : ${percent}`,
    imported: 'Importé',
    run: (seconds, gigabytes) => `${seconds} s · ${gigabytes} Go au plus`,
    voxels: (dims, spacing) => `${dims} voxels · ${spacing}`,
    pixels: (dims, spacing) => `${dims} pixels · ${spacing}`,
    faces: (faces, vertices) => `${faces} facettes · ${vertices} points`,
    noScale: 'sans échelle',
    offline: (version) => `Quadrant ${version} · tout reste sur cet ordinateur`,
    online: (version, archives) =>
      `Quadrant ${version} · ${archives === 1 ? '1 archive configurée' : `${archives} archives configurées`}`,
    archive: 'Chercher une étude dans l’archive',
    crosshair: 'Position du réticule',
  },
  zh: {
    researchUse: PRODUCT_WORDS.zh.researchUse,
    modality: PRODUCT_WORDS.zh.modality,
    patientHidden: '患者已隐藏',
    hidePatient: '隐藏患者姓名',
    showPatient: '显示患者姓名',
    cases: '病例',
    lock: '锁定窗口',
    shortcuts: '键盘快捷键',
    export: '导出',
    settings: '设置',
    closeScan: '关闭影像',
    showPanel: '显示牙齿面板',
    hidePanel: '隐藏牙齿面板',
    tools: '工具',
    tool: {
      crosshair: '十字线',
      window: '窗宽窗位',
      turn: '旋转',
      pan: '平移',
      zoom: '缩放',
      outline: '勾画',
      arch: '牙弓',
      canal: '神经管',
      distance: '距离',
      polyline: '沿线长度',
      angle: '角度',
      ellipse: '区域',
      profile: '灰度曲线',
      paint: '编辑形状',
    },
    overlay: '牙齿颜色',
    invert: '反相',
    reset: '重置视图',
    findingTeeth: (percent) => `正在查找牙齿 ${percent}`,
    imported: '已导入',
    run: (seconds, gigabytes) => `${seconds} 秒 · 峰值 ${gigabytes} GB`,
    voxels: (dims, spacing) => `${dims} 体素 · ${spacing}`,
    pixels: (dims, spacing) => `${dims} 像素 · ${spacing}`,
    faces: (faces, vertices) => `${faces} 个面 · ${vertices} 个点`,
    noScale: '无比例尺',
    offline: (version) => `Quadrant ${version} · 所有数据都留在此电脑`,
    online: (version, archives) => `Quadrant ${version} · 已设置 ${archives} 个影像归档`,
    archive: '在影像归档中查找检查',
    crosshair: '十字线位置',
  },
});
