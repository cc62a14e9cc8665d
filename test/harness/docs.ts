/** npm run docs: makes the tables of the papers in docs/ anew from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filledPaper, PAPERS, paperTables } from '../trace/paper-tables.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

const tables = paperTables(PROJECT);
for (const paper of PAPERS) {
  const path = join(PROJECT, paper);
  writeFileSync(path, filledPaper(readFileSync(path, 'utf8'), tables));
}
