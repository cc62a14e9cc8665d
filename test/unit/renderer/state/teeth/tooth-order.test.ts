import { describe, expect, it } from 'vitest';
import { DECIDUOUS_ROWS, inChartOrder, teethInOrder } from '../../../../../renderer/state/teeth/tooth-order.ts';
import { EXTRA_LABEL, radiographCase, TEETH } from '../../../../fixtures/radiograph.ts';

describe('tooth order', () => {
  it('has the deciduous teeth as they are seen, the patient’s right first', () => {
    expect(DECIDUOUS_ROWS).toEqual([
      [55, 54, 53, 52, 51, 61, 62, 63, 64, 65],
      [85, 84, 83, 82, 81, 71, 72, 73, 74, 75],
    ]);
  });

  it('lists permanent before deciduous teeth, each in chart order', () => {
    const teeth = [75, 31, 48, 55, 11, 26, 18].map((fdi) => ({ fdi }));
    expect(inChartOrder(teeth).map(({ fdi }) => fdi)).toEqual([18, 11, 26, 48, 31, 55, 75]);
  });

  it('lists supernumerary teeth last', () => {
    const order = teethInOrder(radiographCase());
    expect(order).toHaveLength(TEETH.size + 1);
    expect(order.at(-1)).toBe(EXTRA_LABEL);
  });
});
