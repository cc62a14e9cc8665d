import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { QuadrantError } from '#contract/errors';

export function usageError(message: string): QuadrantError {
  return new QuadrantError(
    'usage',
    message,
    '"quadrant help" lists the commands, "quadrant help <command>" tells how one is used.',
  );
}

/** Parses a command's arguments strictly. @throws QuadrantError usage */
export function parseCommand<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    throw usageError(cause instanceof Error ? cause.message : 'The arguments cannot be understood.');
  }
}

/** The one positional argument of a command. @throws QuadrantError usage */
export function onePositional(positionals: readonly string[], what: string): string {
  const [value] = positionals;
  if (value === undefined || positionals.length !== 1) throw usageError(`Give exactly one ${what}.`);
  return value;
}
