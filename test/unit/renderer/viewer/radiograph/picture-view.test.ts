import { describe, expect, it } from 'vitest';
import {
  fittedPicture,
  pannedPicture,
  pictureScaleBar,
  resizedPicture,
  showBox,
  toPane,
  toPicture,
  wholePicture,
  zoomedPicture,
  type PictureView,
} from '../../../../../renderer/viewer/radiograph/picture-view.ts';

const VIEW: PictureView = { widthPx: 800, heightPx: 600, centre: [1000, 500], zoom: 0.5 };
const WHOLE = wholePicture([2000, 1100]);

describe('PictureView', () => {
  it('comes back from the pane to the same pixel', () => {
    const [x, y] = toPicture(VIEW, toPane(VIEW, [123.5, 777]));
    expect(x).toBeCloseTo(123.5);
    expect(y).toBeCloseTo(777);
  });

  it('shows the first row at the top and the first column at the left', () => {
    const [left, top] = toPane(VIEW, [0, 0]);
    const [right, bottom] = toPane(VIEW, [1999, 1099]);
    expect(left).toBeLessThan(right);
    expect(top).toBeLessThan(bottom);
  });

  it.each([
    [1600, 300],
    [700, 900],
  ])('fits all of the picture, to its outermost pixels’ edges, into %i × %i', (widthPx, heightPx) => {
    const view = fittedPicture({ widthPx, heightPx }, WHOLE);
    const [left, top] = toPane(view, WHOLE.min);
    const [right, bottom] = toPane(view, WHOLE.max);
    expect(Math.min(left, top)).toBeCloseTo(0);
    expect(Math.max(left, top)).toBeGreaterThanOrEqual(0);
    expect(left + right).toBeCloseTo(widthPx);
    expect(top + bottom).toBeCloseTo(heightPx);
  });

  it('keeps the place under the pointer while zooming, in and out', () => {
    for (const factor of [1.3, 7, 0.8]) {
      const pixel = [710, 33] as const;
      const before = toPicture(VIEW, pixel);
      const after = toPicture(zoomedPicture(VIEW, pixel, factor, 0.4), pixel);
      expect(after[0]).toBeCloseTo(before[0]);
      expect(after[1]).toBeCloseTo(before[1]);
    }
  });

  it('ends zooming at half the fitted size and where only interpolation would show', () => {
    expect(zoomedPicture(VIEW, [0, 0], 1e-6, 0.4).zoom).toBeCloseTo(0.2);
    expect(zoomedPicture(VIEW, [0, 0], 1e6, 0.4).zoom).toBe(12);
    // A tiny picture in a large pane is enlarged more than that already.
    expect(zoomedPicture({ ...VIEW, zoom: 30 }, [0, 0], 2, 30).zoom).toBe(30);
  });

  it('moves the picture with the hand, but never out of sight', () => {
    const [x, y] = toPane(VIEW, [900, 450]);
    const moved = toPane(pannedPicture(VIEW, [30, -15], WHOLE), [900, 450]);
    expect(moved[0]).toBeCloseTo(x + 30);
    expect(moved[1]).toBeCloseTo(y - 15);
    expect(pannedPicture(VIEW, [1e6, 1e6], WHOLE).centre).toEqual(WHOLE.min);
    expect(pannedPicture(VIEW, [-1e6, -1e6], WHOLE).centre).toEqual(WHOLE.max);
  });

  it('still fits after a resize what fitted before, and keeps the share of what was zoomed', () => {
    const size = { widthPx: 1500, heightPx: 400 };
    const fitted = fittedPicture(VIEW, WHOLE);
    expect(resizedPicture(fitted, size, WHOLE)).toEqual(fittedPicture(size, WHOLE));
    const closer = { ...fitted, zoom: fitted.zoom * 3 };
    expect(resizedPicture(closer, size, WHOLE).zoom).toBeCloseTo(fittedPicture(size, WHOLE).zoom * 3);
  });

  it('leaves the view alone while a tooth is seen whole, brings it in otherwise, and centres one that is too large', () => {
    const zoomed = { ...VIEW, zoom: 2 };
    expect(showBox(zoomed, { min: [950, 450], max: [1050, 550] }).centre).toEqual(zoomed.centre);
    const box = { min: [1500, 800], max: [1580, 900] } as const;
    const shown = showBox(zoomed, box);
    const [right, bottom] = toPane(shown, box.max);
    expect(right).toBeCloseTo(800 * 0.92);
    expect(bottom).toBeCloseTo(600 * 0.92);
    const large = { min: [0, 0], max: [1800, 1000] } as const;
    expect(showBox(zoomed, large).centre).toEqual([900, 500]);
  });

  it('has a round scale bar in millimetres, or in pixels without a scale', () => {
    expect(pictureScaleBar(VIEW, 0.1)).toEqual({ lengthPx: 100, text: '20 mm' });
    expect(pictureScaleBar(VIEW, null)).toEqual({ lengthPx: 100, text: '200 px' });
    expect(pictureScaleBar({ ...VIEW, zoom: 8 }, 0.1)).toEqual({ lengthPx: 160, text: '2 mm' });
  });
});
