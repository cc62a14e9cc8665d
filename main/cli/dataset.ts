/** quadrant dataset <exports…> --out <folder>, and quadrant dataset check <folder>. */
import { resolve } from 'node:path';
import { DATASET_SIZES, type DatasetManifest } from '#contract/dataset';
import { FILTERS } from '#core/dataset/filters';
import { buildDataset } from '../services/dataset/build-dataset.ts';
import { retained } from './deidentify.ts';
import { version } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, usageError } from './usage.ts';

/** Building: 0 even when scans were left out, which is its purpose. Checking: 1 when something is wrong. */
export async function datasetCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return buildCommand(args, terminal);
}

async function buildCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    out: { type: 'string' },
    retain: { type: 'string', multiple: true, default: [] },
    key: { type: 'string' },
    size: { type: 'string', default: 'original' },
    labels: { type: 'string' },
    'include-burned-in': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length === 0) throw usageError('Give at least one folder of exports.');
  if (values.out === undefined) throw usageError('Say where the data set is to be written: --out <folder>.');
  const size = DATASET_SIZES.find((known) => known === values.size);
  if (size === undefined) throw usageError(`--size must be one of ${DATASET_SIZES.join(', ')}.`);
  const controller = new AbortController();
  const onSignal = (): void => controller.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const manifest = await buildDataset({
      inputs: positionals.map((path) => resolve(path)),
      outDir: resolve(values.out),
      retain: retained(values.retain),
      keyPath: values.key === undefined ? null : resolve(values.key),
      includeBurnedIn: values['include-burned-in'],
      size,
      labelsDir: values.labels === undefined ? null : resolve(values.labels),
      quadrantVersion: version(),
      signal: controller.signal,
      onProgress: progressBar(stderr),
    });
    for (const { files, filter, reason } of manifest.left)
      stderr.write(
        `File ${files[0]}${files.length > 1 ? ` and ${files.length - 1} more` : ''}: ${filter}: ${reason}\n`,
      );
    stdout.write(values.json ? `${JSON.stringify(manifest, null, 2)}\n` : summary(manifest));
    return 0;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

const BAR_CELLS = 30;

/** One line that is rewritten; nothing where stderr is no terminal. */
function progressBar(stderr: Terminal['stderr']): (done: number, of: number) => void {
  const begun = performance.now();
  return (done, of) => {
    if (stderr.isTTY !== true) return;
    const filled = Math.round((BAR_CELLS * done) / of);
    const left = Math.ceil((((performance.now() - begun) / 1000) * (of - done)) / done);
    const line = `[${'#'.repeat(filled)}${' '.repeat(BAR_CELLS - filled)}] ${done} of ${of} scans, ${left} s left`;
    stderr.write(`\r${line.padEnd(72)}${done === of ? '\n' : ''}`);
  };
}

/** As Table 1 of STS-Tooth. */
function summary({ counts, ignored }: DatasetManifest): string {
  const head = ['', 'original', ...FILTERS, 'final'];
  const rows = counts.map(({ group, original, filtered, final }) => [
    group,
    ...[original, ...FILTERS.map((filter) => filtered[filter] ?? 0), final].map(String),
  ]);
  const lines = [head, ...rows].map(
    ([name, ...cells]) => name.padEnd(14) + cells.map((cell) => cell.padStart(10)).join(''),
  );
  const aside = ignored.reduce((sum, { files }) => sum + files.length, 0);
  return `${lines.join('\n')}\n${aside} files are no scans. See datasheet.html and manifest.json.\n`;
}
