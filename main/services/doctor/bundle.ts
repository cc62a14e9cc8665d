/** A ZIP archive for whoever helps: diagnosis, log, timings and settings, and nothing that tells a person or a place. */
import { readdir, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { providerChoiceSchema } from '#contract/api';
import type { Diagnosis, DoctorFinding } from '#contract/diagnosis';
import { runFileSchema } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { DEFAULT_SETTINGS, settingsSchema } from '#contract/settings';
import { tellFinding } from '#core/words/doctor-words';
import { writeNew } from '../../io/write-new.ts';
import { CasePlace } from '../cases/case-place.ts';
import { readJsonOr } from '../data-folder/json-store.ts';
import type { LogFile } from '../data-folder/log-file.ts';
import { withoutPlaces } from './without-places.ts';

export interface BundleOptions {
  readonly dataDir: string;
  readonly diagnosis: Diagnosis;
  /** Of the process that writes it: lines on their way are waited for. */
  readonly log: LogFile;
}

const MOST_LOG_LINES = 2000;
const MOST_RUNS = 50;

const README = `What is in here, made by "quadrant doctor":
diagnosis.txt, diagnosis.json  what was found out about this computer
log.jsonl                      windows that opened and failures: codes and places in Quadrant's own code
runs.json                      how long scans took, how much memory, which codes of warnings; no case, no date
settings.json                  language, colours and the like; no name of a practice, a reviewer or an archive
No name, number or picture of a patient and no folder of this computer is in it. Look before you send it.
`;

/** @throws QuadrantError usage when the file is there already, disk.* */
export async function writeBundle(path: string, options: BundleOptions): Promise<void> {
  const bytes = await bundleOf(options);
  if (await writeNew(path, (partial) => writeFile(partial, bytes))) return;
  throw new QuadrantError('usage', 'There is such a file already.', 'Choose another name for the bundle.', { path });
}

export async function bundleOf({ dataDir, diagnosis, log }: BundleOptions): Promise<Uint8Array> {
  const findings = withoutNames(diagnosis.findings);
  const lines = findings.map(({ code, facts }) => {
    const { area, verdictWord, says, advice } = tellFinding(code, facts, 'en');
    return `${area} [${verdictWord}]: ${says}${advice === null ? '' : ` ${advice}`}\n`;
  });
  const logged = await log.recent(MOST_LOG_LINES);
  return zipSync({
    'READ-ME.txt': strToU8(README),
    'diagnosis.txt': strToU8(lines.join('')),
    'diagnosis.json': json({ madeAt: diagnosis.madeAt, findings }),
    'log.jsonl': strToU8(logged.map((line) => `${JSON.stringify(line)}\n`).join('')),
    'runs.json': json(await runsOf(new CasePlace(dataDir).dir)),
    'settings.json': json(await settingsOf(dataDir)),
  });
}

/** An archive's name is the practice's own and may be a person's. */
function withoutNames(findings: readonly DoctorFinding[]): readonly DoctorFinding[] {
  const hide = withoutPlaces([hostname(), userInfo().username]);
  const archives = findings.flatMap(({ facts: { archive } }) => (archive === undefined ? [] : [archive]));
  return findings.map(({ code, facts }) => ({
    code,
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => {
        if (name === 'archive') return [name, `archive ${archives.indexOf(fact) + 1}`];
        return [name, typeof fact === 'string' ? hide(fact) : fact];
      }),
    ),
  }));
}

/** Of the stored cases, without saying of which. */
async function runsOf(casesDir: string): Promise<readonly unknown[]> {
  const names = await readdir(casesDir).catch((): string[] => []);
  const read = names.map((name) => readJsonOr(join(casesDir, name, 'run.json'), runFileSchema.nullable(), null));
  return (await Promise.all(read))
    .filter((run) => run !== null)
    .slice(-MOST_RUNS)
    .map(({ stages, totalSeconds, peakMemoryBytes, provider, warnings }) => ({
      stages,
      totalSeconds,
      peakMemoryBytes,
      provider: providerChoiceSchema.safeParse(provider).data ?? 'a server', // whose name is the practice's own
      warnings: warnings.map(({ code }) => code),
    }));
}

async function settingsOf(dataDir: string): Promise<object> {
  const settings = await readJsonOr(join(dataDir, 'settings.json'), settingsSchema, DEFAULT_SETTINGS);
  const { language, theme, notation, hidePatients, shortcuts } = settings;
  return { language, theme, notation, hidePatients, ownShortcuts: Object.keys(shortcuts).length };
}

function json(value: unknown): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}
