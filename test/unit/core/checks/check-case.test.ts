import { describe, expect, it } from 'vitest';
import { mirrored, PERMANENT_FDI } from '#core/fdi';
import { checkCase } from '#core/checks/check-case';
import type { CheckedCase } from '#core/checks/checked-tooth';
import {
  changed,
  checkedTooth,
  codesOf,
  fixed,
  mixedScan,
  numbersOf,
  pictureOf,
  renumbered,
  scanOf,
} from './checked-dentition.ts';
import { dentition } from '../arch-phantom.ts';

const WISDOM = [18, 28, 38, 48];
const CORRECT: readonly (readonly [string, CheckedCase])[] = [
  ['all 32 teeth', scanOf()],
  ['without wisdom teeth', scanOf({ missing: WISDOM })],
  ['with gaps', scanOf({ missing: [...WISDOM, 16, 24, 25, 36, 46, 42] })],
  ['with few teeth', scanOf({ missing: PERMANENT_FDI.filter((fdi) => ![13, 23, 33, 43, 34, 44, 17].includes(fdi)) })],
  ['one jaw', scanOf({ missing: PERMANENT_FDI.filter((fdi) => fdi < 30) })],
  ['one side', scanOf({ missing: PERMANENT_FDI.filter((fdi) => fdi > 20 && fdi < 40) })],
  [
    'a small patient with a turned head',
    scanOf({ missing: WISDOM, turnRad: 0.45, scale: 0.85, centreMm: [31, -80, 240] }),
  ],
  ['mixed dentition', mixedScan()],
  ['a radiograph', pictureOf(PERMANENT_FDI)],
  ['a radiograph with gaps', pictureOf(PERMANENT_FDI.filter((fdi) => ![...WISDOM, 36, 14, 25].includes(fdi)))],
];

it.each(CORRECT)('says nothing about a correct dentition: %s', (_name, checked) => {
  expect(checkCase(checked)).toEqual([]);
});

it('says nothing about an implant at its place, a supernumerary tooth, and a rejected one that is not there', () => {
  const extra = { ...checkedTooth(dentition()[4]), label: 101, type: 'supernumerary' as const };
  const withExtra = { ...scanOf(), teeth: [...scanOf().teeth, extra], missing: [36] };
  expect(
    checkCase(changed(withExtra, 36, { type: 'implant', sizes: { volumeMm3: 90, lengthMm: 9, mesiodistalMm: 4 } })),
  ).toEqual([]);
});

interface Fault {
  readonly name: string;
  readonly missing: readonly number[];
  readonly numbers: Readonly<Record<number, number>>;
  readonly code: string;
  /** Steps it may take. */
  readonly steps: number;
}

const mirrorOf = (codes: readonly number[]): Readonly<Record<number, number>> =>
  Object.fromEntries(codes.map((fdi) => [fdi, mirrored(fdi)]));
const upper = PERMANENT_FDI.filter((fdi) => fdi < 30 && fdi % 10 < 8);

const FAULTS: readonly Fault[] = [
  { name: 'molars shifted to the back', missing: WISDOM, numbers: { 46: 47, 47: 48 }, code: 'shifted', steps: 1 },
  { name: 'molars shifted into a gap', missing: [36], numbers: { 37: 36, 38: 37 }, code: 'shifted', steps: 1 },
  { name: 'canines exchanged', missing: WISDOM, numbers: { 13: 23, 23: 13 }, code: 'swapped', steps: 1 },
  { name: 'teeth of both jaws exchanged', missing: WISDOM, numbers: { 13: 47, 47: 13 }, code: 'swapped', steps: 1 },
  {
    name: 'a canine and its neighbour exchanged',
    missing: WISDOM,
    numbers: { 13: 12, 12: 13 },
    code: 'swapped',
    steps: 1,
  },
  { name: 'a jaw mirrored', missing: WISDOM, numbers: mirrorOf(upper), code: 'mirrored', steps: 1 },
  {
    name: 'a side that took the other one’s numbers',
    missing: WISDOM,
    numbers: mirrorOf([31, 32, 33, 34, 35, 36, 37]),
    code: 'mirrored',
    steps: 1,
  },
  { name: 'a number given twice', missing: WISDOM, numbers: { 15: 14 }, code: 'duplicate', steps: 1 },
  {
    name: 'a number given twice across the midline',
    missing: WISDOM,
    numbers: { 21: 11 },
    code: 'duplicate',
    steps: 1,
  },
  { name: 'a tooth in the wrong jaw', missing: [...WISDOM, 14], numbers: { 44: 14 }, code: 'jaw', steps: 1 },
  { name: 'two faults at once', missing: WISDOM, numbers: { 13: 12, 12: 13, 35: 34 }, code: 'swapped', steps: 2 },
];

describe.each<[string, (missing: readonly number[]) => CheckedCase]>([
  ['a scan', (missing) => scanOf({ missing })],
  ['a scan with a turned head, off centre', (missing) => scanOf({ missing, turnRad: -0.3, centreMm: [-12, 40, 900] })],
  ['a radiograph', (missing) => pictureOf(PERMANENT_FDI.filter((fdi) => !missing.includes(fdi)))],
])('in %s', (_name, make) => {
  it.each(FAULTS)('$name: found and put right', ({ missing, numbers, code, steps }) => {
    const right = make(missing);
    const wrong = renumbered(right, numbers);
    expect(codesOf(checkCase(wrong))).toContain(code);
    const { steps: taken, after } = fixed(wrong);
    expect(numbersOf(after)).toEqual(numbersOf(right));
    expect(taken).toBeLessThanOrEqual(steps);
    expect(checkCase(after)).toEqual([]);
  });

  it('names the teeth of a fault, and their numbers before and after', () => {
    const [finding] = checkCase(renumbered(make(WISDOM), { 13: 12, 12: 13 }));
    expect(finding).toMatchObject({ severity: 'wrong', facts: { from: [13, 12], to: [12, 13] } });
    expect(finding.labels.toSorted((a, b) => a - b)).toEqual([12, 13]);
  });
});

it('finds a number given twice also where nothing tells which tooth is which', () => {
  const [a, b] = scanOf().teeth;
  expect(checkCase({ kind: 'cbct', teeth: [a, { ...b, fdi: a.fdi }], missing: [] })).toMatchObject([
    { code: 'duplicate', fix: null, labels: [a.label, b.label] },
  ]);
});

it('keeps the key of a finding while it says the same, and makes another when numbers change', () => {
  const twice = renumbered(scanOf({ missing: WISDOM }), { 15: 14 });
  const key = (checked: CheckedCase): string => checkCase(checked)[0].key;
  expect(key(changed(twice, 47, { status: 'accepted' }))).toBe(key(twice));
  expect(key(renumbered(scanOf({ missing: WISDOM }), { 14: 15 }))).not.toBe(key(twice));
  expect(key(renumbered(scanOf(), mirrorOf(PERMANENT_FDI))).length).toBeLessThanOrEqual(200);
});

it.each(FAULTS)('says the same of $name in whatever order the teeth come', ({ missing, numbers }) => {
  const wrong = renumbered(scanOf({ missing }), numbers);
  expect(checkCase({ ...wrong, teeth: wrong.teeth.toReversed() })).toEqual(checkCase(wrong));
});

it('asks for more before it doubts a number that a person accepted', () => {
  const shifted = renumbered(scanOf({ missing: [36] }), { 37: 36, 38: 37 });
  expect(checkCase(shifted)[0].code).toBe('shifted');
  // Still found: everything speaks against it.
  expect(codesOf(checkCase(changed(shifted, 37, { status: 'accepted' })))).toEqual(['shifted']);
});

describe('single teeth', () => {
  const scan = scanOf({ missing: WISDOM });
  const { sizes } = checkedTooth(dentition()[0]);

  it('of twice the volume that is usual beside the others, or a third of it', () => {
    const volumeMm3 = sizes.volumeMm3 ?? 0;
    const large = checkCase(changed(scan, 11, { sizes: { ...sizes, volumeMm3: 2.2 * volumeMm3 } }));
    expect(large).toMatchObject([{ code: 'size-large', labels: [11], facts: { metric: 'volumeMm3' } }]);
    const small = changed(scan, 11, { sizes: { ...sizes, volumeMm3: 0.3 * volumeMm3 } });
    expect(codesOf(checkCase(small))).toEqual(['size-small']);
    expect(codesOf(checkCase(changed(small, 11, { touchesBorder: true })))).toEqual(['border']);
  });

  it('whose number is unsure, until a person decides', () => {
    const unsure = changed(scan, 25, { confidence: 0.41, runnerUpFdi: 24 });
    expect(checkCase(unsure)).toMatchObject([{ code: 'unsure', facts: { from: [25], to: [24], value: 0.41 } }]);
    expect(checkCase(changed(unsure, 25, { status: 'accepted' }))).toEqual([]);
    expect(checkCase(changed(unsure, 25, { status: 'edited' }))).toEqual([]);
    expect(codesOf(checkCase(changed(scan, 25, { doubted: true })))).toEqual(['unsure']);
  });

  it('of two pieces', () => {
    expect(checkCase(changed(scan, 25, { pieces: 2 }))).toMatchObject([{ code: 'pieces', facts: { value: 2 } }]);
    expect(checkCase(changed(scan, 25, { pieces: null }))).toEqual([]);
  });

  it('where a person marked a place as missing', () => {
    const { steps, after } = fixed({ ...scan, missing: [25, 18] });
    expect(codesOf(checkCase({ ...scan, missing: [25, 18] }))).toEqual(['missing-contradicts']);
    expect([steps, after.missing]).toEqual([1, [18]]);
  });

  it('that are a milk tooth and its own successor side by side at the bite', () => {
    const mixed = mixedScan();
    const through = mixed.teeth.find(({ fdi }) => fdi === 54);
    if (through === undefined) throw new Error('No 54');
    const both = changed(mixed, 14, { impacted: false, centre: through.centre });
    expect(codesOf(checkCase(both))).toEqual(['both-dentitions']);
  });
});
