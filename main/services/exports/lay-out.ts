/** Has a page of ours laid out; the file that names the patient lives only as long as that takes. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import type { PageToRender } from '../engine/engine-protocol.ts';
import type { ExportJob } from './export-case.ts';

/** The bytes of a PDF or PNG. @throws QuadrantError export.no-browser, export.failed, job.cancelled */
export async function laidOut(
  html: string,
  as: PageToRender['as'],
  { browser, signal }: Pick<ExportJob, 'browser' | 'signal'>,
): Promise<Uint8Array> {
  if (browser === null) {
    throw new QuadrantError(
      'export.no-browser',
      'This needs a browser that lays out the page, and there is none here.',
      'Install Chromium, Chrome or Edge, or name one in QUADRANT_BROWSER.',
    );
  }
  // Only this account may look into it.
  const folder = await mkdtemp(join(tmpdir(), 'quadrant-report-'));
  try {
    const htmlFile = join(folder, 'page.html');
    const outFile = join(folder, `page.${as.kind}`);
    await writeFile(htmlFile, html, { mode: 0o600 });
    await browser.render({ htmlFile, outFile, as }, signal);
    return await readFile(outFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
