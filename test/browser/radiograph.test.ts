/** A panoramic radiograph in the viewer: picture, outlines, selection everywhere, zoom, window, and the outline tool. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiRoute, type ApiParams } from '#contract/api';
import { writeCase } from '../../main/io/case-folder.ts';
import { readScan } from '../../main/io/read-scan.ts';
import {
  fittedPicture,
  showBox,
  toPane,
  wholePicture,
  zoomedPicture,
  type PicturePoint,
  type PictureView,
} from '../../renderer/viewer/radiograph/picture-view.ts';
import { RUN_FILE } from '../fixtures/contract/samples.ts';
import {
  DOUBTFUL_FDI,
  EXTRA,
  EXTRA_LABEL,
  HEIGHT,
  radiographCase,
  radiographGreys,
  radiographLabels,
  TEETH,
  WIDTH,
} from '../fixtures/radiograph.ts';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { changedShare, pictureOf, type Picture } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

const CASE_ID = '5b1f6a52-7c1e-4a55-9b1d-0d3f8a2c4e61';
const CASE = radiographCase();
const WHOLE = wholePicture([WIDTH, HEIGHT]);

/** The radiograph as a PNG file, and its result as if it had been found before. */
async function prepare(folder: string): Promise<string> {
  const path = join(folder, 'panoramic.png');
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  for (const [n, grey] of radiographGreys().entries()) png.data.set([grey, grey, grey, 255], 4 * n);
  await writeFile(path, PNG.sync.write(png, { colorType: 0 }));
  const { volume, fingerprint } = await readScan(path);
  await writeCase(join(folder, 'data/cases', CASE_ID), {
    caseFile: { ...CASE, id: CASE_ID, source: { ...CASE.source, fingerprint } },
    labelMap: { geometry: volume.geometry, data: radiographLabels() },
    describeRun: () => RUN_FILE,
  });
  return path;
}

function instance(fdi: number) {
  const found = CASE.instances.find((tooth) => tooth.fdi === fdi);
  if (found === undefined) throw new Error(`The fixture has no tooth ${fdi}`);
  return found;
}

describe.skipIf(skipped !== null)('a panoramic radiograph in the browser host', () => {
  let folder: string;
  let opened: ViewerPage;
  let view: PictureView;
  let origin: readonly [number, number];

  const picture = () => opened.page.locator('[data-pane="panoramic"]');
  const card = () => opened.page.getByTestId('tooth-card');
  /** Where a pixel of the radiograph is on the page. */
  const onPage = (point: PicturePoint, seen: PictureView = view): readonly [number, number] => {
    const [x, y] = toPane(seen, point);
    return [origin[0] + x, origin[1] + y];
  };
  const centreOf = (fdi: number): PicturePoint => TEETH.get(fdi)?.at ?? [0, 0];
  const toggleOverlay = () => opened.page.keyboard.press('o');
  /** The picture after the next frames. */
  const settled = async (): Promise<Picture> => {
    await opened.page.waitForTimeout(150);
    return pictureOf(picture());
  };
  const greyAt = ({ width, grey }: Picture, point: PicturePoint, seen: PictureView = view): number => {
    const [x, y] = toPane(seen, point);
    return grey[Math.round(x + 1) + Math.round(y + 1) * width]; // the pane has a border of one pixel
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-radiograph-'));
    const path = await prepare(folder);
    opened = await openViewerPage({ dataDir: join(folder, 'data') });
    const { page } = opened;
    await page.getByTestId('file-input').setInputFiles(path);
    await page.getByRole('heading', { name: `${TEETH.size + 1} teeth found` }).waitFor();
    await page.getByText('Loading…').waitFor({ state: 'detached' });
    const box = await page.getByRole('img', { name: 'Panoramic radiograph' }).boundingBox();
    if (box === null) throw new Error('The pane has no size');
    origin = [box.x, box.y];
    view = fittedPicture({ widthPx: box.width, heightPx: box.height }, WHOLE);
  });
  beforeEach(async () => {
    const { page } = opened;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await page.keyboard.press('g');
    await page.mouse.move(...onPage([WIDTH / 2, HEIGHT - 5]));
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows one picture with the patient’s right on the left, and says that there is no scale', async () => {
    const { page } = opened;
    expect(await page.getByRole('img', { name: 'Axial slice' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Crosshair' }).count()).toBe(0);
    await picture().getByText('no scale in the file: pixels').waitFor();
    const [right, left] = await Promise.all([
      picture().getByText('R', { exact: true }).boundingBox(),
      picture().getByText('L', { exact: true }).boundingBox(),
    ]);
    expect(right?.x).toBeLessThan(left?.x ?? 0);
    await toggleOverlay();
    const seen = await settled();
    expect(greyAt(seen, centreOf(16))).toBeGreaterThan(greyAt(seen, [235, 160]) + 80);
    await toggleOverlay();
  });

  it('changes the picture with the window, and turns bright into dark with invert', async () => {
    const { page } = opened;
    await toggleOverlay();
    const auto = await settled();
    await page.keyboard.press('w');
    expect(greyAt(await settled(), centreOf(16))).toBe(200);
    await page.keyboard.press('Shift+W');
    await page.keyboard.press('i');
    const inverted = await settled();
    expect(greyAt(inverted, centreOf(16))).toBeLessThan(greyAt(inverted, [235, 160]));
    expect(greyAt(inverted, centreOf(16))).toBeCloseTo(255 - greyAt(auto, centreOf(16)), -1);
    await page.keyboard.press('i');
    await toggleOverlay();
  });

  it('draws outlines and numbers over the picture, and hides them on request', async () => {
    const shown = await settled();
    await toggleOverlay();
    const plain = await settled();
    expect(changedShare(shown, plain)).toBeGreaterThan(0.01);
    // On the border of a tooth, not in the middle between teeth.
    const [x] = instance(11).boundsPx.min;
    expect(Math.abs(greyAt(shown, [x, centreOf(11)[1]]) - greyAt(plain, [x, centreOf(11)[1]]))).toBeGreaterThan(10);
    expect(greyAt(shown, [235, 160])).toBe(greyAt(plain, [235, 160]));
    await toggleOverlay();
  });

  it('selects in the list and the chart what is clicked in the picture, and measures it in pixels', async () => {
    const { page } = opened;
    await page.mouse.click(...onPage(centreOf(36)));
    await card().getByText('first molar, lower left').waitFor();
    expect(await card().textContent()).toContain(`${Math.round(instance(36).lengthPx)} px`);
    expect(await page.locator('[role="option"][data-fdi="36"]').getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('button[data-fdi="36"]').getAttribute('aria-pressed')).toBe('true');
    await page.mouse.click(...onPage([235, 160]));
    await card().waitFor({ state: 'detached' });
    await page.mouse.click(...onPage(EXTRA.at));
    await card().getByText('Supernumerary tooth').waitFor();
    expect(await page.locator(`[role="option"][data-fdi="${EXTRA_LABEL}"]`).getAttribute('aria-selected')).toBe('true');
  });

  it('walks through the teeth by keyboard, supernumerary ones last, and lights up in the list what is pointed at', async () => {
    const { page } = opened;
    await page.keyboard.press('p');
    await card().getByText('Supernumerary tooth').waitFor();
    await page.keyboard.press('n');
    await card().getByText('first molar, upper right').waitFor();
    await page.keyboard.press('n');
    await card().getByText('May be 14.').waitFor();
    expect(DOUBTFUL_FDI).toBe(15);
    await page.mouse.move(...onPage(centreOf(26)));
    await page.locator('[role="option"][data-fdi="26"][data-hovered="true"]').waitFor();
    await picture().getByText('26 · first molar, upper left').waitFor();
  });

  it('keeps the place under the pointer while the wheel zooms, and shows all again on a double click', async () => {
    const { page } = opened;
    await toggleOverlay();
    const [x, y] = onPage(centreOf(41));
    await page.mouse.move(x, y);
    for (let n = 0; n < 3; n++) await page.mouse.wheel(0, -100);
    const zoomed = await settled();
    const half = halfWidths(zoomed, [x - origin[0] + 1, y - origin[1] + 1]);
    const expected = 11 * view.zoom * Math.exp(0.75);
    expect(Math.abs(half[0] - expected)).toBeLessThan(3);
    expect(Math.abs(half[1] - expected)).toBeLessThan(3);
    await page.mouse.dblclick(...onPage([235, 160]));
    const reset = await settled();
    expect(Math.abs(halfWidths(reset, [x - origin[0] + 1, y - origin[1] + 1])[0] - 11 * view.zoom)).toBeLessThan(3);
    await toggleOverlay();
  });

  it('brings the tooth chosen in the list into view, and selects it there', async () => {
    const { page } = opened;
    const corner: PicturePoint = [5, 300];
    await page.mouse.move(...onPage(corner));
    let zoomed = view;
    for (let n = 0; n < 6; n++) {
      await page.mouse.wheel(0, -100);
      zoomed = zoomedPicture(zoomed, toPane(view, corner), Math.exp(0.25), view.zoom);
    }
    expect(toPane(zoomed, centreOf(26))[0]).toBeGreaterThan(view.widthPx);
    await page.locator('[role="option"][data-fdi="26"]').click();
    await card().getByText('first molar, upper left').waitFor();
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
    await page.mouse.click(...onPage(centreOf(26), showBox(zoomed, instance(26).boundsPx)));
    await card().getByText('first molar, upper left').waitFor();
  });

  it('sends a box and places to the outline tool in the picture’s pixels, shows the answer and clears it', async () => {
    const { page } = opened;
    const asked: ApiParams<'radiographs.outline'>[] = [];
    await page.route(`**${apiRoute('radiographs.outline')}`, async (route) => {
      asked.push(route.request().postDataJSON());
      const result = { polygons: instance(46).polygons, areaPx: instance(46).areaPx, score: 0.91 };
      await route.fulfill({ json: { ok: true, result } });
    });
    const { min, max } = instance(46).boundsPx;
    await page.getByRole('button', { name: 'Outline' }).click();
    await page.mouse.move(...onPage(min));
    await page.mouse.down();
    await page.mouse.move(...onPage(max), { steps: 3 });
    await page.mouse.up();
    const answer = page.getByTestId('outline-answer');
    expect(await answer.textContent()).toContain(`${instance(46).areaPx} px²`);
    await page.keyboard.down('Alt');
    await page.mouse.click(...onPage([235, 160]));
    await page.keyboard.up('Alt');
    await expect.poll(() => asked.length).toBe(2);
    const [first, second] = asked;
    for (const axis of [0, 1]) {
      expect(Math.abs((first.box?.min[axis] ?? NaN) - min[axis])).toBeLessThan(1.5);
      expect(Math.abs((first.box?.max[axis] ?? NaN) - max[axis])).toBeLessThan(1.5);
      expect(Math.abs(second.points[0].at[axis] - [235, 160][axis])).toBeLessThan(1.5);
    }
    expect(second.box).toEqual(first.box);
    expect(second.points[0].inside).toBe(false);
    await page.keyboard.press('Escape');
    await answer.waitFor({ state: 'detached' });
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('says in words when the outline tool cannot answer', async () => {
    const { page } = opened;
    const error = {
      code: 'model.missing',
      message: 'The model is not there.',
      remedy: 'Install Quadrant again.',
      facts: {},
    };
    await page.route(`**${apiRoute('radiographs.outline')}`, (route) => route.fulfill({ json: { ok: false, error } }));
    await page.keyboard.press('t');
    await picture().getByText('Click a tooth, or drag a box around it, to outline it.').waitFor();
    const asked = page.waitForRequest(`**${apiRoute('radiographs.outline')}`);
    await page.mouse.click(...onPage(centreOf(11)));
    await asked;
    const alert = page.getByRole('alert');
    await alert.getByText('The outline could not be drawn').waitFor();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('lists in its help the keys of a radiograph only', async () => {
    const { page } = opened;
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Tool: outline what you click or box').waitFor();
    expect(await dialog.getByText('Tool: crosshair').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});

/** How many pixels as bright as a tooth lie to the left and to the right of a pixel, in its row. */
function halfWidths({ width, grey }: Picture, [px, py]: readonly [number, number]): readonly [number, number] {
  const [x, row] = [Math.round(px), Math.round(py) * width];
  const run = (step: 1 | -1): number => {
    let n = 0;
    while (grey[row + x + n * step] > 180) n++;
    return n;
  };
  return [run(-1), run(1)];
}
