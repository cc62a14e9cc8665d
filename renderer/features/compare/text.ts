import { texts } from '../../text.ts';

interface Words {
  readonly bar: string;
  readonly first: string;
  readonly second: string;
  readonly plane: string;
  readonly link: string;
  readonly linked: string;
  readonly unlinked: string;
  readonly close: string;
  readonly unnamed: string;
  readonly differ: string;
  readonly title: string;
  readonly hint: string;
  readonly openFolder: string;
  readonly openFile: string;
  readonly demo: string;
  readonly recent: string;
  readonly failed: string;
  readonly givenUp: string;
  readonly radiograph: string;
  readonly window: string;
  readonly noTeeth: string;
}

export const TEXT = texts<Words>({
  en: {
    bar: 'The two studies',
    first: 'First study',
    second: 'Second study',
    plane: 'Compared plane',
    link: 'Scroll together',
    linked: 'Both scroll together; press to move one alone',
    unlinked: 'Each scrolls alone; press to scroll both from here',
    close: 'Close the second study',
    unnamed: 'No name',
    differ: 'Names or numbers of the patients differ: these may be two patients.',
    title: 'Open a second study',
    hint: 'Drop a folder or file on this half, or choose one. Both stay open side by side.',
    openFolder: 'Open a second study: folder',
    openFile: 'Open a second study: file',
    demo: 'Demo scan',
    recent: 'Opened before',
    failed: 'The second study could not be opened',
    givenUp: 'The second study was closed to save memory, because another first study was opened.',
    radiograph: 'A panoramic radiograph has no slices to compare. Open a CBCT scan here.',
    window: 'Window of the second study',
    noTeeth: 'No stored teeth',
  },
  de: {
    bar: 'Die beiden Aufnahmen',
    first: 'Erste Aufnahme',
    second: 'Zweite Aufnahme',
    plane: 'Verglichene Ebene',
    link: 'Gemeinsam blättern',
    linked: 'Beide blättern gemeinsam; drücken, um eine allein zu bewegen',
    unlinked: 'Jede blättert allein; drücken, um ab hier gemeinsam zu blättern',
    close: 'Zweite Aufnahme schließen',
    unnamed: 'Ohne Namen',
    differ: 'Namen oder Nummern der Patienten sind verschieden: vielleicht sind es zwei Patienten.',
    title: 'Zweite Aufnahme öffnen',
    hint: 'Ordner oder Datei auf diese Hälfte ziehen oder auswählen. Beide bleiben nebeneinander offen.',
    openFolder: 'Zweite Aufnahme öffnen: Ordner',
    openFile: 'Zweite Aufnahme öffnen: Datei',
    demo: 'Demo-Aufnahme',
    recent: 'Früher geöffnet',
    failed: 'Die zweite Aufnahme ließ sich nicht öffnen',
    givenUp: 'Die zweite Aufnahme wurde geschlossen, um Speicher zu sparen: eine andere erste wurde geöffnet.',
    radiograph: 'Ein Panoramabild hat keine Schichten zum Vergleichen. Bitte hier eine DVT öffnen.',
    window: 'Fenster der zweiten Aufnahme',
    noTeeth: 'Keine gespeicherten Zähne',
  },
  fr: {
    bar: 'Les deux examens',
    first: 'Premier examen',
    second: 'Second examen',
    plane: 'Plan comparé',
    link: 'Défilement lié',
    linked: 'Les deux défilent ensemble ; appuyer pour en bouger un seul',
    unlinked: 'Chacun défile seul ; appuyer pour les lier à partir d’ici',
    close: 'Fermer le second examen',
    unnamed: 'Sans nom',
    differ: 'Les noms ou numéros des patients diffèrent : il s’agit peut-être de deux patients.',
    title: 'Ouvrir un second examen',
    hint: 'Déposez un dossier ou un fichier sur cette moitié, ou choisissez-en un. Les deux restent ouverts côte à côte.',
    openFolder: 'Ouvrir un second examen : dossier',
    openFile: 'Ouvrir un second examen : fichier',
    demo: 'Examen de démonstration',
    recent: 'Ouverts auparavant',
    failed: 'Le second examen n’a pas pu être ouvert',
    givenUp: 'Le second examen a été fermé pour économiser la mémoire, car un autre premier examen a été ouvert.',
    radiograph: 'Une radiographie panoramique n’a pas de coupes à comparer. Ouvrez ici un examen CBCT.',
    window: 'Fenêtrage du second examen',
    noTeeth: 'Pas de dents enregistrées',
  },
  zh: {
    bar: '两次检查',
    first: '第一次检查',
    second: '第二次检查',
    plane: '对比平面',
    link: '同步滚动',
    linked: '两侧同步滚动；按下可单独移动一侧',
    unlinked: '两侧各自滚动；按下从当前位置起同步',
    close: '关闭第二次检查',
    unnamed: '无姓名',
    differ: '患者姓名或编号不同：可能是两位患者。',
    title: '打开第二次检查',
    hint: '将文件夹或文件拖到这一半，或选择一个。两次检查并排保持打开。',
    openFolder: '打开第二次检查：文件夹',
    openFile: '打开第二次检查：文件',
    demo: '示例扫描',
    recent: '以前打开的',
    failed: '无法打开第二次检查',
    givenUp: '因打开了另一个第一次检查，第二次检查已关闭以节省内存。',
    radiograph: '全景片没有可对比的层面。请在此打开 CBCT 扫描。',
    window: '第二次检查的窗口',
    noTeeth: '没有已保存的牙齿',
  },
});
