/** What an entry of the log did, as one line of the history, in a person's language and notation. */
import type { Language } from '#contract/settings';
import type { Decision, ReshapeTool, StepAction } from '#core/review/action';
import type { HistoryLine } from '#core/review/history';
import { textOf, texts } from '../../text.ts';
import { NUMBERS_TEXT } from '../numbers/text.ts';

interface Words {
  readonly swapped: (a: string, b: string) => string;
  readonly renumbered: (pairs: string) => string;
  readonly more: (count: number) => string;
  readonly typed: (sign: string, type: string) => string;
  readonly missing: (sign: string, reason: string) => string;
  readonly notMissing: (sign: string) => string;
  readonly decided: { readonly [D in Decision]: (signs: string) => string };
  readonly settled: (count: number) => string;
  readonly unsettled: (count: number) => string;
  readonly reshaped: { readonly [T in ReshapeTool]: (signs: string) => string };
  readonly drawn: string;
  readonly undo: (what: string) => string;
  readonly redo: (what: string) => string;
  readonly sign: string;
  readonly reopen: string;
  readonly aTooth: string;
}

export const ACTION_TEXT = texts<Words>({
  en: {
    swapped: (a, b) => `${a} and ${b} swapped`,
    renumbered: (pairs) => `Renumbered: ${pairs}`,
    more: (count) => `${count} more`,
    typed: (sign, type) => `${sign}: ${type}`,
    missing: (sign, reason) => `${sign} marked as missing: ${reason}`,
    notMissing: (sign) => `${sign}: mark removed`,
    decided: {
      accepted: (signs) => `Accepted: ${signs}`,
      rejected: (signs) => `Rejected: ${signs}`,
      proposed: (signs) => `Back to proposed: ${signs}`,
    },
    settled: (count) => `${count} ${count === 1 ? 'finding' : 'findings'} left standing`,
    unsettled: (count) => `${count} ${count === 1 ? 'finding' : 'findings'} opened again`,
    reshaped: {
      paint: (signs) => `Painted: ${signs}`,
      erase: (signs) => `Erased: ${signs}`,
      merge: (signs) => `Merged: ${signs}`,
      split: (signs) => `Split: ${signs}`,
      fill: (signs) => `Filled between slices: ${signs}`,
      grow: (signs) => `Grown: ${signs}`,
      shrink: (signs) => `Shrunk: ${signs}`,
      smooth: (signs) => `Smoothed: ${signs}`,
      restore: (signs) => `First shape restored: ${signs}`,
      outline: (signs) => `Outlined: ${signs}`,
    },
    drawn: 'Drawing changed',
    undo: (what) => `Undone: ${what}`,
    redo: (what) => `Done again: ${what}`,
    sign: 'Signed off',
    reopen: 'Reopened',
    aTooth: 'a tooth',
  },
  de: {
    swapped: (a, b) => `${a} und ${b} getauscht`,
    renumbered: (pairs) => `Umnummeriert: ${pairs}`,
    more: (count) => `${count} weitere`,
    typed: (sign, type) => `${sign}: ${type}`,
    missing: (sign, reason) => `${sign} als fehlend vermerkt: ${reason}`,
    notMissing: (sign) => `${sign}: Vermerk entfernt`,
    decided: {
      accepted: (signs) => `Bestätigt: ${signs}`,
      rejected: (signs) => `Verworfen: ${signs}`,
      proposed: (signs) => `Wieder Vorschlag: ${signs}`,
    },
    settled: (count) => `${count} ${count === 1 ? 'Prüfpunkt' : 'Prüfpunkte'} so belassen`,
    unsettled: (count) => `${count} ${count === 1 ? 'Prüfpunkt' : 'Prüfpunkte'} wieder offen`,
    reshaped: {
      paint: (signs) => `Gemalt: ${signs}`,
      erase: (signs) => `Radiert: ${signs}`,
      merge: (signs) => `Verbunden: ${signs}`,
      split: (signs) => `Geteilt: ${signs}`,
      fill: (signs) => `Zwischen Schichten gefüllt: ${signs}`,
      grow: (signs) => `Vergrößert: ${signs}`,
      shrink: (signs) => `Verkleinert: ${signs}`,
      smooth: (signs) => `Geglättet: ${signs}`,
      restore: (signs) => `Erste Form wiederhergestellt: ${signs}`,
      outline: (signs) => `Umrandet: ${signs}`,
    },
    drawn: 'Zeichnung geändert',
    undo: (what) => `Zurückgenommen: ${what}`,
    redo: (what) => `Wiederholt: ${what}`,
    sign: 'Freigegeben',
    reopen: 'Wieder geöffnet',
    aTooth: 'ein Zahn',
  },
  fr: {
    swapped: (a, b) => `${a} et ${b} échangées`,
    renumbered: (pairs) => `Renuméroté : ${pairs}`,
    more: (count) => `${count} de plus`,
    typed: (sign, type) => `${sign} : ${type}`,
    missing: (sign, reason) => `${sign} notée absente : ${reason}`,
    notMissing: (sign) => `${sign} : note retirée`,
    decided: {
      accepted: (signs) => `Validé : ${signs}`,
      rejected: (signs) => `Rejeté : ${signs}`,
      proposed: (signs) => `Remis en proposition : ${signs}`,
    },
    settled: (count) => `${count} ${count === 1 ? 'point laissé ainsi' : 'points laissés ainsi'}`,
    unsettled: (count) => `${count} ${count === 1 ? 'point rouvert' : 'points rouverts'}`,
    reshaped: {
      paint: (signs) => `Peint : ${signs}`,
      erase: (signs) => `Gommé : ${signs}`,
      merge: (signs) => `Réuni : ${signs}`,
      split: (signs) => `Séparé : ${signs}`,
      fill: (signs) => `Rempli entre les coupes : ${signs}`,
      grow: (signs) => `Agrandi : ${signs}`,
      shrink: (signs) => `Réduit : ${signs}`,
      smooth: (signs) => `Lissé : ${signs}`,
      restore: (signs) => `Forme d’origine rétablie : ${signs}`,
      outline: (signs) => `Détouré : ${signs}`,
    },
    drawn: 'Tracé modifié',
    undo: (what) => `Annulé : ${what}`,
    redo: (what) => `Rétabli : ${what}`,
    sign: 'Signé',
    reopen: 'Rouvert',
    aTooth: 'une dent',
  },
  zh: {
    swapped: (a, b) => `${a} 与 ${b} 互换`,
    renumbered: (pairs) => `重新编号：${pairs}`,
    more: (count) => `另有 ${count} 项`,
    typed: (sign, type) => `${sign}：${type}`,
    missing: (sign, reason) => `${sign} 标为缺失：${reason}`,
    notMissing: (sign) => `${sign}：已取消标记`,
    decided: {
      accepted: (signs) => `确认：${signs}`,
      rejected: (signs) => `否决：${signs}`,
      proposed: (signs) => `恢复为待定：${signs}`,
    },
    settled: (count) => `${count} 项保持不变`,
    unsettled: (count) => `${count} 项重新核对`,
    reshaped: {
      paint: (signs) => `涂画：${signs}`,
      erase: (signs) => `擦除：${signs}`,
      merge: (signs) => `合并：${signs}`,
      split: (signs) => `分割：${signs}`,
      fill: (signs) => `层间填充：${signs}`,
      grow: (signs) => `扩大：${signs}`,
      shrink: (signs) => `缩小：${signs}`,
      smooth: (signs) => `平滑：${signs}`,
      restore: (signs) => `恢复原始形状：${signs}`,
      outline: (signs) => `勾画：${signs}`,
    },
    drawn: '修改了绘制内容',
    undo: (what) => `撤销：${what}`,
    redo: (what) => `重做：${what}`,
    sign: '签核',
    reopen: '重新打开',
    aTooth: '一颗牙',
  },
});

/** More than these would fill the line. */
const MOST_SIGNS = 6;

/** @param sign a tooth's number as the person writes it */
export function tellLine(
  { entry, step, before }: Pick<HistoryLine, 'entry' | 'step' | 'before'>,
  language: Language,
  sign: (fdi: number) => string,
): string {
  const words = textOf(ACTION_TEXT, language);
  const { kind } = entry.action;
  if (kind === 'sign') return words.sign;
  if (kind === 'reopen') return words.reopen;
  const what = step === null ? '' : tellStep(step, before, language, sign);
  if (kind === 'undo') return words.undo(what);
  return kind === 'redo' ? words.redo(what) : what;
}

function tellStep(
  step: StepAction,
  before: HistoryLine['before'],
  language: Language,
  sign: (fdi: number) => string,
): string {
  const words = textOf(ACTION_TEXT, language);
  const { types, reasons } = textOf(NUMBERS_TEXT, language);
  const signOf = (label: number): string => {
    const fdi = before.get(label) ?? null;
    return fdi === null ? words.aTooth : sign(fdi);
  };
  const list = (signs: readonly string[]): string => {
    const rest = signs.length - MOST_SIGNS;
    return rest <= 1 ? signs.join(', ') : [...signs.slice(0, MOST_SIGNS), words.more(rest)].join(', ');
  };
  switch (step.kind) {
    case 'identify': {
      const [a, b] = step.teeth;
      if (step.teeth.length === 1 && (step.tool === 'type' || a.type !== 'tooth')) {
        return words.typed(sign(a.fdi), types[a.type]);
      }
      const isSwap = step.teeth.length === 2 && before.get(a.label) === b.fdi && before.get(b.label) === a.fdi;
      if (isSwap) return words.swapped(sign(b.fdi), sign(a.fdi));
      const changed = step.teeth.filter(({ label, fdi }) => before.get(label) !== fdi);
      const told = changed.length === 0 ? step.teeth : changed;
      return words.renumbered(list(told.map(({ label, fdi }) => `${signOf(label)} → ${sign(fdi)}`)));
    }
    case 'missing':
      return step.reason === null
        ? words.notMissing(sign(step.fdi))
        : words.missing(sign(step.fdi), reasons[step.reason]);
    case 'decide':
      return words.decided[step.decision](list(step.labels.map(signOf)));
    case 'settle':
      return step.settled ? words.settled(step.findings.length) : words.unsettled(step.findings.length);
    case 'reshape':
      return words.reshaped[step.tool](list(step.touched.map(signOf)));
    case 'draw':
      return words.drawn;
  }
}
