/** Scores predicted label maps against true ones, file by file, and the means over all. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { scoreCbct, type CbctScore, type OverlapScore } from '#core/evaluate/cbct-metrics';
import { sameGrid } from '#core/geometry';
import type { LabelMap } from '#core/volume';
import { readLabelNifti } from '../io/nifti-labels.ts';

export interface CaseScore extends CbctScore {
  readonly name: string;
}

export interface CbctEvaluation {
  readonly track: 'cbct';
  /** Rounded to four digits, as the STS challenge does before it takes means. */
  readonly cases: readonly CaseScore[];
  /** Means over the cases in which there is something to score; null when there is none. */
  readonly mean: Pick<CbctScore, 'image' | 'instance' | 'identification'>;
}

/**
 * Evaluates a file against a file, or every label map of a folder against the one of the same name. A prediction may be
 * a NIfTI file or a case folder; endings such as _truth and _pred do not count.
 * @throws QuadrantError usage (nothing to compare, a prediction is missing), scan.* (unreadable, different grids).
 */
export async function evaluateCbct(
  truthPath: string,
  predPath: string,
  onCase: (name: string, index: number, count: number) => void = () => {},
): Promise<CbctEvaluation> {
  const pairs = await pairUp(truthPath, predPath);
  const cases: CaseScore[] = [];
  for (const [index, { name, truth, pred }] of pairs.entries()) {
    onCase(name, index, pairs.length);
    cases.push({ name, ...scoreLabelMaps(await readLabelNifti(truth), await readLabelNifti(pred), truth) });
  }
  return { track: 'cbct', cases, mean: meanScore(cases) };
}

/** Scores one pair, rounded. @throws QuadrantError scan.inconsistent-geometry, scan.unsupported-format */
export function scoreLabelMaps(truth: LabelMap, predicted: LabelMap, truthPath: string): CbctScore {
  if (!sameGrid(truth.geometry, predicted.geometry)) {
    throw new QuadrantError(
      'scan.inconsistent-geometry',
      'Truth and prediction lie on different grids.',
      'Compare label maps of the same scan, on its own grid.',
      { truth: truthPath, truthDims: truth.geometry.dims.join('×'), predictedDims: predicted.geometry.dims.join('×') },
    );
  }
  try {
    return rounded(scoreCbct(truth, predicted));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const remedy = 'Choose a truth whose voxels are FDI codes, 0 for background.';
    throw new QuadrantError(
      'scan.unsupported-format',
      `The truth is no FDI label map: ${cause.message}.`,
      remedy,
      { path: truthPath },
      cause,
    );
  }
}

export function meanScore(cases: readonly CbctScore[]): CbctEvaluation['mean'] {
  const identifications = cases.flatMap(({ identification }) => (identification === null ? [] : [identification]));
  return {
    image: meanOverlap(cases.flatMap(({ image }) => (image === null ? [] : [image]))),
    instance: meanOverlap(cases.flatMap(({ instance }) => (instance === null ? [] : [instance]))),
    identification: identifications.length === 0 ? null : mean(identifications),
  };
}

function meanOverlap(scores: readonly OverlapScore[]): OverlapScore | null {
  if (scores.length === 0) return null;
  return {
    dsc: mean(scores.map(({ dsc }) => dsc)),
    iou: mean(scores.map(({ iou }) => iou)),
    nsd2vox: mean(scores.map(({ nsd2vox }) => nsd2vox)),
    nsd1mm: mean(scores.map(({ nsd1mm }) => nsd1mm)),
  };
}

function mean(values: readonly number[]): number {
  return fourDigits(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function rounded(score: CbctScore): CbctScore {
  return {
    image: score.image === null ? null : roundedOverlap(score.image),
    instance: score.instance === null ? null : roundedOverlap(score.instance),
    identification: score.identification === null ? null : fourDigits(score.identification),
    perTooth: score.perTooth.map((tooth) => ({ ...tooth, ...roundedOverlap(tooth) })),
    extra: score.extra,
  };
}

function roundedOverlap({ dsc, iou, nsd2vox, nsd1mm }: OverlapScore): OverlapScore {
  return { dsc: fourDigits(dsc), iou: fourDigits(iou), nsd2vox: fourDigits(nsd2vox), nsd1mm: fourDigits(nsd1mm) };
}

function fourDigits(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

interface Pair {
  readonly name: string;
  readonly truth: string;
  readonly pred: string;
}

async function pairUp(truthPath: string, predPath: string): Promise<readonly Pair[]> {
  if (!(await isFolder(truthPath))) {
    const pred = await labelFileOf(predPath);
    if (pred === null) throw usage(`${predPath} is neither a label map nor a case folder.`);
    return [{ name: nameOf(truthPath), truth: truthPath, pred }];
  }
  if (!(await isFolder(predPath))) throw usage('The truth is a folder, so the prediction must be one too.');
  const truths = (await readdir(truthPath)).filter((name) => isNiftiName(name)).toSorted();
  if (truths.length === 0) throw usage(`There are no label maps (.nii, .nii.gz) in ${truthPath}.`);
  const predicted = new Map<string, string>();
  for (const entry of await readdir(predPath)) {
    const file = await labelFileOf(join(predPath, entry));
    if (file !== null) predicted.set(nameOf(entry), file);
  }
  return truths.map((entry) => {
    const name = nameOf(entry);
    const pred = predicted.get(name);
    if (pred === undefined) throw usage(`There is no prediction for ${entry} in ${predPath}.`);
    return { name, truth: join(truthPath, entry), pred };
  });
}

/** The label map at a path: the file itself, or the one in a case folder; null for anything else. */
async function labelFileOf(path: string): Promise<string | null> {
  if (!(await isFolder(path))) return isNiftiName(path) ? path : null;
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
    throw new QuadrantError(
      'scan.not-found',
      `There is nothing to read at ${path}.`,
      'Check the path.',
      { path },
      cause,
    );
  }
}

function isNiftiName(name: string): boolean {
  return /\.nii(\.gz)?$/i.test(name);
}

/** What truth and prediction of one scan have in common. */
function nameOf(path: string): string {
  return basename(path)
    .replace(/\.nii(\.gz)?$/i, '')
    .replace(/[_-](truth|gt|labels?|mask|seg|pred|prediction)$/i, '');
}

function usage(message: string): QuadrantError {
  return new QuadrantError('usage', message, 'Give two label maps, or two folders with label maps of the same names.');
}
