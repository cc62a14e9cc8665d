/** Commands that make, change or hand on what is a patient's are put into the audit log. */
import { join, resolve } from 'node:path';
import { asQuadrantError } from '#contract/errors';
import { DEFAULT_SETTINGS, settingsSchema } from '#contract/settings';
import { readCase } from '../io/case-folder.ts';
import { Audit, type AuditFacts } from '../services/privacy/audit.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { readJsonOr } from '../services/data-folder/json-store.ts';

const COMMANDS: ReadonlySet<string> = new Set([
  'segment',
  'import',
  'export',
  'deidentify',
  'dataset',
  'register',
  'pacs',
  'vault',
]);

/** Runs a command; how it ended is on record. */
export async function onRecord(
  name: string,
  args: readonly string[],
  run: () => Promise<number | void>,
): Promise<number | void> {
  if (!COMMANDS.has(name)) return run();
  const dataDir = userDataDir();
  const audit = new Audit(
    dataDir,
    async () => (await readJsonOr(join(dataDir, 'settings.json'), settingsSchema, DEFAULT_SETTINGS)).reviewerName,
  );
  const record = async (outcome: string): Promise<void> =>
    audit.record(`command.${name}`, await factsOf(name, args), outcome);
  try {
    const code = await run();
    await record(code === undefined || code === 0 ? 'done' : `exit ${code}`);
    return code;
  } catch (thrown) {
    await record(asQuadrantError(thrown).code);
    throw thrown;
  }
}

/** What was asked for in our own words, and the ids of cases: no path. */
async function factsOf(name: string, args: readonly string[]): Promise<AuditFacts> {
  const subcommand = ['pacs', 'vault'].includes(name) && /^[a-z-]+$/.test(args.at(0) ?? '') ? { what: args[0] } : {};
  const formats = args.filter((arg, n) => args.at(n - 1) === '--format' && /^[a-z-]+$/.test(arg));
  const cases = await Promise.all(
    args.map(async (arg) => {
      if (arg.startsWith('-')) return [];
      return readCase(resolve(arg)).then(
        ({ caseFile }) => [caseFile.id],
        () => [],
      );
    }),
  );
  const caseId = cases.flat().join(' ');
  return {
    ...subcommand,
    ...(formats.length === 0 ? {} : { format: formats.join(' ') }),
    ...(caseId === '' ? {} : { caseId }),
  };
}
