import type { Language, Notation, Theme } from '#contract/settings';
import { texts } from '../../text.ts';

/** Each language in its own words. */
export const LANGUAGE_NAMES: { readonly [L in Language]: string } = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  zh: '中文',
};

export const TEXT = texts<{
  readonly title: string;
  readonly close: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: { readonly [T in Theme]: string };
  readonly themeNote: string;
  readonly notation: string;
  readonly notations: { readonly [N in Notation]: string };
  readonly notationNote: string;
  readonly reviewer: string;
  readonly reviewerNote: string;
  readonly practice: string;
  readonly practiceNote: string;
  readonly practiceAddress: string;
  readonly practiceContact: string;
  readonly hidePatients: string;
  readonly hidePatientsNote: string;
}>({
  en: {
    title: 'Settings',
    close: 'Close',
    language: 'Language',
    theme: 'Colours',
    themes: { dark: 'Dark', light: 'Light', system: 'As the system' },
    themeNote: 'The pictures themselves always stand on black.',
    notation: 'Tooth numbers',
    notations: { fdi: 'FDI', universal: 'Universal', palmer: 'Palmer' },
    notationNote: 'The example is the upper right first molar. Stored numbers are always FDI.',
    reviewer: 'Reviewer’s name as the log writes it',
    reviewerNote: 'Stands beside every change of a case and where it is signed off. Empty: the name of the account.',
    practice: 'Name of the practice',
    practiceNote: 'Stands on what you print or export.',
    practiceAddress: 'Address of the practice',
    practiceContact: 'Telephone, e-mail or website of the practice',
    hidePatients: 'Hide patients in the list of recent scans',
    hidePatientsNote:
      'Neither names nor pictures, on the screen and on the disk. A scan whose path may name its patient leaves the list when Quadrant ends.',
  },
  de: {
    title: 'Einstellungen',
    close: 'Schließen',
    language: 'Sprache',
    theme: 'Farben',
    themes: { dark: 'Dunkel', light: 'Hell', system: 'Wie das System' },
    themeNote: 'Die Bilder selbst stehen immer auf Schwarz.',
    notation: 'Zahnbezeichnung',
    notations: { fdi: 'FDI', universal: 'Universal', palmer: 'Palmer' },
    notationNote: 'Das Beispiel ist der erste Molar oben rechts. Gespeichert wird immer FDI.',
    reviewer: 'Name der prüfenden Person im Protokoll',
    reviewerNote: 'Steht bei jeder Änderung eines Falls und bei seiner Freigabe. Leer: der Name des Kontos.',
    practice: 'Name der Praxis',
    practiceNote: 'Steht auf allem, was Sie drucken oder exportieren.',
    practiceAddress: 'Anschrift der Praxis',
    practiceContact: 'Telefon, E-Mail oder Website der Praxis',
    hidePatients: 'Patienten in der Liste der letzten Aufnahmen verbergen',
    hidePatientsNote:
      'Weder Namen noch Bilder, auf dem Bildschirm und auf der Festplatte. Eine Aufnahme, deren Pfad den Patienten nennen könnte, verlässt die Liste, wenn Quadrant endet.',
  },
  fr: {
    title: 'Réglages',
    close: 'Fermer',
    language: 'Langue',
    theme: 'Couleurs',
    themes: { dark: 'Sombre', light: 'Clair', system: 'Comme le système' },
    themeNote: 'Les images elles-mêmes restent toujours sur fond noir.',
    notation: 'Numéros des dents',
    notations: { fdi: 'FDI', universal: 'Universel', palmer: 'Palmer' },
    notationNote: 'L’exemple est la première molaire supérieure droite. L’enregistrement se fait toujours en FDI.',
    reviewer: 'Nom de la personne qui révise, dans le journal',
    reviewerNote: 'Figure à côté de chaque modification d’un cas et de sa validation. Vide : le nom du compte.',
    practice: 'Nom du cabinet',
    practiceNote: 'Figure sur ce que vous imprimez ou exportez.',
    practiceAddress: 'Adresse du cabinet',
    practiceContact: 'Téléphone, courriel ou site du cabinet',
    hidePatients: 'Masquer les patients dans la liste des examens récents',
    hidePatientsNote:
      'Ni noms ni images, à l’écran comme sur le disque. Un examen dont le chemin pourrait nommer le patient quitte la liste à la fermeture de Quadrant.',
  },
  zh: {
    title: '设置',
    close: '关闭',
    language: '语言',
    theme: '颜色',
    themes: { dark: '深色', light: '浅色', system: '跟随系统' },
    themeNote: '图像本身始终以黑色为背景。',
    notation: '牙位记录法',
    notations: { fdi: 'FDI', universal: '通用法', palmer: 'Palmer' },
    notationNote: '示例为右上第一磨牙。保存时始终使用 FDI 编号。',
    reviewer: '记录中的审核者姓名',
    reviewerNote: '显示在病例的每次修改和签发处。留空则使用系统账户名。',
    practice: '诊所名称',
    practiceNote: '会出现在打印和导出的内容上。',
    practiceAddress: '诊所地址',
    practiceContact: '诊所电话、邮箱或网站',
    hidePatients: '在最近打开的列表中隐藏患者',
    hidePatientsNote: '屏幕上和磁盘上都不保留姓名和图像。路径可能透露患者身份的影像，会在 Quadrant 结束时移出列表。',
  },
});
