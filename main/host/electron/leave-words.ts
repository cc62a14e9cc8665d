/** What Electron's window asks when closing it would lose something; a browser has words of its own for that. */
export interface LeaveWords {
  readonly message: string;
  readonly detail: string;
  readonly stay: string;
  readonly leave: string;
}

const ENGLISH: LeaveWords = {
  message: 'Close Quadrant now?',
  detail: 'Teeth are still being found, or a drawing has not been saved. That would be lost.',
  stay: 'Stay',
  leave: 'Close',
};

const OTHERS: Readonly<Record<string, LeaveWords>> = {
  de: {
    message: 'Quadrant jetzt schließen?',
    detail: 'Es werden noch Zähne gesucht, oder eine Zeichnung ist nicht gespeichert. Das ginge verloren.',
    stay: 'Bleiben',
    leave: 'Schließen',
  },
  fr: {
    message: 'Fermer Quadrant maintenant ?',
    detail: 'La recherche des dents est en cours, ou un tracé n’est pas enregistré. Cela serait perdu.',
    stay: 'Rester',
    leave: 'Fermer',
  },
  zh: {
    message: '现在关闭 Quadrant？',
    detail: '正在查找牙齿，或有绘制内容尚未保存。关闭后将丢失。',
    stay: '留下',
    leave: '关闭',
  },
};

/** By a locale such as "de-AT"; English when it has no words here. */
export function leaveWords(locale: string): LeaveWords {
  return OTHERS[locale.split('-')[0]] ?? ENGLISH;
}
