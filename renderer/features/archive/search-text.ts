/** Words of looking for studies in an archive and of fetching them. */
import type { SERIES_KINDS } from '#contract/pacs';
import { texts } from '../../text.ts';

type SeriesKind = (typeof SERIES_KINDS)[number];

export const SEARCH_TEXT = texts<{
  readonly title: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly accession: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly today: string;
  readonly kind: string;
  readonly anyKind: string;
  readonly kinds: { readonly [K in SeriesKind]: string };
  readonly search: string;
  readonly searching: string;
  readonly hint: string;
  readonly none: string;
  readonly noneHint: string;
  readonly studies: string;
  readonly found: (count: number) => string;
  readonly more: string;
  readonly noName: string;
  readonly born: (day: string) => string;
  readonly images: (count: number) => string;
  readonly open: (what: string, who: string) => string;
  readonly openWord: string;
  readonly fetching: (what: string) => string;
  readonly received: (images: string, total: string | null, size: string) => string;
  readonly stopping: string;
  readonly servers: string;
  readonly outbox: string;
}>({
  en: {
    title: 'Find a study in the archive',
    patientName: 'Patient’s name',
    patientId: 'Patient ID',
    accession: 'Accession number',
    fromDay: 'From',
    toDay: 'To',
    today: 'Today',
    kind: 'Kind of scan',
    anyKind: 'CBCT and panoramic',
    kinds: { cbct: 'CBCT', opg: 'Panoramic', result: 'Result' },
    search: 'Search',
    searching: 'Searching…',
    hint: 'Type the beginning of a name or an ID, or choose days. Studies with a CBCT or a panoramic radiograph are listed.',
    none: 'No such study',
    noneHint: 'The archive has no CBCT and no panoramic radiograph that fits. Shorten the name or widen the days.',
    studies: 'Studies found',
    found: (count) => (count === 1 ? '1 study' : `${count} studies`),
    more: 'Show more',
    noName: 'No name',
    born: (day) => `born ${day}`,
    images: (count) => (count === 1 ? '1 image' : `${count} images`),
    open: (what, who) => `Open ${what} of ${who}`,
    openWord: 'Open',
    fetching: (what) => `Fetching ${what}`,
    received: (images, total, size) =>
      total === null ? `${images} images · ${size}` : `${images} of ${total} · ${size}`,
    stopping: 'Stopping…',
    servers: 'Servers…',
    outbox: 'Outbox…',
  },
  de: {
    title: 'Studie im Archiv suchen',
    patientName: 'Name des Patienten',
    patientId: 'Patienten-ID',
    accession: 'Auftragsnummer',
    fromDay: 'Von',
    toDay: 'Bis',
    today: 'Heute',
    kind: 'Art der Aufnahme',
    anyKind: 'DVT und Panorama',
    kinds: { cbct: 'DVT', opg: 'Panoramaaufnahme', result: 'Ergebnis' },
    search: 'Suchen',
    searching: 'Wird gesucht …',
    hint: 'Tippen Sie den Anfang eines Namens oder einer ID, oder wählen Sie Tage. Gezeigt werden Studien mit DVT oder Panoramaaufnahme.',
    none: 'Keine solche Studie',
    noneHint:
      'Das Archiv hat keine passende DVT und keine passende Panoramaaufnahme. Kürzen Sie den Namen oder erweitern Sie die Tage.',
    studies: 'Gefundene Studien',
    found: (count) => (count === 1 ? '1 Studie' : `${count} Studien`),
    more: 'Mehr zeigen',
    noName: 'Ohne Namen',
    born: (day) => `geboren ${day}`,
    images: (count) => (count === 1 ? '1 Bild' : `${count} Bilder`),
    open: (what, who) => `${what} von ${who} öffnen`,
    openWord: 'Öffnen',
    fetching: (what) => `${what} wird geholt`,
    received: (images, total, size) =>
      total === null ? `${images} Bilder · ${size}` : `${images} von ${total} · ${size}`,
    stopping: 'Wird abgebrochen …',
    servers: 'Server anzeigen …',
    outbox: 'Postausgang …',
  },
  fr: {
    title: 'Chercher une étude dans l’archive',
    patientName: 'Nom du patient',
    patientId: 'Identifiant du patient',
    accession: 'Numéro de demande',
    fromDay: 'Du',
    toDay: 'Au',
    today: 'Aujourd’hui',
    kind: 'Type d’examen',
    anyKind: 'CBCT et panoramique',
    kinds: { cbct: 'Examen CBCT', opg: 'Panoramique', result: 'Résultat' },
    search: 'Chercher',
    searching: 'Recherche…',
    hint: 'Tapez le début d’un nom ou d’un identifiant, ou choisissez des jours. Les études avec un CBCT ou une panoramique sont listées.',
    none: 'Aucune étude',
    noneHint: 'L’archive n’a ni CBCT ni panoramique correspondants. Raccourcissez le nom ou élargissez les jours.',
    studies: 'Études trouvées',
    found: (count) => (count === 1 ? '1 étude' : `${count} études`),
    more: 'En montrer plus',
    noName: 'Sans nom',
    born: (day) => `né(e) le ${day}`,
    images: (count) => (count === 1 ? '1 cliché' : `${count} clichés`),
    open: (what, who) => `Ouvrir ${what} de ${who}`,
    openWord: 'Ouvrir',
    fetching: (what) => `Réception : ${what}`,
    received: (images, total, size) =>
      total === null ? `${images} images · ${size}` : `${images} sur ${total} · ${size}`,
    stopping: 'Arrêt…',
    servers: 'Serveurs…',
    outbox: 'Boîte d’envoi…',
  },
  zh: {
    title: '在影像归档中查找检查',
    patientName: '患者姓名',
    patientId: '患者编号',
    accession: '检查单号',
    fromDay: '从',
    toDay: '到',
    today: '今天',
    kind: '影像类型',
    anyKind: 'CBCT 和全景片',
    kinds: { cbct: 'CBCT 影像', opg: '全景片', result: '结果' },
    search: '查找',
    searching: '正在查找…',
    hint: '请输入姓名或编号的开头，或选择日期。将列出含有 CBCT 或全景片的检查。',
    none: '没有符合的检查',
    noneHint: '归档中没有符合条件的 CBCT 或全景片。请缩短姓名或放宽日期。',
    studies: '找到的检查',
    found: (count) => `${count} 个检查`,
    more: '显示更多',
    noName: '无姓名',
    born: (day) => `出生于 ${day}`,
    images: (count) => `${count} 幅图像`,
    open: (what, who) => `打开 ${who} 的${what}`,
    openWord: '打开',
    fetching: (what) => `正在获取${what}`,
    received: (images, total, size) => (total === null ? `${images} 幅 · ${size}` : `${images} / ${total} · ${size}`),
    stopping: '正在停止…',
    servers: '服务器…',
    outbox: '发件箱…',
  },
});
