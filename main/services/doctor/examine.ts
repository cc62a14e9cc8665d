/** quadrant doctor: looks at everything on this computer that Quadrant depends on, in the order a person reads it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnosis, Display, DoctorFinding } from '#contract/diagnosis';
import { DEFAULT_SETTINGS, settingsSchema } from '#contract/settings';
import { CasePlace } from '../cases/case-place.ts';
import type { EngineSpawner } from '../engine/engine-client.ts';
import { readJsonOr } from '../data-folder/json-store.ts';
import { examineArchives, type Archives } from './examine-archives.ts';
import { examineClock } from './examine-clock.ts';
import {
  examineBrowser,
  examineLanguage,
  examineMemory,
  examineProcessor,
  examineVersions,
} from './examine-computer.ts';
import { examineFolder, type Folder } from './examine-disk.ts';
import { examineDisplay, examineGpu } from './examine-graphics.ts';
import { examineModels, examineProviders } from './examine-nets.ts';

export interface DoctorOptions {
  readonly dataDir: string;
  readonly version: string;
  readonly engineSpawner: EngineSpawner;
  readonly archives: Archives;
  /** Pages are laid out by Electron itself. */
  readonly ownBrowser: boolean;
}

/** Takes 5–20 s. What fails is a finding: nothing is thrown. @param display null on the command line */
export async function examine(options: DoctorOptions, display: Display | null): Promise<Diagnosis> {
  const { dataDir, version, engineSpawner, archives, ownBrowser } = options;
  const place = new CasePlace(dataDir);
  const { language } = await readJsonOr(join(dataDir, 'settings.json'), settingsSchema, DEFAULT_SETTINGS);
  const clock = await examineClock(dataDir, place.dir);
  const findings: DoctorFinding[] = [
    examineVersions(version),
    examineProcessor(),
    examineMemory(),
    ...(await examineGpu()),
    ...(await examineProviders(engineSpawner)),
    ...(await examineModels(engineSpawner)),
    ...examineDisplay(display),
    examineBrowser(ownBrowser),
    ...(await Promise.all(foldersOf(dataDir, place).map(examineFolder))).flat(),
    ...(clock === null ? [] : [clock]),
    examineLanguage(language),
    ...(await examineArchives(archives)),
  ];
  return { madeAt: new Date().toISOString(), findings };
}

function foldersOf(dataDir: string, place: CasePlace): readonly Folder[] {
  const data: Folder = { kind: 'data', path: dataDir, there: true };
  const temporary: Folder = { kind: 'temporary', path: tmpdir(), there: true };
  if (!place.isChosen) return [data, temporary];
  return [data, { kind: 'cases', path: place.dir, there: place.isThere() }, temporary];
}
