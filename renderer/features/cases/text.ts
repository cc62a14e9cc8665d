import type { CaseState } from '#contract/case-list';
import type { Modality } from '#contract/scan';
import type { Shelf } from '../../state/cases/cases-store.ts';
import { texts } from '../../text.ts';

export const TEXT = texts<{
  readonly title: string;
  readonly close: string;
  readonly search: string;
  readonly searchHint: string;
  readonly shelves: string;
  readonly shelf: { readonly [S in Shelf]: string };
  readonly modalities: string;
  readonly anyModality: string;
  readonly modality: { readonly [M in Modality]: string };
  readonly state: { readonly [S in CaseState]: string };
  readonly list: string;
  readonly reading: string;
  readonly teeth: (count: number) => string;
  readonly noPatient: string;
  readonly patientHidden: string;
  readonly reveal: string;
  readonly hide: string;
  readonly made: (when: string) => string;
  readonly changed: (who: string, when: string) => string;
  readonly damaged: string;
  readonly openNow: string;
  readonly open: (name: string) => string;
  readonly tags: (name: string) => string;
  readonly tagsHint: string;
  readonly addTag: string;
  readonly searchTag: (tag: string) => string;
  readonly archive: (name: string) => string;
  readonly unarchive: (name: string) => string;
  readonly remove: (name: string) => string;
  readonly closeFirst: string;
  readonly history: (name: string) => string;
  readonly restore: string;
  readonly erase: string;
  readonly eraseSure: string;
  readonly daysLeft: (days: number) => string;
  readonly trashNote: (days: number) => string;
  readonly deleted: (name: string, days: number) => string;
  readonly undo: string;
  readonly none: string;
  readonly noneHint: string;
  readonly noMatch: string;
  readonly showAll: string;
  readonly emptyTrash: string;
  readonly unreadable: (count: number) => string;
  readonly scanGone: (name: string) => string;
  readonly scanGoneWhy: string;
  readonly chooseFolder: string;
  readonly chooseFile: string;
  readonly failed: string;
  readonly place: string;
  readonly move: string;
  readonly movePath: string;
  readonly movePathHint: string;
  readonly moveHere: string;
  readonly moveUsual: string;
  readonly choosePlace: string;
  readonly useThis: string;
  readonly cancel: string;
  readonly moving: string;
  readonly moved: (count: number) => string;
  readonly placeGone: (path: string) => string;
  readonly placeGoneNext: string;
  readonly lookAgain: string;
  readonly useUsual: string;
  readonly keys: string;
}>({
  en: {
    title: 'Cases',
    close: 'Close',
    search: 'Search',
    searchHint: 'Name, patient number, tag or date',
    shelves: 'State',
    shelf: {
      all: 'All',
      proposed: 'Proposed',
      'in-review': 'In review',
      signed: 'Signed off',
      reopened: 'Reopened',
      archived: 'Archive',
      trash: 'Trash',
    },
    modalities: 'Kind of picture',
    anyModality: 'All kinds',
    modality: { cbct: 'CBCT scan', opg: 'Panoramic radiograph', ios: 'Intraoral scan' },
    state: { proposed: 'Proposed', 'in-review': 'In review', signed: 'Signed off', reopened: 'Reopened' },
    list: 'Stored cases',
    reading: 'Reading the cases…',
    teeth: (count) => (count === 1 ? '1 tooth' : `${count} teeth`),
    noPatient: 'No name',
    patientHidden: 'Patient hidden',
    reveal: 'Show the patients',
    hide: 'Hide the patients',
    made: (when) => `found ${when}`,
    changed: (who, when) => `${who}, ${when}`,
    damaged: 'A part of its record is damaged',
    openNow: 'open now',
    open: (name) => `Open ${name}`,
    tags: (name) => `Tags of ${name}`,
    tagsHint: 'Tags, with commas between them',
    addTag: 'Tag',
    searchTag: (tag) => `Look for ${tag}`,
    archive: (name) => `Put ${name} into the archive`,
    unarchive: (name) => `Take ${name} out of the archive`,
    remove: (name) => `Delete ${name}`,
    closeFirst: 'This case is open: close it first.',
    history: (name) => `Save the record of changes of ${name}`,
    restore: 'Put it back',
    erase: 'Delete for good',
    eraseSure: 'Really delete?',
    daysLeft: (days) => (days === 1 ? 'deleted for good tomorrow' : `deleted for good in ${days} days`),
    trashNote: (days) => `What lies here is deleted for good after ${days} days.`,
    deleted: (name, days) => `${name} was put into the trash and stays there for ${days} days. The scan itself stays.`,
    undo: 'Undo',
    none: 'No cases yet',
    noneHint: 'Open a scan: as soon as its teeth are found, its case is kept here.',
    noMatch: 'No case matches.',
    showAll: 'Show all cases',
    emptyTrash: 'The trash is empty.',
    unreadable: (count) =>
      count === 1 ? '1 folder among the cases cannot be read.' : `${count} folders among the cases cannot be read.`,
    scanGone: (name) => `The scan of ${name} is not where it was.`,
    scanGoneWhy:
      'It was moved or deleted, or its disk is not connected. Choose it again: the case is then shown on it.',
    chooseFolder: 'Choose its folder',
    chooseFile: 'Choose its file',
    failed: 'That could not be done',
    place: 'Kept in',
    move: 'Move…',
    movePath: 'New folder for all cases',
    movePathHint: 'The whole path of a folder, as D:\\Cases or /srv/cases',
    moveHere: 'Move the cases there',
    moveUsual: 'Back to the usual folder',
    choosePlace: 'Say where they are…',
    useThis: 'Use this folder',
    cancel: 'Cancel',
    moving: 'Copying and comparing all cases…',
    moved: (count) => (count === 1 ? '1 case is now kept there.' : `${count} cases are now kept there.`),
    placeGone: (path) => `The folder of the cases is not there: ${path}`,
    placeGoneNext:
      'Connect its disk and look again, or say where the cases are now. Until then no results can be kept.',
    lookAgain: 'Look again',
    useUsual: 'Use the usual folder',
    keys: '↑ ↓ walk · Enter opens · T tags · A archive · Del deletes',
  },
  de: {
    title: 'Fälle',
    close: 'Schließen',
    search: 'Suchen',
    searchHint: 'Name, Patientennummer, Schlagwort oder Datum',
    shelves: 'Zustand',
    shelf: {
      all: 'Alle',
      proposed: 'Vorgeschlagen',
      'in-review': 'In Prüfung',
      signed: 'Freigegeben',
      reopened: 'Wieder geöffnet',
      archived: 'Archiv',
      trash: 'Papierkorb',
    },
    modalities: 'Art der Aufnahme',
    anyModality: 'Alle Arten',
    modality: { cbct: 'DVT-Aufnahme', opg: 'Panoramaaufnahme', ios: 'Intraoralscan' },
    state: {
      proposed: 'Vorgeschlagen',
      'in-review': 'In Prüfung',
      signed: 'Freigegeben',
      reopened: 'Wieder geöffnet',
    },
    list: 'Gespeicherte Fälle',
    reading: 'Fälle werden gelesen …',
    teeth: (count) => (count === 1 ? '1 Zahn' : `${count} Zähne`),
    noPatient: 'Ohne Namen',
    patientHidden: 'Patient verborgen',
    reveal: 'Patienten zeigen',
    hide: 'Patienten verbergen',
    made: (when) => `gefunden ${when}`,
    changed: (who, when) => `${who}, ${when}`,
    damaged: 'Ein Teil des Protokolls ist beschädigt',
    openNow: 'gerade geöffnet',
    open: (name) => `${name} öffnen`,
    tags: (name) => `Schlagwörter von ${name}`,
    tagsHint: 'Schlagwörter, durch Kommas getrennt',
    addTag: 'Schlagwort',
    searchTag: (tag) => `Nach ${tag} suchen`,
    archive: (name) => `${name} ins Archiv legen`,
    unarchive: (name) => `${name} aus dem Archiv holen`,
    remove: (name) => `${name} löschen`,
    closeFirst: 'Dieser Fall ist geöffnet: Schließen Sie ihn zuerst.',
    history: (name) => `Änderungsprotokoll von ${name} sichern`,
    restore: 'Zurücklegen',
    erase: 'Endgültig löschen',
    eraseSure: 'Wirklich löschen?',
    daysLeft: (days) => (days === 1 ? 'wird morgen endgültig gelöscht' : `wird in ${days} Tagen endgültig gelöscht`),
    trashNote: (days) => `Was hier liegt, wird nach ${days} Tagen endgültig gelöscht.`,
    deleted: (name, days) =>
      `${name} liegt im Papierkorb und bleibt dort ${days} Tage. Die Aufnahme selbst bleibt, wo sie ist.`,
    undo: 'Rückgängig',
    none: 'Noch keine Fälle',
    noneHint: 'Öffnen Sie eine Aufnahme: Sobald die Zähne gefunden sind, liegt ihr Fall hier.',
    noMatch: 'Kein Fall passt dazu.',
    showAll: 'Alle Fälle zeigen',
    emptyTrash: 'Der Papierkorb ist leer.',
    unreadable: (count) =>
      count === 1
        ? '1 Ordner unter den Fällen ist nicht lesbar.'
        : `${count} Ordner unter den Fällen sind nicht lesbar.`,
    scanGone: (name) => `Die Aufnahme von ${name} liegt nicht mehr dort, wo sie war.`,
    scanGoneWhy:
      'Sie wurde verschoben oder gelöscht, oder ihr Datenträger ist nicht angeschlossen. Wählen Sie sie noch einmal aus: Der Fall wird dann darauf gezeigt.',
    chooseFolder: 'Ihren Ordner wählen',
    chooseFile: 'Ihre Datei wählen',
    failed: 'Das ging nicht',
    place: 'Liegen in',
    move: 'Verlegen …',
    movePath: 'Neuer Ordner für alle Fälle',
    movePathHint: 'Der ganze Pfad eines Ordners, etwa D:\\Faelle oder /srv/faelle',
    moveHere: 'Fälle dorthin verlegen',
    moveUsual: 'Zurück in den üblichen Ordner',
    choosePlace: 'Sagen, wo sie liegen …',
    useThis: 'Diesen Ordner nehmen',
    cancel: 'Abbrechen',
    moving: 'Alle Fälle werden kopiert und verglichen …',
    moved: (count) => (count === 1 ? '1 Fall liegt nun dort.' : `${count} Fälle liegen nun dort.`),
    placeGone: (path) => `Der Ordner der Fälle ist nicht da: ${path}`,
    placeGoneNext:
      'Schließen Sie seinen Datenträger an und sehen Sie noch einmal nach, oder sagen Sie, wo die Fälle jetzt liegen. Bis dahin kann kein Ergebnis gespeichert werden.',
    lookAgain: 'Noch einmal nachsehen',
    useUsual: 'Den üblichen Ordner nehmen',
    keys: '↑ ↓ wandern · Eingabe öffnet · T Schlagwörter · A Archiv · Entf löscht',
  },
  fr: {
    title: 'Liste des cas',
    close: 'Fermer',
    search: 'Rechercher',
    searchHint: 'Nom, numéro du patient, mot-clé ou date',
    shelves: 'État',
    shelf: {
      all: 'Tous',
      proposed: 'Proposés',
      'in-review': 'En revue',
      signed: 'Validés',
      reopened: 'Rouverts',
      archived: 'Archives',
      trash: 'Corbeille',
    },
    modalities: 'Type d’image',
    anyModality: 'Tous les types',
    modality: { cbct: 'Examen CBCT', opg: 'Radiographie panoramique', ios: 'Empreinte optique' },
    state: { proposed: 'Proposé', 'in-review': 'En revue', signed: 'Validé', reopened: 'Rouvert' },
    list: 'Cas enregistrés',
    reading: 'Lecture des cas…',
    teeth: (count) => (count === 1 ? '1 dent' : `${count} dents`),
    noPatient: 'Sans nom',
    patientHidden: 'Patient masqué',
    reveal: 'Afficher les patients',
    hide: 'Masquer les patients',
    made: (when) => `trouvé ${when}`,
    changed: (who, when) => `par ${who}, ${when}`,
    damaged: 'Une partie de son journal est endommagée',
    openNow: 'ouvert en ce moment',
    open: (name) => `Ouvrir ${name}`,
    tags: (name) => `Mots-clés de ${name}`,
    tagsHint: 'Mots-clés séparés par des virgules',
    addTag: 'Mot-clé',
    searchTag: (tag) => `Rechercher ${tag}`,
    archive: (name) => `Archiver ${name}`,
    unarchive: (name) => `Sortir ${name} des archives`,
    remove: (name) => `Supprimer ${name}`,
    closeFirst: 'Ce cas est ouvert : fermez-le d’abord.',
    history: (name) => `Enregistrer le journal des modifications de ${name}`,
    restore: 'Remettre',
    erase: 'Supprimer définitivement',
    eraseSure: 'Vraiment supprimer ?',
    daysLeft: (days) => (days === 1 ? 'supprimé définitivement demain' : `supprimé définitivement dans ${days} jours`),
    trashNote: (days) => `Ce qui se trouve ici est supprimé définitivement après ${days} jours.`,
    deleted: (name, days) =>
      `${name} est dans la corbeille et y reste ${days} jours. L’examen lui-même reste à sa place.`,
    undo: 'Annuler l’action',
    none: 'Aucun cas pour l’instant',
    noneHint: 'Ouvrez un examen : dès que ses dents sont trouvées, son cas est conservé ici.',
    noMatch: 'Aucun cas ne correspond.',
    showAll: 'Afficher tous les cas',
    emptyTrash: 'La corbeille est vide.',
    unreadable: (count) =>
      count === 1 ? '1 dossier parmi les cas est illisible.' : `${count} dossiers parmi les cas sont illisibles.`,
    scanGone: (name) => `L’examen de ${name} n’est plus à sa place.`,
    scanGoneWhy:
      'Il a été déplacé ou supprimé, ou son disque n’est pas connecté. Choisissez-le à nouveau : le cas s’affichera dessus.',
    chooseFolder: 'Choisir son dossier',
    chooseFile: 'Choisir son fichier',
    failed: 'Cela n’a pas pu être fait',
    place: 'Conservés dans',
    move: 'Déplacer…',
    movePath: 'Nouveau dossier pour tous les cas',
    movePathHint: 'Le chemin complet d’un dossier, p. ex. D:\\Cas ou /srv/cas',
    moveHere: 'Y déplacer les cas',
    moveUsual: 'Revenir au dossier habituel',
    choosePlace: 'Indiquer où ils sont…',
    useThis: 'Utiliser ce dossier',
    cancel: 'Annuler',
    moving: 'Copie et comparaison de tous les cas…',
    moved: (count) => (count === 1 ? '1 cas y est désormais conservé.' : `${count} cas y sont désormais conservés.`),
    placeGone: (path) => `Le dossier des cas est introuvable : ${path}`,
    placeGoneNext:
      'Connectez son disque et regardez à nouveau, ou indiquez où se trouvent les cas. D’ici là, aucun résultat ne peut être conservé.',
    lookAgain: 'Regarder à nouveau',
    useUsual: 'Utiliser le dossier habituel',
    keys: '↑ ↓ parcourir · Entrée ouvre · T mots-clés · A archives · Suppr supprime',
  },
  zh: {
    title: '病例',
    close: '关闭',
    search: '搜索',
    searchHint: '姓名、患者编号、标签或日期',
    shelves: '状态',
    shelf: {
      all: '全部',
      proposed: '待审核',
      'in-review': '审核中',
      signed: '已签发',
      reopened: '已重新打开',
      archived: '归档',
      trash: '回收站',
    },
    modalities: '影像类型',
    anyModality: '所有类型',
    modality: { cbct: 'CBCT 影像', opg: '全景片', ios: '口内扫描' },
    state: { proposed: '待审核', 'in-review': '审核中', signed: '已签发', reopened: '已重新打开' },
    list: '已保存的病例',
    reading: '正在读取病例…',
    teeth: (count) => `${count} 颗牙`,
    noPatient: '无姓名',
    patientHidden: '患者已隐藏',
    reveal: '显示患者',
    hide: '隐藏患者',
    made: (when) => `生成于${when}`,
    changed: (who, when) => `${who}，${when}`,
    damaged: '部分修改记录已损坏',
    openNow: '当前打开',
    open: (name) => `打开 ${name}`,
    tags: (name) => `${name} 的标签`,
    tagsHint: '标签，用逗号分隔',
    addTag: '标签',
    searchTag: (tag) => `搜索 ${tag}`,
    archive: (name) => `将 ${name} 归档`,
    unarchive: (name) => `将 ${name} 移出归档`,
    remove: (name) => `删除 ${name}`,
    closeFirst: '该病例正在打开，请先关闭。',
    history: (name) => `保存 ${name} 的修改记录`,
    restore: '恢复',
    erase: '彻底删除',
    eraseSure: '确定删除？',
    daysLeft: (days) => `${days} 天后彻底删除`,
    trashNote: (days) => `此处的病例将在 ${days} 天后彻底删除。`,
    deleted: (name, days) => `${name} 已移入回收站，保留 ${days} 天。影像文件本身不受影响。`,
    undo: '撤销',
    none: '尚无病例',
    noneHint: '打开一份影像，找到牙齿后其病例会保存在这里。',
    noMatch: '没有符合条件的病例。',
    showAll: '显示全部病例',
    emptyTrash: '回收站为空。',
    unreadable: (count) => `病例中有 ${count} 个文件夹无法读取。`,
    scanGone: (name) => `${name} 的影像已不在原处。`,
    scanGoneWhy: '影像已被移动或删除，或其磁盘未连接。请重新选择影像，病例将显示在其上。',
    chooseFolder: '选择其文件夹',
    chooseFile: '选择其文件',
    failed: '操作未能完成',
    place: '保存于',
    move: '移动…',
    movePath: '所有病例的新文件夹',
    movePathHint: '文件夹的完整路径，例如 D:\\Cases 或 /srv/cases',
    moveHere: '将病例移到此处',
    moveUsual: '移回默认文件夹',
    choosePlace: '指明其位置…',
    useThis: '使用此文件夹',
    cancel: '取消',
    moving: '正在复制并核对所有病例…',
    moved: (count) => `${count} 个病例现保存于该处。`,
    placeGone: (path) => `病例文件夹不存在：${path}`,
    placeGoneNext: '请连接其磁盘后重新查看，或指明病例现在的位置。在此之前无法保存结果。',
    lookAgain: '重新查看',
    useUsual: '使用默认文件夹',
    keys: '↑ ↓ 移动 · Enter 打开 · T 标签 · A 归档 · Del 删除',
  },
});
