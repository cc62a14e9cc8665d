import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import { voxelCount, type Vec3 } from '#core/volume';
import {
  PATIENT_AXES,
  rotatedAxes,
  turnedPlane,
  type MprAxes,
} from '../../../../../renderer/viewer/slices/mpr-axes.ts';
import { obliqueFrame, reachInBox, volumeBounds } from '../../../../../renderer/viewer/slices/oblique-slice.ts';
import { fittedView, toMillimetres, type PaneView } from '../../../../../renderer/viewer/pane-view.ts';
import { atDepth, depthOf, PLANE_IDS, PLANES } from '../../../../../renderer/viewer/plane.ts';
import { SliceCutter } from '../../../../../renderer/viewer/slices/slice-cutter.ts';
import type { Slab } from '../../../../../renderer/viewer/slices/slab.ts';
import { sliceSheet } from '../../../../../renderer/viewer/slices/slice-sheet.ts';
import { DIRECTIONS, grid } from '../../../core/grids.ts';
import { linearGrey, middleOf, scanImage } from '../volumes.ts';

const DIMS: Vec3 = [19, 18, 17];
const SPACING: Vec3 = [0.4, 0.5, 0.7];
const TURNED: MprAxes = rotatedAxes(rotatedAxes(PATIENT_AXES, [0, 0, 1], 0.4), [1, 0, 0], -0.6);
const ONE_SLICE: Slab = { thicknessMm: 0, mode: 'mean' };
const CASES = DIRECTIONS.flatMap(([name, direction]) => PLANE_IDS.map((id) => [name, id, direction] as const));

function requestFor(image: ReturnType<typeof scanImage>, id: (typeof PLANE_IDS)[number], axes = TURNED) {
  const plane = turnedPlane(id, axes);
  const view: PaneView = fittedView({ widthPx: 200, heightPx: 150 }, volumeBounds(image.geometry, plane));
  return { axes, crosshairMm: middleOf(image.geometry), view, pixelRatio: 1, slab: ONE_SLICE, mostLayers: Infinity };
}

describe('SliceCutter', () => {
  it.each(CASES)('shows each pixel’s own place in the patient on a turned plane: %s, %s', (_, id, direction) => {
    const image = scanImage(grid(DIMS, SPACING, direction));
    const request = requestFor(image, id);
    const { plane, frame, depthMm, greys } = new SliceCutter(id, image).cut(request);
    expect(depthMm).toBeCloseTo(depthOf(plane, request.crosshairMm), 9);
    const toIjk = affineWorldToIjk(image.geometry);
    let [inside, outside] = [0, 0];
    for (let row = 0, pixel = 0; row < frame.height; row++) {
      for (let column = 0; column < frame.width; column++, pixel++) {
        const at = [
          frame.originMm[0] + column * frame.spacingMm[0],
          frame.originMm[1] + row * frame.spacingMm[1],
        ] as const;
        const world = atDepth(plane, at, depthMm);
        const ijk = applyAffine(toIjk, world);
        if (ijk.every((index, axis) => index >= 0 && index <= DIMS[axis] - 1)) {
          expect(greys[pixel]).toBeCloseTo(linearGrey(world), 3);
          inside++;
        } else if (ijk.some((index, axis) => index < -0.51 || index > DIMS[axis] - 0.49)) {
          expect(greys[pixel]).toBe(image.darkest);
          outside++;
        }
      }
    }
    expect(inside).toBeGreaterThan(100);
    expect(outside).toBeGreaterThan(20);
  });

  it.each(CASES)('draws a tooth where it lies on a turned plane: %s, %s', (_, id, direction) => {
    const geometry = grid(DIMS, [0.4, 0.4, 0.5], direction);
    const image = scanImage(geometry);
    const centre = middleOf(geometry);
    const labels = new Uint8Array(voxelCount(geometry));
    const toWorldMm = affineIjkToWorld(geometry);
    for (let n = 0; n < labels.length; n++) {
      const ijk: Vec3 = [n % DIMS[0], Math.floor(n / DIMS[0]) % DIMS[1], Math.floor(n / DIMS[0] / DIMS[1])];
      const world = applyAffine(toWorldMm, ijk);
      if (Math.hypot(world[0] - centre[0], world[1] - centre[1], world[2] - centre[2]) <= 2.5) labels[n] = 36;
    }
    const cutter = new SliceCutter(id, image);
    cutter.refresh(labels, 'labels');
    const { outlines, plane, depthMm } = cutter.cut(requestFor(image, id));
    expect(outlines.map(({ label }) => label)).toEqual([36]);
    // A ball of 2.5 mm cut through its middle is a disc of 19.6 mm², give or take the voxels at its border.
    expect(outlines[0].areaMm2).toBeGreaterThan(17);
    expect(outlines[0].areaMm2).toBeLessThan(23);
    const world = atDepth(plane, outlines[0].centre, depthMm);
    world.forEach((value, axis) => expect(Math.abs(value - centre[axis])).toBeLessThan(0.25));
  });

  it('takes the screen’s resolution but never more than the voxels’', () => {
    const geometry = grid(DIMS, SPACING, DIRECTIONS[0][1]);
    const plane = turnedPlane('axial', TURNED);
    const view = { widthPx: 100, heightPx: 100, centreMm: [0, 0] as const, mmPerPx: 2 };
    expect(obliqueFrame(geometry, plane, { view, pixelRatio: 2 }).spacingMm).toEqual([1, 1]);
    expect(obliqueFrame(geometry, plane, { view: { ...view, mmPerPx: 0.1 }, pixelRatio: 2 }).spacingMm).toEqual([
      0.4, 0.4,
    ]);
  });

  it('cuts no more than the pane shows', () => {
    const geometry = grid(DIMS, SPACING, DIRECTIONS[0][1]);
    const plane = turnedPlane('axial', TURNED);
    const view = { widthPx: 10, heightPx: 8, centreMm: [-3.5, 11] as const, mmPerPx: 0.4 };
    const frame = obliqueFrame(geometry, plane, { view, pixelRatio: 1 });
    expect(frame.width).toBeLessThanOrEqual(13);
    expect(frame.height).toBeLessThanOrEqual(11);
  });

  it('cuts again only when something changed', () => {
    const image = scanImage(grid(DIMS, SPACING, DIRECTIONS[0][1]));
    const cutter = new SliceCutter('coronal', image);
    const request = requestFor(image, 'coronal');
    const first = cutter.cut(request);
    expect(cutter.cut({ ...request })).toBe(first);
    expect(cutter.cut({ ...request, crosshairMm: [0, 0, 0] })).not.toBe(first);
    // Scrolling another plane leaves this one where it is, but for rounding.
    const { normal } = turnedPlane('axial', TURNED);
    const [x, y, z] = request.crosshairMm;
    const again = cutter.cut(request);
    const crosshairMm: Vec3 = [x + 0.7 * normal[0], y + 0.7 * normal[1], z + 0.7 * normal[2]];
    expect(cutter.cut({ ...request, crosshairMm })).toBe(again);
    const straight = cutter.cut({ ...request, axes: PATIENT_AXES });
    expect(cutter.cut({ ...request, axes: PATIENT_AXES, view: { ...request.view, mmPerPx: 1 } })).toBe(straight);
  });
});

describe('sliceSheet', () => {
  it.each(CASES)('tells places, distance and greys of the picture: %s, %s', (_, id, direction) => {
    const image = scanImage(grid(DIMS, SPACING, direction));
    const request = requestFor(image, id);
    for (const axes of [PATIENT_AXES, TURNED]) {
      const cut = new SliceCutter(id, image).cut({ ...request, axes });
      const sheet = sliceSheet(cut, image);
      const at = toMillimetres(request.view, [100, 75]);
      const world = sheet.toWorld(at);
      const off: Vec3 = [
        world[0] + 2 * cut.plane.normal[0],
        world[1] + 2 * cut.plane.normal[1],
        world[2] + 2 * cut.plane.normal[2],
      ];
      expect(sheet.toSheet(off).offMm).toBeCloseTo(2, 9);
      sheet.toSheet(off).at.forEach((value, n) => expect(value).toBeCloseTo(at[n], 9));
      const middle = sheet.toSheet(request.crosshairMm).at;
      expect(sheet.greyAt(middle)).toBeCloseTo(linearGrey(sheet.toWorld(middle)), 3);
      expect(sheet.greyAt([1e4, 0])).toBeNull();
    }
    expect(sliceSheet(new SliceCutter(id, image).cut({ ...request, axes: PATIENT_AXES }), image).surface).toEqual({
      kind: 'plane',
      normal: PLANES[id].normal,
      up: PLANES[id].v,
    });
  });
});

describe('reachInBox', () => {
  it('tells how far it is to the walls, backwards and onwards', () => {
    const box = { min: [0, 0, 0] as const, max: [10, 10, 10] as const };
    expect(reachInBox(box, [4, 5, 5], [1, 0, 0])).toEqual([-4, 6]);
    const [back, on] = reachInBox(box, [4, 9, 5], [Math.SQRT1_2, Math.SQRT1_2, 0]);
    expect(back).toBeCloseTo(-4 * Math.SQRT2, 9);
    expect(on).toBeCloseTo(Math.SQRT2, 9);
  });
});
