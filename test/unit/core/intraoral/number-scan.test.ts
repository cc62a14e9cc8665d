import { describe, expect, test } from 'vitest';
import { jawOf, positionOf } from '#core/fdi';
import { numberScan } from '#core/intraoral/number-scan';
import type { ToothCluster } from '#core/intraoral/tooth-clusters';
import { ARCH_ORDER, ARCH_TEMPLATE } from '#core/teeth/tooth-norms';
import { usualRange } from '#core/teeth/tooth-sizes';

/** As the net sees it: a crown of the textbook's width, votes for its own place and the ones beside it. */
function crown(fdi: number, { off = 0, width = usualRange(fdi, 'mesiodistalMm').mean } = {}): ToothCluster {
  const jaw = jawOf(fdi);
  const place = ARCH_ORDER[jaw].indexOf(fdi);
  const [x, y] = ARCH_TEMPLATE[jaw][place];
  const variance = width ** 2 / 12;
  const votes = new Float64Array(16).fill(0.01);
  const seen = Math.max(0, Math.min(15, (jaw === 'upper' ? place : 15 - place) + off));
  votes[seen] = 0.5;
  votes[Math.max(0, seen - 1)] += 0.2;
  votes[Math.min(15, seen + 1)] += 0.2;
  const centre = [jaw === 'upper' ? x : -x, -y, 3] as const;
  return {
    votes,
    areaMm2: 14 * width,
    centre,
    spreadMm2: [variance, 0, variance],
    target: centre,
    confidence: 0.95,
  };
}

const numbersOf = (clusters: readonly ToothCluster[], jaw: 'upper' | 'lower'): number[] =>
  numberScan(clusters, jaw)
    .filter(({ isExtra }) => !isExtra)
    .map(({ fdi }) => fdi)
    .toSorted((a, b) => a - b);

const whole = (jaw: 'upper' | 'lower'): number[] => ARCH_ORDER[jaw].filter((fdi) => positionOf(fdi) < 8);
const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

describe.each(['upper', 'lower'] as const)('in the %s jaw', (jaw) => {
  test('each crown gets its number', () => {
    expect(
      numbersOf(
        whole(jaw).map((fdi) => crown(fdi)),
        jaw,
      ),
    ).toEqual(sorted(whole(jaw)));
  });

  test('a side whose votes are a place off is put right by the widths and the room', () => {
    const side = jaw === 'upper' ? 1 : 4;
    const clusters = whole(jaw).map((fdi) => crown(fdi, { off: Math.floor(fdi / 10) === side ? 1 : 0 }));
    expect(numbersOf(clusters, jaw)).toEqual(sorted(whole(jaw)));
  });

  test('a gap stays a gap', () => {
    const there = whole(jaw).filter((fdi) => ![6, 3].includes(positionOf(fdi)) || Math.floor(fdi / 10) % 2 === 0);
    expect(
      numbersOf(
        there.map((fdi) => crown(fdi)),
        jaw,
      ),
    ).toEqual(sorted(there));
  });
});

test('two pieces of one crown are one tooth', () => {
  const molar = crown(16);
  const [x, y, z] = molar.centre;
  const half = (by: number): ToothCluster => ({
    ...molar,
    areaMm2: molar.areaMm2 / 2,
    centre: [x + by * 0.4, y + by, z],
    spreadMm2: [3, 0, 2],
  });
  const others = whole('upper').filter((fdi) => fdi !== 16);
  const teeth = numberScan([...others.map((fdi) => crown(fdi)), half(2.4), half(-2.4)], 'upper');
  expect(sorted(teeth.map(({ fdi }) => fdi))).toEqual(sorted(whole('upper')));
  expect(teeth.find(({ fdi }) => fdi === 16)?.clusters.toSorted((a, b) => a - b)).toEqual([13, 14]);
  expect(teeth.some(({ isExtra }) => isExtra)).toBe(false);
});

test('no crowns have no numbers', () => {
  expect(numberScan([], 'upper')).toEqual([]);
});
