import { describe, expect, test } from 'vitest';
import { PERMANENT_FDI } from '#core/fdi';
import type { Geometry, LabelMap, Vec3 } from '#core/volume';
import { keepPlausibleTeethInPlace } from '../../../main/pipeline/plausible-teeth.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';

const ALIGNED = [1, 0, 0, 0, 1, 0, 0, 0, 1];
/** 1 mm voxels; the arches' middle (0, 24, 0) is the grid's, so incisors stand near j = 46 and molars near j = 94. */
const GRID: Geometry = phantomGrid([100, 140, 120], [1, 1, 1], ALIGNED);

function teethOf(fdi: readonly number[]): LabelMap {
  return makePhantom(GRID, fdi).truth;
}

function fillBox({ data, geometry }: LabelMap, min: Vec3, size: Vec3, fdi: number): void {
  const [ni, nj] = geometry.dims;
  for (let k = min[2]; k < min[2] + size[2]; k++) {
    for (let j = min[1]; j < min[1] + size[1]; j++) {
      for (let i = min[0]; i < min[0] + size[0]; i++) data[i + ni * (j + nj * k)] = fdi;
    }
  }
}

function differences(a: LabelMap, b: LabelMap): number {
  return a.data.reduce((sum, label, n) => sum + (label === b.data[n] ? 0 : 1), 0);
}

/** Labels after cleaning, which must be the ones before `spoil` put something wrong there. */
function expectRemoved(teeth: readonly number[], spoil: (labels: LabelMap) => void): void {
  const clean = teethOf(teeth);
  const labels: LabelMap = { geometry: GRID, data: clean.data.slice() };
  spoil(labels);
  expect(differences(labels, clean)).toBeGreaterThan(0);
  const kept = keepPlausibleTeethInPlace(labels);
  expect(differences(labels, clean)).toBe(0);
  expect(kept).toBe(clean.data.filter((label) => label !== 0).length);
}

describe('keepPlausibleTeethInPlace', () => {
  test('keeps a full dentition, and one with two incisors and two molars only', () => {
    expectRemoved(PERMANENT_FDI, (labels) => fillBox(labels, [2, 2, 2], [3, 3, 3], 11)); // 27 mm³
    expectRemoved([11, 21, 37, 47], (labels) => fillBox(labels, [2, 2, 2], [3, 3, 3], 11));
  });

  test('drops a spine behind the teeth, though it has more voxels than all of them', () => {
    expectRemoved(PERMANENT_FDI, (labels) => fillBox(labels, [35, 125, 10], [30, 15, 100], 38));
  });

  test('drops a chin rest below the teeth', () => {
    expectRemoved(PERMANENT_FDI, (labels) => fillBox(labels, [35, 50, 0], [30, 20, 8], 31));
  });

  test('drops the rim of the mandible that was taken for large upper molars', () => {
    expectRemoved(PERMANENT_FDI, (labels) => {
      fillBox(labels, [30, 45, 25], [20, 30, 10], 16);
      fillBox(labels, [50, 45, 25], [20, 30, 10], 27);
    });
  });

  test('drops lower teeth above the upper ones', () => {
    expectRemoved(PERMANENT_FDI, (labels) => fillBox(labels, [40, 60, 82], [12, 12, 8], 46));
  });

  test('does not mistake one jaw for a scan turned upside down', () => {
    const upper = PERMANENT_FDI.filter((fdi) => fdi < 30);
    expectRemoved(upper, (labels) => fillBox(labels, [2, 2, 2], [3, 3, 3], 11));
  });

  test('follows a head that is tilted by 15°', () => {
    const tilt = (15 * Math.PI) / 180;
    const [c, s] = [Math.cos(tilt), Math.sin(tilt)];
    // The phantom on a grid turned about x, then read as if it were straight: molars come to lie lower or higher.
    for (const direction of [
      [1, 0, 0, 0, c, s, 0, -s, c],
      [1, 0, 0, 0, c, -s, 0, s, c],
    ]) {
      const { truth } = makePhantom(phantomGrid([100, 140, 120], [1, 1, 1], direction), PERMANENT_FDI);
      const labels: LabelMap = { geometry: GRID, data: truth.data.slice() };
      keepPlausibleTeethInPlace(labels);
      expect(differences(labels, truth)).toBe(0);
    }
  });

  test('keeps a tooth that the net gave two numbers, each too small alone', () => {
    const labels: LabelMap = { geometry: GRID, data: new Uint8Array(100 * 140 * 120) };
    fillBox(labels, [20, 10, 40], [3, 3, 4], 13); // 36 mm³ each
    fillBox(labels, [23, 10, 40], [3, 3, 4], 14);
    expect(keepPlausibleTeethInPlace(labels)).toBe(72);
  });

  test('nothing stays nothing', () => {
    expect(keepPlausibleTeethInPlace({ geometry: GRID, data: new Uint8Array(100 * 140 * 120) })).toBe(0);
  });
});
