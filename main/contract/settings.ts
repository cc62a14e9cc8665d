/** What a practice or a person sets once: kept in the data folder, the same for every scan. */
import { LANGUAGES, type Language } from '#core/language';
import { NOTATIONS, type Notation } from '#core/notation';
import { z } from 'zod';

export { LANGUAGES, NOTATIONS, type Language, type Notation };

export const THEMES = ['dark', 'light', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const settingsSchema = z.object({
  language: z.enum(LANGUAGES).default('en'),
  theme: z.enum(THEMES).default('dark'),
  notation: z.enum(NOTATIONS).default('fdi'),
  /** Who reviews, as the log of a case names them; '' for the name of the account. */
  reviewerName: z.string().max(120).default(''),
  practiceName: z.string().max(120).default(''),
  /** Of the practice, for reports: street and town; telephone, e-mail or web. */
  practiceAddress: z.string().max(160).default(''),
  practiceContact: z.string().max(160).default(''),
  /** No patient is named in the list of recent scans, and no picture of theirs is shown there. */
  hidePatients: z.boolean().default(false),
  /** Without input for so long the window is covered; 0: never. */
  autoLockMinutes: z.number().int().min(0).max(240).default(0),
  /** Shortcut id → key, where a person chose another one; '' for none. */
  shortcuts: z.record(z.string(), z.string()).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
