/** What happens around the main road: orientation, cancelling, bad input, uninvited guests. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiRoute } from '#contract/api';
import type { Vec3 } from '#core/volume';
import { launchBrowser, missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { writeSlices } from '../unit/io/dicom/synthetic-dicom.ts';
import { brightCentre, pane, pictureOf } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

const DEGREES = Math.PI / 180;
const [COS, SIN] = [Math.cos(12 * DEGREES), Math.sin(12 * DEGREES)];

interface StoredFrame {
  readonly iDirection: Vec3;
  readonly jDirection: Vec3;
  /** Unit direction from slice to slice. */
  readonly step: Vec3;
}

/** Ways in which scanners store the same patient. */
const STORED_FRAMES: readonly (readonly [string, StoredFrame])[] = [
  ['axial from the feet', { iDirection: [1, 0, 0], jDirection: [0, 1, 0], step: [0, 0, 1] }],
  ['axial, mirrored in both directions', { iDirection: [-1, 0, 0], jDirection: [0, -1, 0], step: [0, 0, 1] }],
  ['coronal', { iDirection: [1, 0, 0], jDirection: [0, 0, -1], step: [0, 1, 0] }],
  [
    'oblique',
    { iDirection: [COS, SIN, 0], jDirection: [-SIN * COS, COS * COS, SIN], step: [SIN * SIN, -COS * SIN, COS] },
  ],
];

/** A bright ball at the patient's right, front and top, seen from the middle of a dark cube. */
const BALL_MM: Vec3 = [-6, -6, 6];

function writeSeries(folder: string, { iDirection, jDirection, step }: StoredFrame): void {
  const [columns, rows, slices] = [60, 50, 40];
  const spacingMm = [0.6, 0.7] as const;
  const stepMm = 0.9;
  const corner = (axis: 0 | 1 | 2): number =>
    -(
      iDirection[axis] * (columns - 1) * spacingMm[0] +
      jDirection[axis] * (rows - 1) * spacingMm[1] +
      step[axis] * (slices - 1) * stepMm
    ) / 2;
  writeSlices(folder, {
    iDirection,
    jDirection,
    spacingMm,
    columns,
    rows,
    positionsMm: Array.from({ length: slices }, (_, k): Vec3 => [
      corner(0) + step[0] * k * stepMm,
      corner(1) + step[1] * k * stepMm,
      corner(2) + step[2] * k * stepMm,
    ]),
    // Large enough to be cut by each of the three middle slices.
    phantom: ([x, y, z]) => (Math.hypot(x - BALL_MM[0], y - BALL_MM[1], z - BALL_MM[2]) < 7.5 ? 2000 : -800),
  });
}

describe.skipIf(skipped !== null)('opening scans in the browser host', () => {
  let folder: string;
  let opened: ViewerPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-browser-test-'));
    opened = await openViewerPage({ dataDir: join(folder, 'data') });
  });
  afterEach(async () => {
    await opened.page.unrouteAll({ behavior: 'ignoreErrors' });
    const close = opened.page.getByRole('button', { name: 'Close the scan' });
    if ((await close.count()) > 0) await close.click();
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(STORED_FRAMES)(
    'shows the patient’s right on the left, front and head up: %s',
    async (name, { iDirection, jDirection, step }) => {
      const { page } = opened;
      // Never answered: this test looks at pictures only.
      await page.route(`**${apiRoute('jobs.segment')}`, () => {});
      const series = join(folder, name);
      writeSeries(series, { iDirection, jDirection, step });
      await page.getByTestId('folder-input').setInputFiles(series);
      await page.getByRole('img', { name: 'Axial slice' }).waitFor();
      await page.getByText('Loading…').first().waitFor({ state: 'detached' });
      await page.keyboard.press('x'); // no crosshair lines in the picture
      const seen = async (id: 'axial' | 'coronal' | 'sagittal'): Promise<readonly [number, number]> => {
        const centre = brightCentre(await pictureOf(pane(page, id)), 150);
        if (centre === null) throw new Error(`Nothing bright in the ${id} pane`);
        return centre;
      };
      const axial = await seen('axial');
      expect(axial[0]).toBeLessThan(0.46);
      expect(axial[1]).toBeLessThan(0.46);
      const coronal = await seen('coronal');
      expect(coronal[0]).toBeLessThan(0.46);
      expect(coronal[1]).toBeLessThan(0.46);
      const sagittal = await seen('sagittal');
      expect(sagittal[0]).toBeLessThan(0.46);
      expect(sagittal[1]).toBeLessThan(0.46);
    },
  );

  it('cancels a running segmentation, keeps nothing, and offers to start again', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    await page.getByRole('region', { name: 'Finding teeth' }).getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled. Nothing was saved.').waitFor();
    await page.getByRole('button', { name: 'Find teeth' }).waitFor();
    expect(await readdir(join(folder, 'data/cases')).catch(() => [])).toEqual([]);
  });

  it('says in words why a file cannot be opened and what to do', async () => {
    const { page } = opened;
    const path = join(folder, 'letter.dcm');
    await writeFile(path, 'Dear colleague, please find the scan attached.');
    await page.getByTestId('file-input').setInputFiles(path);
    const alert = page.getByRole('alert');
    await alert.getByText('The scan could not be opened').waitFor();
    expect(await alert.textContent()).toMatch(/scan\.(no-image-series|unsupported-format|corrupt-file)/);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('button', { name: 'Open folder' }).waitFor();
    expect(await alert.count()).toBe(0);
  });

  it('lets no second browser in, not even with the used address', async () => {
    const { viewer } = opened;
    const other = await launchBrowser();
    try {
      const page = await other.newPage();
      expect((await page.goto(viewer.origin))?.status()).toBe(403);
      expect((await page.goto(viewer.entryUrl))?.status()).toBe(403);
    } finally {
      await other.close();
    }
  });
});
