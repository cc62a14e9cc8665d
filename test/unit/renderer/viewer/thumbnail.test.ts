import { describe, expect, it } from 'vitest';
import { applyAffine, affineIjkToWorld } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import type { ScanImage } from '../../../../renderer/viewer/scan-images.ts';
import { thumbnailOf, type Thumbnail } from '../../../../renderer/viewer/thumbnail.ts';
import { viewGrid } from '../../../../renderer/viewer/view-grid.ts';

const WINDOW = { level: 500, width: 1000 };
const pause = async (): Promise<void> => {};

/** 60 × 40 × 30 mm; bright where `inside` says so of a world point. */
function scanOf(geometry: Geometry, inside: (worldMm: Vec3) => boolean): ScanImage {
  const voxels = new Int16Array(voxelCount(geometry));
  const toWorld = affineIjkToWorld(geometry);
  const [ni, nj] = geometry.dims;
  for (let n = 0; n < voxels.length; n++) {
    const ijk: Vec3 = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    voxels[n] = inside(applyAffine(toWorld, ijk)) ? 1000 : 0;
  }
  return { geometry, grid: viewGrid(geometry), voxels, darkest: 0 };
}

/** Stored with x to the right, z downwards and thick slices: anisotropic and flipped. */
const FLIPPED: Geometry = {
  dims: [60, 80, 15],
  spacingMm: [1, 0.5, 2],
  originMm: [59, 0, 28],
  direction: [-1, 0, 0, 0, 1, 0, 0, 0, -1],
};

const grey = ({ width, height, greys }: Thumbnail, x: number, y: number): number =>
  greys[Math.floor(x * width) + Math.floor(y * height) * width];

describe('a thumbnail of a volume', () => {
  it('shows it from the front: the patient’s right on the left, up is up, in true proportions', async () => {
    // A block at the patient's right (small x), high (large z), near the front.
    const image = scanOf(FLIPPED, ([x, y, z]) => x < 15 && z > 20 && y < 10);
    const picture = await thumbnailOf({ image, modality: 'cbct', window: WINDOW, mostPx: [120, 120], pause });
    expect([picture.width, picture.height]).toEqual([120, 60]);
    expect(grey(picture, 0.1, 0.1)).toBe(255);
    expect(grey(picture, 0.9, 0.1)).toBe(0);
    expect(grey(picture, 0.1, 0.9)).toBe(0);
  });

  it('leaves the spine out', async () => {
    const image = scanOf(FLIPPED, ([, y]) => y > 32);
    const picture = await thumbnailOf({ image, modality: 'cbct', window: WINDOW, mostPx: [60, 60], pause });
    expect(Math.max(...picture.greys)).toBe(0);
  });

  it('finds the same in an oblique scan', async () => {
    const angle = Math.PI / 6;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const oblique: Geometry = { ...FLIPPED, originMm: [0, 0, 0], direction: [c, s, 0, -s, c, 0, 0, 0, 1] };
    const image = scanOf(oblique, ([, , z]) => z > 18);
    const picture = await thumbnailOf({ image, modality: 'cbct', window: WINDOW, mostPx: [120, 120], pause });
    expect(grey(picture, 0.6, 0.1)).toBe(255);
    expect(grey(picture, 0.6, 0.9)).toBe(0);
  });
});

describe('a thumbnail of a radiograph', () => {
  it('is the picture, smaller', async () => {
    const geometry: Geometry = {
      dims: [100, 50, 1],
      spacingMm: [1, 1, 1],
      originMm: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    };
    const image = scanOf(geometry, ([x, y]) => x >= 50 && y < 25);
    const picture = await thumbnailOf({ image, modality: 'opg', window: WINDOW, mostPx: [40, 40], pause });
    expect([picture.width, picture.height]).toEqual([40, 20]);
    expect([grey(picture, 0.9, 0.2), grey(picture, 0.1, 0.2), grey(picture, 0.9, 0.8)]).toEqual([255, 0, 0]);
  });
});
