/** The tables of `test/trace` name tests that are there. Whether they passed is what `npm run trace` says. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HARDENING } from '../../trace/hardening.ts';
import { missingTests } from '../../trace/missing-tests.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

describe.each([['hardening', HARDENING]] as const)('the table of %s', (_, rows) => {
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
  const renamed = { ...row, tests: [{ file: row.tests[0].file, name: 'refuses the token the third time' }] };
  expect(missingTests([renamed], PROJECT)).toHaveLength(1);
});
