/** Scores predicted teeth against true ones, case by case, and sums up. */
import { stat } from 'node:fs/promises';
import { QuadrantError } from '#contract/errors';
import { scoreCbct } from '#core/evaluate/cbct-metrics';
import { scoreOpgMasks } from '#core/evaluate/opg-metrics';
import type { Score } from '#core/evaluate/score';
import { roundScore, summarize, type CaseScore, type EvaluationSummary } from '#core/evaluate/summary';
import { sameGrid } from '#core/geometry';
import type { LabelMap } from '#core/volume';
import { readLabelNifti } from '../../io/nifti-labels.ts';
import { onlyTeethOf } from '../dataset/labelled-scan.ts';
import { pairUp, type Track } from './evaluation-pairs.ts';
import { readReviewedCase } from '../review/reviewed-result.ts';
import { readToothMasks, withoutSupernumerary } from './tooth-masks.ts';

export { TRACKS } from './evaluation-pairs.ts';

export interface Evaluation extends EvaluationSummary {
  readonly track: Track;
  /** Rounded to four digits, as the STS challenge does before it takes means. */
  readonly cases: readonly CaseScore[];
}

/**
 * Evaluates a file against a file, or every file of a folder against the one of the same name. A case folder counts as a
 * file; endings such as _truth and _pred do not count. Supernumerary teeth of a radiograph's truth have no number to find
 * and are left out; predicted ones are extra.
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
    const score = track === 'cbct' ? await scoreNiftis(truth, pred) : await scoreRadiographs(truth, pred);
    cases.push({ name, ...score });
  }
  return { track, cases, ...summarize(cases) };
}

async function scoreNiftis(truthPath: string, predPath: string): Promise<Score> {
  return scoreLabelMaps(await readTeeth(truthPath), await readTeeth(predPath), truthPath);
}

/** Of a case folder as it was reviewed, without implants and pontics: a truth holds teeth. */
async function readTeeth(path: string): Promise<LabelMap> {
  if (!(await stat(path)).isDirectory()) return readLabelNifti(path);
  const { caseFile, labels } = await readReviewedCase(path, { readsScan: false });
  return onlyTeethOf(caseFile, labels);
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

async function scoreRadiographs(truthPath: string, predPath: string): Promise<Score> {
  const truth = withoutSupernumerary(await readToothMasks(truthPath));
  const predicted = await readToothMasks(predPath);
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
  return scored(truthPath, () => scoreOpgMasks(truth, predicted));
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
