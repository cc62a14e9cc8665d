/**
 * The main road, driven like a person would: open the demo, read it, wait for the teeth, look at one everywhere, decide,
 * export, close. The network is watched all the way, in a window with the switches of `npm start`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CbctCase, ToothInstance } from '#contract/case';
import { apiRoute } from '#contract/api';
import { pointText, positionText } from '../../renderer/features/panes/readouts.ts';
import { fittedView, toPixels } from '../../renderer/viewer/pane-view.ts';
import { PLANES, toPlane } from '../../renderer/viewer/plane.ts';
import { frameBounds, sliceFrame } from '../../renderer/viewer/slices/slice.ts';
import { viewGrid } from '../../renderer/viewer/view-grid.ts';
import { launchAppWindow, missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { watchSession, type WatchedSession } from '../harness/sockets/watch-session.ts';
import { brightShare, changedShare, greyCount, pane, pictureOf } from './pictures.ts';

const PANES = ['axial', 'coronal', 'sagittal', 'surfaces'] as const;
/** The system's lists of sockets are files on Linux only. */
const canWatchSockets = process.platform === 'linux';
const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('the demo scan in the browser host', () => {
  let opened: ViewerPage;
  let caseFile: CbctCase;
  let profile: string;
  let watch: { end(): Promise<WatchedSession> } | null = null;

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'quadrant-window-'));
    if (canWatchSockets) watch = await watchSession();
    opened = await openViewerPage({ launch: () => launchAppWindow(profile) });
  });
  afterAll(async () => {
    await opened?.close();
    await watch?.end();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('shows slices before the segmentation starts', async () => {
    const { page } = opened;
    const gate = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await page.route(`**${apiRoute('jobs.segment')}`, async (route) => {
      asked.resolve();
      await gate.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    // The viewer asks for teeth by itself once the voxels are there; the answer is held back until we have looked.
    await asked.promise;
    expect(greyCount(await pictureOf(pane(page, 'axial')))).toBeGreaterThan(60);
    expect(greyCount(await pictureOf(pane(page, 'coronal')))).toBeGreaterThan(60);
    expect(greyCount(await pictureOf(pane(page, 'sagittal')))).toBeGreaterThan(60);
    gate.resolve();
  });

  it('shows stage, percent and provider while the real models run, then the teeth', async () => {
    const { page } = opened;
    const card = page.getByRole('region', { name: 'Finding teeth' });
    await card.getByText(/\d+ %/).waitFor();
    const result = page.waitForResponse((response) => response.url().endsWith(apiRoute('cases.get')), {
      timeout: 0,
    });
    const answer: { result: { case: CbctCase } } = await (await result).json();
    caseFile = answer.result.case;
    await page.getByRole('heading', { name: /\d+ t(ee|oo)th found/ }).waitFor();
    expect(caseFile.instances.length).toBeGreaterThan(0);
    expect(await page.getByRole('option').count()).toBe(caseFile.instances.length);
    await page
      .getByText(/^CPU|^CUDA|^WebGPU/)
      .first()
      .waitFor();
  });

  it('draws every surface in 3D', async () => {
    const { page } = opened;
    await page.getByText('Preparing surfaces…').waitFor({ state: 'detached', timeout: 120_000 });
    await page.getByText(/of \d+ surfaces/).waitFor({ state: 'detached', timeout: 120_000 });
    expect(brightShare(await pictureOf(pane(page, 'surfaces')), 60)).toBeGreaterThan(0.03);
  });

  it('goes to a tooth chosen in the list, in every pane', async () => {
    const { page } = opened;
    const tooth = mostAnterior(caseFile);
    const before = await Promise.all(PANES.map((id) => pictureOf(pane(page, id))));
    await page.locator(`[role="option"][data-fdi="${tooth.fdi}"]`).click();
    expect(await page.getByLabel('Crosshair position').textContent()).toBe(pointText(tooth.centroidMm));
    for (const id of ['axial', 'coronal', 'sagittal'] as const) {
      const { title, normalAxis } = PLANES[id];
      const readout = page.getByLabel(`${title} slice position`);
      expect(await readout.textContent()).toBe(positionText(normalAxis, tooth.centroidMm[normalAxis]));
    }
    expect(await page.getByTestId('tooth-card').textContent()).toContain(`${tooth.lengthMm.toFixed(1)} mm`);
    await page.waitForTimeout(500);
    for (const [index, id] of PANES.entries()) {
      expect(changedShare(before[index], await pictureOf(pane(page, id))), id).toBeGreaterThan(0.005);
    }
  });

  it('selects the tooth that is clicked in a slice', async () => {
    const { page } = opened;
    const tooth = mostAnterior(caseFile);
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('tooth-card').count()).toBe(0);
    const box = await page.getByRole('img', { name: 'Axial slice' }).boundingBox();
    if (box === null) throw new Error('The axial pane has no size');
    // Reset first: then the place on the screen follows from the scan's geometry alone.
    await page.keyboard.press('r');
    const frame = sliceFrame(viewGrid(caseFile.source.geometry), PLANES.axial);
    const view = fittedView({ widthPx: box.width, heightPx: box.height }, frameBounds(frame));
    const [x, y] = toPixels(view, toPlane(PLANES.axial, tooth.centroidMm));
    await page.mouse.click(box.x + x, box.y + y);
    await page.getByTestId('tooth-card').getByText(String(tooth.fdi), { exact: true }).waitFor();
  });

  it('selects the tooth that is clicked in 3D', async () => {
    const { page } = opened;
    const tooth = mostAnterior(caseFile);
    await page.locator(`[role="option"][data-fdi="${tooth.fdi}"]`).click(); // brings it to the middle of the pane
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('tooth-card').count()).toBe(0);
    const box = await page.getByRole('img', { name: 'Tooth surfaces in 3D' }).boundingBox();
    if (box === null) throw new Error('The 3D pane has no size');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.getByTestId('tooth-card').getByText(String(tooth.fdi), { exact: true }).waitFor();
  });

  it('scrolls with the wheel and the keyboard, and changes the window', async () => {
    const { page } = opened;
    const readout = page.getByLabel('Axial slice position');
    await page.getByRole('img', { name: 'Axial slice' }).hover();
    const start = await readout.textContent();
    await page.mouse.wheel(0, 300);
    await expect.poll(() => readout.textContent()).not.toBe(start);
    const scrolled = await readout.textContent();
    await page.keyboard.press('PageUp');
    await expect.poll(() => readout.textContent()).not.toBe(scrolled);
    const before = await pictureOf(pane(page, 'axial'));
    await page.keyboard.press('Shift+W');
    await expect.poll(async () => changedShare(before, await pictureOf(pane(page, 'axial')))).toBeGreaterThan(0.05);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next tooth').waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows the stored result at once when the scan is opened again', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Close the scan' }).click();
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    await page.getByRole('heading', { name: `${caseFile.instances.length} t` }).waitFor();
    expect(await page.getByRole('region', { name: 'Finding teeth' }).count()).toBe(0);
  });

  it('takes a decision and hands over a report', async () => {
    const { page } = opened;
    await page.keyboard.press('n');
    await page.getByTestId('tooth-card').waitFor();
    const saved = page.waitForResponse((response) => response.url().endsWith(apiRoute('review.append')));
    await page.keyboard.press('Shift+C');
    expect((await saved).ok()).toBe(true);
    await page.keyboard.press('Control+e');
    for (const format of ['pdf', 'csv']) await page.locator(`[data-format="${format}"] input`).check();
    await page.getByRole('button', { name: /^Save \d+ files/ }).click();
    await expect.poll(() => page.locator('[data-step="made"]').count(), { timeout: 120_000 }).toBe(2);
    await page.keyboard.press('Escape');
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });

  it.skipIf(!canWatchSockets)('spoke to nobody but itself, from beginning to end (watched on Linux only)', async () => {
    const { page, viewer } = opened;
    // What the watch must see, and the window must not reach: an address of RFC 5737, which is nobody's.
    const stranger = 'http://192.0.2.1:8042/';
    const elsewhere = await page.context().newPage();
    await expect(elsewhere.goto(stranger)).rejects.toThrow('net::ERR_');
    await opened.close();
    const session = await watch?.end();
    watch = null;
    if (session === undefined) throw new Error('Nothing was watched');
    const { host } = new URL(viewer.origin);
    const [window, ...others] = session.browsers.toSorted((a, b) => b.fetched.length - a.fetched.length);

    expect([...session.foreign]).toEqual([]);
    expect([...session.own].some((socket) => socket.includes(`tcp ${host} →`))).toBe(true);
    expect(session.requests).toEqual([{ what: 'listen', where: host }]);
    expect(window.fetched).toEqual(expect.arrayContaining([`${viewer.origin}/`, stranger]));
    expect(window.connected).toEqual([host]);
    expect(others.length, 'browsers that laid out the report').toBeGreaterThan(0);
    expect(others.flatMap(({ connected }) => connected)).toEqual([]);
    expect(session.browsers.flatMap(({ datagrams, lookedUp }) => [...datagrams, ...lookedUp])).toEqual([]);
  });
});

/** Nothing stands before it when the arch is seen from the front. */
function mostAnterior({ instances }: CbctCase): ToothInstance {
  return instances.reduce((a, b) => (b.centroidMm[1] < a.centroidMm[1] ? b : a));
}
