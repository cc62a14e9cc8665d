/**
 * npm run bench:viewer -- --json: how fast a real 600×600×450 scan (a local test input beside the repository) comes up and
 * moves in the viewer, in Chromium; beside it, in the same run, the same series in Cornerstone3D from npm. Medians over runs,
 * each in a browser of its own, taking turns. A picture counts from the frame after its canvas shows many greys. Both get the
 * folder's files in no order; Cornerstone3D's page reads their headers with dicom-parser, as programs built on it do.
 *   --runs 3       how many of each
 *   --gpu          with the machine's graphics card; otherwise WebGL in software (SwiftShader)
 *   --scan DIR     another DICOM folder
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { timeCornerstone, type CornerstoneTimes } from './cornerstone/time-cornerstone.ts';
import { runHarness } from './run-harness.ts';
import { prepareCase, timeViewer, type ViewerTimes } from './time-viewer.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REAL_SCAN = join(ROOT, '..', 'shared', 'data', 'cbct', 'real-cbct-1');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      gpu: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
      scan: { type: 'string', default: REAL_SCAN },
    },
  });
  if (!existsSync(values.scan)) {
    process.stderr.write(
      `bench:viewer: skipped: ${values.scan === REAL_SCAN ? '../shared' : values.scan} not present\n`,
    );
    return;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-bench-'));
  const ours: ViewerTimes[] = [];
  const theirs: CornerstoneTimes[] = [];
  try {
    const setting = { scanDir: values.scan, dataDir, gpu: values.gpu, projectDir: ROOT };
    await prepareCase(setting);
    const runs = Math.max(1, Number.parseInt(values.runs, 10) || 1);
    for (let run = 0; run < runs; run++) {
      ours.push(await timeViewer(setting));
      theirs.push(await timeCornerstone(setting));
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  const report = {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      node: process.version,
      graphics: values.gpu ? 'graphics card' : 'SwiftShader',
      loadAverage: round(loadavg()[0] ?? 0), // above the number of cores other programs had their share
    },
    scan: { slices: (await readdir(values.scan)).length, name: values.scan === REAL_SCAN ? 'real-cbct-1' : 'other' },
    runs: ours.length,
    quadrant: medians(ours),
    cornerstone3d: medians(theirs),
  };
  process.stdout.write(
    values.json ? `${JSON.stringify(report, null, 2)}\n` : table(report.quadrant, report.cornerstone3d),
  );
}

/** The median of each field; of a field that was null in a run, null. */
function medians(runs: readonly object[]): Readonly<Record<string, number | null>> {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = runs.map((run) => Object.entries(run).find(([key]) => key === name)?.[1]);
      const numbers = values.filter((value): value is number => typeof value === 'number').toSorted((a, b) => a - b);
      return [name, numbers.length < runs.length ? null : round(numbers[Math.floor((numbers.length - 1) / 2)])];
    }),
  );
}

function table(ours: Readonly<Record<string, number | null>>, theirs: Readonly<Record<string, number | null>>): string {
  const rows = Object.entries(ours).map(
    ([name, value]) => `${name.padEnd(28)} ${String(value).padStart(10)} ${String(theirs[name] ?? '').padStart(14)}`,
  );
  return `${''.padEnd(28)} ${'Quadrant'.padStart(10)} ${'Cornerstone3D'.padStart(14)}\n${rows.join('\n')}\n`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

await runHarness(main);
