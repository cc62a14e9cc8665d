/** Whoever sees a result reads that it is for research and not for diagnosis. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LANGUAGES } from '#core/language';
import { chartHtml } from '#core/report/chart-page';
import { reportHtml } from '#core/report/report-html';
import { PRODUCT_WORDS } from '#core/words/product-words';
import { OVERVIEW } from '../../../main/cli/help.ts';
import { ADULT, reportOf } from '../../fixtures/report.ts';

const source = (file: string): string => readFileSync(join(import.meta.dirname, '../../..', file), 'utf8');

it.each(LANGUAGES)('stands on report and chart in %s', (language) => {
  const look = { language, notation: 'fdi', paper: 'a4' } as const;
  const { researchUse } = PRODUCT_WORDS[language];
  expect(reportHtml(reportOf(ADULT), look)).toContain(`<p class="notice">${researchUse}</p>`);
  expect(chartHtml(reportOf(ADULT), look)).toContain(researchUse);
});

it('stands in the window’s title bar and help, on the contact sheet and in the command’s help', () => {
  expect(source('renderer/features/shell/TitleBar.tsx')).toMatch(/<strong[^>]*>\{t\.researchUse\}<\/strong>/);
  expect(source('renderer/features/shortcuts/ShortcutsDialog.tsx')).toMatch(
    /<strong>\{textOf\(PRODUCT_WORDS, language\)/,
  );
  expect(source('main/services/exports/contact-sheet.ts')).toContain('PRODUCT_WORDS.en.researchUse');
  expect(OVERVIEW).toContain(PRODUCT_WORDS.en.researchUse);
});
