/** The demo intraoral scan through the real net: found, picked, painted, renumbered and exported. */
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiRoute } from '#contract/api';
import type { IosCase } from '#contract/case';
import { readSurface } from '../../main/io/surface/read-surface.ts';
import { axeFindings } from '../harness/axe-findings.ts';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('the demo intraoral scan in the browser host', () => {
  let opened: ViewerPage;
  let caseFile: IosCase;

  beforeAll(async () => {
    opened = await openViewerPage();
    const { page } = opened;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const result = page.waitForResponse((response) => response.url().endsWith(apiRoute('cases.get')), { timeout: 0 });
    await page.getByRole('button', { name: 'Try the demo intraoral scan' }).click();
    const answer: { result: { case: IosCase } } = await (await result).json();
    caseFile = answer.result.case;
    await number(26).waitFor();
    // Offered once the labels are there.
    await page.getByLabel('Strength of the tooth colours').waitFor();
  });
  afterAll(() => opened?.close());

  const number = (fdi: number) => opened.page.locator(`[data-mark="number"][data-fdi="${fdi}"]`);
  const place = (fdi: number) =>
    opened.page.getByRole('group', { name: 'Tooth chart' }).locator(`button[data-fdi="${fdi}"]`);
  const undo = () => opened.page.getByRole('region', { name: 'Edit shape' }).getByRole('button', { name: /^Undo/ });
  const areaMm2 = async (): Promise<number> =>
    Number(
      /([\d,]+) mm²/.exec((await opened.page.getByTestId('tooth-card').textContent()) ?? '')?.[1]?.replace(',', ''),
    );

  /** Page coordinates of a place beside the middle of a tooth’s number, CSS pixels. */
  async function besides(fdi: number, right: number, down: number): Promise<readonly [number, number]> {
    const box = await number(fdi).boundingBox();
    if (box === null) throw new Error(`${fdi} has no number in the picture`);
    return [box.x + box.width / 2 + right, box.y + box.height / 2 + down];
  }

  async function colourAt([x, y]: readonly [number, number]): Promise<string> {
    const clip = { x: Math.round(x), y: Math.round(y), width: 1, height: 1 };
    const { data } = PNG.sync.read(await opened.page.screenshot({ clip }));
    return [data[0], data[1], data[2]].join();
  }

  it('has its crowns found by the installed net, the patient’s left on the screen’s right, in a chart of its jaw', async () => {
    expect(caseFile.modality).toBe('ios');
    // 15 crowns in its truth; halves of incisors are no fault of the viewer.
    expect(caseFile.instances.length).toBeGreaterThanOrEqual(14);
    expect((await besides(26, 0, 0))[0]).toBeGreaterThan((await besides(16, 0, 0))[0]);
    expect(await place(16).getAttribute('data-state')).toBe('present');
    expect(await place(46).count()).toBe(0);
  });

  it('offers nothing that belongs to voxels', async () => {
    const { page } = opened;
    for (const name of [/^Window/, /^Pan/, /^Distance/, /^Canal/])
      expect(await page.getByRole('toolbar').getByRole('button', { name }).count()).toBe(0);
    expect(await page.getByText('Histogram').count()).toBe(0);
  });

  it('selects the tooth that is clicked', async () => {
    await opened.page.mouse.click(...(await besides(16, 0, 12)));
    await opened.page.locator('[role="option"][data-fdi="16"][aria-selected="true"]').waitFor();
  });

  it('is painted by a stroke that measures the crown anew, and undo takes both back', async () => {
    const { page } = opened;
    const area = await areaMm2();
    expect(area).toBe(Math.round(caseFile.instances.find(({ fdi }) => fdi === 16)?.areaMm2 ?? 0));
    await page.keyboard.press('Shift+B');
    await page.locator('body').press('e');
    const middle = await besides(16, 0, 14);
    const colour = await colourAt(middle);
    await page.mouse.move(middle[0] - 8, middle[1]);
    await page.mouse.down();
    await page.mouse.move(middle[0] + 8, middle[1], { steps: 3 });
    await page.mouse.up();
    await page.mouse.move(middle[0], middle[1] + 200);
    await expect.poll(() => colourAt(middle)).not.toBe(colour);
    await expect.poll(areaMm2, { timeout: 30_000 }).toBeLessThan(area - 5);
    await undo().click();
    await expect.poll(areaMm2, { timeout: 30_000 }).toBe(area);
    await expect.poll(() => colourAt(middle)).toBe(colour);
  });

  it('is painted with the keyboard', async () => {
    const { page } = opened;
    await page.locator('[data-pane="surfaces"]').focus();
    const [x, y] = await besides(16, 0, 14);
    await page.mouse.move(x, y);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => undo().isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('is renumbered, and leaves as a PLY with the new number on its faces', async () => {
    const { page } = opened;
    await page.locator('[role="option"][data-fdi="28"]').click();
    const field = page.getByTestId('tooth-card').getByRole('textbox', { name: 'Number' });
    await field.fill('18');
    await field.press('Enter');
    await expect.poll(() => place(18).getAttribute('data-label')).toBe('28');
    await page.locator('[data-pane="surfaces"]').focus();
    await page.keyboard.press('Control+e');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.locator('[data-format="ply"] input').check();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save 1 file' }).click();
    const { faceLabels, colours } = await readSurface(await (await saved).path());
    expect(faceLabels?.length).toBe(caseFile.source.surface.faces);
    expect(colours).not.toBeNull();
    const labels = new Set(faceLabels);
    expect([18, 28].map((fdi) => labels.has(fdi))).toEqual([true, false]);
    await page.keyboard.press('Escape');
  });

  it('can be used by everyone', async () => {
    expect(await axeFindings(opened.page)).toEqual([]);
  });

  it('reports no problems', () => expect(opened.problems).toEqual([]));
});
