import { describe, expect, it } from 'vitest';
import { measureTeeth } from '#core/metrics/metrics';
import { panoramaOf, panoramaSlices } from '#core/sheet/panorama';
import { makePhantom, phantomGrid } from '../../../fixtures/phantom.ts';
import { DIRECTIONS } from '../grids.ts';

const SIZE = { maxWidth: 300, maxHeight: 160 } as const;

describe.each(DIRECTIONS)('the slices that a panorama needs of a %s grid', (_name, direction) => {
  const { volume, truth } = makePhantom(phantomGrid([110, 100, 120], [0.8, 0.9, 0.7], direction), [16, 11, 21, 26]);
  const { teeth } = measureTeeth(volume, truth);
  const [first, last] = panoramaSlices(volume.geometry, teeth);

  it('are enough: without all others it looks the same', () => {
    const [ni, nj] = volume.geometry.dims;
    const data = volume.data.map((grey, n) => {
      const k = Math.floor(n / (ni * nj));
      return k >= first && k <= last ? grey : -3000;
    });
    const whole = panoramaOf(volume, truth, teeth, SIZE);
    const part = panoramaOf({ ...volume, data }, truth, teeth, SIZE);
    expect(part?.grey).toEqual(whole?.grey);
    expect(whole?.grey.length).toBeGreaterThan(1000);
  });

  it('are slices of the scan', () => {
    expect(first).toBeGreaterThanOrEqual(0);
    expect(last).toBeLessThan(volume.geometry.dims[2]);
    expect(first).toBeLessThan(last);
  });
});

it('are all when there are no teeth', () => {
  expect(panoramaSlices(phantomGrid([9, 9, 9], [1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]), [])).toEqual([0, 8]);
});
