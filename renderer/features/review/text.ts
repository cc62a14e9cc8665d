/** Words of the worklist, of decisions, of the history and of signing off. Findings and actions have files of their own. */
import type { Severity } from '#core/checks/checked-tooth';
import type { ToothStatus } from '#core/review/action';
import { REVIEW_WORDS } from '#core/words/review-words';
import { texts } from '../../text.ts';

interface ReviewWords {
  readonly title: string;
  readonly toCheck: (count: number) => string;
  readonly nothingToCheck: string;
  readonly decided: (count: number, all: number) => string;
  readonly list: string;
  readonly severities: { readonly [S in Severity]: string };
  readonly goThere: string;
  readonly fix: string;
  readonly letStand: string;
  readonly acceptTooth: string;
  readonly next: string;
  readonly previous: string;
  readonly letStandCount: (count: number) => string;
  readonly lookAgain: string;
  readonly acceptAll: (count: number) => string;
  readonly statuses: { readonly [S in ToothStatus]: string };
  readonly statusBy: { readonly [S in Exclude<ToothStatus, 'proposed'>]: (by: string, when: string) => string };
  readonly proposedAgain: (by: string, when: string) => string;
  readonly decision: string;
  readonly accept: string;
  readonly reject: string;
  readonly backToProposed: string;
  readonly history: string;
  readonly historyEmpty: string;
  readonly undo: string;
  readonly redo: string;
  readonly undoWhat: (what: string) => string;
  readonly redoWhat: (what: string) => string;
  readonly exportLog: string;
  readonly taken: string;
  readonly close: string;
  readonly signOff: string;
  readonly signHint: string;
  readonly signAnyway: string;
  readonly openFindings: (count: number) => string;
  readonly noOpenFindings: string;
  readonly settledFindings: (count: number) => string;
  readonly undecided: (count: number) => string;
  readonly cancel: string;
  readonly signedBy: (by: string, when: string) => string;
  readonly signedHint: string;
  readonly reopen: string;
  readonly refusedTitle: string;
  readonly nobody: string;
}

export const REVIEW_TEXT = texts<ReviewWords>({
  en: {
    title: 'Review',
    toCheck: (count) => `${count} to check`,
    nothingToCheck: 'Nothing to check',
    decided: (count, all) => `${count} of ${all} accepted`,
    list: 'To check',
    severities: REVIEW_WORDS.en.severities,
    goThere: 'Go there',
    fix: 'Fix',
    letStand: 'Let it stand',
    acceptTooth: 'Accept tooth',
    next: 'Next to check',
    previous: 'Previous to check',
    letStandCount: (count) => `${count} left standing`,
    lookAgain: 'Check again',
    acceptAll: (count) => `Accept ${count} ${count === 1 ? 'tooth' : 'teeth'}`,
    statuses: REVIEW_WORDS.en.statuses,
    statusBy: {
      accepted: (by, when) => `Accepted by ${by}, ${when}`,
      edited: (by, when) => `Edited by ${by}, ${when}`,
      rejected: (by, when) => `Rejected by ${by}, ${when}`,
    },
    proposedAgain: (by, when) => `Proposed again by ${by}, ${when}`,
    decision: 'Decision',
    accept: 'Accept',
    reject: 'Reject',
    backToProposed: 'Back to proposed',
    history: 'History',
    historyEmpty: 'Nothing was changed yet. Everything you do to this case will be listed here.',
    undo: 'Undo',
    redo: 'Redo',
    undoWhat: (what) => `Undo: ${what}`,
    redoWhat: (what) => `Redo: ${what}`,
    exportLog: 'Export the log',
    taken: 'undone',
    close: 'Close',
    signOff: 'Sign off',
    signHint: 'You stand for this result. Nothing can be changed until the case is reopened; both are on record.',
    signAnyway: 'Sign off all the same',
    openFindings: (count) => `${count} ${count === 1 ? 'finding is' : 'findings are'} still open.`,
    noOpenFindings: 'No finding is open.',
    settledFindings: (count) => `You let ${count} ${count === 1 ? 'finding' : 'findings'} stand.`,
    undecided: (count) => `${count} ${count === 1 ? 'tooth is' : 'teeth are'} neither accepted nor rejected.`,
    cancel: 'Cancel',
    signedBy: (by, when) => `Signed off by ${by}, ${when}`,
    signedHint: 'Reopen the case to change it.',
    reopen: 'Reopen',
    refusedTitle: 'The case is signed off',
    nobody: 'someone',
  },
  de: {
    title: 'Prüfung',
    toCheck: (count) => `${count} zu prüfen`,
    nothingToCheck: 'Nichts zu prüfen',
    decided: (count, all) => `${count} von ${all} bestätigt`,
    list: 'Zu prüfen',
    severities: REVIEW_WORDS.de.severities,
    goThere: 'Dorthin',
    fix: 'Beheben',
    letStand: 'So lassen',
    acceptTooth: 'Zahn bestätigen',
    next: 'Nächster Prüfpunkt',
    previous: 'Voriger Prüfpunkt',
    letStandCount: (count) => `${count} so belassen`,
    lookAgain: 'Wieder prüfen',
    acceptAll: (count) => `${count} ${count === 1 ? 'Zahn' : 'Zähne'} bestätigen`,
    statuses: REVIEW_WORDS.de.statuses,
    statusBy: {
      accepted: (by, when) => `Bestätigt von ${by}, ${when}`,
      edited: (by, when) => `Bearbeitet von ${by}, ${when}`,
      rejected: (by, when) => `Verworfen von ${by}, ${when}`,
    },
    proposedAgain: (by, when) => `Wieder Vorschlag, ${by}, ${when}`,
    decision: 'Entscheidung',
    accept: 'Bestätigen',
    reject: 'Verwerfen',
    backToProposed: 'Zurück zum Vorschlag',
    history: 'Verlauf',
    historyEmpty: 'Noch nichts geändert. Alles, was Sie an diesem Fall tun, steht dann hier.',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    undoWhat: (what) => `Rückgängig: ${what}`,
    redoWhat: (what) => `Wiederholen: ${what}`,
    exportLog: 'Protokoll exportieren',
    taken: 'zurückgenommen',
    close: 'Schließen',
    signOff: 'Freigeben',
    signHint:
      'Sie stehen für dieses Ergebnis ein. Bis der Fall wieder geöffnet wird, lässt sich nichts ändern; beides wird vermerkt.',
    signAnyway: 'Trotzdem freigeben',
    openFindings: (count) => `${count} ${count === 1 ? 'Prüfpunkt ist' : 'Prüfpunkte sind'} noch offen.`,
    noOpenFindings: 'Kein Prüfpunkt ist offen.',
    settledFindings: (count) => `${count} ${count === 1 ? 'Prüfpunkt' : 'Prüfpunkte'} so belassen.`,
    undecided: (count) => `${count} ${count === 1 ? 'Zahn ist' : 'Zähne sind'} weder bestätigt noch verworfen.`,
    cancel: 'Abbrechen',
    signedBy: (by, when) => `Freigegeben von ${by}, ${when}`,
    signedHint: 'Zum Ändern den Fall wieder öffnen.',
    reopen: 'Wieder öffnen',
    refusedTitle: 'Der Fall ist freigegeben',
    nobody: 'jemand',
  },
  fr: {
    title: 'Relecture',
    toCheck: (count) => `${count} à vérifier`,
    nothingToCheck: 'Rien à vérifier',
    decided: (count, all) => `${count} sur ${all} validées`,
    list: 'À vérifier',
    severities: REVIEW_WORDS.fr.severities,
    goThere: 'Y aller',
    fix: 'Corriger',
    letStand: 'Laisser ainsi',
    acceptTooth: 'Valider la dent',
    next: 'Point suivant à vérifier',
    previous: 'Point précédent à vérifier',
    letStandCount: (count) => `${count} laissés ainsi`,
    lookAgain: 'Vérifier à nouveau',
    acceptAll: (count) => `Valider ${count} ${count === 1 ? 'dent' : 'dents'}`,
    statuses: REVIEW_WORDS.fr.statuses,
    statusBy: {
      accepted: (by, when) => `Validée par ${by}, ${when}`,
      edited: (by, when) => `Modifiée par ${by}, ${when}`,
      rejected: (by, when) => `Rejetée par ${by}, ${when}`,
    },
    proposedAgain: (by, when) => `De nouveau proposée, ${by}, ${when}`,
    decision: 'Décision',
    accept: 'Valider',
    reject: 'Rejeter',
    backToProposed: 'Remettre en proposition',
    history: 'Historique',
    historyEmpty: 'Rien n’a encore été modifié. Tout ce que vous ferez sur ce cas apparaîtra ici.',
    undo: 'Annuler',
    redo: 'Rétablir',
    undoWhat: (what) => `Annuler : ${what}`,
    redoWhat: (what) => `Rétablir : ${what}`,
    exportLog: 'Exporter le journal',
    taken: 'annulé',
    close: 'Fermer',
    signOff: 'Signer',
    signHint:
      'Vous répondez de ce résultat. Rien ne peut être modifié tant que le cas n’est pas rouvert ; les deux sont consignés.',
    signAnyway: 'Signer quand même',
    openFindings: (count) => `${count} ${count === 1 ? 'point reste ouvert' : 'points restent ouverts'}.`,
    noOpenFindings: 'Aucun point n’est ouvert.',
    settledFindings: (count) => `${count} ${count === 1 ? 'point laissé ainsi' : 'points laissés ainsi'}.`,
    undecided: (count) =>
      `${count} ${count === 1 ? 'dent n’est ni validée ni rejetée' : 'dents ne sont ni validées ni rejetées'}.`,
    cancel: 'Annuler',
    signedBy: (by, when) => `Signé par ${by}, ${when}`,
    signedHint: 'Rouvrez le cas pour le modifier.',
    reopen: 'Rouvrir',
    refusedTitle: 'Le cas est signé',
    nobody: 'quelqu’un',
  },
  zh: {
    title: '审核',
    toCheck: (count) => `${count} 项待核对`,
    nothingToCheck: '没有待核对项',
    decided: (count, all) => `已确认 ${count} / ${all}`,
    list: '待核对',
    severities: REVIEW_WORDS.zh.severities,
    goThere: '前往',
    fix: '修正',
    letStand: '保持不变',
    acceptTooth: '确认此牙',
    next: '下一个待核对项',
    previous: '上一个待核对项',
    letStandCount: (count) => `${count} 项保持不变`,
    lookAgain: '重新核对',
    acceptAll: (count) => `确认 ${count} 颗牙`,
    statuses: REVIEW_WORDS.zh.statuses,
    statusBy: {
      accepted: (by, when) => `${by} 于 ${when} 确认`,
      edited: (by, when) => `${by} 于 ${when} 修改`,
      rejected: (by, when) => `${by} 于 ${when} 否决`,
    },
    proposedAgain: (by, when) => `${by} 于 ${when} 恢复为待定`,
    decision: '决定',
    accept: '确认',
    reject: '否决',
    backToProposed: '恢复为待定',
    history: '历史记录',
    historyEmpty: '尚无更改。您对此病例的所有操作都会列在这里。',
    undo: '撤销',
    redo: '重做',
    undoWhat: (what) => `撤销：${what}`,
    redoWhat: (what) => `重做：${what}`,
    exportLog: '导出日志',
    taken: '已撤销',
    close: '关闭',
    signOff: '签核',
    signHint: '您对此结果负责。重新打开病例前无法更改任何内容；签核与重新打开均会记录。',
    signAnyway: '仍然签核',
    openFindings: (count) => `还有 ${count} 项未处理。`,
    noOpenFindings: '没有未处理项。',
    settledFindings: (count) => `${count} 项保持不变。`,
    undecided: (count) => `${count} 颗牙尚未确认或否决。`,
    cancel: '取消',
    signedBy: (by, when) => `${by} 于 ${when} 签核`,
    signedHint: '如需更改，请重新打开病例。',
    reopen: '重新打开',
    refusedTitle: '病例已签核',
    nobody: '某人',
  },
});
