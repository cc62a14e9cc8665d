/** Dates and numbers as each language writes them. */
import type { Language } from '../language.ts';

const LOCALES: { readonly [L in Language]: string } = { en: 'en-GB', de: 'de', fr: 'fr', zh: 'zh-Hans' };

/** A calendar day "YYYY-MM-DD" as of a study, without a time of day that a time zone could shift; other text stays. */
export function dayText(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

/** A moment (ISO 8601) as a day here: "today", "yesterday", or the date. */
export function momentText(moment: string, language: Language, now: Date = new Date()): string {
  const date = new Date(moment);
  const daysAgo = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) {
    return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' }).format(-daysAgo, 'day');
  }
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium' }).format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** A number with a fixed count of decimals: "0,40" in German. Thousands are parted by nothing that reads like a decimal sign. */
export function numberText(value: number, language: Language, decimals = 0): string {
  return new Intl.NumberFormat(LOCALES[language], {
    useGrouping: false,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** 0…1 as a percentage: "40 %", in Chinese "40%". */
export function percentText(fraction: number, language: Language): string {
  return `${Math.round(fraction * 100)}${language === 'zh' ? '' : ' '}%`;
}

/** A moment (ISO 8601) as a day and a time here: "21 Nov, 14:03"; with the year when it is another one. */
export function stampText(moment: string, language: Language, now: Date = new Date()): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(date);
}

/** A size of a file: "12 kB", "1,4 MB". */
export function sizeText(bytes: number, language: Language): string {
  const power = bytes < 1e6 ? 0 : bytes < 1e9 ? 1 : 2;
  const size = bytes / 1000 ** (power + 1);
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: (['kilobyte', 'megabyte', 'gigabyte'] as const)[power],
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size);
}
