import { describe, expect, it } from 'vitest';
import {
  bringIntoView,
  fittedView,
  pannedBy,
  resizedTo,
  scaleBarMm,
  toMillimetres,
  toPixels,
  zoomedAt,
  type PaneView,
} from '../../../../renderer/viewer/pane-view.ts';

const VIEW: PaneView = { widthPx: 400, heightPx: 300, centreMm: [10, -20], mmPerPx: 0.25 };

describe('PaneView', () => {
  it('comes back from pixels to the same millimetres', () => {
    const [u, v] = toMillimetres(VIEW, toPixels(VIEW, [3.5, 7]));
    expect(u).toBeCloseTo(3.5);
    expect(v).toBeCloseTo(7);
  });

  it('puts upwards at the top of the screen', () => {
    expect(toPixels(VIEW, [10, -10])[1]).toBeLessThan(toPixels(VIEW, [10, -30])[1]);
  });

  it('keeps the place under the pointer while zooming', () => {
    const pixel = [320, 40] as const;
    const before = toMillimetres(VIEW, pixel);
    const after = toMillimetres(zoomedAt(VIEW, pixel, 2.5), pixel);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
  });

  it('moves the picture with the hand', () => {
    const place = [12, -18] as const;
    const [x, y] = toPixels(VIEW, place);
    expect(toPixels(pannedBy(VIEW, [30, -15]), place)).toEqual([x + 30, y - 15]);
  });

  it('fits a wide box and a tall box whole', () => {
    for (const box of [
      { min: [0, 0], max: [200, 10] },
      { min: [0, 0], max: [10, 200] },
    ] as const) {
      const view = fittedView(VIEW, box);
      const [left, bottom] = toPixels(view, box.min);
      const [right, top] = toPixels(view, box.max);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(400);
      expect(bottom).toBeLessThanOrEqual(300);
    }
  });

  it('shows as many millimetres across the shorter side after a resize', () => {
    const resized = resizedTo(VIEW, { widthPx: 900, heightPx: 600 });
    expect(resized.mmPerPx * 600).toBeCloseTo(VIEW.mmPerPx * 300);
  });

  it('leaves the view alone while the place is well inside, and brings it in otherwise', () => {
    expect(bringIntoView(VIEW, [12, -22]).centreMm).toEqual(VIEW.centreMm);
    const [x, y] = toPixels(bringIntoView(VIEW, [500, 500]), [500, 500]);
    expect(x).toBeCloseTo(360);
    expect(y).toBeCloseTo(30);
  });

  it('has a round scale bar that fits', () => {
    expect(scaleBarMm(VIEW)).toBe(20);
    expect(scaleBarMm({ ...VIEW, mmPerPx: 0.02 })).toBe(2);
  });
});
