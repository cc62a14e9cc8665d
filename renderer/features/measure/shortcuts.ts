import type { MeasurementKind } from '#contract/annotations';
import type { App } from '../../create-app.ts';
import { kindOf } from '../../viewer/layers/measure-layer.ts';
import type { Texts } from '../../text.ts';
import type { Shortcut } from '../shortcuts/shortcut.ts';

const tool = (kind: MeasurementKind, key: string, title: Texts<string>): Shortcut => ({
  id: `tool.${kind}`,
  keys: [key],
  title,
  run: ({ view }) => view.setState({ tool: kind }),
});

export const MEASURE_SHORTCUTS: readonly Shortcut[] = [
  tool('distance', 'M', {
    en: 'Tool: measure a distance',
    de: 'Werkzeug: Strecke messen',
    fr: 'Outil : mesurer une distance',
    zh: '工具：测量距离',
  }),
  tool('polyline', 'Shift+M', {
    en: 'Tool: measure along a line',
    de: 'Werkzeug: entlang einer Linie messen',
    fr: 'Outil : mesurer le long d’une ligne',
    zh: '工具：沿折线测量',
  }),
  tool('angle', 'Shift+A', {
    en: 'Tool: measure an angle',
    de: 'Werkzeug: Winkel messen',
    fr: 'Outil : mesurer un angle',
    zh: '工具：测量角度',
  }),
  tool('ellipse', 'Shift+E', {
    en: 'Tool: grey values in a region',
    de: 'Werkzeug: Grauwerte eines Bereichs',
    fr: 'Outil : niveaux de gris d’une région',
    zh: '工具：区域灰度',
  }),
  tool('profile', 'Shift+P', {
    en: 'Tool: grey values along a line',
    de: 'Werkzeug: Grauwerte entlang einer Linie',
    fr: 'Outil : niveaux de gris le long d’une ligne',
    zh: '工具：沿线灰度曲线',
  }),
  {
    id: 'measure.point',
    keys: ['Enter'],
    title: {
      en: 'Set a point at the crosshair (measuring)',
      de: 'Punkt ins Fadenkreuz setzen (beim Messen)',
      fr: 'Placer un point au réticule (mesure)',
      zh: '在十字线处取点（测量时）',
    },
    run: setPointAtCrosshair,
  },
  {
    id: 'measure.remove',
    keys: ['Backspace', 'Delete'],
    title: {
      en: 'Take back the last point; delete the selected measurement',
      de: 'Letzten Punkt zurücknehmen; gewählte Messung löschen',
      fr: 'Enlever le dernier point ; supprimer la mesure choisie',
      zh: '撤回最后一点；删除所选测量',
    },
    run: ({ measuring }) => measuring.commands.removeLast(),
  },
];

/** On the active pane, at the crosshair's place on its picture. */
function setPointAtCrosshair({ view, panes, measuring }: App): void {
  const { tool: active, activePane, crosshairMm } = view.getState();
  const kind = kindOf(active);
  const sheet = panes.get(activePane)?.sheet?.() ?? null;
  if (kind === null || sheet === null) return;
  measuring.commands.addPoint(kind, sheet.surface, sheet.toWorld(sheet.toSheet(crosshairMm).at));
}
