/**
 * npm run demo: segments the bundled synthetic scan without a window, prints the tooth table, and writes the case and
 * pictures of what was found into out/demo. --scan PATH and --out DIR take another scan and place.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { asQuadrantError, exitCodeOf, QuadrantError } from '#contract/errors';
import { INSTALLED_MODELS_DIR, version } from '../../main/cli/installation.ts';
import { userDataDir } from '../../main/services/data-dir.ts';
import { summary } from '../../main/cli/segment.ts';
import { progressPrinter } from '../../main/cli/terminal.ts';
import { readCaseLabels } from '../../main/io/case-folder.ts';
import { readScan } from '../../main/io/read-scan.ts';
import { segmentScan } from '../../main/services/segment-scan.ts';
import { scanSize, Timings } from '../../main/services/timings.ts';
import { drawCase } from './pictures/draw-case.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Tells a folder of ours, which may be replaced, from anybody else's. */
const MARKER = '.quadrant-demo';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scan: { type: 'string', default: join(ROOT, 'resources', 'demo') },
      out: { type: 'string', default: join(ROOT, 'out', 'demo') },
    },
  });
  const scanPath = resolve(values.scan);
  const caseDir = resolve(values.out);
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
  if (caseFile.modality !== 'cbct') throw new Error('The demo scan is a CBCT volume');
  const pictures = await drawCase(caseDir, scan.volume, await readCaseLabels(caseDir), caseFile.instances);
  const shown = (path: string): string => relative(process.cwd(), path) || '.';
  process.stdout.write(
    [
      summary(shown(caseDir), caseFile, run),
      'Pictures:',
      ...pictures.map((path) => `  ${shown(path)}`),
      '',
      'To look at it in the viewer: npm start, then "Try the demo scan".',
      '',
    ].join('\n'),
  );
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

try {
  await main();
} catch (thrown) {
  const error = asQuadrantError(thrown);
  process.stderr.write(`${error.message}\n${error.remedy}\n`);
  process.exitCode = exitCodeOf(error);
}
