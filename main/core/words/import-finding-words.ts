/** What an imported case says about its teeth (main/services/import/import-words.ts), in other words. */
import type { FindingWords } from './finding-words.ts';

export const IMPORT_FINDING_WORDS: readonly FindingWords[] = [
  {
    code: 'import.origin',
    pattern: /^The teeth were not found by Quadrant here but opened from a file of (?<a>.+)\.$/,
    text: {
      en: 'The teeth were not found by Quadrant here but opened from a file of {a}.',
      de: 'Die Zähne hat nicht Quadrant hier gefunden; sie kommen aus einer Datei von {a}.',
      fr: 'Les dents n’ont pas été trouvées ici par Quadrant : elles viennent d’un fichier de {a}.',
      zh: '牙齿并非由此处的 Quadrant 找到，而是来自 {a} 的文件。',
    },
  },
  {
    code: 'import.unchecked',
    pattern: /^The scan is a file without a study/,
    text: {
      en: 'The scan is a file without a study: whether the segmentation is of it could not be checked.',
      de: 'Die Aufnahme ist eine Datei ohne Studie: Ob die Segmentierung zu ihr gehört, ließ sich nicht prüfen.',
      fr: 'L’examen est un fichier sans étude : impossible de vérifier que la segmentation lui appartient.',
      zh: '该影像文件不含检查信息：无法确认分割是否属于它。',
    },
  },
  {
    code: 'import.resampled',
    pattern: /^The segmentation has other voxels \((?<a>[^)]+) mm\) than the scan \((?<b>[^)]+) mm\)/,
    text: {
      en: 'The segmentation has other voxels ({a} mm) than the scan ({b} mm): each voxel of the scan took the nearest one.',
      de: 'Die Segmentierung hat andere Voxel ({a} mm) als die Aufnahme ({b} mm): Jedes Voxel der Aufnahme bekam das nächste.',
      fr: 'La segmentation a d’autres voxels ({a} mm) que l’examen ({b} mm) : chaque voxel de l’examen a pris le plus proche.',
      zh: '分割的体素（{a} mm）与影像（{b} mm）不同：影像的每个体素取最近的分割体素。',
    },
  },
  {
    code: 'import.fractional',
    pattern: /^The segmentation tells shares of voxels/,
    text: {
      en: 'The segmentation tells shares of voxels: what is at least half a tooth counts as tooth.',
      de: 'Die Segmentierung nennt Anteile: Was mindestens zur Hälfte Zahn ist, gilt als Zahn.',
      fr: 'La segmentation donne des fractions : ce qui est dent au moins pour moitié compte comme dent.',
      zh: '分割给出的是比例：至少一半为牙齿的体素计为牙齿。',
    },
  },
  {
    code: 'import.overlap',
    pattern: /^(?<a>\d+) voxels belong to more than one tooth/,
    text: {
      en: '{a} voxels belong to more than one tooth: they went to the smaller one.',
      de: '{a} Voxel gehören zu mehr als einem Zahn: Sie gingen an den kleineren.',
      fr: '{a} voxels appartiennent à plus d’une dent : ils sont allés à la plus petite.',
      zh: '{a} 个体素属于多颗牙齿：已归入较小的一颗。',
    },
  },
  {
    code: 'import.outside',
    pattern: /^(?<a>\d+) voxels of teeth lie outside/,
    text: {
      en: '{a} voxels of teeth lie outside of the scan.',
      de: '{a} Voxel von Zähnen liegen außerhalb der Aufnahme.',
      fr: '{a} voxels de dents se trouvent hors de l’examen.',
      zh: '{a} 个牙齿体素位于影像之外。',
    },
  },
  {
    code: 'import.left-out',
    pattern: /^(?<a>\d+) segments are no teeth and were left out: (?<b>.+)\.$/,
    text: {
      en: '{a} segments are no teeth and were left out: {b}.',
      de: '{a} Segmente sind keine Zähne und blieben weg: {b}.',
      fr: '{a} segments ne sont pas des dents et ont été écartés : {b}.',
      zh: '{a} 个分段不是牙齿，已略去：{b}。',
    },
  },
  {
    code: 'import.unclear-numbers',
    pattern: /^(?<a>\d+) segments were left out, since their numbers are no FDI numbers: (?<b>.+)\.$/,
    text: {
      en: '{a} segments were left out, since their numbers are no FDI numbers: {b}.',
      de: '{a} Segmente blieben weg, da ihre Nummern keine FDI-Nummern sind: {b}.',
      fr: '{a} segments ont été écartés, leurs numéros n’étant pas des numéros FDI : {b}.',
      zh: '{a} 个分段的编号不是 FDI 编号，已略去：{b}。',
    },
  },
  {
    code: 'import.empty',
    pattern: /^Without a voxel in the scan: (?<t1>.+)\.$/,
    text: {
      en: 'Without a voxel in the scan: {t1}.',
      de: 'Ohne ein Voxel in der Aufnahme: {t1}.',
      fr: 'Sans voxel dans l’examen : {t1}.',
      zh: '在影像中没有体素：{t1}。',
    },
  },
  {
    code: 'import.doubled',
    pattern: /^More than one segment is tooth (?<t1>\d+)/,
    text: {
      en: 'More than one segment is tooth {t1}.',
      de: 'Mehr als ein Segment ist Zahn {t1}.',
      fr: 'Plus d’un segment est la dent {t1}.',
      zh: '不止一个分段是牙齿 {t1}。',
    },
  },
  {
    code: 'import.contradiction',
    pattern: /^A segment is coded as tooth (?<t1>\d+) and labelled as (?<a>\d+)/,
    text: {
      en: 'A segment is coded as tooth {t1} and labelled as {a}: the code counts.',
      de: 'Ein Segment ist als Zahn {t1} codiert und mit {a} bezeichnet: Der Code zählt.',
      fr: 'Un segment est codé dent {t1} et nommé {a} : le code l’emporte.',
      zh: '某分段编码为牙齿 {t1}，名称却为 {a}：以编码为准。',
    },
  },
];
