/**
 * npm run bench -- --json: medians of the whole way, scan files to case folder, for a real 600×600×450 DICOM scan (a local
 * test input beside the repository) and a 400×512×512 one made from the synthetic demo, in fp32 and in the precision
 * that may beat it. Every run is a process of its own: its start and the decoding of the files count, its peak is its
 * own. The precisions take turns, so that a machine that slows down slows both.
 *   --sizes          also four fields of view with the same teeth: is time linear in voxels?
 *   --runs 3         how many of each
 *   --provider auto  --models DIR
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { providerChoiceSchema, type PrecisionChoice, type ProviderChoice } from '#contract/api';
import { cbctCaseSchema, runFileSchema } from '#contract/case';
import { isCbctCard } from '#contract/model-card';
import type { Vec3 } from '#core/volume';
import { INSTALLED_MODELS_DIR } from '../../main/cli/installation.ts';
import { readModelCards } from '../../main/inference/model-registry.ts';
import { twinPrecision } from '../../main/inference/precision.ts';
import { LARGE_DIMS, largeSyntheticScan } from './large-synthetic-scan.ts';
import { linearFit } from './linear-fit.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REAL_SCAN = join(ROOT, '..', 'shared', 'data', 'cbct', 'real-cbct-1');
const DEMO = join(ROOT, 'resources', 'demo');
const CLI = join(ROOT, 'main', 'cli.ts');

/** Fields of view from the demo's 80 mm up, all with the whole dentition; i, j, k at 0.25 mm. */
const FIELDS_OF_VIEW: readonly Vec3[] = [[320, 320, 256], [400, 400, 312], [464, 464, 360], LARGE_DIMS];

/** What is read of `quadrant segment --json`. */
const segmentOutputSchema = cbctCaseSchema
  .pick({ instances: true, provider: true, models: true, source: true })
  .extend({ run: runFileSchema });
type SegmentOutput = ReturnType<typeof segmentOutputSchema.parse>;

interface Settings {
  readonly provider: ProviderChoice;
  readonly modelsDir: string;
  readonly runs: number;
  readonly workDir: string;
}

interface OneRun {
  readonly output: SegmentOutput;
  /** Whole process, start included. */
  readonly wallSeconds: number;
}

/** Seconds are medians over the runs, memory is the largest peak. */
interface BenchResult {
  readonly scan: string;
  readonly dims: readonly number[];
  /** What really ran. */
  readonly provider: string;
  readonly precision: string;
  readonly teeth: number;
  readonly runs: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly totalSeconds: number;
  readonly wallSeconds: number;
  readonly peakMemoryBytes: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      sizes: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
      provider: { type: 'string', default: 'auto' },
      models: { type: 'string', default: INSTALLED_MODELS_DIR },
    },
  });
  const workDir = await mkdtemp(join(tmpdir(), 'quadrant-bench-'));
  const provider = providerChoiceSchema.parse(values.provider);
  const runs = Math.max(1, Number.parseInt(values.runs, 10) || 1);
  const settings: Settings = { provider, modelsDir: resolve(values.models), runs, workDir };
  const skipped: string[] = [];
  const results: BenchResult[] = [];
  let linearity: Linearity | null = null;
  try {
    const precisions = await precisionsToTime(settings, skipped);
    if (existsSync(REAL_SCAN)) results.push(...(await measure('real-cbct-1', REAL_SCAN, precisions, settings)));
    else skipped.push('real-cbct-1: skipped: ../shared not present');
    if (existsSync(DEMO)) {
      const scan = join(workDir, 'synthetic.nii');
      await largeSyntheticScan(DEMO, scan);
      results.push(...(await measure('synthetic-400x512x512', scan, precisions, settings)));
      if (values.sizes) linearity = await measureLinearity(settings);
    } else skipped.push('synthetic-400x512x512: skipped: resources/demo not present');
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  for (const line of skipped) process.stderr.write(`${line}\n`);
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    loadAverage: round(loadavg()[0] ?? 0), // above the number of cores other programs had their share
  };
  const report = { machine, results, linearity, skipped };
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : table(results, linearity));
}

/** fp32, and its twin where every installed net has one. */
async function precisionsToTime(
  { provider, modelsDir }: Settings,
  skipped: string[],
): Promise<readonly PrecisionChoice[]> {
  const twin = twinPrecision(provider === 'auto' ? 'cpu' : provider);
  const cards = (await readModelCards(modelsDir)).filter(isCbctCard);
  if (cards.every(({ variants }) => variants?.some(({ precision }) => precision === twin) === true)) {
    return ['fp32', twin];
  }
  skipped.push(`${twin}: skipped: the installed models have no such variant`);
  return ['fp32'];
}

async function measure(
  scan: string,
  path: string,
  precisions: readonly PrecisionChoice[],
  settings: Settings,
): Promise<readonly BenchResult[]> {
  const runsOf = new Map<PrecisionChoice, OneRun[]>(precisions.map((precision) => [precision, []]));
  for (let run = 0; run < settings.runs; run++) {
    for (const [precision, done] of runsOf) {
      process.stderr.write(`${scan}, ${precision}, run ${run + 1} of ${settings.runs}\n`);
      done.push(await runOnce(path, precision, settings));
    }
  }
  return [...runsOf.values()].map((runs) => summarise(scan, runs));
}

async function runOnce(path: string, precision: PrecisionChoice, settings: Settings): Promise<OneRun> {
  const out = join(settings.workDir, 'case');
  const how = ['--provider', settings.provider, '--precision', precision, '--models', settings.modelsDir];
  const startedMs = performance.now();
  const stdout = await runCli(['segment', path, '--out', out, ...how, '--json'], join(settings.workDir, 'data'));
  const wallSeconds = (performance.now() - startedMs) / 1000;
  await rm(out, { recursive: true });
  return { output: segmentOutputSchema.parse(JSON.parse(stdout)), wallSeconds };
}

function summarise(scan: string, runs: readonly OneRun[]): BenchResult {
  const [{ output }] = runs;
  const secondsOf = (stage: string): readonly number[] =>
    runs.map((run) => run.output.run.stages.find(({ name }) => name === stage)?.seconds ?? 0);
  return {
    scan,
    dims: output.source.geometry.dims,
    provider: output.provider,
    precision: [...new Set(output.models.map((model) => model.precision ?? 'fp32'))].join('+'),
    teeth: output.instances.length,
    runs: runs.length,
    stages: Object.fromEntries(output.run.stages.map(({ name }) => [name, round(median(secondsOf(name)))])),
    totalSeconds: round(median(runs.map((run) => run.output.run.totalSeconds))),
    wallSeconds: round(median(runs.map((run) => run.wallSeconds))),
    peakMemoryBytes: Math.max(...runs.map((run) => run.output.run.peakMemoryBytes)),
  };
}

interface Linearity {
  readonly points: readonly { readonly dims: readonly number[]; readonly voxels: number; readonly seconds: number }[];
  readonly secondsPerMegavoxel: number;
  /** What a scan costs before its first voxel: process start, loading, the teeth themselves. */
  readonly fixedSeconds: number;
  readonly rSquared: number;
}

/** Whole-process seconds over voxels, in the precision that 'auto' chooses. */
async function measureLinearity(settings: Settings): Promise<Linearity | null> {
  const points: { dims: readonly number[]; voxels: number; seconds: number }[] = [];
  for (const dims of FIELDS_OF_VIEW) {
    const scan = join(settings.workDir, 'field-of-view.nii');
    await largeSyntheticScan(DEMO, scan, dims);
    const [result] = await measure(`field of view ${dims.join('×')}`, scan, ['auto'], settings);
    points.push({ dims, voxels: dims[0] * dims[1] * dims[2], seconds: result?.wallSeconds ?? Number.NaN });
  }
  const fit = linearFit(points.map(({ voxels, seconds }) => [voxels / 1e6, seconds] as const));
  if (fit === null) return null;
  const [secondsPerMegavoxel, fixedSeconds, rSquared] = [fit.slope, fit.offset, fit.rSquared].map(toFourDigits);
  return { points, secondsPerMegavoxel, fixedSeconds, rSquared };
}

/** Runs the command line in a process of its own; progress goes through to stderr. */
function runCli(args: readonly string[], dataDir: string): Promise<string> {
  return new Promise((resolveOutput, reject) => {
    const env = { ...process.env, QUADRANT_DATA_DIR: dataDir };
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env });
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolveOutput(stdout) : reject(new Error(`segment ended with ${code}\n${stdout}`)),
    );
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

function toFourDigits(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function table(results: readonly BenchResult[], linearity: Linearity | null): string {
  const lines = results.map((result) => {
    const { scan, stages, totalSeconds, wallSeconds, peakMemoryBytes, provider, precision, teeth, runs } = result;
    const perStage = Object.entries(stages)
      .map(([name, seconds]) => `${name} ${seconds}`)
      .join(', ');
    const memory = (peakMemoryBytes / 1e9).toFixed(2);
    return (
      `${scan} on ${provider} in ${precision}: ${totalSeconds} s (process ${wallSeconds} s, median of ${runs}), ` +
      `${memory} GB peak, ${teeth} teeth; ${perStage}`
    );
  });
  if (linearity !== null) {
    const { secondsPerMegavoxel, fixedSeconds, rSquared } = linearity;
    lines.push(`time over voxels: ${fixedSeconds} s + ${secondsPerMegavoxel} s per million, R² ${rSquared}`);
  }
  return `${lines.join('\n')}\n`;
}

await main();
