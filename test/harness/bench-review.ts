/**
 * npm run bench:review -- --json: what an edit costs on a real 600×600×450 scan (a local test input beside the
 * repository), medians and worst of several teeth. In the page: from the key to the frame that shows it, to the measures and
 * to the surface. Outside of it: from the action to the disk, to the case measured
 * anew, to the surface of the edited tooth, for a brush stroke, a merge, a split and undo. Before that, what each edit of a
 * shape costs in itself.
 *   --runs 8       how many teeth
 *   --gpu          lets the browser use a graphics card
 *   --scan DIR     another DICOM folder
 *   --data DIR     keeps the segmented case from one call to the next; otherwise the scan is segmented each time
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runHarness } from './run-harness.ts';
import { timeReviewEngine, type Times } from './time-review-engine.ts';
import { timeReviewPage } from './time-review-page.ts';
import { timeShapes } from './time-shapes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REAL_SCAN = join(ROOT, '..', 'shared', 'data', 'cbct', 'real-cbct-1');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      runs: { type: 'string', default: '8' },
      scan: { type: 'string', default: REAL_SCAN },
      data: { type: 'string' },
      gpu: { type: 'boolean', default: false },
    },
  });
  if (!existsSync(values.scan)) {
    process.stderr.write(
      `bench:review: skipped: ${values.scan === REAL_SCAN ? '../shared' : values.scan} not present\n`,
    );
    return;
  }
  const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'quadrant-bench-')));
  try {
    const runs = Math.max(1, Number.parseInt(values.runs, 10) || 1);
    const engine = await timeReviewEngine({ scanDir: values.scan, dataDir, projectDir: ROOT, runs });
    const page = await timeReviewPage({ scanDir: values.scan, dataDir, gpu: values.gpu, projectDir: ROOT }, runs);
    const report = {
      machine: {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: availableParallelism(),
        node: process.version,
        loadAverage: Math.round(100 * (loadavg()[0] ?? 0)) / 100, // above the number of cores other programs had their share
      },
      scan: { dims: engine.dims, teeth: engine.teeth, name: values.scan === REAL_SCAN ? 'real-cbct-1' : 'other' },
      runs,
      shapes: shapeRows(),
      page: summary({ ...page }),
      engine: { firstMetricsMs: Math.round(engine.firstMetricsMs), ...summary(engine.times) },
    };
    process.stdout.write(
      values.json
        ? `${JSON.stringify(report, null, 2)}\n`
        : table({ ...report.shapes, ...report.page, ...report.engine }),
    );
  } finally {
    if (values.data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
}

interface Summary {
  readonly medianMs: number;
  readonly worstMs: number;
}

/** What each edit itself costs, on molars made for it in a volume of the same size. */
function shapeRows(): Readonly<Record<string, Summary>> {
  const rounded = (ms: number): number => Math.round(10 * ms) / 10;
  return Object.fromEntries(
    timeShapes().map(({ edit, medianMs, worstMs }) => [
      edit,
      { medianMs: rounded(medianMs), worstMs: rounded(worstMs) },
    ]),
  );
}

function summary(times: Times | Readonly<Record<string, readonly number[]>>): Readonly<Record<string, Summary>> {
  return Object.fromEntries(
    Object.entries(times).map(([name, runs]) => {
      const sorted = runs.toSorted((a, b) => a - b);
      const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
      return [name, { medianMs: Math.round(median), worstMs: Math.round(sorted.at(-1) ?? Number.NaN) }];
    }),
  );
}

function table(rows: Readonly<Record<string, Summary | number>>): string {
  const lines = Object.entries(rows).map(([name, value]) => {
    const { medianMs, worstMs } = typeof value === 'number' ? { medianMs: value, worstMs: value } : value;
    return `${name.padEnd(28)} ${String(medianMs).padStart(8)} ${String(worstMs).padStart(8)}`;
  });
  return [`${'ms'.padEnd(28)} ${'median'.padStart(8)} ${'worst'.padStart(8)}`, ...lines, ''].join('\n');
}

await runHarness(main);
