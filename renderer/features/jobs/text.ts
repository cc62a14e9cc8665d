import type { RunningJob, SessionState } from '../../state/session-store.ts';
import { texts } from '../../text.ts';

export const TEXT = texts<{
  readonly findingTeeth: string;
  readonly stages: { readonly [Stage in RunningJob['stage']]: string };
  readonly cancel: string;
  readonly stopping: string;
  readonly estimating: string;
  readonly almostDone: string;
  readonly secondsLeft: (seconds: number) => string;
  readonly minutesLeft: (minutes: number) => string;
}>({
  en: {
    findingTeeth: 'Finding teeth',
    stages: {
      read: 'Reading the scan',
      coarse: 'Looking for the jaws',
      fine: 'Outlining the teeth',
      classify: 'Looking for the teeth',
      label: 'Numbering the teeth',
      detect: 'Looking for the teeth',
      outline: 'Tracing every tooth',
      measure: 'Measuring',
      save: 'Saving the result',
    },
    cancel: 'Cancel',
    stopping: 'Stopping after this step…',
    estimating: 'Estimating the time…',
    almostDone: 'Almost done',
    secondsLeft: (seconds) => `About ${seconds} s left`,
    minutesLeft: (minutes) => `About ${minutes} min left`,
  },
  de: {
    findingTeeth: 'Zähne werden gesucht',
    stages: {
      read: 'Aufnahme wird gelesen',
      coarse: 'Kiefer werden gesucht',
      fine: 'Zähne werden umrandet',
      classify: 'Zähne werden gesucht',
      label: 'Zähne werden nummeriert',
      detect: 'Zähne werden gesucht',
      outline: 'Jeder Zahn wird nachgezeichnet',
      measure: 'Es wird gemessen',
      save: 'Ergebnis wird gespeichert',
    },
    cancel: 'Abbrechen',
    stopping: 'Hält nach diesem Schritt an …',
    estimating: 'Dauer wird geschätzt …',
    almostDone: 'Fast fertig',
    secondsLeft: (seconds) => `Noch etwa ${seconds} s`,
    minutesLeft: (minutes) => `Noch etwa ${minutes} min`,
  },
  fr: {
    findingTeeth: 'Recherche des dents',
    stages: {
      read: 'Lecture de l’examen',
      coarse: 'Recherche des mâchoires',
      fine: 'Contours des dents',
      classify: 'Recherche des dents',
      label: 'Numérotation des dents',
      detect: 'Recherche des dents',
      outline: 'Tracé de chaque dent',
      measure: 'Mesure',
      save: 'Enregistrement du résultat',
    },
    cancel: 'Annuler',
    stopping: 'Arrêt après cette étape…',
    estimating: 'Estimation de la durée…',
    almostDone: 'Presque terminé',
    secondsLeft: (seconds) => `Encore ${seconds} s environ`,
    minutesLeft: (minutes) => `Encore ${minutes} min environ`,
  },
  zh: {
    findingTeeth: '正在查找牙齿',
    stages: {
      read: '读取影像',
      coarse: '查找颌骨',
      fine: '勾画牙齿',
      classify: '查找牙齿',
      label: '牙齿编号',
      detect: '查找牙齿',
      outline: '逐颗描边',
      measure: '测量',
      save: '保存结果',
    },
    cancel: '取消',
    stopping: '完成此步后停止…',
    estimating: '正在估算时间…',
    almostDone: '即将完成',
    secondsLeft: (seconds) => `约剩 ${seconds} 秒`,
    minutesLeft: (minutes) => `约剩 ${minutes} 分钟`,
  },
});

/** How a job ended without a result. */
export const JOB_NOTES = texts<{ readonly [Note in NonNullable<SessionState['jobNote']>]: string }>({
  en: { cancelled: 'Cancelled. Nothing was saved.' },
  de: { cancelled: 'Abgebrochen. Nichts wurde gespeichert.' },
  fr: { cancelled: 'Annulé. Rien n’a été enregistré.' },
  zh: { cancelled: '已取消，未保存任何内容。' },
});
