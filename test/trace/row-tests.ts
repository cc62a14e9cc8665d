import type { NamedTest } from './row.ts';

export type { TraceRow } from './row.ts';

/** Several tests of one file. */
export function tests(file: string, ...names: readonly string[]): readonly NamedTest[] {
  return names.map((name) => ({ file, name }));
}
