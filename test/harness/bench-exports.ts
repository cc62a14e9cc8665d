/**
 * npm run bench:exports -- --json: how long each export of a CBCT case takes and how large its file is, on a real 600×600×450
 * scan (a local test input beside the repository), without it on one made from the synthetic demo. Every run is a process of
 * its own: its start and the reading of case and scan count. Formats take turns, so that a machine that slows down slows all.
 *   --runs 3       how many of each
 *   --format ID    only this one
 *   --case DIR     a segmented case; otherwise the scan is segmented first
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXPORT_FORMAT_IDS, EXPORT_FORMATS, type ExportFormatId } from '#contract/exports';
import { readCase } from '../../main/io/case-folder.ts';
import { largeSyntheticScan } from './large-synthetic-scan.ts';
import { runHarness } from './run-harness.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REAL_SCAN = join(ROOT, '..', 'shared', 'data', 'cbct', 'real-cbct-1');
const DEMO = join(ROOT, 'resources', 'demo');
const CLI = join(ROOT, 'main', 'cli.ts');

/** Seconds that a whole command may take with 24 teeth at 600×600×450. */
const BARS: ReadonlyMap<string, number> = new Map([
  ['dicom-seg', 3],
  ['stl', 2],
  ['pdf', 5],
]);

interface ExportRow {
  /** A format's id, with the option where it is not the default. */
  readonly export: string;
  readonly medianSeconds: number;
  readonly worstSeconds: number;
  readonly barSeconds: number | null;
  readonly sizeBytes: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
      format: { type: 'string' },
      case: { type: 'string' },
    },
  });
  const workDir = await mkdtemp(join(tmpdir(), 'quadrant-bench-'));
  try {
    const caseDir = values.case ?? (await segmentedCase(workDir));
    const { caseFile } = await readCase(caseDir);
    const exports = exportsOf(values.format);
    const runs = Math.max(1, Number.parseInt(values.runs, 10) || 1);
    const seconds = new Map<string, number[]>(exports.map(({ name }) => [name, []]));
    const sizes = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      for (const { name, format, options } of exports) {
        const out = join(workDir, `out.${EXPORT_FORMATS[format].ending}`);
        seconds.get(name)?.push(await timed(['export', caseDir, '--format', format, '--out', out, ...options]));
        sizes.set(name, await sizeOf(out));
        await rm(out, { recursive: true, force: true });
      }
    }
    const rows = exports.map(({ name }) => rowOf(name, seconds.get(name) ?? [], sizes.get(name) ?? 0));
    const report = {
      machine: {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: availableParallelism(),
        node: process.version,
        loadAverage: Math.round(100 * (loadavg()[0] ?? 0)) / 100, // above the number of cores other programs had their share
      },
      scan: { dims: caseFile.source.geometry.dims, teeth: caseFile.instances.length },
      runs,
      exports: rows,
    };
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : table(rows));
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function segmentedCase(workDir: string): Promise<string> {
  const caseDir = join(workDir, 'case');
  const synthetic = join(workDir, 'synthetic.nii');
  if (!existsSync(REAL_SCAN)) {
    process.stderr.write('bench:exports: ../shared not present: the scan is made from the synthetic demo\n');
    await largeSyntheticScan(DEMO, synthetic, [600, 600, 450]);
  }
  await timed(['segment', existsSync(REAL_SCAN) ? REAL_SCAN : synthetic, '--out', caseDir]);
  return caseDir;
}

interface OneExport {
  readonly name: string;
  readonly format: ExportFormatId;
  readonly options: readonly string[];
}

function exportsOf(only: string | undefined): readonly OneExport[] {
  return EXPORT_FORMAT_IDS.filter((id) => only === undefined || id === only).flatMap((format): OneExport[] => {
    const { modalities, options } = EXPORT_FORMATS[format];
    if (!modalities.includes('cbct')) return [];
    const compressed = { name: `${format} --compress`, format, options: ['--compress'] };
    return [{ name: format, format, options: [] }, ...(options.includes('compress') ? [compressed] : [])];
  });
}

/** Seconds of a whole process. */
function timed(args: readonly string[]): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve((performance.now() - began) / 1000);
      else reject(new Error(`quadrant ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** Of a file, or of all files in a folder. */
async function sizeOf(path: string): Promise<number> {
  if (!(await stat(path)).isDirectory()) return (await stat(path)).size;
  const files = (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function rowOf(name: string, seconds: readonly number[], sizeBytes: number): ExportRow {
  const sorted = seconds.toSorted((a, b) => a - b);
  const rounded = (value: number | undefined): number => Math.round(100 * (value ?? Number.NaN)) / 100;
  return {
    export: name,
    medianSeconds: rounded(sorted[Math.floor((sorted.length - 1) / 2)]),
    worstSeconds: rounded(sorted.at(-1)),
    barSeconds: BARS.get(name) ?? null,
    sizeBytes,
  };
}

function table(rows: readonly ExportRow[]): string {
  const lines = rows.map((row) => {
    const bar = row.barSeconds === null ? '' : `≤ ${row.barSeconds}`;
    const megabytes = (row.sizeBytes / 1e6).toFixed(2);
    return [
      row.export.padEnd(28),
      row.medianSeconds.toFixed(2).padStart(8),
      row.worstSeconds.toFixed(2).padStart(8),
      bar.padStart(6),
      megabytes.padStart(10),
    ].join(' ');
  });
  const head = ['s'.padEnd(28), 'median'.padStart(8), 'worst'.padStart(8), 'bar'.padStart(6), 'MB'.padStart(10)];
  return [head.join(' '), ...lines, ''].join('\n');
}

await runHarness(main);
