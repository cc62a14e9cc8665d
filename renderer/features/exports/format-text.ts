/** What each format of the exports is for and what it is called. */
import type { ExportFormatId } from '#contract/exports';
import type { Language } from '#contract/settings';
import { textOf, type Texts, texts } from '../../text.ts';

/** The groups of the dialog, in its order. */
export const PURPOSES = ['pacs', 'colleague', 'planning', 'data'] as const;
export type Purpose = (typeof PURPOSES)[number];

interface FormatWords {
  readonly title: string;
  /** Who can do what with it, in half a line. */
  readonly note: string;
}

interface FormatText {
  readonly purpose: Purpose;
  readonly text: Texts<FormatWords>;
}

export const FORMAT_TEXT: { readonly [F in string]?: FormatText } = {
  'dicom-seg': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Segmentation', note: 'DICOM: every tooth coded, on the scan’s slices' },
      de: { title: 'Segmentierung', note: 'DICOM: jeder Zahn codiert, auf den Schichten der Aufnahme' },
      fr: { title: 'Segmentation des dents', note: 'DICOM : chaque dent codée, sur les coupes de l’examen' },
      zh: { title: '分割', note: 'DICOM：每颗牙齿均有编码，对应影像切片' },
    }),
  },
  'dicom-sr': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Measurements', note: 'DICOM structured report: sizes of each tooth' },
      de: { title: 'Messwerte', note: 'Strukturierter DICOM-Bericht: Maße jedes Zahns' },
      fr: { title: 'Mesures', note: 'Compte rendu structuré DICOM : dimensions de chaque dent' },
      zh: { title: '测量值', note: 'DICOM 结构化报告：每颗牙齿的尺寸' },
    }),
  },
  'dicom-labelmap': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Label map', note: 'DICOM: the segmentation in one picture a slice, for newer archives' },
      de: { title: 'Label-Karte', note: 'DICOM: die Segmentierung als ein Bild je Schicht, für neuere Archive' },
      fr: {
        title: 'Carte d’étiquettes',
        note: 'DICOM : la segmentation en une image par coupe, pour les archives récentes',
      },
      zh: { title: '标签图', note: 'DICOM：每个切片一幅图的分割，适用于较新的归档系统' },
    }),
  },
  'dicom-pdf': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Report', note: 'DICOM encapsulated PDF: chart, pictures, sizes, findings' },
      de: { title: 'Befundbericht', note: 'PDF in DICOM: Zahnschema, Bilder, Maße, Auffälligkeiten' },
      fr: { title: 'Compte rendu', note: 'PDF dans DICOM : schéma, images, dimensions, constats' },
      zh: { title: '报告', note: 'DICOM 封装 PDF：牙位图、图像、尺寸、发现' },
    }),
  },
  'dicom-sc': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Tooth chart', note: 'DICOM secondary capture, which every archive shows' },
      de: { title: 'Zahnschema', note: 'DICOM Secondary Capture, die jedes Archiv zeigt' },
      fr: { title: 'Schéma dentaire', note: 'DICOM Secondary Capture, que toute archive affiche' },
      zh: { title: '牙位图', note: 'DICOM 二次获取图像，任何归档系统都能显示' },
    }),
  },
  'dicom-stl': {
    purpose: 'pacs',
    text: texts({
      en: { title: 'Surfaces', note: 'DICOM encapsulated STL: the shape of the teeth' },
      de: { title: 'Oberflächen', note: 'STL in DICOM: die Form der Zähne' },
      fr: { title: 'Surfaces des dents', note: 'STL dans DICOM : la forme des dents' },
      zh: { title: '表面', note: 'DICOM 封装 STL：牙齿形状' },
    }),
  },
  pdf: {
    purpose: 'colleague',
    text: texts({
      en: { title: 'Report', note: 'Chart, pictures, sizes and findings on one or two pages' },
      de: { title: 'Befundbericht', note: 'Zahnschema, Bilder, Maße und Auffälligkeiten auf ein bis zwei Seiten' },
      fr: { title: 'Compte rendu', note: 'Schéma, images, dimensions et constats sur une ou deux pages' },
      zh: { title: '报告', note: '牙位图、图像、尺寸和发现，一至两页' },
    }),
  },
  'contact-sheet': {
    purpose: 'colleague',
    text: texts({
      en: { title: 'Picture of all teeth', note: 'Every tooth with its number, on one sheet' },
      de: { title: 'Bild aller Zähne', note: 'Jeder Zahn mit seiner Nummer, auf einem Blatt' },
      fr: { title: 'Planche de toutes les dents', note: 'Chaque dent avec son numéro, sur une feuille' },
      zh: { title: '全部牙齿图', note: '每颗牙齿及其编号，汇于一页' },
    }),
  },
  stl: {
    purpose: 'planning',
    text: texts({
      en: { title: 'STL meshes', note: 'For 3D printing and planning: shape only' },
      de: { title: 'STL-Netze', note: 'Für 3D-Druck und Planung: nur die Form' },
      fr: { title: 'Maillages STL', note: 'Pour l’impression 3D et la planification : la forme seule' },
      zh: { title: 'STL 网格', note: '用于三维打印和设计：仅形状' },
    }),
  },
  ply: {
    purpose: 'planning',
    text: texts({
      en: { title: 'PLY meshes', note: 'With the colours of the teeth' },
      de: { title: 'PLY-Netze', note: 'Mit den Farben der Zähne' },
      fr: { title: 'Maillages PLY', note: 'Avec les couleurs des dents' },
      zh: { title: 'PLY 网格', note: '含牙齿颜色' },
    }),
  },
  obj: {
    purpose: 'planning',
    text: texts({
      en: { title: 'OBJ meshes', note: 'Named and coloured, for modelling programs' },
      de: { title: 'OBJ-Netze', note: 'Mit Namen und Farben, für Modellierprogramme' },
      fr: { title: 'Maillages OBJ', note: 'Nommés et colorés, pour les modeleurs' },
      zh: { title: 'OBJ 网格', note: '带名称和颜色，适用于建模软件' },
    }),
  },
  gltf: {
    purpose: 'planning',
    text: texts({
      en: { title: 'glTF scene', note: 'Named and coloured teeth, for browsers and presentations' },
      de: { title: 'glTF-Szene', note: 'Zähne mit Namen und Farben, für Browser und Vorträge' },
      fr: { title: 'Scène glTF', note: 'Dents nommées et colorées, pour navigateurs et présentations' },
      zh: { title: 'glTF 场景', note: '带名称和颜色的牙齿，适用于浏览器和演示' },
    }),
  },
  nifti: {
    purpose: 'data',
    text: texts({
      en: { title: 'Labels as NIfTI', note: 'On the scan’s grid, the value is the tooth number' },
      de: { title: 'Label als NIfTI', note: 'Im Raster der Aufnahme, der Wert ist die Zahnnummer' },
      fr: { title: 'Étiquettes en NIfTI', note: 'Sur la grille de l’examen, la valeur est le numéro de la dent' },
      zh: { title: 'NIfTI 标签', note: '与影像同网格，数值即牙位' },
    }),
  },
  nrrd: {
    purpose: 'data',
    text: texts({
      en: { title: 'Labels for 3D Slicer', note: 'NRRD segmentation with names and colours' },
      de: { title: 'Label für 3D Slicer', note: 'NRRD-Segmentierung mit Namen und Farben' },
      fr: { title: 'Étiquettes pour 3D Slicer', note: 'Segmentation NRRD avec noms et couleurs' },
      zh: { title: '3D Slicer 标签', note: '含名称和颜色的 NRRD 分割' },
    }),
  },
  'label-png': {
    purpose: 'data',
    text: texts({
      en: { title: 'Labels as a picture', note: 'PNG, the value is the tooth number' },
      de: { title: 'Label als Bild', note: 'PNG, der Wert ist die Zahnnummer' },
      fr: { title: 'Étiquettes en image', note: 'PNG, la valeur est le numéro de la dent' },
      zh: { title: '标签图像', note: 'PNG，数值即牙位' },
    }),
  },
  csv: {
    purpose: 'data',
    text: texts({
      en: { title: 'Table', note: 'Sizes of each tooth, for spreadsheets' },
      de: { title: 'Tabelle', note: 'Maße jedes Zahns, für die Tabellenkalkulation' },
      fr: { title: 'Tableau', note: 'Dimensions de chaque dent, pour tableurs' },
      zh: { title: '表格', note: '每颗牙齿的尺寸，适用于电子表格' },
    }),
  },
  json: {
    purpose: 'data',
    text: texts({
      en: { title: 'All data', note: 'Case, teeth and review as JSON' },
      de: { title: 'Alle Daten', note: 'Fall, Zähne und Prüfung als JSON' },
      fr: { title: 'Toutes les données', note: 'Cas, dents et révision en JSON' },
      zh: { title: '全部数据', note: '病例、牙齿和审核，JSON 格式' },
    }),
  },
  labelme: {
    purpose: 'data',
    text: texts({
      en: { title: 'Outlines for labelme', note: 'JSON beside the picture, to annotate further' },
      de: { title: 'Umrisse für labelme', note: 'JSON neben dem Bild, zum Weiterbearbeiten' },
      fr: { title: 'Contours pour labelme', note: 'JSON à côté de l’image, pour continuer l’annotation' },
      zh: { title: 'labelme 轮廓', note: '与图像同名的 JSON，可继续标注' },
    }),
  },
  coco: {
    purpose: 'data',
    text: texts({
      en: { title: 'Outlines as COCO', note: 'JSON for training and evaluation' },
      de: { title: 'Umrisse als COCO', note: 'JSON für Training und Auswertung' },
      fr: { title: 'Contours en COCO', note: 'JSON pour l’apprentissage et l’évaluation' },
      zh: { title: 'COCO 轮廓', note: '用于训练和评估的 JSON' },
    }),
  },
};

export function purposeOf(format: ExportFormatId): Purpose {
  return FORMAT_TEXT[format]?.purpose ?? 'data';
}

/** A format that has no words is called by its id. */
export function formatWords(format: ExportFormatId, language: Language): FormatWords {
  const own = FORMAT_TEXT[format];
  return own === undefined ? { title: format, note: '' } : textOf(own.text, language);
}
