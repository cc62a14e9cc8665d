import { describe, expect, it } from 'vitest';
import { archSurface, archToWorld } from '#core/arch/arch-surface';
import { ruledGreysInto } from '#core/arch/ruled-greys';
import {
  flatSheet,
  ruledCoverage,
  ruledLabelsInto,
  unrolledSheet,
  type GreySlabOptions,
} from '#core/arch/ruled-picture';
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import { cross } from '#core/vector';
import { voxelCount, type Geometry, type Vec3, type Volume } from '#core/volume';
import { DIRECTIONS, grid } from '../grids.ts';

/** A grid around the world's origin. */
function centred(direction: readonly number[], dims: Vec3 = [70, 60, 64], spacingMm: Vec3 = [1, 1.3, 1.1]): Geometry {
  const at = grid(dims, spacingMm, direction, [0, 0, 0]);
  const middle = applyAffine(affineIjkToWorld(at), [(dims[0] - 1) / 2, (dims[1] - 1) / 2, (dims[2] - 1) / 2]);
  return { ...at, originMm: [-middle[0], -middle[1], -middle[2]] };
}

/** Greys that are a linear function of the world: sampled anywhere, linear interpolation gives it exactly. */
const greyOf = ([x, y, z]: Vec3): number => 100 + 3 * x - 2 * y + 5 * z;

function painted(geometry: Geometry, value: (world: Vec3) => number): Volume {
  const data = new Float32Array(voxelCount(geometry));
  const m = affineIjkToWorld(geometry);
  const [ni, nj, nk] = geometry.dims;
  for (let k = 0, n = 0; k < nk; k++)
    for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++) data[n++] = value(applyAffine(m, [i, j, k]));
  return { geometry, data };
}

const sourceOf = ({ geometry, data }: Volume) => ({
  dims: geometry.dims,
  data,
  worldToIjk: affineWorldToIjk(geometry),
});

const ARCH = archSurface([
  [-18, 12, 0],
  [-14, -4, 0],
  [0, -14, 0],
  [14, -4, 0],
  [18, 12, 0],
]);
if (ARCH === null) throw new Error('no arch');
const arch = ARCH;
const SPACING = 0.7;
const sheet = unrolledSheet(arch, { spacingMm: SPACING, fromMm: -9, height: 26 });
const slab = (more: Partial<GreySlabOptions>): GreySlabOptions => ({
  thicknessMm: 8,
  depthStepMm: 0.4,
  mode: 'mean',
  outside: -1000,
  ...more,
});

describe.each(DIRECTIONS)('pictures along the arch of a scan that is %s', (_, direction) => {
  const volume = painted(centred(direction), greyOf);

  it('show each place of the arch at its millimetres along and above', () => {
    const out = new Float32Array(sheet.width * sheet.height);
    ruledGreysInto(out, sheet, sourceOf(volume), slab({}));
    for (const [column, row] of [
      [0, 0],
      [17, 3],
      [sheet.width - 1, 25],
      [40, 12],
    ]) {
      const world = archToWorld(arch, { s: column * SPACING, h: -9 + row * SPACING, off: 0 });
      // The mean of a linear function over a slab is its value in the middle.
      expect(out[column + row * sheet.width]).toBeCloseTo(greyOf(world), 3);
    }
  });

  it('keep left and right: a marker in the left half of the patient is in the right half of the picture', () => {
    const place = { s: arch.lengthMm - 12, h: 3, off: 1 };
    const [mx, my, mz] = archToWorld(arch, place);
    const marked = painted(volume.geometry, ([x, y, z]) => (Math.hypot(x - mx, y - my, z - mz) < 2.2 ? 1000 : 0));
    expect(mx).toBeGreaterThan(10);
    const out = new Float32Array(sheet.width * sheet.height);
    ruledGreysInto(out, sheet, sourceOf(marked), slab({ mode: 'mip' }));
    let [sum, su, sv] = [0, 0, 0];
    for (let n = 0; n < out.length; n++) {
      if (out[n] < 500) continue;
      [sum, su, sv] = [sum + 1, su + (n % sheet.width) * SPACING, sv + Math.floor(n / sheet.width) * SPACING - 9];
    }
    expect(sum).toBeGreaterThan(10);
    expect(su / sum).toBeCloseTo(place.s, 0);
    expect(sv / sum).toBeCloseTo(place.h, 0);
  });

  it('show a flat section across the arch exactly', () => {
    const up: Vec3 = [0, 0, 1];
    const across: Vec3 = [0.6, 0.8, 0];
    const section = flatSheet({
      cornerMm: [-8, -6, -7],
      across,
      up,
      through: cross(across, up),
      width: 30,
      height: 20,
      spacingMm: 0.5,
    });
    const out = new Int16Array(600);
    ruledGreysInto(out, section, sourceOf(volume), slab({ thicknessMm: 1, depthStepMm: 1 }));
    const world: Vec3 = [-8 + 0.6 * 11, -6 + 0.8 * 11, -7 + 6.5];
    expect(Math.abs(out[22 + 13 * 30] - greyOf(world))).toBeLessThanOrEqual(1);
  });
});

describe('the slab', () => {
  const geometry = centred([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  // 0 on the tongue's side of the arch's front, 100 on the lips' side.
  const halves = painted(geometry, ([, y]) => (y < -14 ? 100 : 0));
  const front = Math.round(arch.lengthMm / 2 / SPACING) + 12 * sheet.width;

  it('gives the mean of both sides, or the brighter one', () => {
    const out = new Float32Array(sheet.width * sheet.height);
    ruledGreysInto(out, sheet, sourceOf(halves), slab({}));
    expect(out[front]).toBeGreaterThan(40);
    expect(out[front]).toBeLessThan(60);
    ruledGreysInto(out, sheet, sourceOf(halves), slab({ mode: 'mip' }));
    expect(out[front]).toBe(100);
  });

  it('is darkest outside of the scan and where the scan has no number, and counts only samples inside', () => {
    const far = unrolledSheet(arch, { spacingMm: SPACING, fromMm: 500, height: 2 });
    const out = new Float32Array(far.width * 2);
    ruledGreysInto(out, far, sourceOf(halves), slab({ mode: 'mip' }));
    expect(out.every((value) => value === -1000)).toBe(true);
    const holes = painted(geometry, () => NaN);
    const near = new Float32Array(sheet.width * sheet.height);
    for (const mode of ['mip', 'mean'] as const) {
      ruledGreysInto(near, sheet, sourceOf(holes), slab({ mode }));
      expect(near.every((value) => value === -1000)).toBe(true);
    }
    const bright = painted(geometry, () => 70);
    const wide = new Float32Array(sheet.width * sheet.height);
    ruledGreysInto(wide, sheet, sourceOf(bright), slab({ thicknessMm: 90 }));
    for (const value of wide) expect(value).toBeCloseTo(70, 3);
  });

  it('shows the tooth nearest to the middle of the arch, and tells of every tooth behind a pixel', () => {
    const labels = new Uint8Array(voxelCount(geometry));
    const greys = painted(geometry, ([, y]) => (y < -15.5 ? 11 : y > -13 ? 21 : 0));
    labels.set(greys.data);
    const source = { dims: geometry.dims, data: labels, worldToIjk: affineWorldToIjk(geometry) };
    const out = new Uint8Array(sheet.width * sheet.height);
    ruledLabelsInto(out, sheet, source, { thicknessMm: 12, depthStepMm: 0.3 });
    expect(out[front]).toBe(21);
    const coverage = ruledCoverage(sheet, source, { thicknessMm: 12, depthStepMm: 0.3 });
    expect(coverage.get(11)?.[front]).toBe(1);
    expect(coverage.get(21)?.[front]).toBe(1);
  });
});
