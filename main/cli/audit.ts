/** quadrant audit: who did what and when on this computer, and whether that record is whole. */
import { surveyAudit, type AuditDamage, type AuditEntry, type AuditSurvey } from '../io/audit-log.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, usageError } from './usage.ts';

/** 1 where the record is damaged. */
export async function auditCommand(args: readonly string[], { stdout }: Terminal): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    month: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw usageError('The audit log is that of the data folder: give no file.');
  const { month } = values;
  if (month !== undefined && !/^\d{4}-\d{2}$/.test(month)) throw usageError('Give a month as 2026-11.');
  const survey = await surveyAudit(userDataDir());
  const entries = survey.entries.filter(({ at }) => month === undefined || at.startsWith(month));
  const whole = survey.damage.length === 0;
  stdout.write(
    values.json ? `${JSON.stringify({ whole, ...survey, entries }, null, 2)}\n` : describe({ ...survey, entries }),
  );
  return whole ? 0 : 1;
}

function describe({ entries, damage, earlier }: AuditSurvey): string {
  const begun =
    earlier === 0 ? [] : [`The record begins with entry ${earlier + 1}: the months before it are elsewhere.`];
  const end =
    damage.length === 0
      ? ['The record is whole: each entry follows the one before.']
      : damage.map(({ file, line, reason }) => `Damaged at line ${line} of audit/${file}: ${WHY[reason]}.`);
  return [...begun, ...entries.map(lineOf), ...end, ''].join('\n');
}

function lineOf({ seq, at, account, reviewer, what, outcome, facts }: AuditEntry): string {
  const who = reviewer === '' || reviewer === account ? account : `${account} (${reviewer})`;
  const told = Object.entries(facts).map(([key, fact]) => `${key}=${fact}`);
  const failed = outcome === 'done' ? '' : `  failed: ${outcome}`;
  return `${String(seq).padStart(6)}  ${at.slice(0, 19).replace('T', ' ')}  ${who.padEnd(16)}  ${what}${failed}  ${told.join(' ')}`.trimEnd();
}

const WHY: Readonly<Record<AuditDamage['reason'], string>> = {
  unreadable: 'it is no whole entry, as after a power cut or by another hand',
  broken: 'it, or what stood before it, was changed, added or taken out',
};
