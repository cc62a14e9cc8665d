import { describe, expect, it } from 'vitest';
import { pictureQuality } from '#core/dataset/picture-quality';
import { blurred, streaked } from '../../../fixtures/salted-dataset.ts';
import { radiographGreys, HEIGHT, WIDTH } from '../../../fixtures/radiograph.ts';
import { randomNumbers } from '../random-numbers.ts';

const random = randomNumbers(3);
const grain = Float32Array.from({ length: WIDTH * HEIGHT }, () => 24 * (random() - 0.5));
const clean = {
  width: WIDTH,
  height: HEIGHT,
  data: radiographGreys().map((grey, n) => Math.min(255, Math.max(0, Math.round(grey + grain[n])))),
};

/** Each figure lower than the one before, until there are no points left. */
function falls(points: readonly number[]): boolean {
  return points.every((value, n) => n === 0 || value < points[n - 1] || (value === 0 && points[n - 1] === 0));
}

describe('The quality of a picture', () => {
  it('loses sharpness with every wider blur', () => {
    const points = [0, 1, 2, 4, 6].map(
      (reach) => pictureQuality(reach === 0 ? clean : blurred(clean, reach), 255).sharpness,
    );
    expect(falls(points)).toBe(true);
    expect(points.at(-1)).toBeLessThanOrEqual(5);
  });

  it('loses contrast in proportion to the greys, and no sharpness with it', () => {
    const paler = [1, 0.7, 0.4, 0.15, 0.05].map((share) => ({
      ...clean,
      data: Float32Array.from(clean.data, (grey) => 128 + share * (grey - 128)),
    }));
    const all = paler.map((picture) => pictureQuality(picture, 255));
    expect(falls(all.slice(1).map(({ contrast }) => contrast))).toBe(true);
    expect(new Set(all.map(({ sharpness }) => sharpness)).size).toBe(1);
    expect(pictureQuality({ ...clean, data: Float32Array.from(clean.data, (grey) => 4 * grey) }, 1020).contrast).toBe(
      all[0].contrast,
    );
  });

  it('loses points for artefacts with every stronger streak', () => {
    const points = [30, 60, 100, 150].map((strength) => pictureQuality(streaked(clean, strength), 255).artefacts);
    expect(falls(points)).toBe(true);
    expect(points.at(-1)).toBeLessThanOrEqual(5);
  });

  it('gives a picture of one grey no contrast and no sharpness', () => {
    const grey = { width: 64, height: 64, data: new Uint8Array(64 * 64).fill(90) };
    expect(pictureQuality(grey, 255)).toMatchObject({ contrast: 0, sharpness: 0 });
  });
});
