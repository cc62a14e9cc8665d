/** The demo radiograph through the real nets: found, listed, and answered when a person points at a tooth. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiRoute } from '#contract/api';
import type { OpgCase } from '#contract/case';
import { masksOfOutlines } from '#core/evaluate/tooth-masks';
import { outlinesOfCase } from '../../main/io/outlined-picture.ts';
import {
  fittedPicture,
  toPane,
  wholePicture,
  type PictureView,
} from '../../renderer/viewer/radiograph/picture-view.ts';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('the demo radiograph in the browser host', () => {
  let opened: ViewerPage;
  let caseFile: OpgCase;

  beforeAll(async () => {
    opened = await openViewerPage();
  });
  afterAll(() => opened?.close());

  it('finds its teeth with the installed nets and lists them', async () => {
    const { page } = opened;
    const result = page.waitForResponse((response) => response.url().endsWith(apiRoute('cases.get')), { timeout: 0 });
    await page.getByRole('button', { name: 'Try the demo radiograph' }).click();
    const answer: { result: { case: OpgCase } } = await (await result).json();
    caseFile = answer.result.case;
    await page.getByRole('heading', { name: /\d+ teeth found/ }).waitFor();
    expect(caseFile.modality).toBe('opg');
    expect(caseFile.warnings).toEqual([]);
    // 30 teeth in its truth; one more or less is no fault of the viewer.
    expect(caseFile.instances.length).toBeGreaterThanOrEqual(28);
    expect(await page.getByRole('option').count()).toBe(caseFile.instances.length + caseFile.supernumerary.length);
  });

  it('outlines the tooth that a person clicks, much as the job did', async () => {
    const { page } = opened;
    const canine = caseFile.instances.find(({ fdi }) => fdi === 43);
    if (canine === undefined) throw new Error('43 was not found');
    const [width, height] = caseFile.source.geometry.dims;
    const box = await page.getByRole('img', { name: 'Panoramic radiograph' }).boundingBox();
    if (box === null) throw new Error('The pane has no size');
    const pane = { widthPx: box.width, heightPx: box.height };
    const view: PictureView = fittedPicture(pane, wholePicture([width, height]));
    const [x, y] = toPane(view, canine.centroidPx);
    const reply = page.waitForResponse((response) => response.url().endsWith(apiRoute('radiographs.outline')));
    await page.getByRole('button', { name: 'Outline' }).click();
    await page.mouse.click(box.x + x, box.y + y);
    const { result }: { result: { areaPx: number; score: number } } = await (await reply).json();
    expect(result.areaPx).toBeGreaterThan(0.6 * canine.areaPx);
    expect(result.areaPx).toBeLessThan(1.5 * canine.areaPx);
    expect(result.score).toBeGreaterThan(0.5);
    await page.getByTestId('outline-answer').waitFor();
  });

  it('takes the outline over as the shape of the tooth, and undo gives the nets’ shape back', async () => {
    const { page } = opened;
    const card = page.getByTestId('tooth-card');
    await page.locator('[role="option"][data-fdi="43"]').click();
    const canine = caseFile.instances.find(({ fdi }) => fdi === 43);
    await expect.poll(() => card.textContent()).toContain(`${canine?.areaPx} px²`);
    await page.getByRole('button', { name: 'Use for 43' }).click();
    await page.getByTestId('outline-answer').waitFor({ state: 'detached' });
    await expect.poll(() => card.textContent(), { timeout: 30_000 }).not.toContain(`${canine?.areaPx} px²`);
    await page.keyboard.press('Control+z');
    await expect.poll(() => card.textContent(), { timeout: 30_000 }).toContain(`${canine?.areaPx} px²`);
  });

  it('erases and paints by keyboard', async () => {
    const { page } = opened;
    const area = async (): Promise<number> =>
      Number(/([\d,]+) px²/.exec((await page.getByTestId('tooth-card').textContent()) ?? '')?.[1].replace(',', ''));
    const before = await area();
    const own = pixelsOfItsOwn(caseFile, 43);
    expect(own).toBeGreaterThan(0.99 * before);
    await page.keyboard.press('Shift+B');
    await page.locator('body').press('e');
    await page.locator('body').press('Enter');
    await expect.poll(area, { timeout: 30_000 }).toBeLessThan(before - 500);
    await page.locator('body').press('p');
    await page.locator('body').press('Enter');
    await expect.poll(area, { timeout: 30_000 }).toBe(own);
    await page.locator('body').press('Escape');
    await page.getByTestId('shape-card').waitFor({ state: 'detached' });
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});

/** Pixels of a tooth on the label map, which a person edits: where outlines overlap the surer tooth has them. */
function pixelsOfItsOwn(caseFile: OpgCase, fdi: number): number {
  const { width, height, teeth } = masksOfOutlines(outlinesOfCase(caseFile));
  const [mine, surer] = [new Uint8Array(width * height), new Uint8Array(width * height)];
  const confidence = caseFile.instances.find((tooth) => tooth.fdi === fdi)?.confidence ?? 0;
  teeth.get(fdi)?.drawInto(mine);
  for (const tooth of caseFile.instances) if (tooth.confidence > confidence) teeth.get(tooth.fdi)?.drawInto(surer);
  return mine.filter((is, n) => is === 1 && surer[n] === 0).length;
}
