/**
 * Faults of numbering and the one step that puts each right: of all steps a person could take (swap, shift a run, mirror,
 * move to the other jaw, give a free number), those that make sense of the places, rows and sizes of the teeth.
 */
import { isDeciduous, jawOf, mirrored, quadrantOf, sideOf } from '../fdi.ts';
import type { Identity } from '../review/action.ts';
import type { ArchSpace } from './arch-space.ts';
import type { CheckCode, CheckedTooth } from './checked-tooth.ts';
import { NO_PLACE, numberingCost, numbersOfRow, placeIndex } from './numbering-cost.ts';

export interface NumberingFault {
  readonly code: Extract<CheckCode, 'mirrored' | 'jaw' | 'shifted' | 'swapped' | 'duplicate' | 'misplaced'>;
  /** The teeth with their right numbers. */
  readonly teeth: readonly Identity[];
  /** Their present numbers, in the same order. */
  readonly from: readonly number[];
  /** All teeth the fault concerns: of a duplicate also the one that keeps its number. */
  readonly labels: readonly number[];
}

/** What a step must be better by, in negative log probabilities, and what each tooth that it changes costs more. */
const LEAST_GAIN = 6;
const PER_TOOTH = 0.5;
/** A person said that a tooth's number is right. */
const PER_ACCEPTED = 3;
const MOST_FAULTS = 6;
/** In spreads of places: teeth this near to the midline may well stand on its other side; or they are part of the fault. */
const MIDLINE = [1, 0.1] as const;

/** A change of numbers, by the teeth's places in the list. */
type Change = readonly (readonly [tooth: number, fdi: number])[];

/** @param teeth those that take a place in the arch */
export function numberingFaults(teeth: readonly CheckedTooth[], space: ArchSpace): readonly NumberingFault[] {
  const cost = numberingCost(teeth, space);
  const original = teeth.map(({ fdi }) => fdi);
  const faults: NumberingFault[] = [];
  let numbers: readonly number[] = original;
  const settled = new Set<number>();
  while (faults.length < MOST_FAULTS) {
    const now = cost.of(numbers);
    let best: Change | null = null;
    let gain = LEAST_GAIN;
    for (const change of possibleChanges(teeth, numbers, space)) {
      if (change.length === 0 || change.some(([n]) => settled.has(n))) continue;
      const accepted = change.filter(([n]) => teeth[n].status === 'accepted').length;
      const found =
        now - cost.of(withChange(numbers, change)) - PER_TOOTH * change.length - PER_ACCEPTED * Math.min(2, accepted);
      if (found > gain) [best, gain] = [change, found];
    }
    if (best === null) break;
    faults.push(describe(teeth, numbers, best));
    for (const [n] of best) settled.add(n);
    numbers = withChange(numbers, best);
  }
  return faults;
}

function withChange(numbers: readonly number[], change: Change): readonly number[] {
  const changed = [...numbers];
  for (const [n, fdi] of change) changed[n] = fdi;
  return changed;
}

function* possibleChanges(
  teeth: readonly CheckedTooth[],
  numbers: readonly number[],
  space: ArchSpace,
): Generator<Change> {
  const all = numbers.flatMap((fdi, n) => (fdi === NO_PLACE ? [] : [n]));
  yield* mirrorings(all, numbers, space);
  yield* jawMoves(all, numbers, space);
  for (let a = 0; a < all.length; a++) {
    for (let b = a + 1; b < all.length; b++) {
      const [first, second] = [numbers[all[a]], numbers[all[b]]];
      if (first === second || isDeciduous(first) !== isDeciduous(second)) continue;
      yield [
        [all[a], second],
        [all[b], first],
      ];
    }
  }
  yield* shifts(all, numbers);
  const taken = new Set(numbers);
  for (const n of all) {
    for (const fdi of numbersOfRow(numbers[n])) if (!taken.has(fdi)) yield [[n, fdi]];
    const twice = numbers.some((fdi, m) => m !== n && fdi === numbers[n]);
    if (twice && teeth[n].type === 'tooth') yield [[n, NO_PLACE]];
  }
}

function* mirrorings(all: readonly number[], numbers: readonly number[], space: ArchSpace): Generator<Change> {
  const mirror = (members: readonly number[]): Change => members.map((n) => [n, mirrored(numbers[n])]);
  yield mirror(doubledFromOtherSide(all, numbers, space));
  for (const margin of MIDLINE) {
    const onWrongSide = all.filter((n) => {
      const along = space.along[jawOf(numbers[n])][n];
      return Math.abs(along) > margin * space.spread && along < 0 !== (sideOf(numbers[n]) === 'right');
    });
    for (const members of [all, onWrongSide]) {
      yield mirror(members);
      for (const jaw of ['upper', 'lower'] as const) yield mirror(members.filter((n) => jawOf(numbers[n]) === jaw));
      for (const quadrant of [1, 2, 3, 4]) {
        yield mirror(members.filter((n) => quadrantOf(numbers[n]) === quadrant));
      }
    }
    for (const n of onWrongSide) yield mirror([n]);
  }
}

/** Of each number given twice, the tooth further on the other side: a side that took the other one's numbers. */
function doubledFromOtherSide(all: readonly number[], numbers: readonly number[], space: ArchSpace): readonly number[] {
  return all.filter((n) => {
    const along = space.along[jawOf(numbers[n])];
    const towardsOther = sideOf(numbers[n]) === 'right' ? 1 : -1;
    return all.some((m) => m !== n && numbers[m] === numbers[n] && (along[n] - along[m]) * towardsOther > 0);
  });
}

/** Most of the way to the other row. */
const IN_OTHER_ROW = 0.7;

function* jawMoves(all: readonly number[], numbers: readonly number[], space: ArchSpace): Generator<Change> {
  const move = (members: readonly number[]): Change => members.map((n) => [n, inOtherJaw(numbers[n])]);
  const beyond = all.filter((n) => space.beyond[jawOf(numbers[n])][n] > IN_OTHER_ROW);
  yield move(beyond);
  for (const quadrant of [1, 2, 3, 4]) {
    yield move(beyond.filter((n) => quadrantOf(numbers[n]) === quadrant));
    yield move(all.filter((n) => quadrantOf(numbers[n]) === quadrant));
  }
  for (const n of all) yield move([n]);
}

/** 14 ↔ 44, 65 ↔ 75. */
function inOtherJaw(fdi: number): number {
  const quadrant = Math.floor(fdi / 10);
  const first = quadrant <= 4 ? 1 : 5;
  return (2 * first + 3 - quadrant) * 10 + (fdi % 10);
}

/** Runs of teeth in the order of their numbers, by one place either way; the numbers they get must be free or theirs. */
function* shifts(all: readonly number[], numbers: readonly number[]): Generator<Change> {
  for (const jaw of ['upper', 'lower'] as const) {
    for (const deciduous of [false, true]) {
      const inRow = all
        .filter((n) => jawOf(numbers[n]) === jaw && isDeciduous(numbers[n]) === deciduous)
        .sort((a, b) => placeIndex(numbers[a]) - placeIndex(numbers[b]));
      if (inRow.length === 0) continue;
      const row = numbersOfRow(numbers[inRow[0]]);
      const indices = inRow.map((n) => row.indexOf(numbers[n]));
      for (let first = 0; first < inRow.length; first++) {
        for (let last = first; last < inRow.length; last++) {
          for (const step of [-1, 1]) {
            const beside = step === 1 ? indices[last + 1] : indices[first - 1];
            const end = (step === 1 ? indices[last] : indices[first]) + step;
            if (end < 0 || end >= row.length || beside === end) continue;
            yield inRow.slice(first, last + 1).map((n) => [n, row[row.indexOf(numbers[n]) + step]]);
          }
        }
      }
    }
  }
}

function describe(teeth: readonly CheckedTooth[], numbers: readonly number[], change: Change): NumberingFault {
  const changed = change.filter(([n, fdi]) => numbers[n] !== fdi);
  const identities = changed.map(([n, fdi]): Identity => {
    const { label, fdi: present, type } = teeth[n];
    return fdi === NO_PLACE ? { label, fdi: present, type: 'supernumerary' } : { label, fdi, type };
  });
  const code = kindOf(numbers, changed);
  const others =
    code === 'duplicate' ? teeth.filter((_, n) => n !== changed[0][0] && numbers[n] === numbers[changed[0][0]]) : [];
  return {
    code,
    teeth: identities,
    from: changed.map(([n]) => numbers[n]),
    labels: [...identities, ...others].map(({ label }) => label),
  };
}

/** The fault by what puts it right. */
function kindOf(numbers: readonly number[], change: Change): NumberingFault['code'] {
  const [first] = change;
  if (change.length === 1 && numbers.filter((fdi) => fdi === numbers[first[0]]).length > 1) return 'duplicate';
  if (change.length === 2 && numbers[first[0]] === change[1][1] && numbers[change[1][0]] === first[1]) return 'swapped';
  if (change.every(([n, fdi]) => fdi === mirrored(numbers[n]))) return 'mirrored';
  if (change.every(([n, fdi]) => fdi === inOtherJaw(numbers[n]))) return 'jaw';
  return change.length > 1 ? 'shifted' : 'misplaced';
}
