/**
 * npm run eval:opg -- --json: outlines and numbers the teeth of real radiographs that no model was trained on, by the way
 * that the application takes, and scores them against their truth. Without --data: the test part of UFBA-425 in ../shared
 * (three kept pictures of it where that is absent), brought back from 512×512 to 1991×1127; --part val for tuning. Scores
 * are counted on the truth's own grid, so NSD is at 2 pixels of that (of 512 for UFBA).
 *
 * --data DIR: DIR/images/NAME.* (anything that Quadrant reads) with DIR/labels/NAME.png, one FDI code a pixel; all of
 * them are scored, at their own size or at --size WIDTHxHEIGHT.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { providerChoiceSchema, type ProviderChoice } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { scoreOpgMasks } from '#core/evaluate/opg-metrics';
import { meanOf } from '#core/evaluate/score';
import { summarize, type CaseScore } from '#core/evaluate/summary';
import { masksAtSize, masksOfOutlines } from '#core/evaluate/tooth-masks';
import { pictureOf, resizePicture } from '#core/panoramic/picture-frame';
import type { Volume } from '#core/volume';
import { INSTALLED_MODELS_DIR, version } from '../../main/cli/installation.ts';
import { scoreTables } from '../../main/cli/score-tables.ts';
import { outlinesOfCase } from '../../main/io/outlined-picture.ts';
import { readScan, type ReadScan } from '../../main/io/read-scan.ts';
import { RadiographNets } from '../../main/services/nets/radiograph-nets.ts';
import { peakMemoryBytes } from '../../main/services/cases/new-case.ts';
import { segmentScan } from '../../main/services/segment/segment-scan.ts';
import { Timings } from '../../main/services/segment/timings.ts';
import { readToothMasks, withoutSupernumerary } from '../../main/services/evaluate/tooth-masks.ts';
import { runHarness } from './run-harness.ts';
import { partOf, UFBA_SIZE } from './ufba-split.ts';

const UFBA = fileURLToPath(new URL('../../../shared/data/opg/ufba', import.meta.url));
const KEPT = fileURLToPath(new URL('../fixtures/opg', import.meta.url));

interface EvaluatedRadiograph extends CaseScore {
  /** From reading to the saved case, nets open. */
  readonly seconds: number;
  readonly provider: string;
  readonly warnings: readonly string[];
  readonly supernumerary: number;
}

type Size = readonly [width: number, height: number];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      data: { type: 'string' },
      part: { type: 'string', default: 'test' },
      size: { type: 'string' },
      models: { type: 'string', default: INSTALLED_MODELS_DIR },
      provider: { type: 'string', default: 'auto' },
    },
  });
  const provider = providerChoiceSchema.parse(values.provider);
  const whole = values.data === undefined && existsSync(UFBA);
  if (values.data === undefined && !whole)
    process.stderr.write('UFBA-425 is not in ../shared: only three kept pictures.\n');
  const dataDir = resolve(values.data ?? (whole ? UFBA : KEPT));
  const size = values.size === undefined ? (values.data === undefined ? UFBA_SIZE : null) : sizeOf(values.size);
  const files = await radiographs(dataDir, whole ? values.part : null);
  const workDir = await mkdtemp(join(tmpdir(), 'quadrant-eval-'));
  const nets = new RadiographNets(resolve(values.models));
  const cases: EvaluatedRadiograph[] = [];
  try {
    for (const [index, file] of files.entries()) {
      process.stderr.write(`${index + 1}/${files.length} ${file}\n`);
      cases.push(await evaluate(file, { dataDir, size, workDir, nets, provider, modelsDir: resolve(values.models) }));
    }
  } finally {
    await nets.release();
    await rm(workDir, { recursive: true, force: true });
  }
  const warm = cases.slice(1).map(({ seconds }) => seconds);
  const timing = { coldSeconds: cases[0].seconds, warmSeconds: meanOf(warm), slowestWarmSeconds: Math.max(...warm) };
  const memoryBytes = peakMemoryBytes();
  const evaluation = { track: 'opg', cases, ...summarize(cases), timing, peakMemoryBytes: memoryBytes } as const;
  process.stdout.write(
    values.json
      ? `${JSON.stringify(evaluation, null, 2)}\n`
      : `${scoreTables(evaluation)}\n${(timing.warmSeconds ?? 0).toFixed(2)} s a picture, ${timing.coldSeconds.toFixed(2)} s the first, ` +
          `at most ${(memoryBytes / 1e9).toFixed(2)} GB\n`,
  );
}

function sizeOf(text: string): Size {
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (match === null) throw new QuadrantError('usage', `${text} is no size.`, 'Write --size 1991x1127.');
  return [Number(match[1]), Number(match[2])];
}

/** Image files with a truth, of one part of the split or all. */
async function radiographs(dataDir: string, part: string | null): Promise<readonly string[]> {
  const images = join(dataDir, 'images');
  const present = existsSync(images) ? (await readdir(images)).toSorted() : [];
  const named = present.map((file) => ({ file, name: file.slice(0, -extname(file).length) }));
  const parts = partOf(named.map(({ name }) => name));
  const wanted = named.filter(
    ({ name }) => (part === null || parts.get(name) === part) && existsSync(join(dataDir, 'labels', `${name}.png`)),
  );
  if (wanted.length > 1) return wanted.map(({ file }) => file);
  throw new QuadrantError(
    'usage',
    `There are no radiographs with a truth (images/NAME.* and labels/NAME.png) in ${dataDir}.`,
    'Name a folder that has some with --data.',
  );
}

interface EvaluateOptions {
  readonly dataDir: string;
  readonly size: Size | null;
  readonly workDir: string;
  readonly modelsDir: string;
  readonly nets: RadiographNets;
  readonly provider: ProviderChoice;
}

async function evaluate(
  file: string,
  { dataDir, size, workDir, modelsDir, nets, provider }: EvaluateOptions,
): Promise<EvaluatedRadiograph> {
  const name = file.slice(0, -extname(file).length);
  const scanPath = join(dataDir, 'images', file);
  const caseDir = join(workDir, name);
  const { caseFile, run } = await segmentScan({
    readScan: async ({ report }) => atSize(await readScan(scanPath, { report }), size),
    size: null,
    scanPath,
    caseId: randomUUID(),
    caseDir,
    modelsDir,
    provider,
    precision: 'auto',
    version: version(),
    timings: new Timings(join(workDir, 'data')),
    radiographNets: nets,
  });
  if (caseFile.modality !== 'opg') throw new QuadrantError('usage', `${file} is no radiograph.`, 'Leave it out.');
  await rm(caseDir, { recursive: true });
  const truth = await readToothMasks(join(dataDir, 'labels', `${name}.png`));
  const numbered = withoutSupernumerary(masksOfOutlines(outlinesOfCase(caseFile)));
  const score = scoreOpgMasks(truth, masksAtSize(numbered, truth.width, truth.height));
  return {
    name,
    ...score,
    seconds: run.totalSeconds,
    provider: caseFile.provider,
    warnings: caseFile.warnings.map(({ code }) => code),
    supernumerary: caseFile.supernumerary.length,
  };
}

/** The radiograph resized, as if it had been read so. */
function atSize(scan: ReadScan, size: Size | null): ReadScan {
  if (size === null) return scan;
  const [width, height] = size;
  const volume: Volume = {
    geometry: { ...scan.volume.geometry, dims: [width, height, 1] },
    data: new Uint8Array(resizePicture(pictureOf(scan.volume), width, height).map(Math.round)),
  };
  return { ...scan, volume };
}

await runHarness(main);
