/** The command line: plain Node, no window. Its commands live in cli/. */
import { asQuadrantError, exitCodeOf } from '#contract/errors';
import { logText } from '#contract/log-text';
import { helpOf, isCommand, OVERVIEW, usageOf, type CommandName } from './cli/help.ts';
import { version } from './cli/installation.ts';
import { onRecord } from './cli/on-record.ts';
import { takePassphrase, unlockAll } from './cli/passphrase.ts';
import type { Terminal } from './cli/terminal.ts';
import { usageError } from './cli/usage.ts';
import { keepPersonsOutOfLastWords } from './io/last-words.ts';

/** Answers with an exit code of its own, or nothing for 0. */
type Command = (args: readonly string[], terminal: Terminal) => Promise<number | void>;

/** Loaded when called for: `info` must not wait for the neural-net runtime. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  segment: async () => (await import('./cli/segment.ts')).segmentCommand,
  import: async () => (await import('./cli/import.ts')).importCommand,
  evaluate: async () => (await import('./cli/evaluate.ts')).evaluateCommand,
  export: async () => (await import('./cli/export.ts')).exportCommand,
  deidentify: async () => (await import('./cli/deidentify.ts')).deidentifyCommand,
  dataset: async () => (await import('./cli/dataset.ts')).datasetCommand,
  review: async () => (await import('./cli/review.ts')).reviewCommand,
  'model-repository': async () => (await import('./cli/model-repository.ts')).modelRepositoryCommand,
  pacs: async () => (await import('./cli/pacs.ts')).pacsCommand,
  register: async () => (await import('./cli/register.ts')).registerCommand,
  vault: async () => (await import('./cli/vault.ts')).vaultCommand,
  audit: async () => (await import('./cli/audit.ts')).auditCommand,
  doctor: async () => (await import('./cli/doctor.ts')).doctorCommand,
  info: async () => (await import('./cli/info.ts')).infoCommand,
};

/** Runs one command and returns the exit code; the result goes to stdout, everything else to stderr. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...args] = argv;
  if (name === 'version' || name === '--version') {
    terminal.stdout.write(`${version()}\n`);
    return 0;
  }
  if (argv.includes('--help') || name === 'help' || name === '-h') {
    const topic = argv.find(isCommand);
    terminal.stdout.write(topic === undefined ? OVERVIEW : helpOf(topic));
    return 0;
  }
  try {
    if (name === undefined) throw usageError('No command was given.');
    if (!isCommand(name)) throw usageError(`There is no command "${name}".`);
    const run = await COMMANDS[name]();
    if (name === 'vault') return (await onRecord('vault', args, () => run(args, terminal))) ?? 0;
    const given = await takePassphrase(args);
    if (given.passphrase !== null) await unlockAll(given.args, given.passphrase);
    return (await onRecord(name, given.args, () => run(given.args, terminal))) ?? 0;
  } catch (thrown) {
    const error = asQuadrantError(thrown);
    const debug = process.env['QUADRANT_DEBUG'] !== undefined;
    const unforeseen = error.code === 'internal' && !debug;
    terminal.stderr.write(`${unforeseen ? 'Something went wrong inside Quadrant.' : error.message}\n${error.remedy}\n`);
    if (error.code === 'usage') terminal.stderr.write(`\n${isCommand(name) ? usageOf(name) : OVERVIEW}`);
    if (unforeseen) terminal.stderr.write(logText(error));
    if (debug) terminal.stderr.write(`${stackOf(error)}\n`);
    if (args.includes('--json')) terminal.stdout.write(`${JSON.stringify({ error: error.toBody() }, null, 2)}\n`);
    return exitCodeOf(error);
  }
}

function stackOf(error: Error): string {
  return error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : (error.stack ?? error.message);
}

if (import.meta.main) {
  keepPersonsOutOfLastWords();
  process.exitCode = await main(process.argv.slice(2), process);
}
