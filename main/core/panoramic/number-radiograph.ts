/**
 * Which number each proposed tooth of a radiograph gets: all at once, by the detector's scores, by place along the two
 * arches and by the order of neighbours (the seed paper's Hungarian assignment, with more evidence than confidence).
 */
import { ARCH_ORDER } from '../teeth/tooth-norms.ts';
import { isDeciduous, jawOf, successorOf } from '../fdi.ts';
import type { Finding } from '../finding.ts';
import { fitArchPlaces, offPlace, type ArchFit } from './arch-places.ts';
import type { ToothProposal } from './candidates.ts';
import { assignColumns } from './linear-assignment.ts';

export interface NumberedProposal {
  readonly fdi: number;
  readonly proposal: ToothProposal;
  /** 0…1: the detector's score × the share this number has against the next best one. */
  readonly evidence: number;
  /** 0…1: how often numbers of this evidence were right on the validation pictures. */
  readonly confidence: number;
  readonly runnerUpFdi: number | null;
  readonly warnings: readonly Finding[];
}

export interface SupernumeraryProposal {
  readonly proposal: ToothProposal;
  readonly nearFdi: number;
  readonly confidence: number;
}

export interface RadiographNumbering {
  /** Ascending FDI, each number once. */
  readonly teeth: readonly NumberedProposal[];
  /** Teeth for which no number was left, or none was likely enough. */
  readonly supernumerary: readonly SupernumeraryProposal[];
  /** The usual places fitted to this picture, frame pixels; null with too few teeth. */
  readonly fit: ArchFit | null;
}

/** Costs are −log score and half squared distances. A tooth that fits no number better than this gets none. */
const UNNUMBERED_COST = 2.2;
/** Scatter of box centres about their usual place after the fit: twice what was seen on the training images. */
const SCATTER_X = 0.065;
const SCATTER_Y = 0.075;
/** A tooth far off its place (impacted, ectopic) is judged by its looks. */
const MOST_PLACE_COST = 1;
/** Two teeth of a jaw whose numbers run against their order in the picture. */
const DISORDER_COST = 0.75;
/** A proposal without a number is a tooth from this tooth score on; below, a shadow. */
const SUPERNUMERARY_SCORE = 0.5;
/** About one tooth in twenty. */
const UNCERTAIN_BELOW = 0.8;
const CALIBRATION = { slope: 10.5, offset: 3.85 } as const;

/**
 * What looks less like any number is no tooth: bone and air passages of jaws without teeth score 0.05 … 0.5, of 2,246 teeth
 * of training and validation pictures three less than 0.4.
 */
const LEAST_SCORE = 0.22;

/** Numbers the proposals; `classes` is the FDI code of each score. */
export function numberRadiograph(proposed: readonly ToothProposal[], classes: readonly number[]): RadiographNumbering {
  const proposals = proposed.filter(({ bestScore }) => bestScore >= LEAST_SCORE);
  let fit: ArchFit | null = null;
  let columns = assign(proposals, classes, null);
  // The place of each tooth depends on the fit and the fit on the numbers: twice is enough.
  for (let pass = 0; pass < 2; pass++) {
    fit = fitOf(proposals, classes, columns) ?? fit;
    columns = assign(proposals, classes, fit);
  }
  columns = inOrder(proposals, classes, columns, fit);
  const teeth: NumberedProposal[] = [];
  const supernumerary: SupernumeraryProposal[] = [];
  for (const [n, proposal] of proposals.entries()) {
    const column = columns[n];
    const best = bestClass(proposal, (c) => c !== column);
    if (column >= 0) teeth.push(numbered(proposal, classes, column, best));
    else if (proposal.toothScore >= SUPERNUMERARY_SCORE)
      supernumerary.push({ proposal, nearFdi: classes[best], confidence: proposal.toothScore });
  }
  return { teeth: teeth.toSorted((a, b) => a.fdi - b.fdi), supernumerary, fit };
}

function numbered(
  proposal: ToothProposal,
  classes: readonly number[],
  column: number,
  runnerUp: number,
): NumberedProposal {
  const score = proposal.scores[column];
  const other = proposal.scores[runnerUp];
  const evidence = (score * score) / Math.max(1e-6, score + other);
  const confidence = shareRight(evidence);
  const runnerUpFdi = other >= 0.1 * score ? classes[runnerUp] : null;
  const uncertain: Finding = {
    code: 'tooth.uncertain',
    message: runnerUpFdi === null ? 'This tooth is only faintly seen.' : `This tooth may also be ${runnerUpFdi}.`,
  };
  const warnings = confidence < UNCERTAIN_BELOW ? [uncertain] : [];
  return { fdi: classes[column], proposal, evidence, confidence, runnerUpFdi, warnings };
}

/** A logistic curve through the deciles of 30 validation pictures of UFBA-425, all teeth numbered with the second opinion. */
function shareRight(evidence: number): number {
  return 1 / (1 + Math.exp(CALIBRATION.offset - CALIBRATION.slope * evidence));
}

/** Cost of giving a class to a proposal. */
function costOf(proposal: ToothProposal, column: number, fdi: number, fit: ArchFit | null): number {
  const looks = -Math.log(Math.max(1e-4, proposal.scores[column]));
  if (fit === null) return looks;
  const [dx, dy] = offPlace(fit, fdi, proposal.centre);
  const off = 0.5 * ((dx / SCATTER_X) ** 2 + (dy / SCATTER_Y) ** 2);
  return looks + Math.min(MOST_PLACE_COST, off);
}

/** Class index of each proposal, all different, −1 for none: the Hungarian algorithm with a way out for each. */
function assign(proposals: readonly ToothProposal[], classes: readonly number[], fit: ArchFit | null): Int32Array {
  const rows = proposals.length;
  const columns = classes.length + rows;
  const costs = new Float64Array(rows * columns).fill(UNNUMBERED_COST);
  for (const [row, proposal] of proposals.entries()) {
    for (const [column, fdi] of classes.entries()) costs[row * columns + column] = costOf(proposal, column, fdi, fit);
  }
  return assignColumns(costs, rows, columns).map((column) => (column < classes.length ? column : -1));
}

function fitOf(proposals: readonly ToothProposal[], classes: readonly number[], columns: Int32Array): ArchFit | null {
  const sure = proposals.flatMap((proposal, n) =>
    columns[n] >= 0 && proposal.scores[columns[n]] > 0.3
      ? [{ fdi: classes[columns[n]], centre: proposal.centre, weight: proposal.scores[columns[n]] }]
      : [],
  );
  return fitArchPlaces(sure);
}

/** Exchanges numbers, or takes free ones, as long as that costs less, disorder along the arch counted in. */
function inOrder(
  proposals: readonly ToothProposal[],
  classes: readonly number[],
  assigned: Int32Array,
  fit: ArchFit | null,
): Int32Array {
  const columns = assigned.slice();
  const cost = (n: number, column: number): number =>
    column < 0 ? UNNUMBERED_COST : costOf(proposals[n], column, classes[column], fit);
  const total = (): number =>
    proposals.reduce((sum, _, n) => sum + cost(n, columns[n]), 0) +
    DISORDER_COST * disorder(proposals, classes, columns);
  let least = total();
  for (let changed = true; changed;) {
    changed = false;
    for (let a = 0; a < columns.length; a++) {
      for (let b = a + 1; b < columns.length; b++) {
        if (columns[a] < 0 || columns[b] < 0 || !closeInNumber(classes[columns[a]], classes[columns[b]])) continue;
        [columns[a], columns[b]] = [columns[b], columns[a]];
        const now = total();
        if (now < least - 1e-6) [least, changed] = [now, true];
        else [columns[a], columns[b]] = [columns[b], columns[a]];
      }
    }
  }
  return columns;
}

/** Same jaw and at most two places apart along the arch. */
function closeInNumber(a: number, b: number): boolean {
  return jawOf(a) === jawOf(b) && Math.abs(archIndex(a) - archIndex(b)) <= 2;
}

function archIndex(fdi: number): number {
  return ARCH_ORDER[jawOf(fdi)].indexOf(successorOf(fdi));
}

/** Pairs of neighbours in the picture, of one jaw and dentition, that are numbered the other way round. */
function disorder(proposals: readonly ToothProposal[], classes: readonly number[], columns: Int32Array): number {
  let pairs = 0;
  for (const jaw of ['upper', 'lower'] as const) {
    for (const deciduous of [false, true]) {
      const row = proposals.flatMap(({ centre }, n) => {
        const fdi = columns[n] < 0 ? 0 : classes[columns[n]];
        return fdi > 0 && jawOf(fdi) === jaw && isDeciduous(fdi) === deciduous
          ? [{ x: centre[0], at: archIndex(fdi) }]
          : [];
      });
      const sorted = row.toSorted((a, b) => a.x - b.x);
      for (let n = 0; n + 1 < sorted.length; n++) if (sorted[n].at > sorted[n + 1].at) pairs++;
    }
  }
  return pairs;
}

function bestClass({ scores }: ToothProposal, allowed: (column: number) => boolean): number {
  let best = -1;
  for (let column = 0; column < scores.length; column++) {
    if (allowed(column) && (best < 0 || scores[column] > scores[best])) best = column;
  }
  return best;
}
