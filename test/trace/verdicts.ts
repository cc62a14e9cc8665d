/** What a run of vitest says about the rows of a table. */
import { relative, sep } from 'node:path';
import { z } from 'zod';
import type { NamedTest, TraceRow } from './row.ts';

/** Vitest's JSON report, as far as it is read here. */
export const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(), // path of the file
      assertionResults: z.array(
        z.object({ title: z.string(), ancestorTitles: z.array(z.string()), status: z.string() }),
      ),
    }),
  ),
});
export type VitestReport = z.infer<typeof reportSchema>;

export type Verdict = 'passed' | 'failed' | 'skipped' | 'not run';

export interface TestVerdict extends NamedTest {
  readonly verdict: Verdict;
  /** Tests that the name stands for and that ran. */
  readonly ran: number;
  /** Why it was skipped: the names of the groups that it stands in. */
  readonly reason: string;
}

export interface RowVerdict {
  readonly row: TraceRow;
  readonly verdict: Verdict;
  readonly tests: readonly TestVerdict[];
}

/** A row has passed when at least one of its tests did and none failed; it is skipped when all were. */
export function verdictsOf(rows: readonly TraceRow[], report: VitestReport, projectDir: string): readonly RowVerdict[] {
  const byFile = new Map(
    report.testResults.map(({ name, assertionResults }) => [
      relative(projectDir, name).split(sep).join('/'),
      assertionResults,
    ]),
  );
  return rows.map((row) => {
    const tests = row.tests.map((test) => ({ ...test, ...verdictOf(test, byFile.get(test.file) ?? []) }));
    return { row, verdict: joined(tests.map(({ verdict }) => verdict)), tests };
  });
}

type Assertions = VitestReport['testResults'][number]['assertionResults'];

function verdictOf({ name }: NamedTest, all: Assertions): Omit<TestVerdict, keyof NamedTest> {
  const pattern = new RegExp(`^${titlePattern(name)}$`, 's');
  const found = all.filter(({ title }) => pattern.test(title));
  const ran = found.filter(({ status }) => status === 'passed' || status === 'failed');
  const verdict = joined(found.map(({ status }) => (status === 'passed' || status === 'failed' ? status : 'skipped')));
  const reason =
    verdict === 'skipped' ? [...new Set(found.flatMap(({ ancestorTitles }) => ancestorTitles))].join(' · ') : '';
  return { verdict, ran: ran.length, reason };
}

function joined(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed';
  if (verdicts.includes('passed')) return 'passed';
  return verdicts.includes('skipped') ? 'skipped' : 'not run';
}

/** A title as a pattern; what vitest fills in (%s, %i, $name …) may be anything. */
export function titlePattern(name: string): string {
  return name
    .split(/%%|%[sdifjo#$]|\$[a-zA-Z][\w.]*/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('.*');
}
