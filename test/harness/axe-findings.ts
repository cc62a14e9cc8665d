/** axe-core (WCAG 2.2 A and AA) over a page, in both themes. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The part of axe's answer that is looked at. */
interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** All rules in the dark theme, then in the light one what a theme can change. */
const RUN = `(async () => {
  const root = document.documentElement;
  const run = (runOnly) => axe.run(document, { runOnly, resultTypes: ['violations'] });
  const dark = await run(${JSON.stringify(ALL_RULES)});
  root.dataset.theme = 'light';
  const light = await run(['color-contrast']);
  root.dataset.theme = 'dark';
  return [...dark.violations, ...light.violations];
})()`;

/** What is serious or critical. The page is in the dark theme, without motion. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // Not a script element: the content security policy allows none.
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const violations: readonly Violation[] = await page.evaluate(RUN);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`),
    );
}
