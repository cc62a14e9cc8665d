/** Tests that a table names and their files do not have: renamed, moved or never written. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TraceRow } from './row.ts';

/** Each as `id: file: title`. */
export function missingTests(rows: readonly TraceRow[], projectDir: string): readonly string[] {
  return rows.flatMap(({ id, tests }) =>
    tests
      .filter(({ file, name, titleIn }) => !titlesIn(join(projectDir, titleIn ?? file)).includes(name))
      .map(({ file, name }) => `${id}: ${file}: ${name}`),
  );
}

/** A title stands alone as a string after `it(`, `test(` or the bracket that closes `.each(…)`, `.skipIf(…)`. */
const TITLE = /(?:\b(?:it|test)(?:\.\w+)?|\))\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`\\$]*)`)/g;

/** Some tests are written in a file beside, which the test file calls. */
const BESIDE = /from '(\.\/[\w-]+\.ts)'/g;

function titlesIn(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const beside = [...text.matchAll(BESIDE)]
    .map(([, path]) => join(dirname(file), path))
    .filter((path) => existsSync(path));
  return [text, ...beside.map((path) => readFileSync(path, 'utf8'))].flatMap((source) =>
    [...source.matchAll(TITLE)].map(([, single, double, template]) =>
      (single ?? double ?? template).replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
