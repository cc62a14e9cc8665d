import { expect, it } from 'vitest';
import { DECIDUOUS_FDI, PERMANENT_FDI } from '#core/fdi';
import { caseScore, toothScore, type OverlapScore } from '#core/evaluate/score';
import { groupOf, kindOf, summarize, type CaseScore } from '#core/evaluate/summary';

const good: OverlapScore = { dsc: 0.9, iou: 0.8, nsd2vox: 0.95, nsd1mm: 0.96 };
const poor: OverlapScore = { dsc: 0.4, iou: 0.25, nsd2vox: 0.5, nsd1mm: 0.5 };

function scored(name: string, teeth: Record<number, OverlapScore | null>, extra: readonly number[] = []): CaseScore {
  const perTooth = Object.entries(teeth).map(([fdi, score]) => toothScore(Number(fdi), score, true));
  return { name, ...caseScore(perTooth, extra, () => good) };
}

it('puts every one of the 52 numbers into one kind', () => {
  const counts = Map.groupBy([...PERMANENT_FDI, ...DECIDUOUS_FDI], kindOf);
  expect([...counts].map(([kind, codes]) => [kind, codes.length])).toEqual([
    ['incisor', 8],
    ['canine', 4],
    ['premolar', 8],
    ['molar', 8],
    ['third molar', 4],
    ['deciduous', 20],
  ]);
});

it('counts teeth, finds and extra numbers by kind and by number over all cases', () => {
  const { kinds, teeth } = summarize([
    scored('a', { 11: good, 36: null, 46: poor }, [28, 99]),
    scored('b', { 11: poor, 21: good, 85: good }),
  ]);
  expect(kinds.map(({ jaw, kind, teeth: count, found, extra }) => [jaw, kind, count, found, extra])).toEqual([
    ['upper', 'incisor', 3, 2, 0],
    ['lower', 'molar', 2, 0, 0],
    ['upper', 'third molar', 0, 0, 1],
    ['lower', 'deciduous', 1, 1, 0],
  ]);
  expect(kinds[0]).toMatchObject({ mean: { dsc: 0.7333, iou: 0.6167 }, dscOfFound: 0.9 });
  expect(kinds[1]).toMatchObject({ mean: { dsc: 0.2, nsd1mm: 0.25 }, dscOfFound: null });
  expect(kinds[2]).toMatchObject({ mean: null, dscOfFound: null });
  expect(teeth.map(({ fdi, teeth: count }) => [fdi, count])).toEqual([
    [11, 2],
    [21, 1],
    [28, 0],
    [36, 1],
    [46, 1],
    [85, 1],
  ]);
});

it('gives each group of scans its own figures, and everything without a prefix to the standard ones', () => {
  expect(['shift-96050', 'metal-heavy-7', '95000', 'no-digits', 'a-b-3'].map(groupOf)).toEqual([
    'shift',
    'metal-heavy',
    'standard',
    'standard',
    'a-b',
  ]);
  const { groups, mean } = summarize([
    scored('shift-2', { 11: null }),
    scored('1', { 11: good }),
    scored('3', { 11: good }),
  ]);
  expect(groups.map(({ group, cases, mean: of }) => [group, cases, of.instance?.dsc])).toEqual([
    ['shift', 1, 0],
    ['standard', 2, 0.9],
  ]);
  expect(mean.instance?.dsc).toBe(0.6);
});

it('names the ten worst cases, the worst first, and none in which there was nothing to find', () => {
  const cases = Array.from({ length: 12 }, (_, n) => scored(`c${n}`, { 11: { ...good, dsc: 0.9 - n / 100 } }));
  expect(summarize([...cases, scored('empty', {})]).worst).toEqual(
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((n) => `c${n}`),
  );
});

it('has no figures for no cases', () => {
  expect(summarize([])).toEqual({
    mean: { image: null, instance: null, identification: null },
    kinds: [],
    teeth: [],
    groups: [],
    worst: [],
  });
});
