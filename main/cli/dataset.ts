/** quadrant dataset <exports…> --out <folder>, and quadrant dataset check <folder>. */
import { resolve } from 'node:path';
import { DATASET_SIZES, type DatasetManifest } from '#contract/dataset';
import { FILTERS } from '#core/dataset/filters';
import { buildDataset } from '../services/dataset/build-dataset.ts';
import { checkDataset, type DatasetCheck } from '../services/dataset/check-dataset.ts';
import { retained } from './deidentify.ts';
import { version } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { untilSignal } from './until-signal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

/** Building: 0 even when scans were left out, which is its purpose. Checking: 1 when something is wrong. */
export async function datasetCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return args[0] === 'check' ? checkCommand(args.slice(1), terminal) : buildCommand(args, terminal);
}

async function checkCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    second: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const check = await untilSignal((signal) =>
    checkDataset({
      folder: resolve(onePositional(positionals, 'folder of a data set')),
      secondDir: values.second === undefined ? null : resolve(values.second),
      signal,
      onProgress: progressBar(stderr),
    }),
  );
  for (const { file, fault } of check.faults) stderr.write(`${file}: ${fault}\n`);
  stdout.write(values.json ? `${JSON.stringify(check, null, 2)}\n` : checkSummary(check));
  return check.faults.length === 0 ? 0 : 1;
}

function checkSummary({ parts, images, masks, hashed, faults, annotation, meanAnnotation }: DatasetCheck): string {
  const lines = parts.map((part) => `${part.part}: ${part.images} images, ${part.masks} masks`);
  const points =
    meanAnnotation === null
      ? []
      : [
          `Against ${annotation.length} second masks: pixels ${meanAnnotation.pixel.toFixed(2)}, ` +
            `boundaries ${meanAnnotation.boundary.toFixed(2)} of 20 points.`,
        ];
  const found = faults.length === 0 ? 'nothing is wrong' : `${faults.length} faults`;
  const hashes = hashed ? 'hashes compared' : 'no manifest';
  return `${[...lines, `${images} images, ${masks} masks, ${hashes}: ${found}.`, ...points].join('\n')}\n`;
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
  const { out } = values;
  const manifest = await untilSignal((signal) =>
    buildDataset({
      inputs: positionals.map((path) => resolve(path)),
      outDir: resolve(out),
      retain: retained(values.retain),
      keyPath: values.key === undefined ? null : resolve(values.key),
      includeBurnedIn: values['include-burned-in'],
      size,
      labelsDir: values.labels === undefined ? null : resolve(values.labels),
      quadrantVersion: version(),
      signal,
      onProgress: progressBar(stderr),
    }),
  );
  for (const { files, filter, reason } of manifest.left)
    stderr.write(`File ${files[0]}${files.length > 1 ? ` and ${files.length - 1} more` : ''}: ${filter}: ${reason}\n`);
  stdout.write(values.json ? `${JSON.stringify(manifest, null, 2)}\n` : summary(manifest));
  return 0;
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
