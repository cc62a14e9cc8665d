/** Scores predicted teeth against true ones, case by case, and sums up. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { scoreCbct } from '#core/evaluate/cbct-metrics';
import { scoreOpg } from '#core/evaluate/opg-metrics';
import type { Score } from '#core/evaluate/score';
import { roundScore, summarize, type CaseScore, type EvaluationSummary } from '#core/evaluate/summary';
import { sameGrid } from '#core/geometry';
import type { LabelMap } from '#core/volume';
import { readLabelme } from '../io/labelme.ts';
import { readLabelNifti } from '../io/nifti-labels.ts';
import { notFound } from '../io/scan-errors.ts';

/** cbct: NIfTI label maps; opg: labelme JSON of panoramic radiographs. */
export const TRACKS = ['cbct', 'opg'] as const;
export type Track = (typeof TRACKS)[number];

export interface Evaluation extends EvaluationSummary {
  readonly track: Track;
  /** Rounded to four digits, as the STS challenge does before it takes means. */
  readonly cases: readonly CaseScore[];
}

/**
 * Evaluates a file against a file, or every file of a folder against the one of the same name. Of the cbct track a
 * prediction may be a case folder too; endings such as _truth and _pred do not count.
 * @throws QuadrantError usage (nothing to compare, a prediction is missing), scan.* (unreadable, different grids).
 */
export async function evaluate(
  track: Track,
  truthPath: string,
  predPath: string,
  onCase: (name: string, index: number, count: number) => void = () => {},
): Promise<Evaluation> {
  const pairs = await pairUp(track, truthPath, predPath);
  const cases: CaseScore[] = [];
  for (const [index, { name, truth, pred }] of pairs.entries()) {
    onCase(name, index, pairs.length);
    const score = track === 'cbct' ? await scoreNiftis(truth, pred) : await scoreLabelmes(truth, pred);
    cases.push({ name, ...score });
  }
  return { track, cases, ...summarize(cases) };
}

async function scoreNiftis(truthPath: string, predPath: string): Promise<Score> {
  return scoreLabelMaps(await readLabelNifti(truthPath), await readLabelNifti(predPath), truthPath);
}

/** Scores one pair, rounded. @throws QuadrantError scan.inconsistent-geometry, scan.unsupported-format */
export function scoreLabelMaps(truth: LabelMap, predicted: LabelMap, truthPath: string): Score {
  if (!sameGrid(truth.geometry, predicted.geometry)) {
    throw new QuadrantError(
      'scan.inconsistent-geometry',
      'Truth and prediction lie on different grids.',
      'Compare label maps of the same scan, on its own grid.',
      { truth: truthPath, truthDims: truth.geometry.dims.join('×'), predictedDims: predicted.geometry.dims.join('×') },
    );
  }
  return scored(truthPath, () => scoreCbct(truth, predicted));
}

async function scoreLabelmes(truthPath: string, predPath: string): Promise<Score> {
  const [truth, predicted] = [await readLabelme(truthPath), await readLabelme(predPath)];
  if (truth.width !== predicted.width || truth.height !== predicted.height) {
    throw new QuadrantError(
      'scan.inconsistent-geometry',
      'Truth and prediction belong to pictures of different sizes.',
      'Compare outlines of the same picture.',
      {
        truth: truthPath,
        truthDims: `${truth.width}×${truth.height}`,
        predictedDims: `${predicted.width}×${predicted.height}`,
      },
    );
  }
  return scored(truthPath, () => scoreOpg(truth, predicted));
}

/** The core refuses a truth that is none with a RangeError: here it gets its path and remedy. */
function scored(truthPath: string, score: () => Score): Score {
  try {
    return roundScore(score());
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new QuadrantError(
      'scan.unsupported-format',
      `The truth does not hold teeth: ${cause.message}.`,
      'Choose a truth whose labels are FDI codes.',
      { path: truthPath },
      cause,
    );
  }
}

interface Pair {
  readonly name: string;
  readonly truth: string;
  readonly pred: string;
}

const FILES: Readonly<Record<Track, { readonly name: RegExp; readonly words: string }>> = {
  cbct: { name: /\.nii(\.gz)?$/i, words: 'label maps (.nii, .nii.gz)' },
  opg: { name: /\.json$/i, words: 'labelme files (.json)' },
};

async function pairUp(track: Track, truthPath: string, predPath: string): Promise<readonly Pair[]> {
  const { name: fileName, words } = FILES[track];
  if (!(await isFolder(truthPath))) {
    if (!fileName.test(truthPath)) throw usage(`${truthPath} is not one of the ${words}.`);
    const pred = await predictionAt(track, predPath);
    if (pred === null) throw usage(`${predPath} is neither one of the ${words} nor a case folder.`);
    return [{ name: nameOf(truthPath), truth: truthPath, pred }];
  }
  if (!(await isFolder(predPath))) throw usage('The truth is a folder, so the prediction must be one too.');
  const truths = (await readdir(truthPath)).filter((name) => fileName.test(name)).toSorted();
  if (truths.length === 0) throw usage(`There are no ${words} in ${truthPath}.`);
  const predicted = new Map<string, string>();
  for (const entry of await readdir(predPath)) {
    const file = await predictionAt(track, join(predPath, entry));
    if (file !== null) predicted.set(nameOf(entry), file);
  }
  return truths.map((entry) => {
    const name = nameOf(entry);
    const pred = predicted.get(name);
    if (pred === undefined) throw usage(`There is no prediction for ${entry} in ${predPath}.`);
    return { name, truth: join(truthPath, entry), pred };
  });
}

/** The prediction at a path: the file itself, or the label map in a case folder; null for anything else. */
async function predictionAt(track: Track, path: string): Promise<string | null> {
  if (!(await isFolder(path))) return FILES[track].name.test(path) ? path : null;
  if (track !== 'cbct') return null;
  const inCase = join(path, 'labelmap.nii.gz');
  return (await stat(inCase).then(
    () => true,
    () => false,
  ))
    ? inCase
    : null;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw notFound(path, cause);
  }
}

/** What truth and prediction of one scan have in common. */
function nameOf(path: string): string {
  return basename(path)
    .replace(/\.(nii(\.gz)?|json)$/i, '')
    .replace(/[_-](truth|gt|labels?|mask|seg|pred|prediction)$/i, '');
}

function usage(message: string): QuadrantError {
  return new QuadrantError('usage', message, 'Give two files, or two folders with files of the same names.');
}
