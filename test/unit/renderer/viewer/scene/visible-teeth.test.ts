import { describe, expect, it } from 'vitest';
import {
  EVERYTHING_VISIBLE,
  quadrantsOf,
  toothOpacity,
  withQuadrants,
  withTooth,
} from '../../../../../renderer/viewer/scene/visible-teeth.ts';

describe('toothOpacity', () => {
  it('shows all teeth solid when none is selected', () => {
    expect([11, 28, 75].map((fdi) => toothOpacity({ label: fdi, fdi }, null, EVERYTHING_VISIBLE))).toEqual([1, 1, 1]);
  });

  it('lets the others step back, as far as the person wants', () => {
    const visibility = { ...EVERYTHING_VISIBLE, othersOpacity: 0.5 };
    expect([11, 12].map((fdi) => toothOpacity({ label: fdi, fdi }, 11, visibility))).toEqual([1, 0.5]);
  });

  it('isolates the selected tooth, and nothing without one', () => {
    const visibility = { ...EVERYTHING_VISIBLE, isolated: true };
    expect([11, 12].map((fdi) => toothOpacity({ label: fdi, fdi }, 11, visibility))).toEqual([1, 0]);
    expect([11, 12].map((fdi) => toothOpacity({ label: fdi, fdi }, null, visibility))).toEqual([1, 1]);
  });

  it('hides a quadrant with its deciduous teeth', () => {
    const visibility = withQuadrants(EVERYTHING_VISIBLE, [3], { shown: false, fdiOf: (label) => label });
    expect([36, 75, 46, 26].map((fdi) => toothOpacity({ label: fdi, fdi }, null, visibility))).toEqual([0, 0, 1, 1]);
  });

  it('hides a jaw for the view on the other', () => {
    const visibility = { ...EVERYTHING_VISIBLE, onlyJaw: 'upper' } as const;
    expect([16, 55, 46, 85].map((fdi) => toothOpacity({ label: fdi, fdi }, null, visibility))).toEqual([1, 1, 0, 0]);
  });
});

describe('withQuadrants', () => {
  it('brings a jaw back whole, teeth that were hidden one by one as well', () => {
    const hidden = withQuadrants(withTooth(withTooth(EVERYTHING_VISIBLE, 46, false), 16, false), [4, 3], {
      shown: false,
      fdiOf: (label) => label,
    });
    expect(hidden.hiddenQuadrants).toEqual([3, 4]);
    const shown = withQuadrants(hidden, quadrantsOf('lower'), { shown: true, fdiOf: (label) => label });
    expect([46, 36, 16].map((fdi) => toothOpacity({ label: fdi, fdi }, null, shown))).toEqual([1, 1, 0]);
  });
});
