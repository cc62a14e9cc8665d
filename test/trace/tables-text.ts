/** The two tables as Markdown. */
import type { Risk } from './risks.ts';
import type { Gap } from './requirements.ts';
import type { RowVerdict, TestVerdict, Verdict } from './verdicts.ts';

/** Of which program the tables are. */
export interface TraceHead {
  readonly version: string;
  readonly commit: string;
  readonly date: string; // ISO 8601
  readonly node: string;
  readonly platform: string;
}

const SIGN: { readonly [V in Verdict]: string } = {
  passed: '✔ passed',
  failed: '✘ failed',
  skipped: '– skipped',
  'not run': '– not run',
};

export function traceTable(
  title: string,
  head: TraceHead,
  rows: readonly RowVerdict[],
  gaps: readonly Gap[] = [],
): string {
  const count = (wanted: Verdict): number => rows.filter(({ verdict }) => verdict === wanted).length;
  const verdicts = (['passed', 'failed', 'skipped', 'not run'] as const).map(
    (verdict) => `${count(verdict)} ${verdict}`,
  );
  return [
    `# ${title}`,
    '',
    `Quadrant ${head.version}, commit ${head.commit}, ${head.date}, Node ${head.node}, ${head.platform}.`,
    `${rows.length} rows: ${verdicts.join(', ')}; ${gaps.length} known gaps.`,
    '',
    '| id | verdict | what has to hold | by what | tests |',
    '|---|---|---|---|---|',
    ...rows.map(({ row, verdict, tests }) =>
      cells(row.id, SIGN[verdict], row.text, row.how, tests.map(testText).join('<br>')),
    ),
    ...gaps.map(({ id, text, why }) => cells(id, '✘ gap', text, '', why)),
    '',
  ].join('\n');
}

function testText({ file, name, verdict, ran, reason }: TestVerdict): string {
  const times = ran > 1 ? ` ×${ran}` : '';
  return `${SIGN[verdict]}${times}: \`${file}\` ${name}${reason === '' ? '' : ` (${reason})`}`;
}

/** A row of Markdown's tables, in which a bar would end the cell. */
export function cells(...values: readonly string[]): string {
  return `| ${values.map((value) => value.replaceAll('|', '\\|')).join(' | ')} |`;
}

export function riskTable(risks: readonly Risk[]): string {
  return [
    '| id | hazard | sequence that can be foreseen | harm | before S×P | control | shown by | after S×P |',
    '|---|---|---|---|---|---|---|---|',
    ...risks.map(({ id, hazard, sequence, harm, before, control, requirements, after }) =>
      cells(id, hazard, sequence, harm, level(before), control, requirements.join(', '), level(after)),
    ),
  ].join('\n');
}

function level([severity, probability]: Risk['before']): string {
  return `${severity}×${probability} = ${severity * probability}`;
}
