/** quadrant doctor: whether this computer has what Quadrant needs, with plain advice; and a bundle for whoever helps. */
import { resolve } from 'node:path';
import type { Diagnosis } from '#contract/diagnosis';
import { VERDICT_OF } from '#core/doctor-codes';
import { tellFinding } from '#core/words/doctor-words';
import { writeBundle } from '../services/doctor/bundle.ts';
import { examine } from '../services/doctor/examine.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { LogFile } from '../services/data-folder/log-file.ts';
import { forkedEngine } from '../services/engine/engine-spawner.ts';
import { PacsDoor } from '../services/pacs/pacs-door.ts';
import { INSTALLED_MODELS_DIR, version } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, usageError } from './usage.ts';

/** Exit code 1 where something is a fault. */
export async function doctorCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    models: { type: 'string', default: INSTALLED_MODELS_DIR },
    bundle: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw usageError('The doctor looks at this computer and takes no file.');
  const dataDir = userDataDir();
  const modelsDir = resolve(values.models);
  const door = archivesOf(dataDir);
  // What a library prints about a provider that is not here is told in words.
  try {
    const diagnosis = await examine(
      {
        dataDir,
        version: version(),
        engineSpawner: forkedEngine({ modelsDir, dataDir, version: version() }, { stderr: 'ignore' }),
        archives: door.calls,
        ownBrowser: false,
      },
      null,
    );
    if (values.bundle !== undefined) {
      await writeBundle(resolve(values.bundle), { dataDir, diagnosis, log: new LogFile(dataDir) });
      stderr.write(`Written without patient data: ${values.bundle}\n`);
    }
    stdout.write(values.json ? `${JSON.stringify(diagnosis, null, 2)}\n` : diagnosisText(diagnosis));
    return diagnosis.findings.some(({ code }) => VERDICT_OF[code] === 'fault') ? 1 : 0;
  } finally {
    await door.dispose();
  }
}

/** Servers are only asked whether they answer. */
function archivesOf(dataDir: string): PacsDoor {
  const asksNoMore = (): never => {
    throw new TypeError('The doctor sends and fetches nothing');
  };
  return new PacsDoor({
    dataDir,
    registerSource: asksNoMore,
    caseDirOf: asksNoMore,
    scanPathOf: asksNoMore,
    exportObject: asksNoMore,
    password: process.env['QUADRANT_PACS_PASSWORD'] ?? null,
  });
}

const SIGNS = { ok: '  ', advice: '? ', fault: '! ' } as const;

/** A heading for each area, a line for each finding, its advice below. */
export function diagnosisText({ findings }: Diagnosis): string {
  const lines: string[] = [];
  let heading = '';
  for (const { code, facts } of findings) {
    const { area, verdict, says, advice } = tellFinding(code, facts, 'en');
    if (area !== heading) lines.push(area);
    heading = area;
    lines.push(`  ${SIGNS[verdict]}${says}`, ...(advice === null ? [] : [`      ${advice}`]));
  }
  const count = (wanted: string): number => findings.filter(({ code }) => VERDICT_OF[code] === wanted).length;
  return [...lines, '', `Faults: ${count('fault')}. Advice: ${count('advice')}.`, ''].join('\n');
}
