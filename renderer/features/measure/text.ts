import type { MeasurementKind } from '#contract/annotations';
import { texts } from '../../text.ts';

interface MeasureWords {
  readonly title: string;
  readonly kinds: { readonly [K in MeasurementKind]: string };
  readonly hints: { readonly [K in MeasurementKind]: string };
  readonly keyboard: string;
  readonly rename: (name: string) => string;
  readonly remove: (name: string) => string;
  readonly undo: string;
  readonly redo: string;
  readonly unrolled: string;
  readonly notSaved: string;
  readonly alongMm: string;
  readonly grey: string;
  readonly profileLabel: (name: string) => string;
}

export const TEXT = texts<MeasureWords>({
  en: {
    title: 'Measurements',
    kinds: { distance: 'Distance', polyline: 'Line', angle: 'Angle', ellipse: 'Region', profile: 'Profile' },
    hints: {
      distance: 'Click two points, or drag from one to the other.',
      polyline: 'Click point after point; double-click ends the line.',
      angle: 'Click the end of one arm, the vertex, then the end of the other arm.',
      ellipse: 'Drag from corner to corner of the region.',
      profile: 'Click two points: the grey values between them are plotted here.',
    },
    keyboard: 'Enter sets a point at the crosshair, Backspace takes it back, Esc ends.',
    rename: (name) => `Name of ${name}`,
    remove: (name) => `Delete ${name}`,
    undo: 'Undo',
    redo: 'Redo',
    unrolled: 'on the panoramic',
    notSaved: 'Kept in this window until the scan has a case.',
    alongMm: 'mm along the line',
    grey: 'grey value',
    profileLabel: (name) => `Grey values along ${name}`,
  },
  de: {
    title: 'Messungen',
    kinds: { distance: 'Strecke', polyline: 'Linie', angle: 'Winkel', ellipse: 'Bereich', profile: 'Profil' },
    hints: {
      distance: 'Zwei Punkte anklicken oder vom einen zum anderen ziehen.',
      polyline: 'Punkt für Punkt anklicken; ein Doppelklick beendet die Linie.',
      angle: 'Ende des ersten Schenkels, Scheitel, dann Ende des zweiten Schenkels anklicken.',
      ellipse: 'Von Ecke zu Ecke des Bereichs ziehen.',
      profile: 'Zwei Punkte anklicken: Die Grauwerte dazwischen erscheinen hier als Kurve.',
    },
    keyboard: 'Eingabe setzt einen Punkt ins Fadenkreuz, Rücktaste nimmt ihn zurück, Esc beendet.',
    rename: (name) => `Name von ${name}`,
    remove: (name) => `${name} löschen`,
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    unrolled: 'auf dem Panorama',
    notSaved: 'Bleibt in diesem Fenster, bis die Aufnahme einen Fall hat.',
    alongMm: 'mm entlang der Linie',
    grey: 'Grauwert',
    profileLabel: (name) => `Grauwerte entlang ${name}`,
  },
  fr: {
    title: 'Mesures',
    kinds: { distance: 'Distance', polyline: 'Ligne', angle: 'Angle', ellipse: 'Région', profile: 'Profil' },
    hints: {
      distance: 'Cliquez deux points, ou glissez de l’un à l’autre.',
      polyline: 'Cliquez point après point ; un double-clic termine la ligne.',
      angle: 'Cliquez l’extrémité d’un côté, le sommet, puis l’extrémité de l’autre côté.',
      ellipse: 'Glissez d’un coin à l’autre de la région.',
      profile: 'Cliquez deux points : les niveaux de gris entre eux s’affichent ici.',
    },
    keyboard: 'Entrée place un point au réticule, Retour arrière l’enlève, Échap termine.',
    rename: (name) => `Nom de ${name}`,
    remove: (name) => `Supprimer ${name}`,
    undo: 'Annuler',
    redo: 'Rétablir',
    unrolled: 'sur le panoramique',
    notSaved: 'Gardé dans cette fenêtre jusqu’à ce que l’examen ait un cas.',
    alongMm: 'mm le long de la ligne',
    grey: 'niveau de gris',
    profileLabel: (name) => `Niveaux de gris le long de ${name}`,
  },
  zh: {
    title: '测量',
    kinds: { distance: '距离', polyline: '折线', angle: '角度', ellipse: '区域', profile: '灰度曲线' },
    hints: {
      distance: '点击两点，或从一点拖到另一点。',
      polyline: '逐点点击；双击结束折线。',
      angle: '依次点击一条边的端点、顶点、另一条边的端点。',
      ellipse: '从区域的一角拖到对角。',
      profile: '点击两点：两点之间的灰度曲线显示在这里。',
    },
    keyboard: '回车键在十字线处取点，退格键撤回一点，Esc 结束。',
    rename: (name) => `${name}的名称`,
    remove: (name) => `删除${name}`,
    undo: '撤销',
    redo: '重做',
    unrolled: '在全景图上',
    notSaved: '在扫描建立病例之前，只保留在本窗口中。',
    alongMm: '沿线距离 mm',
    grey: '灰度值',
    profileLabel: (name) => `${name}的灰度曲线`,
  },
});
