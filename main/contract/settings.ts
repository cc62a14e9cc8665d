/** What a practice or a person sets once: kept in the data folder, the same for every scan. */
import { NOTATIONS, type Notation } from '#core/notation';
import { z } from 'zod';

export { NOTATIONS, type Notation };

export const LANGUAGES = ['en', 'de', 'fr', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ['dark', 'light', 'system'] as const;

export const settingsSchema = z.object({
  language: z.enum(LANGUAGES).default('en'),
  theme: z.enum(THEMES).default('dark'),
  notation: z.enum(NOTATIONS).default('fdi'),
  practiceName: z.string().max(120).default(''),
  /** Shortcut id → key, where a person chose another one. */
  shortcuts: z.record(z.string(), z.string()).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
