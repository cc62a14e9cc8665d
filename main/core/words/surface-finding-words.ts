/** What the pipeline of intraoral scans notices, in a person's language. */
import type { FindingWords } from './finding-words.ts';

export const SURFACE_FINDING_WORDS: readonly FindingWords[] = [
  {
    code: 'surface.orientation-tried',
    pattern: /^Where the crowns point and where the front is was found by trying/,
    text: {
      en: 'Where the crowns point and where the front is was found by trying. Check the side of every number.',
      de: 'Wohin die Kronen zeigen und wo vorn ist, wurde durch Probieren gefunden. Bei jeder Nummer die Seite prüfen.',
      fr: 'L’orientation des couronnes et l’avant ont été trouvés par essais. Vérifiez le côté de chaque numéro.',
      zh: '牙冠朝向和前方由尝试得出，请核对每个编号的左右侧。',
    },
  },
  {
    code: 'surface.inside-out',
    pattern: /^The faces of the scan show their inner sides/,
    text: {
      en: 'The faces of the scan show their inner sides. If it was mirrored, left and right are exchanged: check the side.',
      de: 'Die Flächen des Scans zeigen ihre Innenseite. Wurde er gespiegelt, sind links und rechts vertauscht: Seite prüfen.',
      fr: 'Les faces de l’empreinte montrent leur côté intérieur. Si elle a été inversée, gauche et droite sont échangées : vérifiez le côté.',
      zh: '扫描面片内侧朝外。若曾被镜像，则左右颠倒：请核对左右侧。',
    },
  },
  {
    code: 'case.jaw-assumed',
    pattern: /^Nothing tells which jaw this is/,
    text: {
      en: 'Nothing tells which jaw this is; it was taken for the upper one. Say which it is and find the teeth again.',
      de: 'Nichts verrät, welcher Kiefer das ist; angenommen wurde der Oberkiefer. Bitte angeben und die Zähne neu suchen.',
      fr: 'Rien n’indique de quelle mâchoire il s’agit ; le maxillaire a été supposé. Précisez-la et relancez la recherche des dents.',
      zh: '无法判断是哪一颌，暂按上颌处理。请指明颌别并重新查找牙齿。',
    },
  },
  {
    code: 'tooth.unnumbered',
    pattern: /^No number is left for a tooth near (?<t1>\d+)/,
    text: {
      en: 'No number is left for a tooth near {t1}.',
      de: 'Für einen Zahn bei {t1} ist keine Nummer mehr frei.',
      fr: 'Il ne reste aucun numéro pour une dent près de {t1}.',
      zh: '{t1} 附近的一颗牙没有可用编号。',
    },
  },
];
