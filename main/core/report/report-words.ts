/** Words that only a report says; what the window says as well stands in core/words. */
import { texts } from '../language.ts';

interface ReportWords {
  readonly title: string;
  readonly patient: string;
  readonly id: string;
  readonly born: string;
  readonly scanned: string;
  readonly kind: string;
  readonly leftOut: string;
  readonly teeth: (count: number) => string;
  readonly places: (count: number) => string;
  readonly pictureOf: { readonly cbct: string; readonly opg: string };
  readonly mirrored: string;
  readonly otherGreys: string;
  readonly noPicture: string;
  readonly number: string;
  readonly tooth: string;
  readonly status: string;
  /** Under the table. */
  readonly howMeasured: string;
  readonly magnified: string;
  readonly noScale: string;
  readonly noTeeth: string;
  readonly findings: string;
  readonly finding: string;
  readonly weight: string;
  readonly open: string;
  readonly settled: string;
  readonly noFindings: string;
  readonly measurements: string;
  readonly name: string;
  readonly measured: string;
  readonly canals: string;
  readonly canal: string;
  readonly sides: { readonly right: string; readonly left: string };
  readonly canalLength: string;
  readonly diameter: string;
  readonly nearestTeeth: string;
  readonly noToothNear: string;
  readonly warnings: string;
  readonly made: string;
  readonly program: string;
  readonly nets: string;
  readonly ranOn: string;
  readonly teethFrom: string;
  readonly segmented: string;
  readonly scan: string;
  readonly caseId: string;
  readonly printed: string;
  readonly seconds: (seconds: string) => string;
  readonly lookedTwice: string;
  readonly review: string;
  readonly notReviewed: string;
  readonly reviewedBy: (names: string, when: string) => string;
  /** The name is left out. */
  readonly reviewed: string;
  readonly undecided: (count: number) => string;
  readonly signedBy: (by: string, when: string) => string;
  readonly signed: string;
  readonly notSigned: string;
  readonly signature: string;
  /** {page} and {pages} are numbers that only the printing browser knows. */
  readonly page: string;
  readonly listed: string;
}

export const REPORT_WORDS = texts<ReportWords>({
  en: {
    title: 'Tooth report',
    patient: 'Patient',
    id: 'Patient ID',
    born: 'Born',
    scanned: 'Scan of',
    kind: 'Kind',
    leftOut: 'left out',
    teeth: (count) => `${count} ${count === 1 ? 'tooth' : 'teeth'}`,
    places: (count) => `${count} ${count === 1 ? 'place' : 'places'} without a tooth`,
    pictureOf: {
      cbct: 'Panoramic made from the scan, 20 mm thick, with every tooth’s outline and number.',
      opg: 'The radiograph with every tooth’s outline and number.',
    },
    mirrored: 'The file says that the patient’s right is on the right.',
    otherGreys: 'Its grey values are not those that were segmented.',
    noPicture: 'Without a picture: the scan was not at hand.',
    number: 'No.',
    tooth: 'Tooth',
    status: 'Review',
    howMeasured:
      'Lengths along the tooth’s own axis, crown and root parted at the neck; MD mesiodistal, BL buccolingual; tilt against the normal of the bite plane. Confidence is the program’s own.',
    magnified: 'Lengths are those on the detector: the projection magnifies them.',
    noScale: 'The file tells no scale: lengths are in pixels.',
    noTeeth: 'No teeth were found.',
    findings: 'Findings',
    finding: 'Finding',
    weight: 'Weight',
    open: 'open',
    settled: 'let stand',
    noFindings: 'Nothing odd was found.',
    measurements: 'Measurements',
    name: 'Name',
    measured: 'Value',
    canals: 'Nerve canals',
    canal: 'Canal',
    sides: { right: 'right', left: 'left' },
    canalLength: 'Length',
    diameter: 'Diameter',
    nearestTeeth: 'From the canal’s wall to the nearest teeth',
    noToothNear: 'no tooth within 10 mm',
    warnings: 'Warnings',
    made: 'How it was made',
    program: 'Program',
    nets: 'Neural nets',
    ranOn: 'Ran on',
    teethFrom: 'Teeth from',
    segmented: 'Segmented',
    scan: 'Scan',
    caseId: 'Case',
    printed: 'Printed',
    seconds: (seconds) => `${seconds} s`,
    lookedTwice: 'looked twice',
    review: 'Review',
    notReviewed: 'Proposed by the program. Nobody has reviewed it.',
    reviewedBy: (names, when) => `Reviewed by ${names}, last on ${when}`,
    reviewed: 'Reviewed by a person',
    undecided: (count) => `${count} ${count === 1 ? 'tooth' : 'teeth'} not decided yet`,
    signedBy: (by, when) => `Signed off by ${by} on ${when}`,
    signed: 'Signed off',
    notSigned: 'Not signed off',
    signature: 'Date and signature',
    page: 'Page {page} of {pages}',
    listed: ', ',
  },
  de: {
    title: 'Zahnbericht',
    patient: 'Patient',
    id: 'Patienten-ID',
    born: 'Geboren',
    scanned: 'Aufnahme vom',
    kind: 'Art',
    leftOut: 'ausgelassen',
    teeth: (count) => `${count} ${count === 1 ? 'Zahn' : 'Zähne'}`,
    places: (count) => `${count} ${count === 1 ? 'Stelle' : 'Stellen'} ohne Zahn`,
    pictureOf: {
      cbct: 'Panorama aus der Aufnahme, 20 mm dick, mit Umriss und Nummer jedes Zahns.',
      opg: 'Die Aufnahme mit Umriss und Nummer jedes Zahns.',
    },
    mirrored: 'Laut Datei liegt die rechte Seite des Patienten rechts.',
    otherGreys: 'Die Grauwerte sind nicht die, die segmentiert wurden.',
    noPicture: 'Ohne Bild: Die Aufnahme war nicht zur Hand.',
    number: 'Nr.',
    tooth: 'Zahn',
    status: 'Prüfung',
    howMeasured:
      'Längen entlang der Zahnachse, Krone und Wurzel am Zahnhals getrennt; MD mesiodistal, BL bukkolingual; Neigung gegen die Normale der Bissebene. Die Sicherheit ist die des Programms.',
    magnified: 'Längen gelten am Detektor: Die Projektion vergrößert sie.',
    noScale: 'Die Datei nennt keinen Maßstab: Längen in Pixeln.',
    noTeeth: 'Es wurden keine Zähne gefunden.',
    findings: 'Prüfpunkte',
    finding: 'Prüfpunkt',
    weight: 'Gewicht',
    open: 'offen',
    settled: 'so belassen',
    noFindings: 'Es fiel nichts auf.',
    measurements: 'Messungen',
    name: 'Name',
    measured: 'Wert',
    canals: 'Nervkanäle',
    canal: 'Kanal',
    sides: { right: 'rechts', left: 'links' },
    canalLength: 'Länge',
    diameter: 'Durchmesser',
    nearestTeeth: 'Von der Kanalwand zu den nächsten Zähnen',
    noToothNear: 'kein Zahn innerhalb von 10 mm',
    warnings: 'Hinweise',
    made: 'Wie er entstand',
    program: 'Programm',
    nets: 'Neuronale Netze',
    ranOn: 'Lief auf',
    teethFrom: 'Zähne aus',
    segmented: 'Segmentiert',
    scan: 'Aufnahme',
    caseId: 'Fall',
    printed: 'Gedruckt',
    seconds: (seconds) => `${seconds} s`,
    lookedTwice: 'zweimal angesehen',
    review: 'Prüfung',
    notReviewed: 'Vorschlag des Programms. Niemand hat ihn geprüft.',
    reviewedBy: (names, when) => `Geprüft von ${names}, zuletzt am ${when}`,
    reviewed: 'Von einer Person geprüft',
    undecided: (count) => `${count} ${count === 1 ? 'Zahn' : 'Zähne'} noch nicht entschieden`,
    signedBy: (by, when) => `Freigegeben von ${by} am ${when}`,
    signed: 'Freigegeben',
    notSigned: 'Nicht freigegeben',
    signature: 'Datum und Unterschrift',
    page: 'Seite {page} von {pages}',
    listed: ', ',
  },
  fr: {
    title: 'Rapport dentaire',
    patient: 'Patient',
    id: 'Identifiant',
    born: 'Né(e) le',
    scanned: 'Examen du',
    kind: 'Nature',
    leftOut: 'non indiqué',
    teeth: (count) => `${count} ${count === 1 ? 'dent' : 'dents'}`,
    places: (count) => `${count} ${count === 1 ? 'place' : 'places'} sans dent`,
    pictureOf: {
      cbct: 'Panoramique tiré de l’examen, 20 mm d’épaisseur, avec le contour et le numéro de chaque dent.',
      opg: 'La radiographie avec le contour et le numéro de chaque dent.',
    },
    mirrored: 'Selon le fichier, la droite du patient est à droite.',
    otherGreys: 'Les niveaux de gris ne sont pas ceux qui ont été segmentés.',
    noPicture: 'Sans image : l’examen n’était pas disponible.',
    number: 'N°',
    tooth: 'Dent',
    status: 'Révision',
    howMeasured:
      'Longueurs suivant l’axe de la dent, couronne et racine séparées au collet ; MD mésio-distal, VL vestibulo-lingual ; inclinaison par rapport à la normale du plan d’occlusion. La confiance est celle du programme.',
    magnified: 'Les longueurs sont celles du détecteur : la projection les agrandit.',
    noScale: 'Le fichier ne donne pas d’échelle : longueurs en pixels.',
    noTeeth: 'Aucune dent trouvée.',
    findings: 'Points à vérifier',
    finding: 'Point',
    weight: 'Poids',
    open: 'ouvert',
    settled: 'laissé ainsi',
    noFindings: 'Rien d’inhabituel.',
    measurements: 'Mesures',
    name: 'Nom',
    measured: 'Valeur',
    canals: 'Canaux nerveux',
    canal: 'Canal',
    sides: { right: 'droit', left: 'gauche' },
    canalLength: 'Longueur',
    diameter: 'Diamètre',
    nearestTeeth: 'De la paroi du canal aux dents les plus proches',
    noToothNear: 'aucune dent à moins de 10 mm',
    warnings: 'Avertissements',
    made: 'Comment il a été fait',
    program: 'Programme',
    nets: 'Réseaux de neurones',
    ranOn: 'Exécuté sur',
    teethFrom: 'Dents de',
    segmented: 'Segmenté',
    scan: 'Examen',
    caseId: 'Cas',
    printed: 'Imprimé',
    seconds: (seconds) => `${seconds} s`,
    lookedTwice: 'examiné deux fois',
    review: 'Révision',
    notReviewed: 'Proposé par le programme. Personne ne l’a révisé.',
    reviewedBy: (names, when) => `Révisé par ${names}, en dernier le ${when}`,
    reviewed: 'Révisé par une personne',
    undecided: (count) => `${count} ${count === 1 ? 'dent' : 'dents'} sans décision`,
    signedBy: (by, when) => `Validé par ${by} le ${when}`,
    signed: 'Validé',
    notSigned: 'Non validé',
    signature: 'Date et signature',
    page: 'Page {page} sur {pages}',
    listed: ', ',
  },
  zh: {
    title: '牙齿报告',
    patient: '患者',
    id: '患者编号',
    born: '出生日期',
    scanned: '检查日期',
    kind: '类型',
    leftOut: '已略去',
    teeth: (count) => `${count} 颗牙`,
    places: (count) => `${count} 个牙位无牙`,
    pictureOf: {
      cbct: '由扫描生成的全景图，厚 20 mm，标有每颗牙的轮廓和编号。',
      opg: '标有每颗牙轮廓和编号的全景片。',
    },
    mirrored: '文件表明患者右侧位于图像右侧。',
    otherGreys: '灰度值与分割时的不同。',
    noPicture: '无图像：未找到扫描。',
    number: '牙位',
    tooth: '牙齿',
    status: '审核',
    howMeasured:
      '长度沿牙体长轴测量，冠根以牙颈为界；近远中、颊舌为相应方向的宽度；倾斜为长轴与咬合平面法线的夹角。置信度由程序给出。',
    magnified: '长度为探测器上的数值：投影会使其放大。',
    noScale: '文件未给出比例：长度以像素计。',
    noTeeth: '未发现牙齿。',
    findings: '需核对的项目',
    finding: '项目',
    weight: '程度',
    open: '未处理',
    settled: '保持不变',
    noFindings: '未发现异常。',
    measurements: '测量',
    name: '名称',
    measured: '数值',
    canals: '神经管',
    canal: '神经管',
    sides: { right: '右', left: '左' },
    canalLength: '长度',
    diameter: '直径',
    nearestTeeth: '管壁到最近牙齿的距离',
    noToothNear: '10 mm 内无牙',
    warnings: '提示',
    made: '生成方式',
    program: '程序',
    nets: '神经网络',
    ranOn: '运行于',
    teethFrom: '牙齿来源',
    segmented: '分割时间',
    scan: '影像',
    caseId: '病例',
    printed: '打印时间',
    seconds: (seconds) => `${seconds} 秒`,
    lookedTwice: '镜像复看',
    review: '审核',
    notReviewed: '由程序给出，尚未经人审核。',
    reviewedBy: (names, when) => `${names} 审核，最近于 ${when}`,
    reviewed: '已由人审核',
    undecided: (count) => `${count} 颗牙尚未决定`,
    signedBy: (by, when) => `${by} 于 ${when} 签发`,
    signed: '已签发',
    notSigned: '未签发',
    signature: '日期与签名',
    page: '第 {page} 页，共 {pages} 页',
    listed: '、',
  },
});
