/** The papers say what the code does, and lead to files that are there. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { HARDENING } from '../../trace/hardening.ts';
import { filledPaper, PAPERS, paperTables } from '../../trace/paper-tables.ts';
import { GAPS, REQUIREMENTS } from '../../trace/requirements.ts';
import { RISKS } from '../../trace/risks.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string): string => readFileSync(join(PROJECT, file), 'utf8');
const all = globSync('docs/*.md', { cwd: PROJECT });

it.each(PAPERS)('the tables of %s are what the code says (else: npm run docs)', (paper) => {
  expect(read(paper)).toBe(filledPaper(read(paper), paperTables(PROJECT)));
});

it('a table that nobody makes is found', () => {
  expect(() => filledPaper('<!-- table of -->\n<!-- end -->', {})).toThrow('Nobody makes the table of');
});

it('every link of a paper leads to a file', () => {
  const broken = all.flatMap((paper) =>
    [...read(paper).matchAll(/\]\(([^)#]+)\)/g)]
      .filter(([, target]) => !existsSync(join(PROJECT, dirname(paper), target)))
      .map(([, target]) => `${paper}: ${target}`),
  );
  expect(all.length).toBeGreaterThan(4);
  expect(broken).toEqual([]);
});

it('every id in a paper is one of a table', () => {
  const known = new Set([...REQUIREMENTS, ...HARDENING, ...GAPS, ...RISKS].map(({ id }) => id));
  const unknown = all.flatMap((paper) =>
    [...read(paper).matchAll(/\b(?:REQ|HARD|GAP|RISK)-\d+\b/g)]
      .filter(([id]) => !known.has(id))
      .map(([id]) => `${paper}: ${id}`),
  );
  expect(unknown).toEqual([]);
});
