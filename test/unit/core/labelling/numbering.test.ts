import { describe, expect, it } from 'vitest';
import { jawOf, mirrored, PERMANENT_FDI } from '#core/fdi';
import { numberTeeth, type Numbering } from '#core/labelling/numbering';
import { ARCH_ORDER } from '#core/teeth/tooth-norms';
import { candidateOf, dentition, type PhantomTooth } from '../arch-phantom.ts';

type Votes = Readonly<Record<number, number>>;

function number(teeth: readonly PhantomTooth[], votesFor: (fdi: number) => Votes = (fdi) => ({ [fdi]: 1 })): Numbering {
  return numberTeeth(teeth.map((tooth, n) => candidateOf(tooth, n + 1, votesFor(tooth.fdi))));
}

/** true FDI → number given, for those that differ */
function mistakes(teeth: readonly PhantomTooth[], { teeth: numbered }: Numbering): Record<number, number> {
  return Object.fromEntries(
    numbered.flatMap(({ fdi, candidate }) => {
      const truth = teeth[candidate.id - 1].fdi;
      return truth === fdi ? [] : [[truth, fdi]];
    }),
  );
}

const codesOf = (numbering: Numbering, fdi: number): string[] =>
  numbering.teeth.find((tooth) => tooth.fdi === fdi)?.warnings.map(({ code }) => code) ?? ['(not numbered)'];

it('numbers a full dentition, sure of itself and without a warning', () => {
  const teeth = dentition();
  const result = number(teeth);
  expect(result.teeth.map(({ fdi }) => fdi)).toEqual([...PERMANENT_FDI]);
  expect(mistakes(teeth, result)).toEqual({});
  expect(result.warnings).toEqual([]);
  for (const tooth of result.teeth) {
    expect(tooth.warnings).toEqual([]);
    expect(tooth.confidence).toBeGreaterThan(0.85);
    expect(tooth.confidence).toBeLessThanOrEqual(0.9);
  }
});

describe.each([
  ['turned 20° to the left', { turnRad: 0.35 }],
  ['turned 20° to the right and small', { turnRad: -0.35, scale: 0.85 }],
  ['large and far from the origin', { scale: 1.15, centreMm: [140, -60, 1000] as const }],
])('a head %s', (_name, placing) => {
  it.each([
    ['the wisdom teeth', [18, 28, 38, 48]],
    ['all first molars', [16, 26, 36, 46]],
    ['the upper jaw', PERMANENT_FDI.filter((fdi) => jawOf(fdi) === 'upper')],
    ['everything but one quadrant', PERMANENT_FDI.filter((fdi) => fdi < 40)],
    ['everything but three front teeth', PERMANENT_FDI.filter((fdi) => ![11, 21, 22].includes(fdi))],
    ['a scattered dozen', [11, 14, 17, 18, 22, 25, 28, 31, 34, 36, 42, 48]],
  ])('without %s keeps every number', (_what, missing) => {
    const teeth = dentition({ missing, ...placing });
    const result = number(teeth);
    expect(mistakes(teeth, result)).toEqual({});
    expect(result.teeth.length).toBe(teeth.length);
  });
});

it('gives the second of two teeth called 16 the number of its place and says so', () => {
  const teeth = dentition({ missing: [18] });
  const result = number(teeth, (fdi): Votes => (fdi === 17 ? { 16: 0.97, 17: 0.03 } : { [fdi]: 1 }));
  expect(mistakes(teeth, result)).toEqual({});
  expect(codesOf(result, 17)).toContain('tooth.duplicate-resolved');
  expect(codesOf(result, 16)).not.toContain('tooth.duplicate-resolved');
});

it('lets the neighbours overrule one wrong vote', () => {
  const teeth = dentition({ missing: [35] });
  const result = number(teeth, (fdi): Votes => (fdi === 34 ? { 35: 0.8, 34: 0.2 } : { [fdi]: 1 }));
  expect(mistakes(teeth, result)).toEqual({});
  expect(codesOf(result, 34)).toContain('tooth.vote-overruled');
  expect(result.teeth.find(({ fdi }) => fdi === 34)?.runnerUpFdi).toBe(35);
});

it('puts a tooth voted into the wrong jaw back by its height', () => {
  const teeth = dentition();
  const result = number(teeth, (fdi): Votes => (fdi === 46 ? { 16: 1 } : { [fdi]: 1 }));
  expect(mistakes(teeth, result)).toEqual({});
  expect(codesOf(result, 46)).toContain('tooth.jaw-overruled');
});

it('puts a tooth voted to the other side back by its place', () => {
  const teeth = dentition({ missing: [21] });
  const result = number(teeth, (fdi): Votes => (fdi === 22 ? { 12: 0.9, 22: 0.1 } : { [fdi]: 1 }));
  expect(mistakes(teeth, result)).toEqual({});
});

it('trusts geometry for the sides when the whole network is mirrored, and warns', () => {
  const teeth = dentition({ missing: [16, 35, 36] });
  const result = number(teeth, (fdi): Votes => ({ [mirrored(fdi)]: 1 }));
  expect(mistakes(teeth, result)).toEqual({});
  expect(result.warnings.map(({ code }) => code)).toEqual(['case.sides-mirrored']);
  expect(result.teeth.every(({ warnings }) => warnings.length === 0)).toBe(true);
});

it('warns when the jaws are upside down', () => {
  const flipped = dentition().map((tooth) => ({
    ...tooth,
    centreMm: [tooth.centreMm[0], tooth.centreMm[1], -tooth.centreMm[2]] as const,
  }));
  expect(number(flipped).warnings.map(({ code }) => code)).toContain('case.jaws-inverted');
});

it('leaves a small extra piece without a number rather than guess', () => {
  const teeth = dentition();
  const canine = teeth.filter(({ fdi }) => fdi === 13)[0];
  const extra: PhantomTooth = {
    ...canine,
    centreMm: [canine.centreMm[0] - 3, canine.centreMm[1] - 5, canine.centreMm[2]],
    radiiMm: [1.6, 1.6, 5],
  };
  const all = [...teeth, extra];
  const result = number(all);
  expect(result.unnumbered.map(({ id }) => id)).toEqual([all.length]);
  expect(result.warnings.map(({ code }) => code)).toEqual(['case.tooth-unnumbered']);
  expect(mistakes(all, result)).toEqual({});
});

it.each<[string, readonly [number, number, number]]>([
  ['in the neck', [5, 20, -55]],
  ['at the chin rest', [0, -38, -20]],
  ['beside the face', [65, 25, 8]],
])('leaves a large bright thing %s without a number', (_where, centreMm) => {
  const teeth = dentition({ missing: [36, 18, 28] });
  const molar = teeth.filter(({ fdi }) => fdi === 37)[0];
  const all = [...teeth, { ...molar, fdi: 36, centreMm }];
  const result = number(all);
  expect(result.unnumbered.map(({ id }) => id)).toEqual([all.length]);
  expect(mistakes(all, result)).toEqual({});
  expect(result.teeth.length).toBe(teeth.length);
});

it('does not let crumbs in the nose, called lower teeth, tilt the jaws', () => {
  const teeth = dentition({ missing: [18, 28, 17, 27, 36, 38, 47, 48] });
  const incisor = teeth.filter(({ fdi }) => fdi === 31)[0];
  const crumbs = [25, 30, 35, 38].map((x, n): PhantomTooth => {
    return { ...incisor, fdi: 33 + n, centreMm: [x, 30 + 4 * n, 45], radiiMm: [1, 1, 2] };
  });
  const all = [...teeth, ...crumbs];
  const result = number(all);
  expect(result.unnumbered.map(({ id }) => id)).toEqual(crumbs.map((_, n) => teeth.length + n + 1));
  expect(mistakes(all, result)).toEqual({});
});

it('says when a number is uncertain and what else it could be', () => {
  // A lone premolar between two wide gaps, its votes split in halves.
  const teeth = dentition({ missing: [13, 14, 16, 17, 18] });
  const result = number(teeth, (fdi): Votes => (fdi === 15 ? { 14: 0.5, 15: 0.5 } : { [fdi]: 1 }));
  const premolar = result.teeth.find(({ candidate }) => teeth[candidate.id - 1].fdi === 15);
  expect(premolar?.runnerUpFdi).toSatisfy((fdi: number) => fdi === 14 || fdi === 15);
  const sure = result.teeth.find(({ fdi }) => fdi === 26);
  expect(premolar?.confidence).toBeLessThan(sure?.confidence ?? 0);
});

it('never gives a number twice and mends most slips of a noisy network', () => {
  let state = 7;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  let [total, votedRight, numberedRight] = [0, 0, 0];
  for (let round = 0; round < 30; round++) {
    const missing = PERMANENT_FDI.filter((fdi) => random() < (fdi % 10 === 8 ? 0.5 : 0.15));
    const teeth = dentition({ missing, turnRad: (random() - 0.5) * 0.5, scale: 0.9 + 0.2 * random() });
    const result = number(teeth, (fdi): Votes => {
      const order = ARCH_ORDER[jawOf(fdi)];
      const slipped = random() < 0.1 ? order[Math.min(15, order.indexOf(fdi) + 1)] : fdi;
      if (slipped === fdi) votedRight++;
      const share = 0.6 + 0.4 * random();
      return slipped === fdi ? { [fdi]: 1 } : { [slipped]: share, [fdi]: 1 - share };
    });
    const codes = result.teeth.map(({ fdi }) => fdi);
    expect(new Set(codes).size).toBe(codes.length);
    total += teeth.length;
    numberedRight += result.teeth.length - Object.keys(mistakes(teeth, result)).length;
  }
  expect(votedRight / total).toBeLessThan(0.93);
  expect(numberedRight / total).toBeGreaterThan(0.985);
});

it('has nothing to number in an edentulous scan', () => {
  expect(numberTeeth([])).toEqual({ teeth: [], unnumbered: [], warnings: [] });
});

describe('a mixed dentition', () => {
  const MILK = [53, 54, 55, 63, 64, 65, 73, 74, 75, 83, 84, 85];
  /** Erupted permanent teeth, and milk teeth in the places of 3, 4 and 5. */
  const child = dentition({ missing: [18, 28, 38, 48, 17, 27, 37, 47], scale: 0.9 });
  const asChild = (fdi: number): number => (MILK.includes(fdi + 40) ? fdi + 40 : fdi);

  it('keeps its milk teeth', () => {
    const result = number(child, (fdi) => ({ [asChild(fdi)]: 1 }));
    expect(result.teeth.map(({ fdi }) => fdi).filter((fdi) => fdi > 50)).toEqual(MILK);
    expect(result.teeth.length).toBe(child.length);
    expect(result.unnumbered).toEqual([]);
  });

  it('numbers a germ under its milk tooth beside it, not instead of it', () => {
    const germs = child
      .filter(({ fdi }) => MILK.includes(fdi + 40))
      .map((tooth): PhantomTooth => {
        const [x, y, z] = tooth.centreMm;
        return { ...tooth, centreMm: [x, y, z + (jawOf(tooth.fdi) === 'upper' ? 9 : -9)] };
      });
    const candidates = [
      ...child.map((tooth, n) => candidateOf(tooth, n + 1, { [asChild(tooth.fdi)]: 1 })),
      ...germs.map((tooth, n) => candidateOf(tooth, 100 + n, { [tooth.fdi]: 0.8, [tooth.fdi + 40]: 0.2 })),
    ];
    const { teeth, unnumbered } = numberTeeth(candidates);
    expect(unnumbered).toEqual([]);
    expect(teeth.map(({ fdi }) => fdi)).toEqual(
      [...child.map(({ fdi }) => asChild(fdi)), ...germs.map(({ fdi }) => fdi)].toSorted((a, b) => a - b),
    );
  });

  it('names both when milk and permanent tooth are equally likely', () => {
    const result = number(child, (fdi) => (fdi === 14 ? { 54: 0.55, 14: 0.45 } : { [asChild(fdi)]: 1 }));
    const tooth = result.teeth.find(({ fdi }) => fdi === 54);
    expect(tooth?.runnerUpFdi).toBe(14);
    expect(codesOf(result, 54)).toContain('tooth.number-uncertain');
  });
});

it('says where a number is skipped though the teeth stand side by side', () => {
  const teeth = dentition({ missing: [18, 28, 38, 48] });
  const of = (fdi: number): PhantomTooth => {
    const found = teeth.find((tooth) => tooth.fdi === fdi);
    if (found === undefined) throw new Error(`no ${fdi}`);
    return found;
  };
  // 14 is gone and 15, 16 and 17 have closed the gap, sure of their numbers
  const [x14, y14] = of(14).centreMm;
  const [x15, y15] = of(15).centreMm;
  const moved = teeth
    .filter(({ fdi }) => fdi !== 14)
    .map((tooth): PhantomTooth => {
      if (![15, 16, 17].includes(tooth.fdi)) return tooth;
      const [x, y, z] = tooth.centreMm;
      return { ...tooth, centreMm: [x + x14 - x15, y + y14 - y15, z] };
    });
  const result = number(moved);
  expect(mistakes(moved, result)).toEqual({});
  expect(codesOf(result, 15)).toContain('tooth.sequence-jump');
});
