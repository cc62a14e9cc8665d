/** npm run screenshot: the viewer on the three demos, as README shows it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openViewerPage, projectDir } from './browser-page.ts';

const folder = join(projectDir, 'resources/screenshots');
await mkdir(folder, { recursive: true });
const DEMOS = [
  { button: 'Try the demo scan', keys: [], file: 'viewer.png' },
  { button: 'Try the demo scan', keys: ['v'], file: 'sections.png' },
  // Two teeth exchanged: the worklist tells, and offers the way back.
  { button: 'Try the demo scan', keys: ['Shift+X', '4', '7', 'Shift+I'], file: 'review.png' },
  { button: 'Try the demo scan', keys: ['Control+e'], file: 'export.png' },
  { button: 'Try the demo radiograph', keys: [], file: 'panoramic.png' },
  { button: 'Try the demo intraoral scan', keys: [], file: 'intraoral.png' },
] as const;

for (const { button, keys, file } of DEMOS) {
  const viewer = await openViewerPage({ width: 1440, height: 900 });
  const { page } = viewer;
  page.setDefaultTimeout(240_000);
  try {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: /\d+ t(ee|oo)th found/ }).waitFor();
    await page.locator('[role="option"]').nth(5).click();
    // First none, then some of them are there.
    await page.getByText('Preparing surfaces…').waitFor({ state: 'detached' });
    await page.getByText(/of \d+ surfaces/).waitFor({ state: 'detached' });
    await page.mouse.move(0, 0); // what lies below the pointer is lit up
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(300);
    }
    await page.waitForTimeout(2000); // the last frame of the 3D pane
    await page.screenshot({ path: join(folder, file) });
  } finally {
    await viewer.close();
  }
}
