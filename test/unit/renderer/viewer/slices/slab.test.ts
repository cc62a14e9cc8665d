import { describe, expect, it } from 'vitest';
import { scaled } from '#core/vector';
import { voxelCount, type Vec3 } from '#core/volume';
import { PATIENT_AXES, rotatedAxes, turnedPlane } from '../../../../../renderer/viewer/slices/mpr-axes.ts';
import { volumeBounds } from '../../../../../renderer/viewer/slices/oblique-slice.ts';
import { fittedView } from '../../../../../renderer/viewer/pane-view.ts';
import { atDepth, PLANE_IDS, toPlane } from '../../../../../renderer/viewer/plane.ts';
import {
  SLAB_MODES,
  SlabRow,
  slabLayers,
  thickerSlab,
  type SlabMode,
} from '../../../../../renderer/viewer/slices/slab.ts';
import { SliceCutter, type SliceCut } from '../../../../../renderer/viewer/slices/slice-cutter.ts';
import { sliceSheet } from '../../../../../renderer/viewer/slices/slice-sheet.ts';
import { DIRECTIONS, grid } from '../../../core/grids.ts';
import { linearGrey, middleOf, scanImage } from '../volumes.ts';

const DIMS: Vec3 = [25, 24, 23];
const CASES = DIRECTIONS.flatMap(([name, direction]) => PLANE_IDS.map((id) => [name, id, direction] as const));

describe('slabLayers', () => {
  it('has a layer for each slice that the thickness covers, the middle one in the middle', () => {
    expect(slabLayers(0, 0.3)).toEqual([0]);
    expect(slabLayers(0.9, 0.3)).toEqual([-1, 0, 1]);
    expect(slabLayers(1.2, 0.3)).toEqual([-1.5, -0.5, 0.5, 1.5]);
  });

  it('spreads fewer layers over the same thickness', () => {
    expect(slabLayers(2.7, 0.3, 3)).toEqual([-4, 0, 4]);
  });
});

describe('thickerSlab', () => {
  it('steps through the list and stays at its ends', () => {
    expect(thickerSlab({ thicknessMm: 0, mode: 'mip' }, 1)).toEqual({ thicknessMm: 1, mode: 'mip' });
    expect(thickerSlab({ thicknessMm: 12, mode: 'mip' }, -1)).toEqual({ thicknessMm: 10, mode: 'mip' });
    expect(thickerSlab({ thicknessMm: 40, mode: 'mip' }, 1).thicknessMm).toBe(40);
    expect(thickerSlab({ thicknessMm: 0, mode: 'mip' }, -1).thicknessMm).toBe(0);
  });
});

describe('SlabRow', () => {
  it.each([
    ['mean', [2, 4, -9]],
    ['mip', [3, 4, -9]],
    ['minip', [1, 4, -9]],
  ] as const)('leaves out what lies beyond the scan: %s', (mode, expected) => {
    const slab = new SlabRow(mode, 3);
    slab.begin();
    slab.add(Float32Array.of(9, -9, 5));
    slab.begin(); // another row
    slab.add(Float32Array.of(1, Number.NaN, Number.NaN));
    slab.add(Float32Array.of(3, 4, Number.NaN));
    const out = new Int16Array(4);
    slab.writeInto(out, 1, -9);
    expect([...out]).toEqual([0, ...expected]);
  });
});

/** The grey in the middle of the crosshair, of a volume whose greys rise evenly. */
function cutMiddle(id: (typeof PLANE_IDS)[number], direction: readonly number[], mode: SlabMode, turned: boolean) {
  const image = scanImage(grid(DIMS, [0.4, 0.4, 0.4], direction));
  const axes = turned ? rotatedAxes(rotatedAxes(PATIENT_AXES, [0, 0, 1], 0.4), [1, 0, 0], -0.6) : PATIENT_AXES;
  const view = fittedView({ widthPx: 200, heightPx: 150 }, volumeBounds(image.geometry, turnedPlane(id, axes)));
  const crosshairMm = middleOf(image.geometry);
  const slab = { thicknessMm: 2, mode };
  const cut = new SliceCutter(id, image).cut({ axes, crosshairMm, view, pixelRatio: 1, slab, mostLayers: Infinity });
  return { cut, image, crosshairMm };
}

/** Place and grey of the pixel nearest to a world point. */
function pixelNear({ frame, greys, plane, depthMm }: SliceCut, worldMm: Vec3): { world: Vec3; grey: number } {
  const [u, v] = toPlane(plane, worldMm);
  const column = Math.round((u - frame.originMm[0]) / frame.spacingMm[0]);
  const row = Math.round((v - frame.originMm[1]) / frame.spacingMm[1]);
  const at = [frame.originMm[0] + column * frame.spacingMm[0], frame.originMm[1] + row * frame.spacingMm[1]] as const;
  return { world: atDepth(plane, at, depthMm), grey: greys[column + row * frame.width] };
}

describe('a slab of a slice', () => {
  it.each(CASES)('shows mean, brightest and darkest of its layers: %s, %s', (_, id, direction) => {
    for (const turned of [true, false]) {
      // Straight cuts of an exact grid have an even number of slices here: the middle of the slab lies between two.
      for (const mode of SLAB_MODES) {
        const { cut, image, crosshairMm } = cutMiddle(id, direction, mode, turned);
        const { world, grey } = pixelNear(cut, crosshairMm);
        const layers = slabLayers(2, cut.stepMm);
        const greys = layers.map((steps) => {
          const off = scaled(cut.plane.normal, steps * cut.stepMm);
          return linearGrey([world[0] + off[0], world[1] + off[1], world[2] + off[2]]);
        });
        const expected =
          mode === 'mip' ? Math.max(...greys) : mode === 'minip' ? Math.min(...greys) : linearGrey(world);
        expect(layers.length).toBe(5);
        expect(grey, `${mode}, turned: ${turned}`).toBeCloseTo(expected, 2);
        const sheet = sliceSheet(cut, image);
        expect(sheet.greyAt(toPlane(cut.plane, world))).toBeCloseTo(expected, 2);
        expect(sheet.halfThicknessMm).toBe(1);
      }
    }
  });

  it('takes fewer layers while it moves, and all of them when asked again in calm', () => {
    const geometry = grid(DIMS, [0.4, 0.4, 0.4], DIRECTIONS[0][1]);
    const image = scanImage(geometry, new Float32Array(voxelCount(geometry)));
    const { dims } = geometry;
    // One bright layer that a coarse walk steps over.
    const bright = 10;
    image.voxels.fill(1000, bright * dims[0] * dims[1], (bright + 1) * dims[0] * dims[1]);
    const cutter = new SliceCutter('axial', image);
    const view = { widthPx: 100, heightPx: 100, centreMm: [0, 0] as const, mmPerPx: 1 };
    const slab = { thicknessMm: 4, mode: 'mip' as const };
    const request = { axes: PATIENT_AXES, crosshairMm: middleOf(geometry), view, pixelRatio: 1, slab };
    const moving = cutter.cut({ ...request, mostLayers: 2 });
    expect([moving.complete, moving.greys[0]]).toEqual([false, 0]);
    const calm = cutter.cut({ ...request, mostLayers: Infinity });
    expect([calm.complete, calm.greys[0]]).toEqual([true, 1000]);
    expect(cutter.cut({ ...request, mostLayers: 2 })).toBe(calm);
  });
});
