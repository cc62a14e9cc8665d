/** What a viewer must survive: a thousand slices, a small window, a file that breaks off or was made to do harm. Lost graphics: scene.test.ts. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeHost } from '#contract/api';
import { apiRoute } from '#contract/api';
import type { Geometry } from '#core/volume';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { HOSTILE_INPUTS } from '../fixtures/hostile/recipes.ts';
import { writeSample, type Sample } from '../harness/fuzz/sample.ts';
import { makePhantom } from '../fixtures/phantom.ts';
import { writeScan } from '../fixtures/write-scan.ts';
import { brightShare, greyCount, pane, pictureOf } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

/** 50 × 50 × 150 mm in a thousand slices, a fifth as thick as its pixels are wide. */
const TALL: Geometry = {
  dims: [66, 66, 1000],
  spacingMm: [0.75, 0.75, 0.15],
  originMm: [-24, 0, -75],
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};

/** Of fixtures/hostile; another scan is opened after them. */
const HOSTILE = [
  ['half a gigabyte where the header says 64 voxels', 'scan.corrupt-file'],
  ['sequences nested ten thousand deep that never end', 'scan.corrupt-file'],
  ['a tile of 60000 × 60000 pixels', 'scan.corrupt-file'],
  ['slices that drift a kilometre sideways', 'scan.inconsistent-geometry'],
] as const;

/** What is opened of it: its folder or one of its files, below the test's folder. */
async function writtenTo(place: string, sample: Sample): Promise<string> {
  await writeSample(sample, place);
  return join(basename(place), sample.opens ?? '');
}

describe.skipIf(skipped !== null)('the viewer survives', () => {
  let opened: ViewerPage;
  let folder = '';
  /** Below the folder, by name. */
  const hostile = new Map<string, string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-hardship-'));
    await writeScan(join(folder, 'tall.nii'), makePhantom(TALL, [11, 21, 31, 41, 13, 23]).volume);
    const whole = await readFile(join(folder, 'tall.nii'));
    await writeFile(join(folder, 'broken.nii'), whole.subarray(0, whole.length / 2));
    for (const { name, make } of HOSTILE_INPUTS.filter((input) => HOSTILE.some(([wanted]) => wanted === input.name)))
      hostile.set(name, await writtenTo(join(folder, name), await make()));
    opened = await openViewerPage();
    // The test is about pictures: nobody waits for teeth.
    await opened.page.route(`**${apiRoute('jobs.segment')}`, (route) => route.abort());
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a path as Electron's dialog does. */
  async function open(name: string): Promise<void> {
    const { page, viewer } = opened;
    await page.addInitScript(
      (sourceId) => {
        const native: NativeHost = { pickScan: async () => sourceId, sourceForDroppedFile: async () => sourceId };
        Object.assign(window, { quadrantHost: native });
      },
      viewer.registerSource(join(folder, name)),
    );
    await page.goto(viewer.origin);
    await page.getByRole('button', { name: 'Open folder' }).click();
  }

  it('a file that breaks off: the reason is told and another scan can be opened', async () => {
    const { page } = opened;
    await open('broken.nii');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('scan.corrupt-file');
    expect(await page.getByRole('button', { name: 'Open folder' }).isEnabled()).toBe(true);
  });

  it('files that were made to do harm: each reason is told, and the window goes on', async () => {
    const { page } = opened;
    for (const [name, code] of HOSTILE) {
      await open(hostile.get(name) ?? '');
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.textContent(), name).toContain(code);
      expect(await page.getByRole('button', { name: 'Open folder' }).isEnabled()).toBe(true);
    }
  });

  it('a thousand slices: every pane has its picture, the wheel moves by a slice', async () => {
    const { page } = opened;
    await open('tall.nii');
    for (const id of ['axial', 'coronal', 'sagittal'] as const) {
      await expect.poll(async () => brightShare(await pictureOf(pane(page, id)), 100)).toBeGreaterThan(0.0003);
    }
    const readout = page.getByLabel('Axial slice position');
    const height = async (): Promise<number> => Number(/([\d.]+) mm/.exec((await readout.textContent()) ?? '')?.[1]);
    await page.getByRole('img', { name: 'Axial slice' }).hover();
    const before = await height();
    await page.mouse.wheel(0, -1000);
    await expect.poll(async () => Math.abs((await height()) - before)).toBeCloseTo(1.5, 1);
  });

  it('a window of 800 × 600: panes and tools are still there', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 800, height: 600 });
    for (const id of ['axial', 'coronal', 'sagittal'] as const) {
      const box = await pane(page, id).boundingBox();
      expect(box?.width, id).toBeGreaterThan(150);
      expect(box?.height, id).toBeGreaterThan(120);
      expect((box?.x ?? 0) + (box?.width ?? 0), id).toBeLessThanOrEqual(800);
    }
    expect(await page.getByRole('toolbar', { name: 'Tools' }).isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(800);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(async () => greyCount(await pictureOf(pane(page, 'coronal')))).toBeGreaterThan(1);
  });

  it('without an error that nobody caught', () => {
    expect(
      opened.problems.filter((problem) => !problem.includes('net::ERR_FAILED') && !problem.includes('422')),
    ).toEqual([]);
  });
});
