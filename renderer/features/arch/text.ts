import type { SlabMode } from '#core/arch/ruled-picture';
import { texts } from '../../text.ts';

interface ArchWords {
  readonly arch: string;
  readonly panoramic: string;
  readonly panoramicPicture: string;
  readonly sections: string;
  readonly sectionsPicture: string;
  readonly modes: { readonly [M in SlabMode]: string };
  readonly modeLabel: string;
  readonly layer: (mode: string, thicknessMm: number) => string;
  readonly section: (number: number, count: number) => string;
  readonly spacing: (distanceMm: number, thicknessMm: number) => string;
  readonly thickness: string;
  readonly distance: string;
  readonly width: string;
  readonly sectionThickness: string;
  readonly thick: string;
  readonly apart: string;
  readonly wide: string;
  readonly editArch: string;
  readonly resetArch: string;
  readonly noArch: string;
  readonly hint: string;
  readonly controls: string;
}

export const TEXT = texts<ArchWords>({
  en: {
    arch: 'Dental arch',
    panoramic: 'Panoramic',
    panoramicPicture: 'Panoramic along the dental arch',
    sections: 'Cross-sections',
    sectionsPicture: 'Cross-sections of the dental arch',
    modes: { mip: 'MIP', mean: 'mean' },
    modeLabel: 'How the layer is summed up',
    layer: (mode, mm) => `panoramic, ${mode} ${mm} mm`,
    section: (number, count) => `section ${number} of ${count}`,
    spacing: (distance, thickness) => `every ${distance} mm, ${thickness} mm thick`,
    thickness: 'Thickness of the panoramic in mm',
    distance: 'Distance between cross-sections in mm',
    width: 'Width of cross-sections in mm',
    sectionThickness: 'Thickness of cross-sections in mm',
    thick: 'Thick',
    apart: 'Apart',
    wide: 'Wide',
    editArch: 'Change the dental arch',
    resetArch: 'Back to the fitted arch',
    noArch: 'The dental arch is being looked for…',
    hint: 'Drag a point of the arch, click the curve to add one, double-click to remove one. Tab picks a point, arrows move it, Delete removes it.',
    controls: 'Layer and sections',
  },
  de: {
    arch: 'Zahnbogen',
    panoramic: 'Panorama',
    panoramicPicture: 'Panorama entlang des Zahnbogens',
    sections: 'Querschnitte',
    sectionsPicture: 'Querschnitte des Zahnbogens',
    modes: { mip: 'MIP', mean: 'Mittel' },
    modeLabel: 'Wie die Schicht zusammengefasst wird',
    layer: (mode, mm) => `Panorama, ${mode} ${mm} mm`,
    section: (number, count) => `Schnitt ${number} von ${count}`,
    spacing: (distance, thickness) => `alle ${distance} mm, ${thickness} mm dick`,
    thickness: 'Dicke des Panoramas in mm',
    distance: 'Abstand der Querschnitte in mm',
    width: 'Breite der Querschnitte in mm',
    sectionThickness: 'Dicke der Querschnitte in mm',
    thick: 'Dicke',
    apart: 'Abstand',
    wide: 'Breite',
    editArch: 'Zahnbogen ändern',
    resetArch: 'Zurück zum gefundenen Bogen',
    noArch: 'Der Zahnbogen wird gesucht …',
    hint: 'Punkt des Bogens ziehen, auf die Kurve klicken fügt einen hinzu, Doppelklick entfernt einen. Tab wählt einen Punkt, Pfeile bewegen ihn, Entf entfernt ihn.',
    controls: 'Schicht und Schnitte',
  },
  fr: {
    arch: 'Arcade dentaire',
    panoramic: 'Panoramique',
    panoramicPicture: 'Panoramique le long de l’arcade dentaire',
    sections: 'Coupes transversales',
    sectionsPicture: 'Coupes transversales de l’arcade dentaire',
    modes: { mip: 'MIP', mean: 'moyenne' },
    modeLabel: 'Mode de projection de la couche',
    layer: (mode, mm) => `panoramique, ${mode} ${mm} mm`,
    section: (number, count) => `coupe ${number} sur ${count}`,
    spacing: (distance, thickness) => `tous les ${distance} mm, épaisseur ${thickness} mm`,
    thickness: 'Épaisseur du panoramique en mm',
    distance: 'Distance entre les coupes en mm',
    width: 'Largeur des coupes en mm',
    sectionThickness: 'Épaisseur des coupes en mm',
    thick: 'Épais.',
    apart: 'Écart',
    wide: 'Largeur',
    editArch: 'Modifier l’arcade dentaire',
    resetArch: 'Revenir à l’arcade trouvée',
    noArch: 'Recherche de l’arcade dentaire…',
    hint: 'Glissez un point de l’arcade, cliquez la courbe pour en ajouter, double-cliquez pour en enlever. Tab choisit un point, les flèches le déplacent, Suppr l’enlève.',
    controls: 'Couche et coupes',
  },
  zh: {
    arch: '牙弓曲线',
    panoramic: '全景图',
    panoramicPicture: '沿牙弓的全景图',
    sections: '横断面',
    sectionsPicture: '牙弓的横断面',
    modes: { mip: 'MIP', mean: '平均' },
    modeLabel: '层面的合成方式',
    layer: (mode, mm) => `全景图，${mode} ${mm} mm`,
    section: (number, count) => `断面 ${number} / ${count}`,
    spacing: (distance, thickness) => `间距 ${distance} mm，层厚 ${thickness} mm`,
    thickness: '全景图层厚（mm）',
    distance: '横断面间距（mm）',
    width: '横断面宽度（mm）',
    sectionThickness: '横断面层厚（mm）',
    thick: '层厚',
    apart: '间距',
    wide: '宽度',
    editArch: '修改牙弓曲线',
    resetArch: '恢复拟合的牙弓',
    noArch: '正在寻找牙弓……',
    hint: '拖动牙弓上的点；点击曲线添加一点；双击删除一点。Tab 选点，方向键移动，Delete 删除。',
    controls: '层厚与断面',
  },
});
