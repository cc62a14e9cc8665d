/** A clinic's exports go in, a semi-supervised data set in the folders of STS-Tooth comes out, or goes on where it was cut off. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  DATASET_GROUPS,
  scanFactsSchema,
  type DatasetGroup,
  type DatasetManifest,
  type DatasetSize,
  type ScanFacts,
} from '#contract/dataset';
import type { RetainOption } from '#contract/deidentify';
import { QuadrantError } from '#contract/errors';
import { filterScans, FILTERS, type Filter } from '#core/dataset/filters';
import { personWords } from '#core/dataset/telling-words';
import { askWorker } from '../../io/ask-worker.ts';
import { deidentifyObject } from '../../io/deidentify/deidentify-object.ts';
import { PROFILE_NAME } from '../../io/deidentify/method.ts';
import { filesBelow } from '../../io/dicom/find-images.ts';
import { unwritable } from '../../io/flushed-file.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { cancelled } from '../../io/scan-errors.ts';
import { isThere } from '../../io/write-new.ts';
import { checkApart, checkKeyPlace, inputFiles, isEmpty } from '../deidentify/deidentify-folder.ts';
import { Key } from '../deidentify/key-file.ts';
import { nameOf } from '../evaluate/evaluation-pairs.ts';
import { datasheet } from './datasheet.ts';
import type { ExamineAnswer, ExamineSetup, ExamineTask } from './examine-worker.ts';
import { findSources, type Source } from './find-sources.ts';
import { DATASHEET_NAME, MANIFEST_NAME } from './read-dataset.ts';

export interface BuildDatasetOptions {
  /** Folders or files. */
  readonly inputs: readonly string[];
  readonly outDir: string;
  readonly retain: ReadonlySet<RetainOption>;
  /** null: no way back. */
  readonly keyPath: string | null;
  readonly includeBurnedIn: boolean;
  readonly size: DatasetSize;
  /** A folder of label maps and labelme files that bear the names of their scans; null: labels come from cases alone. */
  readonly labelsDir: string | null;
  readonly quadrantVersion: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Kept until the set is whole, so that a run goes on. It holds the secret where no key was asked for. */
const WORK_NAME = '.quadrant-work';
const WORKER_URL = new URL('./examine-worker.ts', import.meta.url);

interface Examined {
  readonly files: readonly number[];
  readonly facts: ScanFacts;
  readonly stageDir: string;
}

/**
 * Builds a data set: reads, filters, de-identifies and converts every scan on all cores, and writes a manifest with the hash of
 * every file. `outDir` is new, empty, or holds what a run that was cut off has done; nothing in it is written over.
 * @throws QuadrantError usage, scan.not-found, scan.empty-folder, disk.*, job.cancelled
 */
export async function buildDataset(options: BuildDatasetOptions): Promise<DatasetManifest> {
  const { inputs, outDir, keyPath, retain, signal } = options;
  for (const input of inputs) await checkApart(input, outDir);
  if (keyPath !== null) await checkKeyPlace(keyPath, outDir);
  const workDir = join(outDir, WORK_NAME);
  if (!(await isEmpty(outDir)) && ((await isThere(join(outDir, MANIFEST_NAME))) || !(await isThere(workDir))))
    throw taken();
  const files = [...new Set((await Promise.all(inputs.map(inputFiles))).flat())];
  await mkdir(workDir, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(outDir, cause);
  });
  const secretPath = keyPath ?? join(workDir, 'key.json');
  const key = await Key.open(secretPath);
  key.retainsFromNow(retain);
  await key.save();

  const found = await findSources(files, signal);
  const setup: ExamineSetup = {
    inputs,
    retain: [...retain],
    includeBurnedIn: options.includeBurnedIn,
    size: options.size,
    labels: await labelFiles(options.labelsDir),
    persons: [...new Set(personWords(...found.persons))],
    keyPath: secretPath,
  };
  const tasks = await Promise.all(found.sources.map((source) => taskOf(source, setup, workDir, files)));
  const examined = await examineAll(tasks, setup, options);
  const all: Examined[] = [...found.known.map((known) => ({ ...known, stageDir: '' })), ...examined];
  // Of two that are the same the first one stays.
  const manifest = await settle(
    all.toSorted((a, b) => (a.files[0] ?? 0) - (b.files[0] ?? 0)),
    options,
  );
  if (keyPath !== null) {
    for (const { source } of tasks) if (source.kind === 'dicom') await rememberPatient(source.paths[0], key, retain);
    files.forEach((path, n) => key.rememberFile(n + 1, path));
    await key.save();
  }
  await replaceFile(join(outDir, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`, 'The manifest');
  await rm(workDir, { recursive: true, force: true });
  return manifest;
}

function taken(): QuadrantError {
  return new QuadrantError(
    'usage',
    'The folder holds a finished data set or something else, and nothing is written over.',
    'Say --out <new folder>, or look at the set with "quadrant dataset check".',
  );
}

async function labelFiles(folder: string | null): Promise<Record<string, string>> {
  if (folder === null) return {};
  const files = await filesBelow(folder);
  return Object.fromEntries(
    files.filter((path) => /\.(json|png|nii|nii\.gz)$/i.test(path)).map((path) => [nameOf(path), path]),
  );
}

/** Where a source is worked on: another place as soon as its files or what is asked for are others. */
async function taskOf(
  source: Source,
  setup: ExamineSetup,
  workDir: string,
  files: readonly string[],
): Promise<ExamineTask> {
  const hash = createHash('sha256').update(JSON.stringify([setup, source]));
  for (const file of source.files) {
    const { size, mtimeMs } = await stat(files[file - 1]);
    hash.update(`${size} ${mtimeMs} `);
  }
  return { source, stageDir: join(workDir, hash.digest('hex').slice(0, 20)) };
}

async function examineAll(
  tasks: readonly ExamineTask[],
  setup: ExamineSetup,
  { signal, onProgress }: BuildDatasetOptions,
): Promise<Examined[]> {
  const examined = new Array<Examined>(tasks.length);
  let next = 0;
  let done = 0;
  const stop = Promise.withResolvers<never>();
  const abort = (): void => stop.reject(cancelled());
  signal?.addEventListener('abort', abort);
  const workers: Worker[] = [];
  const feed = async (): Promise<void> => {
    let worker: Worker | null = null;
    while (next < tasks.length) {
      const n = next++;
      const task = tasks[n];
      let facts = await knownFacts(task);
      if (facts === null) {
        await rm(task.stageDir, { recursive: true, force: true });
        if (worker === null) workers.push((worker = new Worker(WORKER_URL, { workerData: setup })));
        const answer = await askWorker<ExamineAnswer>(worker, task);
        if (!answer.ok) throw QuadrantError.fromBody(answer.error);
        ({ facts } = answer);
        await mkdir(task.stageDir, { recursive: true });
        await replaceFile(factsPath(task), JSON.stringify(facts), 'The work');
      }
      examined[n] = { files: task.source.files, facts, stageDir: task.stageDir };
      onProgress?.(++done, tasks.length);
    }
  };
  try {
    if (signal?.aborted) throw cancelled();
    const threads = Math.min(availableParallelism(), tasks.length);
    await Promise.race([Promise.all(Array.from({ length: threads }, feed)), stop.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return examined;
}

function factsPath({ stageDir }: ExamineTask): string {
  return join(stageDir, 'facts.json');
}

/** What an earlier run found out; null where it did not come so far. */
async function knownFacts(task: ExamineTask): Promise<ScanFacts | null> {
  try {
    return scanFactsSchema.parse(JSON.parse(await readFile(factsPath(task), 'utf8')));
  } catch {
    return null;
  }
}

/** Lets the filters decide, puts what stays in its place, and tells all of it. */
async function settle(all: readonly Examined[], options: BuildDatasetOptions): Promise<DatasetManifest> {
  const { outDir, quadrantVersion, size, retain } = options;
  const scans = all.flatMap(({ files, facts, stageDir }) =>
    facts.kind === 'scan' ? [{ files, facts, stageDir }] : [],
  );
  const verdicts = filterScans(
    scans.map(({ facts }) => ({
      modality: facts.group === 'STS-3D-Tooth' ? 'cbct' : 'opg',
      labelled: facts.labelled,
      dims: facts.dims,
      spacingMm: facts.spacingMm,
      contentHash: facts.contentHash,
      identity: facts.identity,
      thumbnail: Buffer.from(facts.thumbnail, 'base64'),
      quality: facts.quality,
    })),
  );
  const left: DatasetManifest['left'] = [];
  const ignored: DatasetManifest['ignored'] = [];
  for (const { files, facts } of all) {
    if (facts.kind === 'left')
      left.push({ files: [...files], group: facts.group, filter: facts.filter, reason: facts.reason });
    if (facts.kind === 'ignored') ignored.push({ files: [...files], reason: facts.reason });
  }
  const kept: DatasetManifest['scans'] = [];
  for (const [n, { files, facts, stageDir }] of scans.entries()) {
    const verdict = verdicts[n];
    if (verdict !== null) {
      left.push({ files: [...files], group: facts.group, ...verdict });
      continue;
    }
    const { kind: _kind, contentHash: _hash, identity: _identity, thumbnail: _thumbnail, places, ...scan } = facts;
    kept.push({ ...scan, files: await Promise.all(places.map((place) => putInPlace(place, stageDir, outDir))) });
  }
  const manifest: DatasetManifest = {
    schemaVersion: 1,
    quadrantVersion,
    size,
    profile: PROFILE_NAME,
    retain: [...retain],
    counts: DATASET_GROUPS.map((group) => countsOf(group, kept, left)),
    scans: kept.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    left,
    ignored,
  };
  await replaceFile(join(outDir, DATASHEET_NAME), datasheet(manifest), 'The datasheet');
  return manifest;
}

function countsOf(
  group: DatasetGroup,
  kept: DatasetManifest['scans'],
  left: DatasetManifest['left'],
): DatasetManifest['counts'][number] {
  const filtered = { invalid: 0, duplicate: 0, outlier: 0, identity: 0, quality: 0 } satisfies Record<Filter, number>;
  for (const filter of FILTERS)
    filtered[filter] = left.filter((line) => line.group === group && line.filter === filter).length;
  const final = kept.filter((scan) => scan.group === group).length;
  return { group, original: final + FILTERS.reduce((sum, filter) => sum + filtered[filter], 0), filtered, final };
}

/** A run that was cut off may have put it there already. */
async function putInPlace(place: string, stageDir: string, outDir: string) {
  const path = join(outDir, ...place.split('/'));
  if (!(await isThere(path))) {
    await mkdir(dirname(path), { recursive: true });
    await rename(join(stageDir, ...place.split('/')), path);
  }
  const bytes = await readFile(path);
  return { path: place, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function rememberPatient(path: string, key: Key, retain: ReadonlySet<RetainOption>): Promise<void> {
  const result = deidentifyObject(await readFile(path), { pseudonyms: key.pseudonyms, retain, includeBurnedIn: true });
  if (result.kind === 'done') key.remember(result.patient, result.original, result.shiftedDays);
}
