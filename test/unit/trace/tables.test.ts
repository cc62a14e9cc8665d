/** The tables of `test/trace` name tests that are there. Whether they passed is what `npm run trace` says. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HARDENING } from '../../trace/hardening.ts';
import { missingTests } from '../../trace/missing-tests.ts';
import { GAPS, REQUIREMENTS } from '../../trace/requirements.ts';
import { RISKS } from '../../trace/risks.ts';
import { titlePattern, verdictsOf } from '../../trace/verdicts.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

describe.each([
  ['hardening', HARDENING],
  ['requirements', REQUIREMENTS],
] as const)('the table of %s', (_, rows) => {
  it('names only tests that its files have', () => {
    expect(missingTests(rows, PROJECT)).toEqual([]);
  });

  it('gives each line an id of its own and at least one test', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });
});

it('finds a test that was renamed', () => {
  const [row] = HARDENING;
  const renamed = { ...row, tests: [{ file: row.tests[0].file, name: 'loads the app from somewhere' }] };
  expect(missingTests([renamed], PROJECT)).toHaveLength(1);
});

describe('the risk table', () => {
  it('refers to rows and gaps that are there, each risk to at least one requirement', () => {
    const known = new Set([...REQUIREMENTS, ...HARDENING, ...GAPS].map(({ id }) => id));
    const unknown = RISKS.flatMap(({ id, requirements }) =>
      requirements.filter((each) => !known.has(each)).map((each) => `${id}: ${each}`),
    );
    expect(unknown).toEqual([]);
    const tested = new Set([...REQUIREMENTS, ...HARDENING].map(({ id }) => id));
    expect(RISKS.filter(({ requirements }) => !requirements.some((each) => tested.has(each)))).toEqual([]);
  });

  it('has ids of its own, and no control that makes a risk larger', () => {
    expect(new Set(RISKS.map(({ id }) => id)).size).toBe(RISKS.length);
    const larger = RISKS.filter(({ before, after }) => after[0] > before[0] || after[1] > before[1]);
    expect(larger).toEqual([]);
  });
});

describe('a verdict', () => {
  const row = {
    id: 'X',
    text: '',
    how: '',
    tests: [
      { file: 'a.test.ts', name: 'adds %i (at 10 %)' },
      { file: 'b.test.ts', name: 'subtracts' },
    ],
  };
  const run = (file: string, title: string, status: string, ...ancestorTitles: string[]) => ({
    name: `/p/${file}`,
    assertionResults: [{ title, status, ancestorTitles }],
  });
  const of = (...testResults: ReturnType<typeof run>[]) => verdictsOf([row], { testResults }, '/p')[0];

  it('needs a test that ran and passed, and none that failed', () => {
    expect(of(run('a.test.ts', 'adds 3 (at 10 %)', 'passed')).verdict).toBe('passed');
    expect(of(run('a.test.ts', 'adds 3 (at 10 %)', 'passed'), run('b.test.ts', 'subtracts', 'failed')).verdict).toBe(
      'failed',
    );
    expect(of(run('a.test.ts', 'subtracts', 'passed'), run('b.test.ts', 'subtracts twice', 'passed')).verdict).toBe(
      'not run',
    );
  });

  it('of a skipped test gives the reason that its group bears', () => {
    const found = of(run('b.test.ts', 'subtracts', 'skipped', 'numbers (skipped without paper)'));
    expect([found.verdict, found.tests[1].reason]).toEqual(['skipped', 'numbers (skipped without paper)']);
  });

  it('finds tests of a title with placeholders, whatever signs it has', () => {
    expect(titlePattern('is 2 % of $count (%s)')).toBe('is 2 % of .* \\(.*\\)');
  });
});
