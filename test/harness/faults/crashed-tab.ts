/** The window's page crashes (chrome://crash) with a reviewed case, and is opened again. */
import { Findings, Skipped, type Fault, type Outcome } from './fault.ts';
import { missingBrowser, openViewerPage } from '../browser-page.ts';

export const CRASHED_TAB: readonly Fault[] = [{ name: 'the page of the window crashes', provoke }];

async function provoke(): Promise<Outcome> {
  const missing = missingBrowser();
  if (missing !== null) throw new Skipped(missing);
  const findings = new Findings();
  const viewer = await openViewerPage();
  try {
    const { page } = viewer;
    const { origin } = viewer.viewer;
    await page.getByRole('button', { name: /demo/i }).first().waitFor();
    const browser = page.context().browser();
    if (browser === null) throw new Error('the page has no browser');
    const storageState = await page.context().storageState();
    const crashed = page.waitForEvent('crash');
    await Promise.race([crashed, page.goto('chrome://crash').catch(() => {})]);
    await crashed;
    // Playwright lets go of a crashed page; another one of the same browser has its cookie.
    const again = await (await browser.newContext({ storageState })).newPage();
    await again.goto(origin);
    await again.getByRole('button', { name: /demo/i }).first().waitFor();
    const stranger = await (await browser.newContext()).newPage();
    const answer = await stranger.goto(origin);
    findings.expect(answer?.status() === 403, 'another browser is let in');
    return {
      happened: 'the browser tells of the crash and offers to load the page again',
      kept: 'session, engine, data; the page opens again, and for nobody else',
      problem: findings.problem,
    };
  } finally {
    await viewer.close();
  }
}
