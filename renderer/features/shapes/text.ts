import type { Modality } from '#contract/scan';
import type { ShapeRefusal } from '../../state/shapes/shape-store.ts';
import type { ShapeTool } from '../../state/view/view-store.ts';
import { texts } from '../../text.ts';

interface ShapeWords {
  readonly title: string;
  readonly done: string;
  readonly undo: string;
  readonly redo: string;
  readonly tools: string;
  readonly tool: { readonly [T in ShapeTool]: string };
  readonly hints: { readonly [T in ShapeTool]: string };
  readonly second: { readonly cut: string; readonly seeds: string };
  readonly keyboard: { readonly [M in Modality]: string };
  readonly brush: string;
  readonly brushSize: string;
  readonly over: string;
  readonly newTooth: string;
  readonly limits: string;
  readonly lowest: string;
  readonly highest: string;
  readonly limitsHint: string;
  readonly whole: string;
  readonly border: string;
  readonly borderBy: string;
  readonly grow: string;
  readonly shrink: string;
  readonly smoothing: string;
  readonly smoothBy: string;
  readonly smooth: string;
  readonly fill: string;
  readonly islands: string;
  readonly restore: string;
  readonly noTooth: string;
  readonly refusals: { readonly [Why in ShapeRefusal]: string };
  readonly made: (sign: string) => string;
}

export const TEXT = texts<ShapeWords>({
  en: {
    title: 'Edit shape',
    done: 'Done',
    undo: 'Undo',
    redo: 'Redo',
    tools: 'What the pointer does',
    tool: { paint: 'Paint', erase: 'Erase', cut: 'Cut', seeds: 'Split', merge: 'Merge' },
    hints: {
      paint: 'Draw over the picture: what the ball covers joins the tooth.',
      erase: 'Draw over the tooth: what the ball covers leaves it.',
      cut: 'Draw a line across the tooth: the smaller part becomes a tooth of its own.',
      seeds: 'Click the tooth that keeps the number, then the other one: they part at the neck between them.',
      merge: 'Click the tooth that belongs to the selected one.',
    },
    second: { cut: 'Now the end of the line.', seeds: 'Now the tooth that gets a number of its own.' },
    keyboard: {
      cbct: 'Arrows move the crosshair, Page up and down the slice, Enter works there, Esc ends.',
      opg: 'Arrows move the place on the picture, Enter works there, Esc ends.',
      ios: 'Arrows move the brush over the scan, Enter works there, Page up and down zoom, Esc ends.',
    },
    brush: 'Brush',
    brushSize: 'Size of the brush',
    over: 'Over other teeth too',
    newTooth: 'As a new tooth',
    limits: 'Only certain greys',
    lowest: 'Lowest grey',
    highest: 'Highest grey',
    limitsHint: 'Dots in the brush show what it takes.',
    whole: 'The whole tooth',
    border: 'Border',
    borderBy: 'How far the border moves',
    grow: 'Grow',
    shrink: 'Shrink',
    smoothing: 'Surface',
    smoothBy: 'Size of what is smoothed away',
    smooth: 'Smooth',
    fill: 'Fill between slices',
    islands: 'Largest part only',
    restore: 'AI’s shape',
    noTooth: 'No tooth selected',
    refusals: {
      signed: 'The case is signed off: reopen it to change it.',
      'no-labels': 'The teeth are still on their way.',
      'select-tooth': 'Select a tooth first: in the chart, the list or a picture.',
      'pick-other': 'Click another tooth than the selected one.',
      unchanged: 'This changes nothing.',
      'no-tooth': 'The tooth has no voxels here.',
      'seeds-outside': 'Both places must lie in the selected tooth.',
      'seeds-together': 'The two places lie too close together.',
      'line-misses': 'The line does not cut the selected tooth.',
      'nothing-to-fill': 'There is no gap between slices to fill.',
      taken: 'Most of this belongs to another tooth: select that one first.',
    },
    made: (sign) => `New tooth ${sign}: check its number.`,
  },
  de: {
    title: 'Form bearbeiten',
    done: 'Fertig',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    tools: 'Was der Zeiger tut',
    tool: { paint: 'Malen', erase: 'Radieren', cut: 'Schneiden', seeds: 'Trennen', merge: 'Verbinden' },
    hints: {
      paint: 'Über das Bild ziehen: Was die Kugel bedeckt, gehört zum Zahn.',
      erase: 'Über den Zahn ziehen: Was die Kugel bedeckt, wird entfernt.',
      cut: 'Eine Linie quer über den Zahn ziehen: Der kleinere Teil wird ein eigener Zahn.',
      seeds: 'Den Zahn anklicken, der die Nummer behält, dann den anderen: Sie trennen sich an der Engstelle.',
      merge: 'Den Zahn anklicken, der zum gewählten gehört.',
    },
    second: { cut: 'Jetzt das Ende der Linie.', seeds: 'Jetzt der Zahn, der eine eigene Nummer erhält.' },
    keyboard: {
      cbct: 'Pfeile bewegen das Fadenkreuz, Bild auf/ab die Schicht, Eingabe wirkt dort, Esc beendet.',
      opg: 'Pfeile bewegen die Stelle im Bild, Eingabe wirkt dort, Esc beendet.',
      ios: 'Pfeile bewegen den Pinsel über den Scan, Eingabe wirkt dort, Bild auf/ab zoomt, Esc beendet.',
    },
    brush: 'Pinsel',
    brushSize: 'Größe des Pinsels',
    over: 'Auch über andere Zähne',
    newTooth: 'Als neuen Zahn',
    limits: 'Nur bestimmte Grauwerte',
    lowest: 'Kleinster Grauwert',
    highest: 'Größter Grauwert',
    limitsHint: 'Punkte im Pinsel zeigen, was er nimmt.',
    whole: 'Der ganze Zahn',
    border: 'Rand',
    borderBy: 'Wie weit der Rand rückt',
    grow: 'Erweitern',
    shrink: 'Verkleinern',
    smoothing: 'Oberfläche',
    smoothBy: 'Größe dessen, was geglättet wird',
    smooth: 'Glätten',
    fill: 'Zwischen Schichten füllen',
    islands: 'Nur größter Teil',
    restore: 'Form der KI',
    noTooth: 'Kein Zahn gewählt',
    refusals: {
      signed: 'Der Fall ist freigegeben: zum Ändern wieder öffnen.',
      'no-labels': 'Die Zähne sind noch unterwegs.',
      'select-tooth': 'Erst einen Zahn wählen: im Schema, in der Liste oder im Bild.',
      'pick-other': 'Einen anderen als den gewählten Zahn anklicken.',
      unchanged: 'Das ändert nichts.',
      'no-tooth': 'Der Zahn hat hier keine Voxel.',
      'seeds-outside': 'Beide Stellen müssen im gewählten Zahn liegen.',
      'seeds-together': 'Die beiden Stellen liegen zu nah beieinander.',
      'line-misses': 'Die Linie schneidet den gewählten Zahn nicht.',
      'nothing-to-fill': 'Zwischen den Schichten ist keine Lücke zu füllen.',
      taken: 'Das meiste davon gehört zu einem anderen Zahn: zuerst diesen wählen.',
    },
    made: (sign) => `Neuer Zahn ${sign}: bitte die Nummer prüfen.`,
  },
  fr: {
    title: 'Modifier la forme',
    done: 'Terminé',
    undo: 'Annuler',
    redo: 'Rétablir',
    tools: 'Ce que fait le pointeur',
    tool: { paint: 'Peindre', erase: 'Effacer', cut: 'Couper', seeds: 'Séparer', merge: 'Réunir' },
    hints: {
      paint: 'Passez sur l’image : ce que la boule couvre rejoint la dent.',
      erase: 'Passez sur la dent : ce que la boule couvre en est retiré.',
      cut: 'Tracez une ligne en travers de la dent : la plus petite partie devient une dent à part.',
      seeds: 'Cliquez la dent qui garde le numéro, puis l’autre : elles se séparent à leur endroit étroit.',
      merge: 'Cliquez la dent qui appartient à la dent choisie.',
    },
    second: { cut: 'Maintenant la fin de la ligne.', seeds: 'Maintenant la dent qui reçoit son propre numéro.' },
    keyboard: {
      cbct: 'Flèches : réticule ; Page préc./suiv. : coupe ; Entrée agit à cet endroit, Échap termine.',
      opg: 'Flèches : endroit sur l’image ; Entrée agit à cet endroit, Échap termine.',
      ios: 'Flèches : pinceau sur l’empreinte ; Entrée agit à cet endroit, Page préc./suiv. : zoom, Échap termine.',
    },
    brush: 'Pinceau',
    brushSize: 'Taille du pinceau',
    over: 'Aussi sur les autres dents',
    newTooth: 'Comme nouvelle dent',
    limits: 'Certains gris seulement',
    lowest: 'Gris le plus bas',
    highest: 'Gris le plus haut',
    limitsHint: 'Les points dans le pinceau montrent ce qu’il prend.',
    whole: 'La dent entière',
    border: 'Bord',
    borderBy: 'Déplacement du bord',
    grow: 'Élargir',
    shrink: 'Réduire',
    smoothing: 'Lissage',
    smoothBy: 'Taille de ce qui est lissé',
    smooth: 'Lisser',
    fill: 'Remplir entre les coupes',
    islands: 'Plus grande partie seule',
    restore: 'Forme de l’IA',
    noTooth: 'Aucune dent choisie',
    refusals: {
      signed: 'Le cas est validé : rouvrez-le pour le modifier.',
      'no-labels': 'Les dents arrivent encore.',
      'select-tooth': 'Choisissez d’abord une dent : schéma, liste ou image.',
      'pick-other': 'Cliquez une autre dent que celle choisie.',
      unchanged: 'Cela ne change rien.',
      'no-tooth': 'La dent n’a pas de voxels ici.',
      'seeds-outside': 'Les deux endroits doivent être dans la dent choisie.',
      'seeds-together': 'Les deux endroits sont trop proches.',
      'line-misses': 'La ligne ne coupe pas la dent choisie.',
      'nothing-to-fill': 'Il n’y a pas de vide à remplir entre les coupes.',
      taken: 'Presque tout appartient à une autre dent : choisissez-la d’abord.',
    },
    made: (sign) => `Nouvelle dent ${sign} : vérifiez son numéro.`,
  },
  zh: {
    title: '编辑形状',
    done: '完成',
    undo: '撤销',
    redo: '重做',
    tools: '指针的作用',
    tool: { paint: '涂抹', erase: '擦除', cut: '切割', seeds: '分离', merge: '合并' },
    hints: {
      paint: '在图像上拖动：球覆盖的部分归入该牙。',
      erase: '在牙上拖动：球覆盖的部分被去除。',
      cut: '横跨牙齿画一条线：较小的部分成为单独的牙。',
      seeds: '先点击保留编号的牙，再点击另一颗：两者在最窄处分开。',
      merge: '点击属于所选牙的那颗牙。',
    },
    second: { cut: '现在取线的终点。', seeds: '现在点击将得到自己编号的牙。' },
    keyboard: {
      cbct: '方向键移动十字线，Page Up/Down 换层，回车在该处操作，Esc 结束。',
      opg: '方向键移动图像上的位置，回车在该处操作，Esc 结束。',
      ios: '方向键在扫描上移动画笔，回车在该处操作，Page Up/Down 缩放，Esc 结束。',
    },
    brush: '画笔',
    brushSize: '画笔大小',
    over: '也覆盖其他牙',
    newTooth: '作为新牙',
    limits: '仅限某些灰度',
    lowest: '最低灰度',
    highest: '最高灰度',
    limitsHint: '画笔中的点表示会被取用的部分。',
    whole: '整颗牙',
    border: '边界',
    borderBy: '边界移动的距离',
    grow: '扩大',
    shrink: '缩小',
    smoothing: '表面',
    smoothBy: '被平滑部分的大小',
    smooth: '平滑',
    fill: '层间填充',
    islands: '只留最大部分',
    restore: 'AI 的形状',
    noTooth: '未选牙齿',
    refusals: {
      signed: '病例已签核：重新打开后才能修改。',
      'no-labels': '牙齿数据仍在载入。',
      'select-tooth': '请先选一颗牙：在牙位图、列表或图像中。',
      'pick-other': '请点击所选牙以外的牙。',
      unchanged: '这不会改变任何内容。',
      'no-tooth': '该牙在此没有体素。',
      'seeds-outside': '两处都必须在所选牙内。',
      'seeds-together': '两处相距太近。',
      'line-misses': '该线没有切到所选牙。',
      'nothing-to-fill': '层间没有需要填充的空隙。',
      taken: '这里大部分属于另一颗牙：请先选中那颗牙。',
    },
    made: (sign) => `新牙 ${sign}：请核对编号。`,
  },
});
