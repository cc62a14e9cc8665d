/** The practice that hands out a report, as its settings name it. */
import { join } from 'node:path';
import { DEFAULT_SETTINGS, settingsSchema } from '#contract/settings';
import { readJsonOr } from '../data-folder/json-store.ts';

export interface Practice {
  readonly name: string;
  /** Address, telephone; those that are known. */
  readonly lines: readonly string[];
}

export const NO_PRACTICE: Practice = { name: '', lines: [] };

/** @param dataDir where settings.json lies */
export async function practiceOf(dataDir: string): Promise<Practice> {
  const { practiceName, practiceAddress, practiceContact } = await readJsonOr(
    join(dataDir, 'settings.json'),
    settingsSchema,
    DEFAULT_SETTINGS,
  );
  return { name: practiceName, lines: [practiceAddress, practiceContact].filter((line) => line !== '') };
}
