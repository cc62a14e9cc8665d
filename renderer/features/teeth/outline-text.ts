import { texts } from '../../text.ts';

export const OUTLINE_TEXT = texts({
  en: {
    title: 'Your outline',
    clear: 'Clear',
    area: 'Area',
    score: 'Score',
    nothing: 'Nothing was found there. Try a box around it.',
    tracing: 'Tracing…',
    start: 'Click a tooth, or drag a box around it. It is shown only and not added to the teeth.',
    more: 'Shift and click adds a place inside, Alt and click one outside. Esc clears.',
  },
  de: {
    title: 'Ihr Umriss',
    clear: 'Löschen',
    area: 'Fläche',
    score: 'Güte',
    nothing: 'Dort wurde nichts gefunden. Versuchen Sie einen Rahmen darum.',
    tracing: 'Umriss wird gezogen…',
    start:
      'Klicken Sie einen Zahn an oder ziehen Sie einen Rahmen. Er wird nur gezeigt und nicht zu den Zähnen gezählt.',
    more: 'Umschalt+Klick: Stelle innen, Alt+Klick: Stelle außen. Esc löscht.',
  },
  fr: {
    title: 'Votre contour',
    clear: 'Effacer',
    area: 'Surface',
    score: 'Score',
    nothing: 'Rien trouvé à cet endroit. Essayez un cadre autour.',
    tracing: 'Tracé en cours…',
    start: 'Cliquez une dent ou tracez un cadre. Le contour est seulement montré, pas ajouté aux dents.',
    more: 'Maj+clic ajoute un point dedans, Alt+clic un point dehors. Échap efface.',
  },
  zh: {
    title: '您的轮廓',
    clear: '清除',
    area: '面积',
    score: '得分',
    nothing: '该处未找到目标，请试着画框。',
    tracing: '正在描绘…',
    start: '单击一颗牙，或在其周围画框。仅作显示，不计入牙齿。',
    more: 'Shift+单击：内部加点；Alt+单击：外部加点；Esc 清除。',
  },
});
