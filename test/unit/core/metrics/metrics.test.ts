import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { measureTeeth, type ToothMeasurement } from '#core/metrics/metrics';
import { fitOcclusalPlane } from '#core/metrics/occlusal-plane';
import { principalAxes } from '#core/math/principal-axes';
import type { Geometry, Vec3 } from '#core/volume';
import { dentition, drawTeeth } from '../arch-phantom.ts';
import { DIRECTIONS, grid, leftHanded, rotation } from '../grids.ts';

type Box = readonly [fdi: number, min: Vec3, dims: Vec3];

function drawBoxes(geometry: Geometry, boxes: readonly Box[]): Uint8Array {
  const [ni, nj, nk] = geometry.dims;
  const labels = new Uint8Array(ni * nj * nk);
  for (const [fdi, [i0, j0, k0], [di, dj, dk]] of boxes)
    for (let k = k0; k < k0 + dk; k++)
      for (let j = j0; j < j0 + dj; j++) for (let i = i0; i < i0 + di; i++) labels[i + ni * (j + nj * k)] = fdi;
  return labels;
}

function measure(geometry: Geometry, labels: Uint8Array): readonly ToothMeasurement[] {
  const data = Int16Array.from(labels, (label, n) => label * 10 + (n % 2 === 0 ? 0 : 1));
  return measureTeeth({ geometry, data }, { geometry, data: labels }).teeth;
}

const tooth = (teeth: readonly ToothMeasurement[], fdi: number): ToothMeasurement => {
  const found = teeth.find((one) => one.fdi === fdi);
  if (found === undefined) throw new Error(`no ${fdi}`);
  return found;
};

// Steep grids would put the k axis of these boxes on its side; crown and root are then told by bulk, tested below.
describe.each(DIRECTIONS.filter(([name]) => name !== 'flipped and permuted'))(
  'boxes on a grid that is %s',
  (_name, direction) => {
    const spacing: Vec3 = [0.3, 0.4, 0.6];
    const geometry = grid([60, 40, 50], spacing, direction);
    const boxes: Box[] = [
      [12, [4, 10, 8], [12, 14, 33]],
      [11, [20, 10, 8], [16, 14, 36]],
      [21, [40, 10, 8], [16, 14, 36]],
    ];
    const teeth = measure(geometry, drawBoxes(geometry, boxes));
    const middle = tooth(teeth, 11);

    it('have their exact volume, centroid and sizes', () => {
      expect(middle.voxelCount).toBe(16 * 14 * 36);
      expect(middle.volumeMm3).toBeCloseTo(16 * 0.3 * 14 * 0.4 * 36 * 0.6, 8);
      const centre = applyAffine(affineIjkToWorld(geometry), [27.5, 16.5, 25.5]);
      middle.centroidMm.forEach((value, axis) => expect(value).toBeCloseTo(centre[axis], 9));
      expect(middle.lengthMm).toBeCloseTo(36 * 0.6, 6);
      expect(middle.mesiodistalMm).toBeCloseTo(16 * 0.3, 6);
      expect(middle.buccolingualMm).toBeCloseTo(14 * 0.4, 6);
    });

    it('have an axis that points from root to crown: down for upper teeth', () => {
      const down = direction[8] > 0 ? -1 : 1;
      middle.axis.forEach((value, n) => expect(value).toBeCloseTo(down * direction[6 + n], 6));
      expect(middle.axis[2]).toBeLessThan(0);
    });

    it('have bounds in voxels and in world', () => {
      expect(middle.boundsIjk).toEqual({ min: [20, 10, 8], max: [35, 23, 43] });
      const corners = [19.5, 35.5].flatMap((i) =>
        [9.5, 23.5].flatMap((j) => [7.5, 43.5].map((k) => applyAffine(affineIjkToWorld(geometry), [i, j, k]))),
      );
      for (let axis = 0; axis < 3; axis++) {
        expect(middle.boundsMm.min[axis]).toBeCloseTo(Math.min(...corners.map((corner) => corner[axis])), 9);
        expect(middle.boundsMm.max[axis]).toBeCloseTo(Math.max(...corners.map((corner) => corner[axis])), 9);
      }
    });

    it('have their mean grey and know whether the scan cuts them', () => {
      expect(middle.meanGrey).toBeCloseTo(110.5, 6);
      expect(middle.touchesBorder).toBe(false);
      const cut = measure(geometry, drawBoxes(geometry, [[12, [4, 10, 17], [12, 14, 33]]]));
      expect(cut[0].touchesBorder).toBe(true);
    });
  },
);

/** Labels the voxels whose world offset from a centre satisfies a predicate. */
function drawBody(
  geometry: Geometry,
  fdi: number,
  centre: Vec3,
  inside: (x: number, y: number, z: number) => boolean,
): Uint8Array {
  const affine = affineIjkToWorld(geometry);
  const [ni, nj, nk] = geometry.dims;
  const labels = new Uint8Array(ni * nj * nk);
  for (let k = 0, n = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, n++) {
        const [x, y, z] = applyAffine(affine, [i, j, k]);
        if (inside(x - centre[0], y - centre[1], z - centre[2])) labels[n] = fdi;
      }
  return labels;
}

describe.each([
  ['aligned', rotation(0, 0)],
  ['oblique', rotation(0.4, -0.3)],
  ['oblique left-handed', leftHanded(rotation(-0.5, 0.35))],
])('smooth bodies on a fine %s grid', (_name, direction) => {
  const dims: Vec3 = [90, 80, 70];
  const centred = grid(dims, [0.2, 0.25, 0.4], direction, [0, 0, 0]);
  const middle = applyAffine(affineIjkToWorld(centred), [44.5, 39.5, 34.5]);
  const geometry = { ...centred, originMm: [-middle[0], -middle[1], -middle[2]] as const };

  it('measure an ellipsoid to within a voxel', () => {
    const labels = drawBody(geometry, 46, [0, 0, 0], (x, y, z) => (x / 4) ** 2 + (y / 3) ** 2 + (z / 7) ** 2 <= 1);
    const [body] = measure(geometry, labels);
    expect(body.volumeMm3 / ((4 / 3) * Math.PI * 4 * 3 * 7)).toBeCloseTo(1, 2);
    expect(Math.abs(body.lengthMm - 14)).toBeLessThan(0.401);
    expect(body.axis[2]).toBeGreaterThan(0.999); // lower tooth: crown up
    body.centroidMm.forEach((value) => expect(Math.abs(value)).toBeLessThan(0.02));
    body.boundsMm.max.forEach((value, axis) => expect(Math.abs(value - [4, 3, 7][axis])).toBeLessThan(0.3));
  });

  it('measure a tilted cylinder along its own axis', () => {
    const [sin, cos] = [Math.sin(0.5), Math.cos(0.5)];
    const labels = drawBody(geometry, 21, [0, 0, 0], (x, y, z) => {
      const along = sin * x + cos * z;
      return Math.abs(along) <= 6 && (x - sin * along) ** 2 + y * y + (z - cos * along) ** 2 <= 9;
    });
    const [body] = measure(geometry, labels);
    expect(body.volumeMm3 / (Math.PI * 9 * 12)).toBeCloseTo(1, 2);
    expect(Math.abs(body.axis[0] * -sin + body.axis[2] * -cos)).toBeGreaterThan(0.9999);
    expect(body.axis[2]).toBeLessThan(0);
    expect(Math.abs(body.lengthMm - 12)).toBeLessThan(0.401);
    expect(Math.abs(body.mesiodistalMm - 6)).toBeLessThan(0.35);
    expect(Math.abs(body.buccolingualMm - 6)).toBeLessThan(0.35);
  });

  it('tell the crown of a tooth that lies flat by its bulk', () => {
    // A cone lying along −y: thick end at −y.
    const labels = drawBody(geometry, 38, [0, 0, 0], (x, y, z) => Math.abs(y) < 6 && x * x + z * z < (2 - y / 4) ** 2);
    const [body] = measure(geometry, labels);
    expect(body.axis[1]).toBeLessThan(-0.99);
  });

  it('take a bare crown as standing, not as lying on its side', () => {
    const labels = drawBody(
      geometry,
      36,
      [0, 0, 0],
      (x, y, z) => Math.abs(x) < 3 && Math.abs(y) < 2.8 && Math.abs(z) < 2.6,
    );
    expect(measure(geometry, labels)[0].axis[2]).toBeGreaterThan(0.95);
  });
});

describe('a dentition', () => {
  const geometry = grid([136, 112, 116], [0.5, 0.5, 0.5], rotation(0, 0), [-34, -6, -29]);
  const phantom = dentition();
  const labels = drawTeeth(phantom, geometry);
  const data = new Int16Array(labels.length);
  const { teeth, occlusalPlane } = measureTeeth({ geometry, data }, { geometry, data: labels });

  it('bites on the plane between the jaws', () => {
    expect(occlusalPlane?.normal[2]).toBeGreaterThan(0.999);
    expect(Math.abs(occlusalPlane?.pointMm[2] ?? 9)).toBeLessThan(0.3);
    for (const one of teeth) expect(one.tiltDeg).toBeLessThan(3);
  });

  it('has crown widths along and across the arch', () => {
    for (const one of teeth) {
      const { radiiMm } = phantom.filter(({ fdi }) => fdi === one.fdi)[0];
      // The phantom is widest a little above the middle, hence the factor.
      const factor = one.mesiodistalMm / (2 * radiiMm[0]);
      expect(factor).toBeGreaterThan(0.72);
      expect(factor).toBeLessThan(1.12);
      const ratio = one.mesiodistalMm / one.buccolingualMm / (radiiMm[0] / radiiMm[1]);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
    }
  });

  it('tilts against its own occlusal plane and not against the scanner', () => {
    const tipped = { ...geometry, direction: rotation(0, 0.3), originMm: [-34, -6, -29] as const };
    const { teeth: turned, occlusalPlane: plane } = measureTeeth(
      { geometry: tipped, data },
      { geometry: tipped, data: labels },
    );
    expect(Math.acos(plane?.normal[2] ?? 0)).toBeCloseTo(0.3, 1);
    turned.forEach((one, n) => expect(one.tiltDeg).toBeCloseTo(teeth[n].tiltDeg ?? -1, 3));
  });
});

it('has no occlusal plane for two teeth, nor for tips on a line', () => {
  expect(
    fitOcclusalPlane([
      [0, 0, 0],
      [10, 0, 0],
    ]),
  ).toBeNull();
  expect(
    fitOcclusalPlane([
      [0, 0, 0],
      [10, 1, 0],
      [20, 0, 0],
      [30, 1, 0],
    ]),
  ).toBeNull();
});

it('fits the occlusal plane without a submerged tooth', () => {
  const tips: Vec3[] = [];
  for (let n = 0; n < 12; n++) tips.push([20 * Math.cos(n / 4), 25 * Math.sin(n / 4), 0.1 * (n % 2)]);
  const plane = fitOcclusalPlane([...tips, [18, 10, -12]]);
  expect(plane?.normal[2]).toBeGreaterThan(0.9999);
});

it('diagonalises a covariance', () => {
  const [a, b, c] = principalAxes([2, 1, 0, 2, 0, 5]);
  expect([a.variance, b.variance, c.variance].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([5, 3, 1]);
  expect(Math.abs(b.axis[0] - b.axis[1])).toBeLessThan(1e-9);
});

it('measures nothing in an empty label map and refuses foreign labels and grids', () => {
  const geometry = grid([3, 3, 3], [1, 1, 1], rotation(0, 0));
  const volume = { geometry, data: new Int16Array(27) };
  expect(measureTeeth(volume, { geometry, data: new Uint8Array(27) })).toEqual({ teeth: [], occlusalPlane: null });
  expect(() => measureTeeth(volume, { geometry, data: new Uint8Array(27).fill(19) })).toThrow(RangeError);
  const other = { ...geometry, spacingMm: [1, 1, 2] as const };
  expect(() => measureTeeth(volume, { geometry: other, data: new Uint8Array(27) })).toThrow(RangeError);
});
