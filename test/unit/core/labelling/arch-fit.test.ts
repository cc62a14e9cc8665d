import { describe, expect, it } from 'vitest';
import { arcPosition, fitArch, placesInPatient, toPatient, toTemplate, type ArchTooth } from '#core/labelling/arch-fit';
import { archTangents } from '#core/metrics/arch-tangent';
import { jawOf, positionOf } from '#core/fdi';
import { ARCH_ORDER, ARCH_TEMPLATE } from '#core/teeth/tooth-norms';
import { dentition } from '../arch-phantom.ts';

/** Neighbours and midline of ToothFairy2, see tooth-norms. */
it('has a template whose neighbours are as far apart as published', () => {
  const distance = (jaw: 'upper' | 'lower', n: number): number => {
    const [a, b] = [ARCH_TEMPLATE[jaw][n], ARCH_TEMPLATE[jaw][n + 1]];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  };
  expect(distance('upper', 7)).toBeCloseTo(8.3, 6); // 11–21
  expect(distance('lower', 7)).toBeCloseTo(4.7, 6); // 41–31
  expect(distance('upper', 12)).toBeCloseTo(8.6, 6); // 25–26
  expect(distance('lower', 1)).toBeCloseTo(11.1, 6); // 47–46
});

describe('an arch fitted to a turned, scaled and shifted dentition', () => {
  const turnRad = -0.3;
  const teeth = dentition({ turnRad, scale: 1.1, centreMm: [40, -20, 5], missing: [18, 24, 36] }).map(
    ({ fdi, centreMm }): ArchTooth & { fdi: number } => {
      const votes = new Float64Array(16);
      votes[ARCH_ORDER[jawOf(fdi)].indexOf(fdi)] = 1;
      return { fdi, jaw: jawOf(fdi), point: [centreMm[0], centreMm[1]], votes, weight: 1 };
    },
  );
  const fit = fitArch(teeth);

  it('finds the turn and leaves little residual', () => {
    expect(fit.angleRad).toBeCloseTo(turnRad, 1);
    expect(fit.residualMm).toBeLessThan(3);
    expect(fitArch(teeth, true).residualMm).toBeGreaterThan(8);
  });

  it('puts each tooth nearest to its own place and in order along the arch', () => {
    for (const jaw of ['upper', 'lower'] as const) {
      const places = placesInPatient(fit, jaw);
      const members = teeth
        .filter((tooth) => tooth.jaw === jaw)
        .toSorted((a, b) => arcPosition(fit, jaw, a.point) - arcPosition(fit, jaw, b.point));
      expect(members.map(({ fdi }) => fdi)).toEqual(
        ARCH_ORDER[jaw].filter((fdi) => members.some((m) => m.fdi === fdi)),
      );
      for (const { fdi, point } of members.filter((member) => positionOf(member.fdi) < 7)) {
        const distances = places.map(([x, y]) => Math.hypot(x - point[0], y - point[1]));
        expect(ARCH_ORDER[jaw][distances.indexOf(Math.min(...distances))]).toBe(fdi);
      }
    }
  });

  it('survives a third of wrong votes', () => {
    const wrong = teeth.map((tooth, n) => {
      if (n % 3 !== 0) return tooth;
      const votes = new Float64Array(16);
      votes[(n * 7) % 16] = 1;
      return { ...tooth, votes };
    });
    expect(fitArch(wrong).angleRad).toBeCloseTo(turnRad, 1);
  });

  it('goes to the patient and back', () => {
    const [x, y] = toTemplate(fit, toPatient(fit, [12, 7]));
    expect(x).toBeCloseTo(12, 9);
    expect(y).toBeCloseTo(7, 9);
  });
});

it('knows the direction of the arch at every tooth, ends and gaps included', () => {
  const teeth = dentition({ turnRad: 0.25, missing: [15, 16, 21, 33, 34, 35] });
  const tangents = archTangents(teeth.map(({ fdi, centreMm }) => ({ fdi, centroidMm: centreMm })));
  for (const [n, { fdi, tangent }] of teeth.entries()) {
    const [x, y, z] = tangents[n];
    // The two arches are different curves: 20° is what an end tooth may differ by.
    expect(Math.abs(x * tangent[0] + y * tangent[1]), `at ${fdi}`).toBeGreaterThan(Math.cos((20 * Math.PI) / 180));
    expect(Math.abs(z)).toBeLessThan(0.35);
  }
});
