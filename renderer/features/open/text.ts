import { texts } from '../../text.ts';

export const TEXT = texts<{
  readonly title: string;
  readonly lead: string;
  readonly openFolder: string;
  readonly openFile: string;
  readonly demoScan: string;
  readonly demoRadiograph: string;
  readonly demoSurface: string;
  readonly copying: string;
  readonly reading: string;
  readonly importing: string;
  readonly segmentation: string;
  readonly failed: string;
  readonly drop: string;
  readonly dropNote: string;
  readonly recent: string;
  readonly recentTitle: string;
  readonly allCases: string;
  readonly casesGone: string;
  readonly casesGoneText: string;
  readonly casesGoneNext: string;
  readonly noRecents: string;
  readonly patientHidden: string;
  readonly teeth: (count: number) => string;
  readonly opened: (when: string) => string;
  readonly remove: (title: string) => string;
  readonly removed: (title: string) => string;
  readonly undo: string;
  readonly whatOpens: string;
  readonly whatOpensText: string;
  readonly whatHappens: string;
  readonly whatHappensText: string;
  readonly whatStays: string;
  readonly whatStaysText: string;
}>({
  en: {
    title: 'Open a CBCT, a panoramic radiograph or an intraoral scan',
    lead: 'Drop a folder or file here, or choose one. It is read on this computer and never sent anywhere.',
    openFolder: 'Open folder',
    openFile: 'Open file',
    demoScan: 'Try the demo scan',
    demoRadiograph: 'Try the demo radiograph',
    demoSurface: 'Try the demo intraoral scan',
    copying: 'Handing the files over…',
    reading: 'Reading the scan…',
    importing: 'Laying the teeth on the scan…',
    segmentation: 'Open a segmentation…',
    failed: 'The scan could not be opened',
    drop: 'Drop to open the scan',
    dropNote: 'A folder of slices, a radiograph, or a surface',
    recent: 'Recent',
    recentTitle: 'Recent scans',
    allCases: 'All stored cases',
    casesGone: 'The folder of the cases is not there',
    casesGoneText:
      'Its disk is not connected, or it was moved. Stored results cannot be shown, and new ones cannot be kept.',
    casesGoneNext: 'Show what can be done',
    noRecents: 'Scans that you open from a folder will be listed here.',
    patientHidden: 'Patient hidden',
    teeth: (count) => (count === 1 ? '1 tooth' : `${count} teeth`),
    opened: (when) => `opened ${when}`,
    remove: (title) => `Take ${title} off the list`,
    removed: (title) => `${title} was taken off the list. The scan itself stays.`,
    undo: 'Put it back',
    whatOpens: 'What opens',
    whatOpensText:
      'CBCT: DICOM folders with any file names, DICOMDIR, multi-frame files, NIfTI (.nii, .nii.gz); compressed or not. ' +
      'Radiographs: DICOM, PNG, JPEG, TIFF. Intraoral scans: STL, PLY, OBJ, VTP.',
    whatHappens: 'What happens',
    whatHappensText:
      'The picture shows at once. Behind it every tooth is found, numbered (FDI) and measured; you can cancel at any time.',
    whatStays: 'What stays as it is',
    whatStaysText: 'Your files. Results are kept in a folder of their own and come back when you open the scan again.',
  },
  de: {
    title: 'DVT, Panoramaaufnahme oder Intraoralscan öffnen',
    lead: 'Legen Sie einen Ordner oder eine Datei hier ab, oder wählen Sie aus. Gelesen wird auf diesem Computer; nichts wird versendet.',
    openFolder: 'Ordner öffnen',
    openFile: 'Datei öffnen',
    demoScan: 'Demo-DVT ansehen',
    demoRadiograph: 'Demo-Panoramaaufnahme ansehen',
    demoSurface: 'Demo-Intraoralscan ansehen',
    copying: 'Dateien werden übergeben …',
    reading: 'Aufnahme wird gelesen …',
    importing: 'Zähne werden auf die Aufnahme gelegt …',
    segmentation: 'Segmentierung öffnen …',
    failed: 'Die Aufnahme konnte nicht geöffnet werden',
    drop: 'Zum Öffnen ablegen',
    dropNote: 'Ein Ordner mit Schichten, ein Röntgenbild oder eine Oberfläche',
    recent: 'Zuletzt geöffnet',
    recentTitle: 'Zuletzt geöffnete Aufnahmen',
    allCases: 'Alle gespeicherten Fälle',
    casesGone: 'Der Ordner der Fälle ist nicht da',
    casesGoneText:
      'Sein Datenträger ist nicht angeschlossen, oder er wurde verschoben. Gespeicherte Ergebnisse können nicht gezeigt und neue nicht behalten werden.',
    casesGoneNext: 'Zeigen, was zu tun ist',
    noRecents: 'Aufnahmen, die Sie aus einem Ordner öffnen, erscheinen hier.',
    patientHidden: 'Patient verborgen',
    teeth: (count) => (count === 1 ? '1 Zahn' : `${count} Zähne`),
    opened: (when) => `geöffnet: ${when}`,
    remove: (title) => `${title} aus der Liste nehmen`,
    removed: (title) => `${title} steht nicht mehr in der Liste. Die Aufnahme selbst bleibt.`,
    undo: 'Zurückholen',
    whatOpens: 'Was sich öffnen lässt',
    whatOpensText:
      'DVT: DICOM-Ordner mit beliebigen Dateinamen, DICOMDIR, Mehrschichtdateien, NIfTI (.nii, .nii.gz); komprimiert oder ' +
      'nicht. Röntgenbilder: DICOM, PNG, JPEG, TIFF. Intraoralscans: STL, PLY, OBJ, VTP.',
    whatHappens: 'Was geschieht',
    whatHappensText:
      'Das Bild steht sofort da. Dahinter wird jeder Zahn gefunden, nummeriert (FDI) und vermessen; abbrechen geht jederzeit.',
    whatStays: 'Was bleibt, wie es ist',
    whatStaysText:
      'Ihre Dateien. Ergebnisse liegen in einem eigenen Ordner und sind wieder da, wenn Sie die Aufnahme erneut öffnen.',
  },
  fr: {
    title: 'Ouvrir un CBCT, une radiographie panoramique ou une empreinte optique',
    lead: 'Déposez ici un dossier ou un fichier, ou choisissez-le. Il est lu sur cet ordinateur et n’est jamais envoyé.',
    openFolder: 'Ouvrir un dossier',
    openFile: 'Ouvrir un fichier',
    demoScan: 'Essayer le CBCT de démonstration',
    demoRadiograph: 'Essayer la radiographie de démonstration',
    demoSurface: 'Essayer l’empreinte de démonstration',
    copying: 'Transmission des fichiers…',
    reading: 'Lecture de l’examen…',
    importing: 'Placement des dents sur l’examen…',
    segmentation: 'Ouvrir une segmentation…',
    failed: 'L’examen n’a pas pu être ouvert',
    drop: 'Déposez pour ouvrir',
    dropNote: 'Un dossier de coupes, une radiographie ou une surface',
    recent: 'Récents',
    recentTitle: 'Examens récents',
    allCases: 'Tous les cas enregistrés',
    casesGone: 'Le dossier des cas est introuvable',
    casesGoneText:
      'Son disque n’est pas connecté, ou il a été déplacé. Les résultats enregistrés ne peuvent pas être affichés, ni les nouveaux conservés.',
    casesGoneNext: 'Voir que faire',
    noRecents: 'Les examens ouverts depuis un dossier apparaîtront ici.',
    patientHidden: 'Patient masqué',
    teeth: (count) => (count === 1 ? '1 dent' : `${count} dents`),
    opened: (when) => `ouvert : ${when}`,
    remove: (title) => `Retirer ${title} de la liste`,
    removed: (title) => `${title} a été retiré de la liste. L’examen lui-même reste.`,
    undo: 'Le remettre',
    whatOpens: 'Ce qui s’ouvre',
    whatOpensText:
      'CBCT : dossiers DICOM quels que soient les noms de fichiers, DICOMDIR, fichiers multi-images, NIfTI (.nii, .nii.gz) ; ' +
      'compressés ou non. Radiographies : DICOM, PNG, JPEG, TIFF. Empreintes optiques : STL, PLY, OBJ, VTP.',
    whatHappens: 'Ce qui se passe',
    whatHappensText:
      'L’image s’affiche aussitôt. Ensuite chaque dent est trouvée, numérotée (FDI) et mesurée ; vous pouvez annuler à tout moment.',
    whatStays: 'Ce qui reste intact',
    whatStaysText:
      'Vos fichiers. Les résultats sont gardés dans un dossier à part et reviennent quand vous rouvrez l’examen.',
  },
  zh: {
    title: '打开 CBCT、全景片或口内扫描',
    lead: '将文件夹或文件拖放到此处，或点击选择。数据只在此电脑上读取，不会发送到任何地方。',
    openFolder: '打开文件夹',
    openFile: '打开文件',
    demoScan: '试用演示 CBCT',
    demoRadiograph: '试用演示全景片',
    demoSurface: '试用演示口内扫描',
    copying: '正在传送文件…',
    reading: '正在读取影像…',
    importing: '正在将牙齿放到影像上…',
    segmentation: '打开分割文件…',
    failed: '无法打开影像',
    drop: '松开即可打开',
    dropNote: '断层文件夹、X 光片或表面文件',
    recent: '最近打开',
    recentTitle: '最近打开的影像',
    allCases: '所有已保存的病例',
    casesGone: '找不到病例文件夹',
    casesGoneText: '其磁盘未连接，或文件夹已被移动。无法显示已保存的结果，也无法保存新结果。',
    casesGoneNext: '查看处理方法',
    noRecents: '从文件夹打开的影像会显示在这里。',
    patientHidden: '患者已隐藏',
    teeth: (count) => `${count} 颗牙`,
    opened: (when) => `打开于 ${when}`,
    remove: (title) => `从列表中移除 ${title}`,
    removed: (title) => `已从列表中移除 ${title}。影像本身不受影响。`,
    undo: '放回列表',
    whatOpens: '可以打开什么',
    whatOpensText:
      'CBCT：任意文件名的 DICOM 文件夹、DICOMDIR、多帧文件、NIfTI（.nii、.nii.gz），压缩或未压缩。X 光片：DICOM、PNG、JPEG、TIFF。口内扫描：STL、PLY、OBJ、VTP。',
    whatHappens: '接下来会发生什么',
    whatHappensText: '图像立即显示。随后自动查找每颗牙，编号（FDI）并测量；可随时取消。',
    whatStays: '什么保持不变',
    whatStaysText: '您的文件。结果保存在单独的文件夹中，再次打开影像时会自动显示。',
  },
});
