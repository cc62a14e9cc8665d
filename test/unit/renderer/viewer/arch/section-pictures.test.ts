import { describe, expect, it } from 'vitest';
import { archSurface, archToWorld, type ArchSurface } from '#core/arch/arch-surface';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { dot, unit } from '#core/vector';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { makePanoramic } from '../../../../../renderer/viewer/arch/panoramic-picture.ts';
import { sectionAt, sectionNumbers } from '../../../../../renderer/viewer/arch/section-numbers.ts';
import {
  makeSection,
  middleOfSection,
  sectionAtStrip,
  sectionSheet,
  stripLayout,
} from '../../../../../renderer/viewer/arch/section-pictures.ts';
import type { ScanImage } from '../../../../../renderer/viewer/scan-images.ts';
import { viewGrid } from '../../../../../renderer/viewer/view-grid.ts';
import { DIRECTIONS, grid } from '../../../core/grids.ts';

const UP = unit([0.05, -0.2, 1]) ?? ([0, 0, 1] as const);
const CONTROL: readonly Vec3[] = [
  [-18, 12, 0],
  [-14, -4, 1],
  [0, -14, 2],
  [14, -4, 1],
  [18, 12, 0],
];

function surfaceOf(up: Vec3): ArchSurface {
  const surface = archSurface(CONTROL, up);
  if (surface === null) throw new Error('no arch');
  return surface;
}

const greyOf = ([x, y, z]: Vec3): number => 500 + 6 * x - 4 * y + 9 * z;

function scan(direction: readonly number[]): { readonly image: ScanImage; readonly labels: Uint8Array } {
  const dims: Vec3 = [64, 56, 60];
  const at = grid(dims, [1, 1.2, 1.1], direction, [0, 0, 0]);
  const middle = applyAffine(affineIjkToWorld(at), [31.5, 27.5, 29.5]);
  const geometry: Geometry = { ...at, originMm: [-middle[0], -middle[1], -middle[2]] };
  const voxels = new Float32Array(voxelCount(geometry));
  const labels = new Uint8Array(voxels.length);
  const m = affineIjkToWorld(geometry);
  for (let n = 0; n < voxels.length; n++) {
    const world = applyAffine(m, [n % 64, Math.floor(n / 64) % 56, Math.floor(n / 3584)]);
    voxels[n] = greyOf(world);
    // A tooth on the patient's left, in the lower jaw.
    if (Math.hypot(world[0] - 14, world[1] + 4, world[2] + 6) < 4) labels[n] = 34;
  }
  return { image: { geometry, grid: viewGrid(geometry), voxels, darkest: -1000 }, labels };
}

describe.each(DIRECTIONS)('pictures of a scan that is %s', (_, direction) => {
  const { image, labels } = scan(direction);

  it.each([
    ['upright', [0, 0, 1] as const],
    ['tilted', UP],
  ])('show the same greys on their sheets as the scan has there, %s', (_name, up) => {
    const surface = surfaceOf(up);
    const panoramic = makePanoramic({ image, labels, surface, thicknessMm: 4, mode: 'mean', coarse: false });
    for (const at of [
      [12, surface.heightMm + 3],
      [40.2, surface.heightMm - 7.4],
    ] as const) {
      const world = panoramic.sheet.toWorld(at);
      expect(Math.abs((panoramic.sheet.greyAt(at) ?? NaN) - greyOf(world))).toBeLessThan(1.5);
      const back = panoramic.sheet.toSheet(world);
      expect(back.at[0]).toBeCloseTo(at[0], 3);
      expect(back.at[1]).toBeCloseTo(at[1], 6);
      expect(back.offMm).toBeLessThan(1e-3);
    }
    const sections = sectionNumbers(surface.lengthMm, 2);
    const layout = stripLayout({ image, surface, sections, widthMm: 12, thicknessMm: 1 });
    for (const number of [5, 17]) {
      const sheet = sectionSheet(layout, number, image);
      const section = makeSection(layout, number, { image, labels });
      const { frame, greys } = section;
      const [column, row] = [3, Math.floor(frame.height / 2)];
      const at = [
        frame.originMm[0] + column * frame.spacingMm[0],
        frame.originMm[1] + row * frame.spacingMm[1],
      ] as const;
      const world = sheet.toWorld(at);
      expect(greys[column + row * frame.width]).toBeCloseTo(greyOf(world), 1);
      expect(sheet.greyAt(at)).toBeCloseTo(greyOf(world), 1);
      expect(sheet.toSheet(world).at[0]).toBeCloseTo(at[0], 6);
      expect(sectionAtStrip(layout, at[0])).toBe(number);
      // The left edge is the cheek's.
      const onArch = archToWorld(surface, { s: (number - 1) * 2, h: surface.heightMm, off: 0 });
      const cheek = archToWorld(surface, { s: (number - 1) * 2, h: surface.heightMm, off: 5 });
      expect(sheet.toSheet(onArch).at[0]).toBeCloseTo(middleOfSection(layout, number), 6);
      expect(sheet.toSheet(cheek).at[0]).toBeCloseTo(middleOfSection(layout, number) - 5, 3);
      if (sheet.surface.kind !== 'plane') throw new Error('a section is flat');
      expect(dot(sheet.surface.normal, up)).toBeCloseTo(0, 6);
    }
  });

  it('show a tooth of the patient’s left on the right, below the arch', () => {
    const surface = surfaceOf([0, 0, 1]);
    const { outlines } = makePanoramic({ image, labels, surface, thicknessMm: 10, mode: 'mip', coarse: false });
    expect(outlines.map(({ label }) => label)).toEqual([34]);
    expect(outlines[0].centre[0]).toBeGreaterThan(surface.lengthMm / 2 + 8);
    expect(outlines[0].centre[1]).toBeCloseTo(-6, 0);
    expect(Math.sqrt(outlines[0].areaMm2 / Math.PI)).toBeCloseTo(4, 0);
    const coarse = makePanoramic({ image, labels, surface, thicknessMm: 10, mode: 'mip', coarse: true });
    expect(coarse.greys.length).toBeLessThan(2000);
    // Within half of its large pixels.
    expect(Math.abs(coarse.outlines[0].centre[0] - outlines[0].centre[0])).toBeLessThan(1.3);
  });
});

describe('section numbers', () => {
  it('begin with 1 at the right end and end where the arch does', () => {
    const sections = sectionNumbers(20.5, 2);
    expect(sections.count).toBe(11);
    expect(sectionAt(sections, -5)).toBe(1);
    expect(sectionAt(sections, 0.9)).toBe(1);
    expect(sectionAt(sections, 1.1)).toBe(2);
    expect(sectionAt(sections, 30)).toBe(11);
    expect(sectionNumbers(20, 0.5).count).toBe(41);
  });
});
