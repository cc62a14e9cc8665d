/**
 * npm run demo: segments the bundled scans, a CBCT, a radiograph and an intraoral one, without a window, prints their tooth
 * tables, and writes the cases with pictures of what was found into out/demo, out/panoramic and out/upper. --scan PATH (several times) and
 * --out DIR take other scans and another place.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import type { Volume } from '#core/volume';
import { INSTALLED_MODELS_DIR, version } from '../../main/cli/installation.ts';
import { userDataDir } from '../../main/services/data-folder/data-dir.ts';
import { summary } from '../../main/cli/case-summary.ts';
import { progressPrinter } from '../../main/cli/terminal.ts';
import { readCaseLabels } from '../../main/io/case-folder.ts';
import { readScan } from '../../main/io/read-scan.ts';
import { exportCase } from '../../main/services/exports/export-case.ts';
import { segmentScan } from '../../main/services/segment/segment-scan.ts';
import { scanSize, Timings } from '../../main/services/segment/timings.ts';
import { drawCase } from './pictures/draw-case.ts';
import { runHarness } from './run-harness.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEMO_SCANS = ['demo', join('demo-opg', 'panoramic.jpg'), join('demo-ios', 'upper.ply')].map((name) =>
  join(ROOT, 'resources', name),
);
/** Tells a folder of ours, which may be replaced, from anybody else's. */
const MARKER = '.quadrant-demo';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { scan: { type: 'string', multiple: true }, out: { type: 'string', default: join(ROOT, 'out') } },
  });
  for (const scan of values.scan ?? DEMO_SCANS) {
    await show(resolve(scan), join(resolve(values.out), basename(scan).replace(/\.\w+$/, '')));
  }
  process.stdout.write('To look at them in the viewer: npm start, then one of the three demo buttons.\n');
}

async function show(scanPath: string, caseDir: string): Promise<void> {
  await removeFormerDemo(caseDir);
  const printer = progressPrinter(process);
  const scan = await readScan(scanPath);
  const { caseFile, run } = await segmentScan({
    readScan: async () => scan,
    size: scanSize(scan.volume.geometry),
    scanPath,
    caseId: randomUUID(),
    caseDir,
    modelsDir: INSTALLED_MODELS_DIR,
    provider: 'auto',
    precision: 'auto',
    version: version(),
    timings: new Timings(userDataDir()),
    onProgress: printer.show,
  }).finally(printer.end);
  await writeFile(join(caseDir, MARKER), 'Made by npm run demo, which replaces this folder when it runs again.\n');
  const pictures = await picturesOf(caseDir, caseFile, scan.volume);
  const shown = (path: string): string => relative(process.cwd(), path) || '.';
  process.stdout.write(
    [summary(shown(caseDir), caseFile, run), 'Pictures:', ...pictures.map((path) => `  ${shown(path)}`), '', ''].join(
      '\n',
    ),
  );
}

/** The paths of what shows the case at a glance. */
async function picturesOf(caseDir: string, caseFile: CaseFile, volume: Volume): Promise<readonly string[]> {
  switch (caseFile.modality) {
    case 'cbct':
      return drawCase(caseDir, volume, await readCaseLabels(caseDir), caseFile.instances);
    case 'opg': {
      const outPath = join(caseDir, 'outlined.png');
      await exportCase({ format: 'contact-sheet', caseDir, outPath });
      return [outPath];
    }
    case 'ios': {
      const outPath = join(caseDir, 'coloured.ply');
      await exportCase({ format: 'ply', caseDir, outPath });
      return [outPath];
    }
  }
}

async function removeFormerDemo(caseDir: string): Promise<void> {
  if (!existsSync(caseDir)) return;
  const ours = await readFile(join(caseDir, MARKER)).then(
    () => true,
    () => false,
  );
  if (!ours) {
    throw new QuadrantError(
      'case.exists',
      `${caseDir} exists and was not made by the demo.`,
      'Move it away, or choose --out.',
    );
  }
  await rm(caseDir, { recursive: true });
}

await runHarness(main);
