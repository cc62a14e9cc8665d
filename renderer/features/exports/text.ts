/** Words of the export dialog. Formats and options have a file of their own. */
import type { Readiness } from '../../state/exchange/export-commands.ts';
import { texts } from '../../text.ts';
import type { Purpose } from './format-text.ts';

export const TEXT = texts<{
  readonly title: string;
  readonly close: string;
  readonly lead: string;
  readonly purposes: { readonly [P in Purpose]: string };
  readonly options: string;
  readonly choose: string;
  readonly saveCount: (count: number) => string;
  readonly notReady: { readonly [R in Exclude<Readiness, 'ready'>]: string };
  readonly unreviewed: (count: number) => string;
  readonly unsigned: string;
  readonly signed: (by: string, when: string) => string;
  readonly nobody: string;
  readonly files: string;
  readonly waiting: string;
  readonly making: (seconds: string) => string;
  readonly made: (size: string, teeth: number) => string;
  readonly again: (name: string) => string;
  readonly failed: (name: string) => string;
  readonly tryAgain: string;
  readonly send: string;
}>({
  en: {
    title: 'Export',
    close: 'Close',
    lead: 'Files show the case as it is reviewed now. They are named after the case, not after the patient.',
    purposes: {
      pacs: 'For the archive (PACS)',
      colleague: 'For colleagues and patients',
      planning: 'For 3D printing and planning',
      data: 'For research and data',
    },
    options: 'Options',
    choose: 'Save',
    saveCount: (count) => `Save ${count} ${count === 1 ? 'file' : 'files'}`,
    notReady: {
      'no-scan': 'Open a scan first.',
      finding: 'Teeth are being sought. When they are found, the case can be exported.',
      'no-case': 'No teeth have been sought in this scan yet. Find them first, then export the case.',
      checking: 'The result is still being compared with the scan. That takes a moment.',
      saving: 'Your last changes are being saved. That takes a moment.',
    },
    unreviewed: (count) => (count === 1 ? '1 tooth is not reviewed yet' : `${count} teeth are not reviewed yet`),
    unsigned: 'Not signed off yet',
    signed: (by, when) => `Signed off by ${by}, ${when}`,
    nobody: 'nobody named',
    files: 'Files',
    waiting: 'waiting',
    making: (seconds) => `being made, ${seconds} s`,
    made: (size, teeth) => `${size} · ${teeth === 1 ? '1 tooth' : `${teeth} teeth`}`,
    again: (name) => `Save ${name} once more`,
    failed: (name) => `${name} could not be made`,
    tryAgain: 'Try again',
    send: 'Send to the archive…',
  },
  de: {
    title: 'Exportieren',
    close: 'Schließen',
    lead: 'Die Dateien zeigen den Fall, wie er jetzt geprüft ist. Sie heißen nach dem Fall, nicht nach dem Patienten.',
    purposes: {
      pacs: 'Für das Archiv (PACS)',
      colleague: 'Für Kollegen und Patienten',
      planning: 'Für 3D-Druck und Planung',
      data: 'Für Forschung und Daten',
    },
    options: 'Optionen',
    choose: 'Speichern',
    saveCount: (count) => (count === 1 ? '1 Datei speichern' : `${count} Dateien speichern`),
    notReady: {
      'no-scan': 'Öffnen Sie zuerst eine Aufnahme.',
      finding: 'Die Zähne werden gerade gesucht. Sind sie gefunden, lässt sich der Fall exportieren.',
      'no-case':
        'In dieser Aufnahme wurden noch keine Zähne gesucht. Suchen Sie sie zuerst, dann lässt sich der Fall exportieren.',
      checking: 'Das Ergebnis wird noch mit der Aufnahme verglichen. Das dauert einen Moment.',
      saving: 'Ihre letzten Änderungen werden gespeichert. Das dauert einen Moment.',
    },
    unreviewed: (count) => (count === 1 ? '1 Zahn ist noch nicht geprüft' : `${count} Zähne sind noch nicht geprüft`),
    unsigned: 'Noch nicht freigegeben',
    signed: (by, when) => `Freigegeben von ${by}, ${when}`,
    nobody: 'niemand genannt',
    files: 'Dateien',
    waiting: 'wartet',
    making: (seconds) => `wird erstellt, ${seconds} s`,
    made: (size, teeth) => `${size} · ${teeth === 1 ? '1 Zahn' : `${teeth} Zähne`}`,
    again: (name) => `${name} noch einmal speichern`,
    failed: (name) => `${name} konnte nicht erstellt werden`,
    tryAgain: 'Erneut versuchen',
    send: 'An das Archiv senden …',
  },
  fr: {
    title: 'Exporter',
    close: 'Fermer',
    lead: 'Les fichiers montrent le cas tel qu’il est révisé à présent. Ils portent le nom du cas, jamais celui du patient.',
    purposes: {
      pacs: 'Pour l’archive (PACS)',
      colleague: 'Pour les confrères et les patients',
      planning: 'Pour l’impression 3D et la planification',
      data: 'Pour la recherche et les données',
    },
    options: 'Choix',
    choose: 'Enregistrer',
    saveCount: (count) => `Enregistrer ${count} ${count === 1 ? 'fichier' : 'fichiers'}`,
    notReady: {
      'no-scan': 'Ouvrez d’abord un examen.',
      finding: 'Les dents sont recherchées. Une fois trouvées, le cas pourra être exporté.',
      'no-case':
        'Les dents de cet examen n’ont pas encore été recherchées. Recherchez-les d’abord, puis exportez le cas.',
      checking: 'Le résultat est encore comparé à l’examen. Cela prend un instant.',
      saving: 'Vos dernières modifications sont enregistrées. Cela prend un instant.',
    },
    unreviewed: (count) =>
      count === 1 ? '1 dent n’est pas encore révisée' : `${count} dents ne sont pas encore révisées`,
    unsigned: 'Pas encore validé',
    signed: (by, when) => `Validé par ${by}, ${when}`,
    nobody: 'personne n’est nommé',
    files: 'Fichiers',
    waiting: 'en attente',
    making: (seconds) => `en préparation, ${seconds} s`,
    made: (size, teeth) => `${size} · ${teeth === 1 ? '1 dent' : `${teeth} dents`}`,
    again: (name) => `Enregistrer ${name} encore une fois`,
    failed: (name) => `${name} n’a pas pu être créé`,
    tryAgain: 'Réessayer',
    send: 'Envoyer à l’archive…',
  },
  zh: {
    title: '导出',
    close: '关闭',
    lead: '文件内容为病例当前的审核状态。文件以病例命名，不含患者姓名。',
    purposes: {
      pacs: '用于影像归档（PACS）',
      colleague: '用于同行和患者',
      planning: '用于三维打印和设计',
      data: '用于研究和数据',
    },
    options: '选项',
    choose: '保存',
    saveCount: (count) => `保存 ${count} 个文件`,
    notReady: {
      'no-scan': '请先打开影像。',
      finding: '正在查找牙齿。找到后即可导出病例。',
      'no-case': '尚未在此影像中查找牙齿。请先查找，再导出病例。',
      checking: '仍在核对结果与影像，请稍候。',
      saving: '正在保存您的最新更改，请稍候。',
    },
    unreviewed: (count) => `还有 ${count} 颗牙齿未审核`,
    unsigned: '尚未签发',
    signed: (by, when) => `由 ${by} 于 ${when} 签发`,
    nobody: '未署名',
    files: '文件',
    waiting: '等待中',
    making: (seconds) => `正在生成，${seconds} 秒`,
    made: (size, teeth) => `${size} · ${teeth} 颗牙齿`,
    again: (name) => `再次保存 ${name}`,
    failed: (name) => `无法生成${name}`,
    tryAgain: '重试',
    send: '发送到影像归档…',
  },
});
