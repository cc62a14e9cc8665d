import { describe, expect, it } from 'vitest';
import { DECIDUOUS_FDI, mirrored, PERMANENT_FDI, positionOf, quadrantOf, sideOf, jawOf } from '#core/fdi';
import { TOOTH_TYPES } from '#core/review/action';
import {
  holdsPlace,
  inOtherJaw,
  mirroredRow,
  mirroredTooth,
  opposed,
  otherDentition,
  pushed,
  rowShifted,
  swapped,
  withNumber,
  withType,
  type Correction,
  type ReviewedTooth,
} from '#core/review/renumber';
import { randomNumbers } from '../random-numbers.ts';

const tooth = (fdi: number, rest: Partial<ReviewedTooth> = {}): ReviewedTooth => ({
  label: fdi,
  fdi,
  type: 'tooth',
  decision: 'proposed',
  ...rest,
});

/** The teeth after a correction, as the review has them; a refused one changes nothing. */
function after(teeth: readonly ReviewedTooth[], correction: Correction): readonly ReviewedTooth[] {
  if (correction.kind === 'refused') return teeth;
  const changed = new Map(correction.teeth.map((identity) => [identity.label, identity]));
  return teeth.map((one) => {
    const identity = changed.get(one.label);
    return identity === undefined ? one : { ...identity, decision: 'proposed' };
  });
}

const numbers = (teeth: readonly ReviewedTooth[]): Record<number, number> =>
  Object.fromEntries(teeth.map(({ label, fdi }) => [label, fdi]));

const why = (correction: Correction): string => (correction.kind === 'refused' ? correction.why : 'not refused');

/** A mouth with gaps, mixed dentition, supernumerary teeth and things that are none; every place is held once at most. */
function someMouth(random: () => number): readonly ReviewedTooth[] {
  const places = [...PERMANENT_FDI, ...DECIDUOUS_FDI].filter(() => random() < 0.6);
  return places.map((fdi, n) => {
    const type = random() < 0.8 ? 'tooth' : TOOTH_TYPES[Math.floor(random() * TOOTH_TYPES.length)];
    return { label: n + 1, fdi, type, decision: random() < 0.3 ? 'accepted' : 'proposed' };
  });
}

const MOUTHS = Array.from({ length: 60 }, (_, seed) => someMouth(randomNumbers(seed + 1)));

function isUnique(teeth: readonly ReviewedTooth[]): boolean {
  const held = teeth.filter(holdsPlace).map(({ fdi }) => fdi);
  return new Set(held).size === held.length;
}

describe('changing a number', () => {
  it('moves a tooth to a free place and leaves the others alone', () => {
    const teeth = [tooth(36), tooth(35)];
    expect(numbers(after(teeth, withNumber(teeth, 36, { fdi: 37, whenTaken: 'swap' })))).toEqual({ 36: 37, 35: 35 });
  });

  it('swaps with the tooth that has the number, or leaves both when that is asked', () => {
    const teeth = [tooth(36), tooth(37)];
    expect(numbers(after(teeth, withNumber(teeth, 36, { fdi: 37, whenTaken: 'swap' })))).toEqual({ 36: 37, 37: 36 });
    expect(numbers(after(teeth, withNumber(teeth, 36, { fdi: 37, whenTaken: 'both' })))).toEqual({ 36: 37, 37: 37 });
  });

  it('makes a tooth of what had no place; the one that it replaces takes that over', () => {
    const teeth = [tooth(201, { fdi: 36, type: 'supernumerary' }), tooth(36)];
    const changed = after(teeth, withNumber(teeth, 201, { fdi: 36, whenTaken: 'swap' }));
    expect(changed.map(({ type, fdi }) => [type, fdi])).toEqual([
      ['tooth', 36],
      ['supernumerary', 36],
    ]);
    const alone = [tooth(5, { fdi: 11, type: 'not-a-tooth' })];
    expect(after(alone, withNumber(alone, 5, { fdi: 11, whenTaken: 'swap' }))[0]).toMatchObject({ type: 'tooth' });
  });

  it('does not take a rejected tooth for one that has the number', () => {
    const teeth = [tooth(36), tooth(37, { decision: 'rejected' })];
    expect(withNumber(teeth, 36, { fdi: 37, whenTaken: 'swap' })).toEqual({
      kind: 'change',
      teeth: [{ label: 36, fdi: 37, type: 'tooth' }],
    });
  });

  it('says why not', () => {
    const teeth = [tooth(36)];
    expect(why(withNumber(teeth, 36, { fdi: 39, whenTaken: 'swap' }))).toBe('no-number');
    expect(why(withNumber(teeth, 36, { fdi: 36, whenTaken: 'swap' }))).toBe('same');
    expect(why(withNumber(teeth, 11, { fdi: 36, whenTaken: 'swap' }))).toBe('no-tooth');
  });
});

describe('swapping two teeth', () => {
  it('leaves an implant an implant', () => {
    const teeth = [tooth(36, { type: 'implant' }), tooth(37)];
    const changed = after(teeth, swapped(teeth, 36, 37));
    expect(changed.map(({ fdi, type }) => [fdi, type])).toEqual([
      [37, 'implant'],
      [36, 'tooth'],
    ]);
  });

  it('changes nothing when it is done twice', () => {
    for (const [seed, mouth] of MOUTHS.entries()) {
      const random = randomNumbers(seed + 1000);
      const [a, b] = [0, 1].map(() => mouth[Math.floor(random() * mouth.length)].label);
      const once = after(mouth, swapped(mouth, a, b));
      if (a !== b) expect(once).not.toEqual(mouth);
      const twice = after(once, swapped(once, a, b));
      expect(identities(twice)).toEqual(identities(mouth));
    }
  });

  it('brings a rejected tooth back only where no third one comes to stand twice', () => {
    const teeth = [tooth(1, { fdi: 36, decision: 'rejected' }), tooth(2, { fdi: 36 }), tooth(3, { fdi: 37 })];
    expect(swapped(teeth, 1, 3)).toEqual({ kind: 'refused', why: 'taken', fdi: 36 });
  });
});

describe('shifting a run', () => {
  it('pushes those in the way on until a gap, and not beyond it', () => {
    const teeth = [tooth(44), tooth(45), tooth(47), tooth(35)];
    expect(numbers(after(teeth, pushed(teeth, 44, 'distal')))).toEqual({ 44: 45, 45: 46, 47: 47, 35: 35 });
    expect(numbers(after(teeth, pushed(teeth, 47, 'mesial')))).toEqual({ 44: 44, 45: 45, 47: 46, 35: 35 });
  });

  it('goes neither over the midline nor behind the last place', () => {
    const teeth = [tooth(11), tooth(12), tooth(21), tooth(47), tooth(48), tooth(55)];
    expect(pushed(teeth, 12, 'mesial')).toEqual({ kind: 'refused', why: 'midline', fdi: 11 });
    expect(pushed(teeth, 47, 'distal')).toEqual({ kind: 'refused', why: 'end-of-row', fdi: 48 });
    expect(pushed(teeth, 55, 'distal')).toEqual({ kind: 'refused', why: 'end-of-row', fdi: 55 });
    expect(why(pushed([tooth(9, { fdi: 36, type: 'supernumerary' })], 9, 'mesial'))).toBe('no-place');
  });

  it('separates two teeth of one number', () => {
    const teeth = [tooth(1, { fdi: 36 }), tooth(2, { fdi: 36 }), tooth(3, { fdi: 37 })];
    expect(numbers(after(teeth, pushed(teeth, 2, 'distal')))).toEqual({ 1: 36, 2: 37, 3: 38 });
  });

  it('is taken back from the other end of the run', () => {
    for (const mouth of MOUTHS) {
      for (const { label } of mouth) {
        for (const [there, back] of [['mesial', 'distal'] as const, ['distal', 'mesial'] as const]) {
          const correction = pushed(mouth, label, there);
          if (correction.kind === 'refused') continue;
          const last = correction.teeth[correction.teeth.length - 1].label;
          const moved = after(mouth, correction);
          expect(isUnique(moved)).toBe(true);
          expect(numbers(after(moved, pushed(moved, last, back)))).toEqual(numbers(mouth));
        }
      }
    }
  });

  it('takes all that stand behind along, gaps and all, and back again', () => {
    const teeth = [tooth(34), tooth(35), tooth(37)];
    expect(numbers(after(teeth, rowShifted(teeth, 35, 'distal')))).toEqual({ 34: 34, 35: 36, 37: 38 });
    expect(rowShifted(teeth, 35, 'mesial')).toEqual({ kind: 'refused', why: 'in-the-way', fdi: 34 });
    for (const mouth of MOUTHS) {
      for (const { label } of mouth) {
        for (const [there, back] of [['mesial', 'distal'] as const, ['distal', 'mesial'] as const]) {
          const correction = rowShifted(mouth, label, there);
          if (correction.kind === 'refused') continue;
          const moved = after(mouth, correction);
          expect(isUnique(moved)).toBe(true);
          expect(numbers(after(moved, rowShifted(moved, label, back)))).toEqual(numbers(mouth));
        }
      }
    }
  });
});

describe('mirroring and the other jaw', () => {
  it('knows the tooth opposite: the other jaw, the same side', () => {
    for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI]) {
      expect(sideOf(opposed(fdi)), `${fdi}`).toBe(sideOf(fdi));
      expect(jawOf(opposed(fdi)), `${fdi}`).not.toBe(jawOf(fdi));
      expect(positionOf(opposed(fdi))).toBe(positionOf(fdi));
      expect(opposed(fdi) > 50).toBe(fdi > 50);
    }
    expect([16, 26, 36, 46, 54, 74].map(opposed)).toEqual([46, 36, 26, 16, 84, 64]);
  });

  it('changes nothing when it is done twice, and no number stands twice', () => {
    for (const mouth of MOUTHS) {
      for (const jaw of ['upper', 'lower', 'both'] as const) {
        const once = after(mouth, mirroredRow(mouth, jaw));
        expect(isUnique(once)).toBe(true);
        expect(numbers(after(once, mirroredRow(once, jaw)))).toEqual(numbers(mouth));
        const moved = once.filter(({ fdi }, n) => fdi !== mouth[n].fdi).map(({ fdi }) => jawOf(fdi));
        if (jaw !== 'both') expect(moved.every((one) => one === jaw)).toBe(true);
      }
      for (const { label } of mouth) {
        for (const way of [mirroredTooth, inOtherJaw, otherDentition]) {
          const once = after(mouth, way(mouth, label));
          expect(isUnique(once)).toBe(true);
          expect(numbers(after(once, way(once, label)))).toEqual(numbers(mouth));
        }
      }
    }
  });

  it('exchanges a tooth with the one of the other side', () => {
    const teeth = [tooth(13), tooth(23), tooth(16)];
    expect(numbers(after(teeth, mirroredTooth(teeth, 13)))).toEqual({ 13: 23, 23: 13, 16: 16 });
    expect(numbers(after(teeth, mirroredTooth(teeth, 16)))).toEqual({ 13: 13, 23: 23, 16: mirrored(16) });
    expect(quadrantOf(mirrored(16))).toBe(2);
  });

  it('has deciduous teeth where there is a predecessor', () => {
    const teeth = [tooth(14), tooth(16), tooth(55)];
    expect(numbers(after(teeth, otherDentition(teeth, 14)))).toMatchObject({ 14: 54 });
    expect(numbers(after(teeth, otherDentition(teeth, 55)))).toMatchObject({ 55: 15 });
    expect(otherDentition(teeth, 16)).toEqual({ kind: 'refused', why: 'no-counterpart', fdi: 16 });
  });
});

describe('saying what a tooth is', () => {
  it('keeps its number', () => {
    for (const type of TOOTH_TYPES) {
      if (type === 'tooth') continue;
      expect(withType([tooth(36)], 36, type)).toEqual({ kind: 'change', teeth: [{ label: 36, fdi: 36, type }] });
    }
    expect(why(withType([tooth(36)], 36, 'tooth'))).toBe('same');
  });

  it('gives no place that is taken', () => {
    const teeth = [tooth(201, { fdi: 36, type: 'supernumerary' }), tooth(36), tooth(48, { type: 'not-a-tooth' })];
    expect(withType(teeth, 201, 'tooth')).toEqual({ kind: 'refused', why: 'taken', fdi: 36 });
    expect(withType(teeth, 201, 'not-a-tooth').kind).toBe('change');
    expect(withType(teeth, 48, 'implant').kind).toBe('change');
    const rejected = [tooth(1, { fdi: 36, decision: 'rejected' })];
    expect(withType(rejected, 1, 'tooth').kind).toBe('change');
  });
});

function identities(teeth: readonly ReviewedTooth[]): readonly (readonly unknown[])[] {
  return teeth.map(({ label, fdi, type }) => [label, fdi, type]);
}
