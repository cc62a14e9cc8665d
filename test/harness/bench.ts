/**
 * npm run bench -- --json: seconds per stage and peak memory of the whole way, scan files to case folder, for a real
 * 600×600×450 scan (a local test input beside the repository) and a 400×512×512 one made from the synthetic demo.
 * Each runs in a process of its own, so that the peak is its own.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { providerChoiceSchema } from '#contract/api';
import { caseFileSchema, runFileSchema } from '#contract/case';
import { largeSyntheticScan } from './large-synthetic-scan.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REAL_SCAN = join(ROOT, '..', 'shared', 'data', 'cbct', 'real-cbct-1');
const CLI = join(ROOT, 'main', 'cli.ts');

/** What is read of `quadrant segment --json`. */
const segmentOutputSchema = caseFileSchema
  .pick({ instances: true, provider: true, source: true })
  .extend({ run: runFileSchema });

interface BenchResult {
  readonly scan: string;
  readonly dims: readonly number[];
  readonly provider: string;
  readonly teeth: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly totalSeconds: number;
  /** Whole process, start included. */
  readonly wallSeconds: number;
  readonly peakMemoryBytes: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, provider: { type: 'string', default: 'auto' } },
  });
  const provider = providerChoiceSchema.parse(values.provider);
  const workDir = await mkdtemp(join(tmpdir(), 'quadrant-bench-'));
  const results: BenchResult[] = [];
  const skipped: { scan: string; reason: string }[] = [];
  try {
    if (existsSync(REAL_SCAN)) results.push(await measure('real-cbct-1', REAL_SCAN, provider, workDir));
    else skipped.push({ scan: 'real-cbct-1', reason: 'skipped: ../shared not present' });
    const demo = join(ROOT, 'resources', 'demo');
    if (existsSync(demo)) {
      const scan = join(workDir, 'synthetic.nii');
      await largeSyntheticScan(demo, scan);
      results.push(await measure('synthetic-400x512x512', scan, provider, workDir));
    } else skipped.push({ scan: 'synthetic-400x512x512', reason: 'skipped: resources/demo not present' });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  for (const { scan, reason } of skipped) process.stderr.write(`${scan}: ${reason}\n`);
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version };
  process.stdout.write(values.json ? `${JSON.stringify({ machine, results, skipped }, null, 2)}\n` : table(results));
}

async function measure(scan: string, path: string, provider: string, workDir: string): Promise<BenchResult> {
  process.stderr.write(`${scan}\n`);
  const out = join(workDir, `case-${scan}`);
  const startedMs = performance.now();
  const stdout = await runCli(['segment', path, '--out', out, '--provider', provider, '--json'], join(workDir, 'data'));
  const wallSeconds = (performance.now() - startedMs) / 1000;
  const output = segmentOutputSchema.parse(JSON.parse(stdout));
  return {
    scan,
    dims: output.source.geometry.dims,
    provider: output.provider,
    teeth: output.instances.length,
    stages: Object.fromEntries(output.run.stages.map(({ name, seconds }) => [name, round(seconds)])),
    totalSeconds: round(output.run.totalSeconds),
    wallSeconds: round(wallSeconds),
    peakMemoryBytes: output.run.peakMemoryBytes,
  };
}

/** Runs the command line in a process of its own; progress goes through to stderr. */
function runCli(args: readonly string[], dataDir: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, QUADRANT_DATA_DIR: dataDir };
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env });
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(stdout) : reject(new Error(`segment ended with ${code}\n${stdout}`)),
    );
  });
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

function table(results: readonly BenchResult[]): string {
  const lines = results.map(({ scan, stages, totalSeconds, wallSeconds, peakMemoryBytes, provider, teeth }) => {
    const perStage = Object.entries(stages)
      .map(([name, seconds]) => `${name} ${seconds}`)
      .join(', ');
    const memory = (peakMemoryBytes / 1e9).toFixed(2);
    return `${scan} on ${provider}: ${totalSeconds} s (process ${wallSeconds} s), ${memory} GB peak, ${teeth} teeth; ${perStage}`;
  });
  return `${lines.join('\n')}\n`;
}

await main();
