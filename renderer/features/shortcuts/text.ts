import type { Modality } from '#contract/scan';
import { texts } from '../../text.ts';

export const TEXT = texts<{
  readonly title: string;
  readonly close: string;
  readonly mouse: { readonly [M in Modality]: string };
  readonly howTo: string;
  readonly search: string;
  readonly nothing: string;
  readonly none: string;
  readonly press: string;
  readonly taken: (key: string, by: string) => string;
  readonly takenForGood: (key: string, by: string) => string;
  readonly takeOver: string;
  readonly leave: string;
  readonly reset: (title: string) => string;
  readonly resetAll: string;
}>({
  en: {
    title: 'Keyboard and mouse',
    close: 'Close',
    mouse: {
      ios: 'Wheel: zoom. Left button: turn; a click on a tooth selects it. Middle: pan.',
      cbct: 'Wheel: slices. Left button: the chosen tool; a click on a tooth selects it. Middle: pan. Right: zoom.',
      opg:
        'Wheel: zoom at the pointer. Left button: the chosen tool; a click on a tooth or its number selects it. Middle, ' +
        'or left with the space bar: pan. Right: zoom. Outline tool: Shift and click adds a place inside, Alt and click ' +
        'one outside.',
    },
    howTo: 'To change a key, choose its line and press the new one.',
    search: 'Search for an action or a key',
    nothing: 'Nothing is called like this.',
    none: 'no key',
    press: 'Press a key · Esc: leave it',
    taken: (key, by) => `${key} already does “${by}”.`,
    takenForGood: (key, by) => `${key} always does “${by}”. Choose another key.`,
    takeOver: 'Take it over',
    leave: 'Leave it',
    reset: (title) => `As delivered: ${title}`,
    resetAll: 'All keys as delivered',
  },
  de: {
    title: 'Tastatur und Maus',
    close: 'Schließen',
    mouse: {
      ios: 'Rad: Zoom. Linke Taste: drehen; ein Klick auf einen Zahn wählt ihn. Mitte: verschieben.',
      cbct:
        'Rad: Schichten. Linke Taste: das gewählte Werkzeug; ein Klick auf einen Zahn wählt ihn. Mitte: verschieben. ' +
        'Rechts: Zoom.',
      opg:
        'Rad: Zoom an der Mausposition. Linke Taste: das gewählte Werkzeug; ein Klick auf einen Zahn oder seine Nummer ' +
        'wählt ihn. Mitte, oder links mit Leertaste: verschieben. Rechts: Zoom. Werkzeug Umranden: Umschalt und Klick ' +
        'fügt eine Stelle innen hinzu, Alt und Klick eine außen.',
    },
    howTo: 'Um eine Taste zu ändern, wählen Sie die Zeile und drücken die neue Taste.',
    search: 'Nach einer Funktion oder Taste suchen',
    nothing: 'So heißt hier nichts.',
    none: 'keine Taste',
    press: 'Taste drücken · Esc: so lassen',
    taken: (key, by) => `${key} ist schon „${by}“.`,
    takenForGood: (key, by) => `${key} ist immer „${by}“. Wählen Sie eine andere Taste.`,
    takeOver: 'Übernehmen',
    leave: 'So lassen',
    reset: (title) => `Wie ausgeliefert: ${title}`,
    resetAll: 'Alle Tasten wie ausgeliefert',
  },
  fr: {
    title: 'Clavier et souris',
    close: 'Fermer',
    mouse: {
      ios: 'Molette : zoom. Bouton gauche : tourner ; un clic sur une dent la sélectionne. Bouton central : déplacer.',
      cbct:
        'Molette : coupes. Bouton gauche : l’outil choisi ; un clic sur une dent la sélectionne. Bouton central : ' +
        'déplacer. Bouton droit : zoom.',
      opg:
        'Molette : zoom sous le pointeur. Bouton gauche : l’outil choisi ; un clic sur une dent ou son numéro la ' +
        'sélectionne. Bouton central, ou gauche avec la barre d’espace : déplacer. Bouton droit : zoom. Outil de ' +
        'détourage : Maj et clic ajoute un point à l’intérieur, Alt et clic à l’extérieur.',
    },
    howTo: 'Pour changer une touche, choisissez sa ligne et appuyez sur la nouvelle.',
    search: 'Chercher une action ou une touche',
    nothing: 'Rien ne porte ce nom.',
    none: 'aucune touche',
    press: 'Appuyez sur une touche · Échap : laisser',
    taken: (key, by) => `${key} sert déjà à « ${by} ».`,
    takenForGood: (key, by) => `${key} sert toujours à « ${by} ». Choisissez une autre touche.`,
    takeOver: 'La reprendre',
    leave: 'Laisser',
    reset: (title) => `Réglage d’origine : ${title}`,
    resetAll: 'Toutes les touches d’origine',
  },
  zh: {
    title: '键盘与鼠标',
    close: '关闭',
    mouse: {
      ios: '滚轮：缩放。左键：旋转；点击牙齿即可选中。中键：平移。',
      cbct: '滚轮：切换层面。左键：所选工具；点击牙齿即可选中。中键：平移。右键：缩放。',
      opg:
        '滚轮：以指针为中心缩放。左键：所选工具；点击牙齿或牙号即可选中。中键，或按住空格用左键：平移。右键：缩放。' +
        '勾画工具：按住 Shift 点击添加内部点，按住 Alt 点击添加外部点。',
    },
    howTo: '要更改按键，请选择该行，然后按下新的按键。',
    search: '搜索功能或按键',
    nothing: '没有找到匹配项。',
    none: '无按键',
    press: '请按键 · Esc：保持不变',
    taken: (key, by) => `${key} 已用于“${by}”。`,
    takenForGood: (key, by) => `${key} 固定用于“${by}”，请选择其他按键。`,
    takeOver: '改用于此',
    leave: '保持不变',
    reset: (title) => `恢复默认：${title}`,
    resetAll: '全部恢复默认',
  },
});
