/**
 * Corrections of numbers: which teeth get which number and type by one action of a person. Pure; every function answers
 * with the identities to perform, or with the reason why not. A place is taken by one tooth at most, unless the person
 * asked for a duplicate: see `withNumber`.
 */
import { isDeciduous, isFdi, jawOf, mirrored, positionOf, predecessorOf, successorOf, type Jaw } from '../fdi.ts';
import type { Identity, ToothType } from './action.ts';
import { counts, type ToothRecord } from './review.ts';

/** A tooth that has voxels, as the review knows it. */
export type ReviewedTooth = Pick<ToothRecord, 'label' | 'fdi' | 'type' | 'decision'>;

/** Why a correction is refused. */
export const REFUSALS = [
  'no-tooth', // there is no tooth with that label
  'no-number', // 39, or 56
  'same', // nothing would change
  'no-place', // a supernumerary tooth stands in no row
  'midline', // the run would go over to the other side
  'end-of-row', // there is no place behind the last one
  'in-the-way', // another tooth holds the place and cannot be pushed on
  'no-counterpart', // permanent molars have no predecessor
  'taken', // another tooth bears the number already
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Correction =
  | { readonly kind: 'change'; readonly teeth: readonly Identity[] }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly fdi: number | null };

export type ShiftWay = 'mesial' | 'distal';

/** Whether a tooth takes the place of its number: not what was rejected, is no tooth, or is supernumerary. */
export function holdsPlace({ decision, type }: Pick<ReviewedTooth, 'decision' | 'type'>): boolean {
  return counts({ decision, type }) && isPlaced(type);
}

function isPlaced(type: ToothType): boolean {
  return type !== 'supernumerary' && type !== 'not-a-tooth';
}

/** The teeth that take a place, in the order given. */
export function teethAt(teeth: readonly ReviewedTooth[], fdi: number): readonly ReviewedTooth[] {
  return teeth.filter((tooth) => tooth.fdi === fdi && holdsPlace(tooth));
}

/**
 * Gives a tooth another number. When that is taken, the two swap (`swap`) or the number stands twice (`both`), which the
 * checks will tell. What was rejected, no tooth or supernumerary becomes a tooth by it.
 */
export function withNumber(
  teeth: readonly ReviewedTooth[],
  label: number,
  { fdi, whenTaken }: { readonly fdi: number; readonly whenTaken: 'swap' | 'both' },
): Correction {
  const tooth = teeth.find((one) => one.label === label);
  if (tooth === undefined) return refused('no-tooth');
  if (!isFdi(fdi)) return refused('no-number', fdi);
  if (tooth.fdi === fdi && holdsPlace(tooth)) return refused('same', fdi);
  const holders = teethAt(teeth, fdi).filter((one) => one.label !== label);
  if (holders.length > 0 && whenTaken === 'swap') return swapped(teeth, label, holders[0].label);
  return change([{ label, fdi, type: isPlaced(tooth.type) ? tooth.type : 'tooth' }]);
}

/**
 * Exchanges the numbers of two teeth. What they are (implant, remnant) stays with them; but when one of them has no place
 * in the row, being supernumerary or no tooth, they exchange that too. Twice changes nothing.
 */
export function swapped(teeth: readonly ReviewedTooth[], first: number, second: number): Correction {
  const a = teeth.find(({ label }) => label === first);
  const b = teeth.find(({ label }) => label === second);
  if (a === undefined || b === undefined) return refused('no-tooth');
  const exchange = isPlaced(a.type) !== isPlaced(b.type);
  if (first === second || (a.fdi === b.fdi && !exchange)) return refused('same', a.fdi);
  // A rejected tooth comes back by it: its partner must not come upon a third one.
  const others = teeth.filter(({ label }) => label !== first && label !== second);
  const full = [a, b].find(
    (tooth) => isPlaced(tooth.type) && !holdsPlace(tooth) && teethAt(others, tooth.fdi).length > 0,
  );
  if (full !== undefined) return refused('taken', full.fdi);
  return change([
    { label: a.label, fdi: b.fdi, type: exchange ? b.type : a.type },
    { label: b.label, fdi: a.fdi, type: exchange ? a.type : b.type },
  ]);
}

/**
 * Moves a tooth by one place within its quadrant; whoever stands there is pushed on, until a gap. Permanent and deciduous
 * teeth are rows of their own. Going back from the other end of the run undoes it.
 */
export function pushed(teeth: readonly ReviewedTooth[], label: number, way: ShiftWay): Correction {
  const tooth = teeth.find((one) => one.label === label);
  if (tooth === undefined) return refused('no-tooth');
  if (!holdsPlace(tooth)) return refused('no-place');
  const moved: Identity[] = [];
  for (let run: readonly ReviewedTooth[] = [tooth]; run.length > 0;) {
    const fdi = nextPlace(run[0].fdi, way);
    if (fdi === null) return refused(way === 'mesial' ? 'midline' : 'end-of-row', run[0].fdi);
    moved.push(...run.map((one) => ({ label: one.label, fdi, type: one.type })));
    run = teethAt(teeth, fdi);
  }
  return change(moved);
}

/**
 * Moves a tooth and all that stand behind it in its quadrant by one place, gaps and all: the way to close or to open the
 * place of a tooth that is missing. The opposite way undoes it.
 */
export function rowShifted(teeth: readonly ReviewedTooth[], label: number, way: ShiftWay): Correction {
  const tooth = teeth.find((one) => one.label === label);
  if (tooth === undefined) return refused('no-tooth');
  if (!holdsPlace(tooth)) return refused('no-place');
  const inRow = teeth.filter((one) => holdsPlace(one) && quadrantDigit(one.fdi) === quadrantDigit(tooth.fdi));
  const run = inRow.filter((one) => positionOf(one.fdi) > positionOf(tooth.fdi) || one.label === label);
  const moved: Identity[] = [];
  for (const one of run) {
    const fdi = nextPlace(one.fdi, way);
    if (fdi === null) return refused(way === 'mesial' ? 'midline' : 'end-of-row', one.fdi);
    moved.push({ label: one.label, fdi, type: one.type });
  }
  const ahead = nextPlace(tooth.fdi, way);
  const standing = inRow.find((one) => one.fdi === ahead && !run.includes(one));
  return standing === undefined ? change(moved) : refused('in-the-way', standing.fdi);
}

/** The same tooth of the other side; a tooth that is there comes over. Twice changes nothing. */
export function mirroredTooth(teeth: readonly ReviewedTooth[], label: number): Correction {
  return movedTo(teeth, label, mirrored);
}

/** Every tooth of a jaw, or of both, gets the number of the other side. Twice changes nothing. */
export function mirroredRow(teeth: readonly ReviewedTooth[], jaw: Jaw | 'both'): Correction {
  const turned = teeth.filter(({ fdi, decision }) => decision !== 'rejected' && (jaw === 'both' || jawOf(fdi) === jaw));
  if (turned.length === 0) return refused('no-tooth');
  return change(turned.map(({ label, fdi, type }) => ({ label, fdi: mirrored(fdi), type })));
}

/** The same tooth of the other jaw, on the same side; a tooth that is there comes over. Twice changes nothing. */
export function inOtherJaw(teeth: readonly ReviewedTooth[], label: number): Correction {
  return movedTo(teeth, label, opposed);
}

/** 14 becomes 54 and 54 becomes 14; a tooth that is there takes the other number. Molars 6–8 have no predecessor. */
export function otherDentition(teeth: readonly ReviewedTooth[], label: number): Correction {
  return movedTo(teeth, label, otherGeneration);
}

/** Says what a tooth is. Refused when it would take a place that another tooth has. */
export function withType(teeth: readonly ReviewedTooth[], label: number, type: ToothType): Correction {
  const tooth = teeth.find((one) => one.label === label);
  if (tooth === undefined) return refused('no-tooth');
  const { fdi, decision } = tooth;
  if (tooth.type === type && decision !== 'rejected') return refused('same', fdi);
  const takesPlace = !holdsPlace(tooth) && holdsPlace({ decision: 'proposed', type });
  if (takesPlace && teethAt(teeth, fdi).length > 0) return refused('taken', fdi);
  return change([{ label, fdi, type }]);
}

/** The tooth opposite, 16 ↔ 46 and 54 ↔ 84: the other jaw, the same side. */
export function opposed(fdi: number): number {
  const quadrant = quadrantDigit(fdi);
  const base = quadrant > 4 ? 4 : 0;
  return (base + 5 - (quadrant - base)) * 10 + positionOf(fdi);
}

/** 14 ↔ 54; null for permanent molars. */
export function otherGeneration(fdi: number): number | null {
  return isDeciduous(fdi) ? successorOf(fdi) : predecessorOf(fdi);
}

/** The place beside another one in its quadrant; null beyond the midline and behind the last place. */
export function nextPlace(fdi: number, way: ShiftWay): number | null {
  const next = fdi + (way === 'mesial' ? -1 : 1);
  return isFdi(next) && quadrantDigit(next) === quadrantDigit(fdi) ? next : null;
}

function movedTo(teeth: readonly ReviewedTooth[], label: number, placeOf: (fdi: number) => number | null): Correction {
  const tooth = teeth.find((one) => one.label === label);
  if (tooth === undefined) return refused('no-tooth');
  const fdi = placeOf(tooth.fdi);
  if (fdi === null) return refused('no-counterpart', tooth.fdi);
  // What has no place keeps to that: only the place that it is near changes.
  if (!holdsPlace(tooth)) return change([{ label, fdi, type: tooth.type }]);
  return withNumber(teeth, label, { fdi, whenTaken: 'swap' });
}

function quadrantDigit(fdi: number): number {
  return Math.floor(fdi / 10);
}

function change(teeth: readonly Identity[]): Correction {
  return { kind: 'change', teeth };
}

function refused(why: Refusal, fdi: number | null = null): Correction {
  return { kind: 'refused', why, fdi };
}
