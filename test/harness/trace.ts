/**
 * npm run trace: runs the tests that the tables of `test/trace` name and writes what became of each row to out/trace, as
 * Markdown and JSON. `--report FILE` (several) takes vitest's JSON reports of whole runs instead. Ends with 1 when a row has no
 * passed test, or a failed one.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { version } from '../../main/cli/installation.ts';
import { HARDENING } from '../trace/hardening.ts';
import { GAPS, REQUIREMENTS } from '../trace/requirements.ts';
import { RISKS } from '../trace/risks.ts';
import { riskTable, traceTable, type TraceHead } from '../trace/tables-text.ts';
import { reportSchema, titlePattern, verdictsOf, type RowVerdict, type VitestReport } from '../trace/verdicts.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = join(PROJECT, 'out', 'trace');

const { values } = parseArgs({ options: { report: { type: 'string', multiple: true }, project: { type: 'string' } } });
mkdirSync(OUT, { recursive: true });
const report = joined((values.report ?? [runNamedTests(values.project)]).map(readReport));
const head: TraceHead = {
  version: version(),
  commit: commit(),
  date: new Date().toISOString(),
  node: process.versions.node,
  platform: `${platform()} ${release()} ${arch()}`,
};
const tables = {
  requirements: verdictsOf(REQUIREMENTS, report, PROJECT),
  hardening: verdictsOf(HARDENING, report, PROJECT),
};
write('requirements', traceTable('Requirements and their tests', head, tables.requirements, GAPS));
write('hardening', traceTable('Hardening checklist', head, tables.hardening));
writeFileSync(join(OUT, 'trace.json'), `${JSON.stringify({ head, ...tables, gaps: GAPS, risks: RISKS }, null, 2)}\n`);
write('risks', `# Risks\n\n${riskTable(RISKS)}\n`);

const open = [...tables.requirements, ...tables.hardening].filter(({ verdict }) => verdict !== 'passed');
for (const row of open) process.stdout.write(`${row.verdict}: ${row.row.id} ${row.row.text}${why(row)}\n`);
const rows = tables.requirements.length + tables.hardening.length;
process.stdout.write(
  `${rows - open.length} of ${rows} rows passed, ${GAPS.length} known gaps. Written to out/trace.\n`,
);
process.exitCode = open.length === 0 ? 0 : 1;

function why({ tests }: RowVerdict): string {
  const reasons = new Set(tests.map(({ reason }) => reason).filter((reason) => reason !== ''));
  return reasons.size === 0 ? '' : ` (${[...reasons].join('; ')})`;
}

/** Only the named tests, one run; a failed test ends vitest with 1 and is a verdict. @param project of vitest, default all */
function runNamedTests(project: string | undefined): string {
  const file = join(OUT, 'vitest.json');
  const named = [...REQUIREMENTS, ...HARDENING].flatMap(({ tests }) => tests);
  const files = [...new Set(named.map((test) => test.file))];
  const pattern = [...new Set(named.map(({ name }) => titlePattern(name)))].join('|');
  const only = project === undefined ? [] : ['--project', project];
  const args = ['vitest', 'run', ...only, '--reporter=json', `--outputFile=${file}`, '-t', pattern, ...files];
  const { error } = spawnSync('npx', args, { cwd: PROJECT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) throw error;
  return file;
}

function joined(reports: readonly VitestReport[]): VitestReport {
  return { testResults: reports.flatMap(({ testResults }) => testResults) };
}

function readReport(file: string): VitestReport {
  return reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** With a mark when files differ from it. */
function commit(): string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: PROJECT, encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}

function write(name: string, text: string): void {
  writeFileSync(join(OUT, `${name}.md`), text);
}
