/** An intraoral scan with its stored case: shown, picked, painted by mouse and keyboard, taken back, renumbered. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IosCase, ScannedTooth } from '#contract/case';
import { writeCase } from '../../main/io/case-folder.ts';
import { encodePly } from '../../main/io/mesh/ply.ts';
import { readScan } from '../../main/io/read-scan.ts';
import { IOS_CASE, RUN_FILE, SCANNED_TOOTH } from '../fixtures/contract/samples.ts';
import { axeFindings } from '../harness/axe-findings.ts';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { twoBlocks } from '../unit/core/surface/two-blocks.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

/** A lower jaw's middle: crowns up, the front away, so that small x is the patient's left. */
const TEETH = [
  { fdi: 31, fromMm: 1.5, toMm: 5.9 },
  { fdi: 41, fromMm: 5.9, toMm: 10.4 },
] as const;
const ALIGNMENT = [1, 0, 0, -6, 0, 1, 0, -6, 0, 0, 1, 0, 0, 0, 0, 1];

describe.skipIf(skipped !== null)('an intraoral scan', () => {
  let folder: string;
  let opened: ViewerPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-intraoral-'));
    const { positions, triangles } = twoBlocks();
    const part = {
      title: '',
      key: '',
      colour: [222, 176, 168] as const,
      positionsMm: Float32Array.from(positions),
      triangles,
    };
    const path = join(folder, 'lower.ply');
    await writeFile(path, encodePly([part], 'x')[0].bytes);
    await storeCase(path);
    opened = await openViewerPage({ dataDir: folder });
    const { page } = opened;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByTestId('file-input').setInputFiles(path);
    await page.getByRole('heading', { name: '2 teeth found' }).waitFor();
    await page.locator('[data-mark="number"]').first().waitFor();
    // Offered once the labels are there.
    await page.getByLabel('Strength of the tooth colours').waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function storeCase(path: string): Promise<void> {
    const { volume, surface, info, series, fingerprint } = await readScan(path);
    if (surface === null || info.surface === undefined) throw new Error('The file is no surface');
    const labelMap = { geometry: volume.geometry, data: new Uint8Array(volume.data.length) };
    const { positions, triangles } = surface;
    for (let face = 0; face < labelMap.data.length; face++) {
      const [x, , z] = [0, 1, 2].map((axis) =>
        [0, 1, 2].reduce((sum, corner) => sum + positions[3 * triangles[3 * face + corner] + axis] / 3, 0),
      );
      const tooth = TEETH.find(({ fromMm, toMm }) => z > 0.1 && x > fromMm && x < toMm);
      labelMap.data[face] = tooth?.fdi ?? 0;
    }
    const instances = TEETH.map(({ fdi, fromMm, toMm }): ScannedTooth => ({
      ...SCANNED_TOOTH,
      fdi,
      runnerUpFdi: null,
      confidence: 0.95,
      faceCount: labelMap.data.filter((label) => label === fdi).length,
      centroidMm: [(fromMm + toMm) / 2, 6, 3],
      boundsMm: { min: [fromMm, 4, 0], max: [toMm, 8, 4] },
      mesiodistalMm: 4.1,
      buccolingualMm: 4.2,
      crownHeightMm: 4,
    }));
    const caseFile: IosCase = {
      ...IOS_CASE,
      id: randomUUID(),
      jaw: { is: 'lower', evidence: 'person' },
      alignment: ALIGNMENT,
      instances,
      missing: [],
      source: {
        ...IOS_CASE.source,
        kind: series.kind,
        seriesUid: series.uid,
        path,
        fingerprint,
        geometry: volume.geometry,
        surface: info.surface,
      },
    };
    await writeCase(join(folder, 'cases', caseFile.id), { caseFile, labelMap, surface, describeRun: () => RUN_FILE });
  }

  const number = (fdi: number) => opened.page.locator(`[data-mark="number"][data-fdi="${fdi}"]`);
  const undo = () => opened.page.getByRole('region', { name: 'Edit shape' }).getByRole('button', { name: /^Undo/ });

  /** Page coordinates of a place beside the middle of a tooth’s number, CSS pixels. */
  async function besides(fdi: number, right: number, down: number): Promise<readonly [number, number]> {
    const box = await number(fdi).boundingBox();
    if (box === null) throw new Error(`${fdi} has no number in the picture`);
    return [box.x + box.width / 2 + right, box.y + box.height / 2 + down];
  }

  async function colourAt([x, y]: readonly [number, number]): Promise<readonly number[]> {
    const clip = { x: Math.round(x), y: Math.round(y), width: 1, height: 1 };
    const { data } = PNG.sync.read(await opened.page.screenshot({ clip }));
    return [data[0], data[1], data[2]];
  }

  it('has the patient’s left on the screen’s right, and shows what was measured', async () => {
    const [left] = await besides(31, 0, 0);
    const [right] = await besides(41, 0, 0);
    expect(left).toBeGreaterThan(right);
    await expect.poll(() => opened.page.locator('[role="option"][data-fdi="31"]').innerText()).toContain('4.1');
  });

  it('offers nothing that belongs to voxels', async () => {
    const { page } = opened;
    for (const name of [/^Window/, /^Pan/, /^Distance/, /^Canal/]) {
      expect(await page.getByRole('toolbar').getByRole('button', { name }).count()).toBe(0);
    }
    expect(await page.getByText('Histogram').count()).toBe(0);
  });

  it('selects the tooth that is clicked, in the picture and in the list', async () => {
    const { page } = opened;
    await page.mouse.click(...(await besides(41, 0, 12)));
    await page.locator('[role="option"][data-fdi="41"][aria-selected="true"]').waitFor();
  });

  it('is painted by one stroke that undo takes back', async () => {
    const { page } = opened;
    await page.keyboard.press('Shift+B');
    const edge = await besides(41, 0, 130);
    const before = await colourAt(edge);
    await page.mouse.move(edge[0] - 30, edge[1]);
    await page.mouse.down();
    await page.mouse.move(edge[0] + 30, edge[1], { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(edge[0], edge[1] + 180);
    await expect.poll(async () => (await colourAt(edge)).join()).not.toBe(before.join());
    await undo().click();
    await expect.poll(async () => (await colourAt(edge)).join()).toBe(before.join());
    expect(await undo().isDisabled()).toBe(true);
  });

  it('is painted with the keyboard', async () => {
    const { page } = opened;
    await page.locator('[data-pane="surfaces"]').focus();
    for (let n = 0; n < 8; n++) await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => undo().isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('can be used by everyone', async () => {
    expect(await axeFindings(opened.page)).toEqual([]);
  });

  it('reports no problems', () => expect(opened.problems).toEqual([]));
});
