/** Locking the window: nothing of the patient is left in the page, nothing is lost, and the passphrase is asked for. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { missingBrowser, openStoredDemo, projectDir, type DemoPage } from '../harness/browser-page.ts';

const missing = missingBrowser();
const PASSPHRASE = 'Plümchen im Käfig';

describe.skipIf(missing !== null)(`locking the window${missing === null ? '' : ` (${missing})`}`, () => {
  let demo: DemoPage;
  let page: Page;
  beforeAll(async () => {
    demo = await openStoredDemo({ storedDemo: inject('storedDemo') });
    ({ page } = demo);
  });
  afterAll(() => demo?.close());

  const toldByHost = (route: string): Promise<number> =>
    page.evaluate(async (path) => {
      const api = path.startsWith('/api/');
      return (await fetch(path, api ? { method: 'POST', body: '{}' } : {})).status;
    }, route);
  const picture = async (name: string): Promise<void> => {
    const folder = process.env['QUADRANT_PICTURES'];
    if (folder === undefined) return;
    await mkdir(join(projectDir, folder), { recursive: true });
    await page.screenshot({ path: join(projectDir, folder, `${name}.png`) });
  };

  test('covers all of it, asks the host for nothing, and has everything back afterwards', async () => {
    await page.locator('[role="option"]').nth(3).click();
    const before = await page.locator('[role="option"][aria-selected="true"]').textContent();
    await page.keyboard.press('Control+Shift+L');
    await page.getByRole('heading', { name: 'Quadrant is locked' }).waitFor();
    expect(await page.locator('canvas, img, [role="option"], [data-pane]').count()).toBe(0);
    const said = await page.evaluate(() => document.body.innerText.trim().split('\n').filter(Boolean));
    expect(said).toEqual(['Quadrant is locked', 'What is being done goes on, and nothing is lost.', 'Unlock']);
    expect(await page.locator('body').ariaSnapshot()).not.toMatch(/patient|phantom|tooth/i);
    await picture('locked');
    expect(await toldByHost('/api/scans.recent')).toBe(423);
    expect(await toldByHost('/api/cases.list')).toBe(423);
    expect(await toldByHost('/bulk/cases/x/labels')).toBe(423);
    expect(await toldByHost('/events/outbox')).toBe(423);
    expect(await toldByHost('/api/lock.state')).toBe(200);
    // Keys do nothing here.
    await page.keyboard.press('Control+,');
    expect(await page.getByRole('dialog').count()).toBe(0);

    await page.keyboard.press('Enter');
    await page.locator('[role="option"][aria-selected="true"]').waitFor();
    expect(await page.locator('[role="option"][aria-selected="true"]').textContent()).toBe(before);
    expect(await page.locator('canvas').count()).toBeGreaterThan(0);
    expect(await toldByHost('/api/scans.recent')).toBe(200);
  });

  test('encrypts from the settings by the keyboard, and asks for the passphrase after a while without input', async () => {
    await page.keyboard.press('Control+,');
    const encrypt = page.getByRole('button', { name: 'Encrypt …' });
    await encrypt.focus();
    await picture('settings-dark');
    await page.keyboard.press('Enter');
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    const key = page.getByText(/^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$/);
    await key.waitFor();
    await key.scrollIntoViewIfNeeded();
    await picture('recovery-dark');
    expect(await page.getByRole('radio', { name: '10 min' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'Light' }).focus();
    await page.keyboard.press('Space');
    await key.scrollIntoViewIfNeeded();
    await picture('recovery-light');
    await page.keyboard.press('Escape');

    // The clock of the page is put forward; nobody touches anything.
    await page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 11 * 60_000;
    });
    const field = page.getByLabel('Passphrase');
    await field.waitFor();
    await picture('locked-light');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('This is not the passphrase.').waitFor();
    await picture('wrong-light');
    expect(await toldByHost('/api/cases.list')).toBe(423);
    await field.focus();
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.locator('[role="option"][aria-selected="true"]').waitFor();
    expect(demo.problems.filter((problem) => !/42[23]/.test(problem))).toEqual([]);
  });
});
