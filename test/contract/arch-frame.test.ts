import { describe, expect, test } from 'vitest';
import { patientPoint } from '#contract/arch-frame';
import { IOS_CASE } from '../fixtures/contract/samples.ts';

describe('a place of an intraoral scan in the mouth', () => {
  // Of the arch, one unit along each of its axes: beside, to the front, towards the other jaw.
  const beyond = [1 - 2, 1 - 3, 1 - 4] as const; // the alignment moves by 2, 3, 4

  test('lies to the left, in front and below in an upper jaw', () => {
    expect(patientPoint({ ...IOS_CASE, jaw: { is: 'upper', evidence: 'palate' } }, beyond)).toEqual([1, -1, -1]);
  });

  test('lies to the right, in front and above in a lower jaw', () => {
    expect(patientPoint(IOS_CASE, beyond)).toEqual([-1, -1, 1]);
  });
});
