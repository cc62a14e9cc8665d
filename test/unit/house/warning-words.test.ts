/** Whatever the engine warns of is told in every language: a new warning needs words before it may be written. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#core/finding';
import { ALL_FINDING_WORDS, findingText } from '#core/words/finding-text';
import { READER_WARNINGS, readerWarning } from '#core/words/reader-warnings';

const MAIN = join(import.meta.dirname, '../../../main');
const CODE = /^[a-z]+\.[a-z-]+$/;

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** `message` is null where it is put together from facts. */
interface Warned {
  readonly code: string;
  readonly message: string | null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function textOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null;
}

/** Objects with a code and a message, and what is handed to a function called `warn`. */
function warningsIn(node: unknown, found: Warned[] = []): Warned[] {
  if (Array.isArray(node)) for (const one of node) warningsIn(one, found);
  if (!isNode(node)) return found;
  const [code, message] = node.type === 'ObjectExpression' ? fieldsOf(node) : argumentsOf(node);
  const known = textOf(code);
  if (known !== null && CODE.test(known) && message !== undefined)
    found.push({ code: known, message: textOf(message) });
  for (const value of Object.values(node)) if (typeof value === 'object') warningsIn(value, found);
  return found;
}

function fieldsOf({ properties }: Node): readonly unknown[] {
  const valueOf = (name: string): unknown =>
    Array.isArray(properties)
      ? properties.filter(isNode).find(({ key }) => isNode(key) && key['name'] === name)?.['value']
      : undefined;
  return [valueOf('code'), valueOf('message')];
}

function argumentsOf({ type, callee, arguments: given }: Node): readonly unknown[] {
  const isWarn = type === 'CallExpression' && isNode(callee) && callee['name'] === 'warn';
  return isWarn && Array.isArray(given) ? given : [];
}

const WARNINGS = globSync('**/*.ts', { cwd: MAIN })
  .filter((file) => !file.startsWith('core/words') && !file.startsWith('contract'))
  .flatMap((file) => {
    const source = readFileSync(join(MAIN, file), 'utf8');
    return warningsIn(parseSync(file, source).program).map((warned) => ({ ...warned, file }));
  });

function isTold({ code, message }: Finding, language: 'de' | 'fr' | 'zh'): boolean {
  return (
    findingText({ code, message }, language, 'fdi') !== message ||
    readerWarning({ code, message }, language) !== message
  );
}

describe('every warning of the engine', () => {
  it('is found in the sources, also those of scans and of imports', () => {
    const codes = new Set(WARNINGS.map(({ code }) => code));
    for (const code of [
      'surface.inside-out',
      'scan.missing-slices',
      'import.empty',
      'tooth.cut-by-border',
      'surface.unit-unsure',
    ])
      expect(codes).toContain(code);
    expect(codes.size).toBeGreaterThan(40);
  });

  it.each(['de', 'fr', 'zh'] as const)('has words in %s', (language) => {
    const known = new Set([...ALL_FINDING_WORDS.map(({ code }) => code), ...Object.keys(READER_WARNINGS[language])]);
    const untold = WARNINGS.filter(({ code, message }) =>
      message === null ? !known.has(code) : !isTold({ code, message }, language),
    );
    expect(untold.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });
});
