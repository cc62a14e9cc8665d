import type { SessionError } from '../state/session-store.ts';
import { texts } from '../text.ts';

/** What could not be done, above an error. */
export const ERROR_TITLES = texts<{ readonly [About in SessionError['about']]: string }>({
  en: {
    open: 'The scan could not be read',
    import: 'The segmentation could not be opened',
    segment: 'The teeth could not be found',
    case: 'The result could not be shown',
    outline: 'The outline could not be drawn',
    review: 'Your last action could not be saved',
  },
  de: {
    open: 'Die Aufnahme konnte nicht gelesen werden',
    import: 'Die Segmentierung konnte nicht geöffnet werden',
    segment: 'Die Zähne konnten nicht gefunden werden',
    case: 'Das Ergebnis konnte nicht gezeigt werden',
    outline: 'Die Umrandung konnte nicht gezeichnet werden',
    review: 'Ihre letzte Aktion konnte nicht gespeichert werden',
  },
  fr: {
    open: 'L’examen n’a pas pu être lu',
    import: 'La segmentation n’a pas pu être ouverte',
    segment: 'Les dents n’ont pas pu être trouvées',
    case: 'Le résultat n’a pas pu être affiché',
    outline: 'Le contour n’a pas pu être tracé',
    review: 'Votre dernière action n’a pas pu être enregistrée',
  },
  zh: {
    open: '无法读取影像',
    import: '无法打开分割文件',
    segment: '无法找到牙齿',
    case: '无法显示结果',
    outline: '无法勾画轮廓',
    review: '无法保存您的上一步操作',
  },
});
