import { describe, expect, it } from 'vitest';
import { archSurface, archToWorld } from '#core/arch/arch-surface';
import { ruledGreysInto } from '#core/arch/ruled-greys';
import { ruledLabelsInto, unrolledSheet, type SlabMode } from '#core/arch/ruled-picture';
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import { unit } from '#core/vector';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { DIRECTIONS, grid } from '../grids.ts';

const CONTROL: readonly Vec3[] = [
  [-18, 12, 0],
  [-14, -4, 0],
  [0, -14, 0],
  [14, -4, 0],
  [18, 12, 0],
];
const DIMS: Vec3 = [84, 76, 60];
const SPACING_MM: Vec3 = [0.7, 0.8, 1.1];
const OUTSIDE = -1000;
const PIXEL_MM = 0.9;
/** Balls of 1000 on 0, their borders as soft as a scan's. */
const BALLS: readonly (readonly [...Vec3, radiusMm: number])[] = [
  [0, -14, 2, 3],
  [-13, -5, -4, 2],
  [14, -2, 3, 4],
  [-17, 8, 5, 1.5],
  [6, -16, -6, 2.5],
];
const CONTRAST = 1000;

function phantom(direction: readonly number[]) {
  const at = grid(DIMS, SPACING_MM, direction, [0, 0, 0]);
  const middle = applyAffine(affineIjkToWorld(at), [(DIMS[0] - 1) / 2, (DIMS[1] - 1) / 2, (DIMS[2] - 1) / 2]);
  const geometry: Geometry = { ...at, originMm: [-middle[0], -middle[1], -middle[2]] };
  const data = new Int16Array(voxelCount(geometry));
  const labels = new Uint8Array(data.length);
  const m = affineIjkToWorld(geometry);
  for (let n = 0; n < data.length; n++) {
    const ijk: Vec3 = [n % DIMS[0], Math.floor(n / DIMS[0]) % DIMS[1], Math.floor(n / (DIMS[0] * DIMS[1]))];
    const [x, y, z] = applyAffine(m, ijk);
    for (const [ball, [bx, by, bz, radius]] of BALLS.entries()) {
      const depth = radius - Math.hypot(x - bx, y - by, z - bz);
      data[n] += CONTRAST * Math.min(1, Math.max(0, 0.5 + depth / 2));
      if (depth > 0) labels[n] = 11 + ball;
    }
  }
  return { dims: DIMS, worldToIjk: affineWorldToIjk(geometry), data, labels };
}

type Phantom = ReturnType<typeof phantom>;

/** The textbook's way: one point after the other through the whole geometry, trilinear, at the scan's border its last voxel. */
function greyAt({ dims, data, worldToIjk }: Phantom, world: Vec3): number | null {
  const ijk = applyAffine(worldToIjk, world);
  if (ijk.some((at, axis) => at < -0.5 || at > dims[axis] - 0.5)) return null;
  const low = ijk.map((at, axis) => Math.min(dims[axis] - 2, Math.max(0, Math.floor(at))));
  let value = 0;
  for (let corner = 0; corner < 8; corner++) {
    let [weight, index] = [1, 0];
    for (let axis = 2; axis >= 0; axis--) {
      const up = (corner >> axis) & 1;
      const share = Math.min(1, Math.max(0, ijk[axis] - low[axis]));
      weight *= up === 1 ? share : 1 - share;
      index = index * dims[axis] + low[axis] + up;
    }
    value += weight * data[index];
  }
  return value;
}

interface SlabCase {
  readonly up: Vec3;
  readonly thicknessMm: number;
  readonly samples: number;
}

const HEIGHT = 30;

function pictures(source: Phantom, { up, thicknessMm, samples }: SlabCase, mode: SlabMode) {
  const surface = archSurface(CONTROL, up);
  if (surface === null) throw new Error('no arch');
  const fromMm = surface.heightMm - 13;
  const sheet = unrolledSheet(surface, { spacingMm: PIXEL_MM, fromMm, height: HEIGHT });
  const slab = { thicknessMm, depthStepMm: thicknessMm / samples };
  const made = new Float32Array(sheet.width * HEIGHT);
  ruledGreysInto(made, sheet, source, { ...slab, mode, outside: OUTSIDE });
  const teeth = new Uint8Array(made.length);
  ruledLabelsInto(teeth, sheet, { ...source, data: source.labels }, slab);
  const wanted = new Float64Array(made.length);
  const wantedTeeth = new Uint8Array(made.length);
  for (let pixel = 0; pixel < wanted.length; pixel++) {
    const s = (pixel % sheet.width) * PIXEL_MM;
    const h = fromMm + Math.floor(pixel / sheet.width) * PIXEL_MM;
    const offs = Array.from({ length: samples }, (_, n) => ((n + 0.5) / samples - 0.5) * thicknessMm);
    const places = offs.map((off) => archToWorld(surface, { s, h, off }));
    const greys = places.map((world) => greyAt(source, world)).filter((grey) => grey !== null);
    wanted[pixel] = mode === 'mip' ? Math.max(...greys) : greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
    if (greys.length === 0) wanted[pixel] = OUTSIDE;
    const inwards = offs.map((off, n) => ({ away: Math.abs(off), n })).toSorted((a, b) => a.away - b.away);
    for (const { n } of inwards) {
      const ijk = applyAffine(source.worldToIjk, places[n]).map(Math.round);
      if (ijk.some((at, axis) => at < 0 || at >= DIMS[axis])) continue;
      wantedTeeth[pixel] = source.labels[ijk[0] + DIMS[0] * (ijk[1] + DIMS[1] * ijk[2])];
      if (wantedTeeth[pixel] !== 0) break;
    }
  }
  return { made, wanted, teeth, wantedTeeth };
}

function errors({ made, wanted }: ReturnType<typeof pictures>): { readonly rms: number; readonly worst: number } {
  let [squares, worst] = [0, 0];
  for (let n = 0; n < made.length; n++) {
    const error = Math.abs(made[n] - wanted[n]);
    squares += error * error;
    worst = Math.max(worst, error);
  }
  return { rms: Math.sqrt(squares / made.length), worst };
}

const TILTED = unit([0.06, 0.2, 1]) ?? ([0, 0, 1] as const);

describe.each(DIRECTIONS)('unrolled pictures of a scan that is %s', (_, direction) => {
  const source = phantom(direction);
  describe.each([
    ['upright', [0, 0, 1] as const],
    ['tilted', TILTED],
  ])('along an arch that is %s', (_name, up) => {
    it.each(['mean', 'mip'] as const)('are those of trilinear sampling where samples are few: %s', (mode) => {
      const thin = pictures(source, { up, thicknessMm: 6, samples: 11 }, mode);
      expect(errors(thin).worst).toBeLessThan(0.01);
      expect(Math.max(...thin.wanted)).toBeGreaterThan(0.8 * CONTRAST * (mode === 'mip' ? 1 : 0.5));
    });

    it.each([
      ['mean', 16, 40, { rms: 0.004, worst: 0.06 }],
      ['mean', 40, 33, { rms: 0.004, worst: 0.06 }],
      ['mip', 16, 40, { rms: 0.004, worst: 0.07 }],
      ['mip', 40, 33, { rms: 0.004, worst: 0.07 }],
    ] as const)(
      'are within some hundredths of the contrast of it where they are many: %s of %s mm',
      (mode, thicknessMm, samples, share) => {
        const { rms, worst } = errors(pictures(source, { up, thicknessMm, samples }, mode));
        expect(rms).toBeLessThan(share.rms * CONTRAST);
        expect(worst).toBeLessThan(share.worst * CONTRAST);
      },
    );

    it.each([1, 6, 7, 12])(
      'name the tooth nearest to the middle of %s samples, at the scan’s border too',
      (samples) => {
        const { teeth, wantedTeeth } = pictures(source, { up, thicknessMm: 30, samples }, 'mean');
        expect(wantedTeeth.filter((label) => label !== 0).length).toBeGreaterThan(40);
        // A place on the border of two voxels belongs to either.
        const other = teeth.filter((label, n) => label !== wantedTeeth[n]).length;
        expect(other).toBeLessThanOrEqual(teeth.length / 500);
      },
    );
  });
});
