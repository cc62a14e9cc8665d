/** Reads mutated input until the time is over: each reader gets the same share of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileOf } from '../../fixtures/hostile/recipes.ts';
import { Dice, seedOf } from './dice.ts';
import { mutated } from './mutate.ts';
import { isFinding, type Finding } from './outcome.ts';
import type { FuzzedReader } from './readers.ts';
import { writeSample, type Sample } from './sample.ts';
import { WatchedReader, type Watched } from './watched-reader.ts';

export interface HuntOptions {
  readonly readers: readonly FuzzedReader[];
  readonly seconds: number;
  /** The same seed gives the same inputs; how many of them, the machine decides. */
  readonly seed: number;
  /** Findings are saved there, by reader. */
  readonly findingsDir: string;
  readonly onFinding?: (finding: SavedFinding) => void;
}

export interface SavedFinding {
  readonly reader: string;
  readonly input: string;
  readonly finding: Finding;
  /** Whether it happened again in a fresh process. */
  readonly again: boolean;
  readonly folder: string;
}

/** What a reader made of its inputs. */
export interface Tally {
  readonly reader: string;
  inputs: number;
  results: number;
  readonly refused: Map<string, number>;
  readonly found: Record<Finding['kind'], number>;
  slowestMs: number;
  slowest: string;
  most: number;
}

interface HuntedReader {
  readonly reader: FuzzedReader;
  readonly samples: readonly Sample[];
  readonly hostile: readonly Sample[];
  readonly tally: Tally;
  spentMs: number;
  next: number;
}

/** More than can run at once: some readers wait, for an answer or to look a second time. */
const PROCESSES = Math.min(6, 2 * availableParallelism());

interface Input {
  readonly name: string;
  readonly sample: Sample;
}

export async function hunt(options: HuntOptions): Promise<readonly Tally[]> {
  const hunted = await Promise.all(options.readers.map(prepared));
  const root = await mkdtemp(join(tmpdir(), 'quadrant-fuzz-'));
  const processes = await Promise.all(Array.from({ length: PROCESSES }, () => WatchedReader.started()));
  const endMs = performance.now() + options.seconds * 1000;
  const known = new Set<string>();
  const work = async (watched: WatchedReader, worker: number): Promise<void> => {
    const place = join(root, String(worker));
    try {
      for (;;) {
        // Real input as it is and what was made to be hostile are read whatever the clock says.
        const late = performance.now() > endMs;
        const waiting = late
          ? hunted.filter(({ next, samples, hostile }) => next < samples.length + hostile.length)
          : hunted;
        if (waiting.length === 0) break;
        const each = waiting.reduce((least, other) => (other.spentMs < least.spentMs ? other : least));
        const n = each.next++;
        const input = inputOf(each, n, options.seed);
        const startedMs = performance.now();
        const seen = await readOnce(watched, each.reader, input.sample, place);
        // By the clock: who waits for an answer that never comes takes time from the others, too.
        each.spentMs += performance.now() - startedMs;
        count(each.tally, input.name, seen);
        if (!isFinding(seen.verdict)) continue;
        const { verdict } = seen;
        const signature = `${each.reader.name} ${verdict.kind} ${placeOf(verdict.reason)}`;
        if (known.has(signature)) continue;
        known.add(signature);
        const saved = await save(each, { input, finding: verdict, n }, options, join(root, `again-${worker}`));
        options.onFinding?.(saved);
      }
    } finally {
      watched.stop();
    }
  };
  try {
    await Promise.all(processes.map(work));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return hunted.map(({ tally }) => tally);
}

async function prepared(reader: FuzzedReader): Promise<HuntedReader> {
  const samples = await reader.samples();
  if (samples.length === 0) throw new Error(`there is no real input for ${reader.name}`);
  const found = { untyped: 0, crash: 0, hang: 0, memory: 0 };
  const tally = {
    reader: reader.name,
    inputs: 0,
    results: 0,
    refused: new Map(),
    found,
    slowestMs: 0,
    slowest: '',
    most: 0,
  };
  return { reader, samples, hostile: await hostileOf(reader.name), tally, spentMs: 0, next: 0 };
}

/** Real input as it is, then what was made to be hostile, then mutated input without end. */
function inputOf(each: HuntedReader, n: number, seed: number): Input {
  const { samples, hostile, reader } = each;
  if (n < samples.length) return { name: samples[n].name, sample: samples[n] };
  if (n < samples.length + hostile.length) {
    const sample = hostile[n - samples.length];
    return { name: sample.name, sample };
  }
  const { sample, file, seeds } = planOf(each, n, seed);
  return { name: `${sample.name}/${file}#${n}`, sample: changed(each, { sample, file, seeds, reader }) };
}

interface Plan {
  readonly sample: Sample;
  readonly file: string;
  readonly seeds: readonly number[];
}

function planOf({ samples, reader }: HuntedReader, n: number, seed: number): Plan {
  const dice = new Dice(seedOf(seed, reader.name, n));
  const sample = dice.pick(samples);
  // What is opened by name is changed more often than what lies beside it.
  const file = sample.opens !== null && !dice.once(4) ? sample.opens : dice.pick([...sample.files.keys()]);
  return { sample, file, seeds: Array.from({ length: 1 + dice.below(3) }, (_, m) => seedOf(seed, reader.name, n, m)) };
}

function changed(
  { samples }: HuntedReader,
  { sample, file, seeds, reader }: Plan & { readonly reader: FuzzedReader },
): Sample {
  const files = new Map(sample.files);
  const [other] = samples[seeds[0] % samples.length].files.values();
  const original = files.get(file) ?? Buffer.alloc(0);
  files.set(file, mutated(original, seeds, { structure: reader.structureOf(file), other }));
  reader.repaired?.(files);
  return { ...sample, files };
}

async function readOnce(watched: WatchedReader, reader: FuzzedReader, sample: Sample, place: string): Promise<Watched> {
  await rm(place, { recursive: true, force: true });
  await writeSample(sample, place);
  const bytes = [...sample.files.values()].reduce((sum, file) => sum + file.length, 0);
  const path = sample.opens === null ? place : join(place, sample.opens);
  return watched.read({ reader: reader.name, path, bytes });
}

function count(tally: Tally, name: string, { verdict, tookMs, peakBytes }: Watched): void {
  tally.inputs++;
  if (verdict.kind === 'result') tally.results++;
  else if (verdict.kind === 'refused') tally.refused.set(verdict.code, (tally.refused.get(verdict.code) ?? 0) + 1);
  else tally.found[verdict.kind]++;
  if (tookMs > tally.slowestMs) [tally.slowestMs, tally.slowest] = [tookMs, name];
  tally.most = Math.max(tally.most, peakBytes ?? 0);
}

/** Where it happened: the first line of the stack that is ours or a library's; the same place is the same finding. */
function placeOf(reason: string): string {
  return /\n\s+at [^\n]*/.exec(reason)?.[0].trim() ?? reason.replaceAll(/\d+/g, 'N').slice(0, 80);
}

/** Reads it again alone, makes it smaller where it stays the same finding, and keeps its files. */
async function save(
  each: HuntedReader,
  { input, finding, n }: { readonly input: Input; readonly finding: Finding; readonly n: number },
  { seed, findingsDir }: HuntOptions,
  place: string,
): Promise<SavedFinding> {
  const alone = async (sample: Sample): Promise<boolean> => {
    const watched = new WatchedReader();
    try {
      const { verdict } = await readOnce(watched, each.reader, sample, place);
      return isFinding(verdict) && verdict.kind === finding.kind && placeOf(verdict.reason) === placeOf(finding.reason);
    } finally {
      watched.stop();
    }
  };
  let kept = input.sample;
  const again = await alone(kept);
  const isMutated = n >= each.samples.length + each.hostile.length;
  if (again && isMutated && finding.kind !== 'hang') {
    const plan = planOf(each, n, seed);
    for (const one of plan.seeds.map((only) => [only])) {
      const smaller = changed(each, { ...plan, seeds: one, reader: each.reader });
      if (plan.seeds.length > 1 && (await alone(smaller))) {
        kept = smaller;
        break;
      }
    }
    kept = await shortened(kept, plan.file, alone);
  }
  const folder = join(findingsDir, each.reader.name, `${seed}-${n}`);
  await writeSample(kept, folder);
  await writeFile(`${folder}.txt`, `${input.name}\n${finding.kind}\n${finding.reason}\n`);
  return { reader: each.reader.name, input: input.name, finding, again, folder };
}

const SHORTENINGS = 8;

/** Cuts the end of a file off as long as the finding stays. */
async function shortened(sample: Sample, file: string, stays: (sample: Sample) => Promise<boolean>): Promise<Sample> {
  let kept = sample;
  for (let n = 0, share = 2; n < SHORTENINGS; n++) {
    const bytes = kept.files.get(file) ?? Buffer.alloc(0);
    const shorter = {
      ...kept,
      files: new Map(kept.files).set(file, bytes.subarray(0, Math.floor(bytes.length * (1 - 1 / share)))),
    };
    if (await stays(shorter)) kept = shorter;
    else share *= 2;
  }
  return kept;
}
