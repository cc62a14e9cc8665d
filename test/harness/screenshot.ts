/** npm run screenshot: the viewer on the demo scan, as README shows it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openViewerPage, projectDir } from './browser-page.ts';

const folder = join(projectDir, 'resources/screenshots');
await mkdir(folder, { recursive: true });
const viewer = await openViewerPage({ width: 1440, height: 900 });
const { page } = viewer;
page.setDefaultTimeout(240_000);
try {
  await page.getByRole('button', { name: 'Try the demo scan' }).click();
  await page.getByRole('heading', { name: /\d+ t(ee|oo)th found/ }).waitFor();
  await page.locator('[role="option"]').first().click();
  await page.getByText(/of \d+ surfaces/).waitFor({ state: 'detached' });
  await page.waitForTimeout(2000); // the last frame of the 3D pane
  await page.screenshot({ path: join(folder, 'viewer.png') });
} finally {
  await viewer.close();
}
