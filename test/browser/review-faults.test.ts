/**
 * The common faults of numbering, made on the demo scan as another window would make them, then found by the checks and
 * put right by the keyboard alone; decisions, signing off and the history likewise.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { apiRoute, type ApiName, type ApiParams } from '#contract/api';
import { labelOf, type CbctCase } from '#contract/case';
import type { Action, Head } from '#contract/review';
import { mirrored, toothColour } from '#core/fdi';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';
import { colourShare, pane } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

/** What a person may need at most to put a fault right. */
const MOST_ACTIONS = 3;

describe.skipIf(skipped !== null)('reviewing the demo scan by the keyboard', () => {
  let opened: DemoPage;
  let page: Page;
  let caseFile: CbctCase;

  beforeAll(async () => {
    opened = await openStoredDemo({ storedDemo: inject('storedDemo') });
    ({ page, caseFile } = opened);
    await badge().waitFor();
  });
  afterAll(() => opened?.close());

  const badge = () => page.getByTestId('to-check');
  const findings = () => page.getByTestId('finding');
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  async function ask(name: ApiName, params: ApiParams<ApiName>): Promise<unknown> {
    const [route, body] = [apiRoute(name), JSON.stringify(params)];
    const answer: unknown = await page.evaluate(
      async ([to, text]) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(to, { method: 'POST', headers, body: text })).json();
      },
      [route, body] as const,
    );
    expect(answer).toMatchObject({ ok: true });
    return answer;
  }

  /** What another window does to the same case; this one hears of it when it is looked at again. */
  async function elsewhere(action: Action): Promise<void> {
    const answer = await ask('review.entries', { caseId: caseFile.id, after: 0 });
    const { head } = (answer as { readonly result: { readonly head: Head } }).result;
    await ask('review.append', { caseId: caseFile.id, head, action });
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  }

  /** Numbers as the list shows them, by label. */
  async function shownNumbers(): Promise<ReadonlyMap<number, string>> {
    const rows = await page
      .locator('[role="option"][data-fdi]')
      .evaluateAll((all) =>
        all.map((row) => [Number(row.getAttribute('data-fdi')), row.firstElementChild?.textContent ?? ''] as const),
      );
    return new Map(rows);
  }

  const rightNumbers = (): ReadonlyMap<number, string> =>
    new Map(caseFile.instances.map((tooth) => [labelOf(tooth), String(tooth.fdi)]));

  it('finds nothing wrong with what the nets proposed', async () => {
    await expect.poll(() => badge().textContent()).toBe('Nothing to check');
    expect(await findings().count()).toBe(0);
  });

  const has = (fdi: number): boolean => caseFile.instances.some((tooth) => tooth.fdi === fdi);
  const numbered = (numbers: Readonly<Record<number, number>>): Action => ({
    kind: 'identify',
    tool: 'number',
    teeth: Object.entries(numbers).map(([label, fdi]) => ({ label: Number(label), fdi, type: 'tooth' })),
  });
  const FAULTS: readonly (readonly [string, () => Readonly<Record<number, number>>, string])[] = [
    ['shifted molars', () => ({ 46: 47, 47: 48 }), 'shifted'],
    ['swapped canines', () => ({ 13: 23, 23: 13 }), 'swapped'],
    [
      'a mirrored side',
      () => Object.fromEntries([21, 22, 23, 24, 25, 26].filter(has).map((fdi) => [fdi, mirrored(fdi)])),
      'mirrored',
    ],
    ['a doubled number', () => ({ 15: 14 }), 'duplicate'],
  ];

  it.each(FAULTS)('finds %s and puts them right in at most three actions', async (_name, make, code) => {
    const numbers = make();
    expect(Object.keys(numbers).every((label) => has(Number(label)))).toBe(true);
    await elsewhere(numbered(numbers));
    await expect.poll(() => findings().count(), { timeout: 30_000 }).toBeGreaterThan(0);
    expect(await shownNumbers()).not.toEqual(rightNumbers());
    expect(await findings().first().getAttribute('data-code')).toBe(code);
    let actions = 0;
    while ((await badge().textContent()) !== 'Nothing to check' && actions < MOST_ACTIONS) {
      const before = await badge().textContent();
      await press('F8');
      await findings().and(page.locator('[data-current="true"]')).waitFor();
      await press('Shift+F');
      actions++;
      await expect.poll(() => badge().textContent()).not.toBe(before);
    }
    expect(await badge().textContent()).toBe('Nothing to check');
    expect(await shownNumbers()).toEqual(rightNumbers());
  });

  it('goes to a finding: the tooth is selected, and its colour is in the picture', async () => {
    await elsewhere(numbered({ 13: 23, 23: 13 }));
    await expect.poll(() => findings().count(), { timeout: 30_000 }).toBeGreaterThan(0);
    await press('F8');
    const card = page.getByTestId('tooth-card');
    await card.getByText(/Edited by .+, \d/).waitFor();
    expect(await colourShare(pane(page, 'axial'), toothColour(23))).toBeGreaterThan(0.001);
    // Let it stand: it is out of the way, and can be opened again.
    await press('Shift+O');
    await expect.poll(() => badge().textContent()).toBe('Nothing to check');
    await page.getByText('1 left standing').waitFor();
    await press('Control+z');
    await expect.poll(() => badge().textContent()).toBe('1 to check');
    await press('F8', 'Shift+F');
    await expect.poll(() => badge().textContent()).toBe('Nothing to check');
    expect(await shownNumbers()).toEqual(rightNumbers());
  });

  it('accepts, rejects and takes back, and says who did', async () => {
    const status = page.getByTestId('tooth-card').getByTestId('tooth-status');
    await press('Escape', '1', '1', 'Shift+C');
    await expect.poll(() => status.textContent()).toMatch(/^Accepted by .+, \d/);
    await press('Shift+T');
    await expect.poll(() => status.textContent()).toMatch(/^Proposed again by /);
    await press('Shift+Delete');
    await expect.poll(() => status.textContent()).toMatch(/^Rejected by /);
    await press('Control+z');
    await expect.poll(() => status.textContent()).toMatch(/^Proposed again by /);
    await press('Control+Enter');
    const all = caseFile.instances.length;
    await expect.poll(() => page.getByTestId('accepted-count').textContent()).toBe(`${all} of ${all} accepted`);
  });

  it('signs off, refuses changes with the way back, and reopens', async () => {
    await press('Shift+G');
    const dialog = page.getByRole('dialog', { name: 'Sign off' });
    await dialog.getByText('No finding is open.').waitFor();
    for (let n = 0; n < 6; n++) {
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      if (focused === 'Sign off') break;
      await press('Tab');
    }
    await press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/^Signed off by /).waitFor();
    await press('Shift+T');
    await page.getByRole('alert').getByText('The case is signed off').waitFor();
    await press('Shift+G');
    await expect.poll(() => page.getByText(/^Signed off by /).count()).toBe(0);
  });

  it('tells everything in the history, what was taken back struck through', async () => {
    await press('Shift+L');
    const dialog = page.getByRole('dialog', { name: 'History' });
    await dialog.waitFor();
    const lines = await dialog.locator('li').allTextContents();
    expect(lines[0]).toContain('Reopened');
    expect(lines[1]).toContain('Signed off');
    expect(lines.some((line) => line.includes('13 and 23 swapped'))).toBe(true);
    expect(await dialog.locator('li s').allTextContents()).toEqual(
      expect.arrayContaining(['1 finding left standing', 'Rejected: 11']),
    );
    const log = dialog.getByRole('link', { name: 'Export the log' });
    // Actions are shown before they are on disk.
    const href = (await log.getAttribute('href')) ?? '';
    const written = (): Promise<number> =>
      page.evaluate(async (to) => (await (await fetch(to)).text()).trim().split('\n').length, href);
    await expect.poll(written).toBe(lines.length);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});
