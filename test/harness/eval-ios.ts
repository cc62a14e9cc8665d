/**
 * npm run eval:ios -- --json: finds and numbers the teeth of real intraoral scans that no net was trained on, by the way
 * that the application takes, and compares each face with its label: mean IoU (over the classes that a scan has, gums
 * included, then over scans) and the share of faces that are right. Times a scan, and one of 200,000 faces, cold and warm.
 *
 * --models A.onnx,B.onnx or --models DIR compares nets of the installed one's kind; default: the installed net.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { SurfaceCard } from '#contract/model-card';
import { labelOf, type IosCase } from '#contract/case';
import { ARCH_ORDER } from '#core/teeth/tooth-norms';
import { meanOf } from '#core/evaluate/score';
import type { ScanSurface } from '#core/surface/scan-surface';
import { INSTALLED_MODELS_DIR, version } from '../../main/cli/installation.ts';
import { encodeLabelPly } from '../../main/io/label-ply.ts';
import { readCaseLabels } from '../../main/io/case-folder.ts';
import { readScan } from '../../main/io/read-scan.ts';
import { peakMemoryBytes } from '../../main/services/cases/new-case.ts';
import { segmentScan } from '../../main/services/segment/segment-scan.ts';
import { SurfaceNets } from '../../main/services/nets/surface-nets.ts';
import { Timings } from '../../main/services/segment/timings.ts';
import { runHarness } from './run-harness.ts';

const LABELLED = fileURLToPath(new URL('../../../shared/data/ios/labelled', import.meta.url));
/** Their upper jaws: label 1 is the second molar on −x, so the second of sixteen places. */
const FIRST_PLACE = 1;
const LARGE_FACES = 200_000;

interface ScannedCase {
  readonly name: string;
  readonly miou: number;
  readonly accuracy: number;
  readonly seconds: number;
  readonly teeth: number;
  /** Numbers that stand in the truth, and those found without being there. */
  readonly missed: readonly number[];
  readonly invented: readonly number[];
  readonly warnings: readonly string[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      data: { type: 'string', default: LABELLED },
      models: { type: 'string', default: INSTALLED_MODELS_DIR },
    },
  });
  if (!existsSync(values.data)) {
    process.stderr.write(`SKIPPED: there are no labelled intraoral scans in ${values.data}.\n`);
    return;
  }
  const files = (await readdir(values.data)).filter((name) => name.endsWith('.vtp')).toSorted();
  const workDir = await mkdtemp(join(tmpdir(), 'quadrant-eval-ios-'));
  try {
    const results = [];
    for (const [name, modelsDir] of await modelFolders(values.models, workDir))
      results.push(await evaluateNet(name, modelsDir, { dataDir: values.data, files, workDir }));
    process.stdout.write(
      values.json ? `${JSON.stringify({ nets: results }, null, 2)}\n` : results.map(told).join('\n'),
    );
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Name → a models folder: as it is, or one made around each ONNX file with the installed card. */
async function modelFolders(given: string, workDir: string): Promise<ReadonlyMap<string, string>> {
  if (existsSync(join(resolve(given), 'manifest.json'))) return new Map([[basename(resolve(given)), resolve(given)]]);
  const isFolder = !given.includes('.onnx');
  const paths = isFolder
    ? (await readdir(given)).filter((name) => name.endsWith('.onnx')).map((name) => join(given, name))
    : given.split(',');
  const folders = new Map<string, string>();
  for (const path of paths.toSorted()) {
    const name = basename(path, '.onnx');
    const folder = join(workDir, 'models', name);
    await mkdir(folder, { recursive: true });
    await copyFile(path, join(folder, 'net.onnx'));
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const card: SurfaceCard = { ...CARD, id: name, file: 'net.onnx', sha256 };
    await writeFile(join(folder, 'card.json'), JSON.stringify(card));
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ cards: ['card.json'] }));
    folders.set(name, folder);
  }
  return folders;
}

/** What an export of models/training is told when it has no card yet. */
const CARD: Omit<SurfaceCard, 'id' | 'file' | 'sha256'> = {
  role: 'ios-surface',
  version: '0',
  faces: 10_000,
  unitMm: 20,
  training: { data: '', licence: '', command: '' },
  figures: [],
  limits: [],
};

interface Job {
  readonly dataDir: string;
  readonly files: readonly string[];
  readonly workDir: string;
}

async function evaluateNet(name: string, modelsDir: string, { dataDir, files, workDir }: Job) {
  const nets = new SurfaceNets(modelsDir);
  const cases: ScannedCase[] = [];
  try {
    for (const file of files) {
      process.stderr.write(`${name}: ${file}\n`);
      const path = join(dataDir, file);
      const { caseFile, found, seconds } = await segmented(path, { modelsDir, workDir, nets });
      const { surface } = await readScan(path);
      cases.push({ name: file, seconds, ...compared(caseFile, found, truthOf(surface)) });
    }
  } finally {
    await nets.release();
  }
  const large = join(workDir, 'large.ply');
  await writeFile(large, await subdivided(join(dataDir, files[0])));
  const timed = new SurfaceNets(modelsDir);
  const cold = await segmented(large, { modelsDir, workDir, nets: timed });
  const before = process.cpuUsage();
  const warm = await segmented(large, { modelsDir, workDir, nets: timed });
  const { user, system } = process.cpuUsage(before);
  await timed.release();
  return {
    net: name,
    miou: meanOf(cases.map(({ miou }) => miou)),
    accuracy: meanOf(cases.map(({ accuracy }) => accuracy)),
    secondsPerScan: meanOf(cases.slice(1).map(({ seconds }) => seconds)),
    large: {
      faces: cold.found.length,
      coldSeconds: cold.seconds,
      warmSeconds: warm.seconds,
      /** Of all threads: what is left of the time when others use the machine. */
      warmCpuSeconds: (user + system) / 1e6,
      loadAverage: loadavg()[0],
      stages: warm.stages,
    },
    peakMemoryBytes: peakMemoryBytes(),
    cases,
  };
}

type Evaluation = Awaited<ReturnType<typeof evaluateNet>>;

async function segmented(
  scanPath: string,
  { modelsDir, workDir, nets }: { readonly modelsDir: string; readonly workDir: string; readonly nets: SurfaceNets },
) {
  const caseDir = join(workDir, randomUUID());
  const { caseFile, run } = await segmentScan({
    readScan: ({ report }) => readScan(scanPath, { report }),
    size: null,
    scanPath,
    caseId: randomUUID(),
    caseDir,
    modelsDir,
    provider: 'cpu',
    precision: 'auto',
    jaw: 'upper',
    version: version(),
    timings: new Timings(workDir),
    surfaceNets: nets,
  });
  if (caseFile.modality !== 'ios') throw new TypeError('An intraoral scan was expected');
  return { caseFile, found: (await readCaseLabels(caseDir)).data, seconds: run.totalSeconds, stages: run.stages };
}

function truthOf(surface: ScanSurface | null): Uint8Array {
  if (surface?.faceLabels == null) throw new TypeError('The scan has no labels to compare with');
  return Uint8Array.from(surface.faceLabels, (label) => (label === 0 ? 0 : ARCH_ORDER.upper[label - 1 + FIRST_PLACE]));
}

function compared(
  { instances, warnings }: IosCase,
  labels: Uint8Array,
  truth: Uint8Array,
): Omit<ScannedCase, 'name' | 'seconds'> {
  const numberOf = new Map(instances.map((tooth) => [labelOf(tooth), tooth.type === undefined ? tooth.fdi : 0]));
  const found = labels.map((label) => numberOf.get(label) ?? 0);
  const classes = new Set(truth);
  let right = 0;
  const [both, either] = [new Map<number, number>(), new Map<number, number>()];
  const add = (to: Map<number, number>, of: number): unknown => to.set(of, (to.get(of) ?? 0) + 1);
  for (let face = 0; face < truth.length; face++) {
    add(either, truth[face]);
    if (found[face] === truth[face]) {
      right++;
      add(both, truth[face]);
    } else {
      add(either, found[face]);
    }
  }
  const ious = [...classes].map((of) => (both.get(of) ?? 0) / (either.get(of) ?? 1));
  const present = new Set(found);
  return {
    miou: meanOf(ious) ?? 0,
    accuracy: right / truth.length,
    teeth: instances.length,
    missed: [...classes].filter((of) => !present.has(of)).toSorted((a, b) => a - b),
    invented: [...present].filter((of) => !classes.has(of)).toSorted((a, b) => a - b),
    warnings: [...warnings, ...instances.flatMap((tooth) => tooth.warnings)].map(({ code }) => code),
  };
}

/** Each face as four or more, until there are as many as a scanner writes. */
async function subdivided(path: string): Promise<Uint8Array> {
  const { surface } = await readScan(path);
  if (surface === null) throw new TypeError('A surface was expected');
  let positions = [...surface.positions];
  let triangles = [...surface.triangles];
  while (triangles.length / 3 < LARGE_FACES) {
    const middles = new Map<string, number>();
    const middle = (a: number, b: number): number => {
      const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
      const known = middles.get(key);
      if (known !== undefined) return known;
      for (let axis = 0; axis < 3; axis++) positions.push((positions[3 * a + axis] + positions[3 * b + axis]) / 2);
      middles.set(key, positions.length / 3 - 1);
      return positions.length / 3 - 1;
    };
    const finer: number[] = [];
    const left = LARGE_FACES - triangles.length / 3;
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [triangles[t], triangles[t + 1], triangles[t + 2]];
      if (finer.length / 3 - t / 3 >= left) {
        finer.push(a, b, c);
        continue;
      }
      const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
      finer.push(a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca);
    }
    triangles = finer;
  }
  positions = positions.map((value) => Math.fround(value));
  const whole = { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles), colours: null };
  return encodeLabelPly(whole, new Uint8Array(triangles.length / 3));
}

function told({ net, miou, accuracy, secondsPerScan, large, cases }: Evaluation): string {
  const percent = (share: number | null): string => `${(100 * (share ?? 0)).toFixed(2)} %`;
  return [
    `${net}: mIoU ${percent(miou)}, faces right ${percent(accuracy)}, ${(secondsPerScan ?? 0).toFixed(2)} s a scan`,
    `  ${large.faces} faces: ${large.coldSeconds.toFixed(2)} s cold, ${large.warmSeconds.toFixed(2)} s warm (${large.warmCpuSeconds.toFixed(2)} s of CPU)`,
    ...cases.map(
      (one) =>
        `  ${percent(one.miou)}  ${percent(one.accuracy)}  ${one.name}` +
        (one.missed.length === 0 ? '' : `, missed ${one.missed.join(' ')}`) +
        (one.invented.length === 0 ? '' : `, invented ${one.invented.join(' ')}`),
    ),
    '',
  ].join('\n');
}

await runHarness(main);
