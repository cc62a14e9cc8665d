/** Tables of papers that come from code: between `<!-- table NAME -->` and `<!-- end -->`. */
import { conformanceTables } from './conformance.ts';
import { GAPS } from './requirements.ts';
import { RISKS } from './risks.ts';
import { cells, riskTable } from './tables-text.ts';

/** Papers with such tables, from the project's root. */
export const PAPERS = ['docs/dicom-conformance.md', 'docs/risk-table.md'] as const;

export function paperTables(projectDir: string): Readonly<Record<string, string>> {
  return { ...conformanceTables(projectDir), risks: riskTable(RISKS), gaps: gapTable() };
}

function gapTable(): string {
  return [
    '| id | what nothing shows yet | why |',
    '|---|---|---|',
    ...GAPS.map(({ id, text, why }) => cells(id, text, why)),
  ].join('\n');
}

const BLOCK = /(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The paper with its tables as they should be. @throws Error for a table that nobody makes */
export function filledPaper(paper: string, tables: Readonly<Record<string, string>>): string {
  return paper.replaceAll(BLOCK, (_, start: string, name: string, end: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`Nobody makes the table ${name}`);
    return `${start}\n${table}\n\n${end}`;
  });
}
