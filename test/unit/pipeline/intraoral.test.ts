import { describe, expect, test } from 'vitest';
import type { Jaw } from '#core/fdi';
import { rotationAbout } from '#core/registration/rigid';
import type { ScanSurface } from '#core/surface/scan-surface';
import { archGuess, unitGuess } from '#core/surface/surface-guess';
import { segmentSurface, type SegmentedSurface } from '../../../main/pipeline/intraoral.ts';
import { StageProgress } from '../../../main/pipeline/stage-progress.ts';
import {
  CELL_MM,
  CROWN_MM,
  intraoralPhantom,
  phantomNet,
  type IntraoralPhantom,
} from '../../fixtures/intraoral-phantom.ts';

interface Lying {
  readonly surface?: ScanSurface;
  readonly jaw?: Jaw | null;
  readonly signal?: AbortSignal;
}

async function segmented(
  phantom: IntraoralPhantom,
  of: Jaw,
  { surface = phantom.surface, jaw = of, signal }: Lying = {},
) {
  const { positions, triangles } = surface;
  let longest = 0;
  for (let axis = 0; axis < 3; axis++) {
    const values = positions.filter((_, n) => n % 3 === axis);
    longest = Math.max(longest, values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b)));
  }
  const { mm: mmPerUnit } = unitGuess(longest);
  const arch = archGuess(positions, triangles, mmPerUnit);
  return segmentSurface({
    surface,
    facts: { vertices: positions.length / 3, faces: triangles.length / 3, hasColours: false, mmPerUnit, ...arch },
    jaw,
    net: async () => phantomNet(phantom, of),
    progress: new StageProgress({ expected: {}, learned: false, signal }),
  });
}

function moved(surface: ScanSurface, matrix: readonly number[], shift = 0): ScanSurface {
  const positions = surface.positions.slice();
  for (let n = 0; n < positions.length; n += 3) {
    const [x, y, z] = surface.positions.subarray(n, n + 3);
    for (let axis = 0; axis < 3; axis++)
      positions[n + axis] = matrix[3 * axis] * x + matrix[3 * axis + 1] * y + matrix[3 * axis + 2] * z + shift;
  }
  return { ...surface, positions };
}

const numbersOf = ({ instances }: SegmentedSurface): number[] => instances.map(({ fdi }) => fdi);
const codesOf = ({ warnings }: SegmentedSurface): string[] => warnings.map(({ code }) => code);
const scale = (factor: number): number[] => [factor, 0, 0, 0, factor, 0, 0, 0, factor];

const UPPER = intraoralPhantom('upper');
const UPPER_NUMBERS = [11, 12, 13, 14, 15, 16, 17, 21, 22, 23, 24, 25, 26, 27];

describe('an intraoral scan', () => {
  test('has its crowns found, numbered and measured', async () => {
    const found = await segmented(UPPER, 'upper');
    expect(numbersOf(found)).toEqual(UPPER_NUMBERS);
    expect(found.missing).toEqual([18, 28]);
    expect(codesOf(found)).toEqual([]);
    for (const tooth of found.instances) {
      const crown = UPPER.crowns.find(({ fdi }) => fdi === tooth.fdi);
      if (crown === undefined) throw new Error('A crown was expected');
      expect(Math.abs(tooth.mesiodistalMm - 2 * crown.radius)).toBeLessThan(2 * CELL_MM);
      expect(Math.abs(tooth.buccolingualMm - 2 * crown.radius)).toBeLessThan(2 * CELL_MM);
      expect(Math.abs((tooth.crownHeightMm ?? 0) - CROWN_MM)).toBeLessThan(2.5);
      expect(Math.hypot(tooth.centroidMm[0] - crown.x, tooth.centroidMm[1] - crown.y)).toBeLessThan(CELL_MM);
      expect(tooth.axis[2]).toBeGreaterThan(0.95);
      expect(tooth.confidence).toBeGreaterThan(0.8);
    }
  });

  test.each([
    ['upside down and turned', rotationAbout([0.6, 0.8, 0], 3)],
    ['tilted', rotationAbout([1, 0, 0], 0.4)],
    ['turned by a quarter', rotationAbout([0, 0, 1], Math.PI / 2)],
    ['in metres', scale(0.001)],
    ['in inches', scale(1 / 25.4)],
  ])('is understood %s', async (_, matrix) => {
    const found = await segmented(UPPER, 'upper', { surface: moved(UPPER.surface, matrix, 0.03) });
    expect(numbersOf(found)).toEqual(UPPER_NUMBERS);
    const central = found.instances[0];
    expect(Math.abs(central.mesiodistalMm - 2 * (UPPER.crowns[6]?.radius ?? 0))).toBeLessThan(3 * CELL_MM);
    const [u, v, w] = [8, 9, 10].map((n) => found.alignment[n]);
    expect(u * central.axis[0] + v * central.axis[1] + w * central.axis[2]).toBeGreaterThan(0.7);
  });

  test('with its faces turned inside out is numbered, and said to be', async () => {
    const surface = { ...UPPER.surface, triangles: UPPER.surface.triangles.toReversed() };
    const found = await segmented(UPPER, 'upper', { surface });
    expect(codesOf(found)).toContain('surface.inside-out');
    expect(numbersOf(found)).toEqual(UPPER_NUMBERS);
  });

  test('keeps the gaps of missing teeth', async () => {
    const missing = [16, 23, 24];
    const found = await segmented(intraoralPhantom('upper', missing), 'upper');
    expect(numbersOf(found)).toEqual(UPPER_NUMBERS.filter((fdi) => !missing.includes(fdi)));
    expect(found.missing).toEqual([16, 18, 23, 24, 28]);
  });

  test.each(['upper', 'lower'] as const)('of the %s jaw is told by the distances of its teeth', async (jaw) => {
    const found = await segmented(intraoralPhantom(jaw), jaw, { jaw: null });
    expect(found.jaw).toEqual({ is: jaw, evidence: 'tooth-sizes' });
    const numbers = jaw === 'upper' ? UPPER_NUMBERS : UPPER_NUMBERS.map((fdi) => (fdi < 20 ? fdi + 30 : fdi + 10));
    expect(numbersOf(found)).toEqual(numbers.toSorted((a, b) => a - b));
  });

  test('with faces that are there twice and edges of many faces goes on', async () => {
    const { positions, triangles } = UPPER.surface;
    const twice = Uint32Array.from([...triangles, ...triangles.subarray(0, 600), 0, 1, 2000, 0, 1, 3000]);
    const found = await segmented(UPPER, 'upper', { surface: { ...UPPER.surface, positions, triangles: twice } });
    expect(numbersOf(found)).toEqual(UPPER_NUMBERS);
    expect(found.labels.length).toBe(twice.length / 3);
  });

  test('of too few faces is refused', async () => {
    const triangles = UPPER.surface.triangles.subarray(0, 300);
    const refused = segmented(UPPER, 'upper', { surface: { ...UPPER.surface, triangles } });
    await expect(refused).rejects.toMatchObject({ code: 'surface.too-coarse', facts: { faces: 100 } });
  });

  test('is left alone once the job is cancelled', async () => {
    const refused = segmented(UPPER, 'upper', { signal: AbortSignal.abort() });
    await expect(refused).rejects.toMatchObject({ code: 'job.cancelled' });
  });
});
