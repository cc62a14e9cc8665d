import { describe, expect, it } from 'vitest';
import { archOfBone } from '#core/arch/arch-of-bone';
import { archOfTeeth, type ArchTooth } from '#core/arch/arch-of-teeth';
import { archSurface, worldToArch, type ArchSurface } from '#core/arch/arch-surface';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { dentition, type DentitionOptions } from '../arch-phantom.ts';
import { DIRECTIONS } from '../grids.ts';

function teethOf(options: DentitionOptions = {}): ArchTooth[] {
  return dentition(options).map(({ fdi, centreMm }) => ({ fdi, centroidMm: centreMm }));
}

function surfaceOf(teeth: readonly ArchTooth[], up: Vec3 | null = null): ArchSurface {
  const arch = archOfTeeth(teeth, { up });
  const surface = arch === null ? null : archSurface(arch.controlMm, arch.up);
  if (surface === null) throw new Error('no arch');
  return surface;
}

describe('archOfTeeth', () => {
  it.each<readonly [string, DentitionOptions]>([
    ['a full dentition', {}],
    ['a turned, small one', { turnRad: 0.3, scale: 0.85, centreMm: [13, -40, 22] }],
    ['one with gaps', { missing: [18, 16, 11, 21, 22, 36, 37, 46, 45, 44, 48] }],
    ['a lower jaw alone', { missing: [11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 26, 27, 28] }],
  ])('passes within 2.5 mm of every tooth of %s, in the order of the chart', (_, options) => {
    const teeth = teethOf(options);
    const surface = surfaceOf(teeth);
    const places = teeth.map(({ fdi, centroidMm }) => ({ fdi, ...worldToArch(surface, centroidMm) }));
    for (const { fdi, off } of places) expect(Math.abs(off), `${fdi} stands ${off} mm off`).toBeLessThan(2.5);
    for (const row of [
      [18, 17, 16, 15, 14, 13, 12, 11, 21, 22, 23, 24, 25, 26, 27, 28],
      [48, 47, 46, 45, 44, 43, 42, 41, 31, 32, 33, 34, 35, 36, 37, 38],
    ]) {
      const along = row.flatMap((fdi) => places.filter((place) => place.fdi === fdi).map(({ s }) => s));
      expect(along).toEqual([...along].sort((a, b) => a - b));
    }
    // About 12 mm go on beyond the outermost teeth.
    const ends = places.map(({ s }) => s);
    expect(Math.min(...ends)).toBeGreaterThan(9);
    expect(Math.min(...ends)).toBeLessThan(16);
    expect(surface.lengthMm - Math.max(...ends)).toBeGreaterThan(9);
    expect(surface.lengthMm - Math.max(...ends)).toBeLessThan(16);
  });

  it('goes on behind a third molar that stands further in than its neighbour', () => {
    const teeth = teethOf().map((tooth): ArchTooth => {
      const [x, y, z] = tooth.centroidMm;
      return tooth.fdi === 18 ? { fdi: 18, centroidMm: [x + 5, y + 4, z] } : tooth;
    });
    const surface = surfaceOf(teeth);
    const third = teeth.find(({ fdi }) => fdi === 18);
    expect(worldToArch(surface, third?.centroidMm ?? [0, 0, 0]).s).toBeGreaterThan(9);
  });

  it('is not drawn aside by a retained tooth far off the arch', () => {
    const teeth = teethOf();
    const away = teeth.map((tooth): ArchTooth => {
      const [x, y, z] = tooth.centroidMm;
      return tooth.fdi === 13 ? { fdi: 13, centroidMm: [x + 9, y + 9, z + 12] } : tooth;
    });
    const [straight, drawn] = [surfaceOf(teeth), surfaceOf(away)];
    for (const { centroidMm } of teeth)
      expect(Math.abs(worldToArch(drawn, centroidMm).off - worldToArch(straight, centroidMm).off)).toBeLessThan(1.6);
  });

  it('lies in the plane of the bite', () => {
    // The head nods by 25°: about the x axis.
    const [c, s] = [Math.cos(0.44), Math.sin(0.44)];
    const nod = ([x, y, z]: Vec3): Vec3 => [x, c * y - s * z, s * y + c * z];
    const teeth = teethOf();
    const nodded = teeth.map(({ fdi, centroidMm }) => ({ fdi, centroidMm: nod(centroidMm) }));
    const [level, tilted] = [surfaceOf(teeth), surfaceOf(nodded, nod([0, 0, 1]))];
    expect(tilted.lengthMm).toBeCloseTo(level.lengthMm, 0);
    for (const { centroidMm } of teeth) {
      const [a, b] = [worldToArch(level, centroidMm), worldToArch(tilted, nod(centroidMm))];
      expect(b.s).toBeCloseTo(a.s, 0);
      expect(b.h - tilted.heightMm).toBeCloseTo(a.h - level.heightMm, 1);
    }
  });

  it('stays upright when the plane is too steep to be a bite, and is nothing without teeth', () => {
    expect(archOfTeeth(teethOf(), { up: [0, 0.9, 0.43] })?.up).toEqual([0, 0, 1]);
    expect(archOfTeeth([])).toBeNull();
    expect(surfaceOf(teethOf().slice(0, 1)).lengthMm).toBeGreaterThan(20);
  });
});

/** A toothless mandible: an arched bar of bone in soft tissue, with a spine behind and air around. */
function jawBone(direction: readonly number[], turnRad = 0): { geometry: Geometry; data: Int16Array; at: Vec3 } {
  const dims: Vec3 = [110, 110, 70];
  const at0: Geometry = { dims, spacingMm: [1, 1.1, 0.9], originMm: [0, 0, 0], direction };
  const middle = applyAffine(affineIjkToWorld(at0), [55, 55, 35]);
  const geometry = { ...at0, originMm: [-middle[0], -middle[1], -middle[2]] as const };
  const m = affineIjkToWorld(geometry);
  const data = new Int16Array(voxelCount(geometry));
  const at: Vec3 = [4, -22, -6];
  const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)];
  for (let k = 0, n = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++, n++) {
        const [x, y, z] = applyAffine(m, [i, j, k]);
        const [u, v] = [cos * (x - at[0]) + sin * (y - at[1]), -sin * (x - at[0]) + cos * (y - at[1])];
        const inHead = (x / 48) ** 2 + (y / 50) ** 2 < 1;
        const offLine = Math.abs(v - 0.055 * u * u) / Math.hypot(1, 0.11 * u);
        const inJaw = offLine < 4 && v < 42 && v > -6 && Math.abs(z - at[2]) < 12;
        const inSpine = Math.hypot(x, y - 42) < 9;
        data[n] = !inHead ? -1000 : inJaw ? 1400 : inSpine ? 1100 : 40;
      }
    }
  }
  return { geometry, data, at };
}

describe('archOfBone', () => {
  it.each(DIRECTIONS)('finds the horseshoe of a toothless jaw in a scan that is %s', (_, direction) => {
    const { geometry, data, at } = jawBone(direction, 0.15);
    const arch = archOfBone({ geometry, data });
    const surface = arch === null ? null : archSurface(arch.controlMm, arch.up);
    if (surface === null) throw new Error('no arch');
    const [cos, sin] = [Math.cos(0.15), Math.sin(0.15)];
    for (let u = -24; u <= 24; u += 4) {
      const v = 0.055 * u * u;
      const place = worldToArch(surface, [at[0] + cos * u - sin * v, at[1] + sin * u + cos * v, at[2]]);
      expect(Math.abs(place.off), `${u}: ${place.off}`).toBeLessThan(2.5);
    }
    expect(Math.abs(surface.heightMm - at[2])).toBeLessThan(10);
    // From the patient's right.
    expect(surface.xyz[0]).toBeLessThan(surface.xyz[3 * surface.count - 3]);
  });

  it('finds none in a ball, and none in nothing', () => {
    const { geometry, data } = jawBone([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const m = affineIjkToWorld(geometry);
    const ball = data.map((_, n) => {
      const [x, y, z] = applyAffine(m, [n % 110, Math.floor(n / 110) % 110, Math.floor(n / 12100)]);
      return Math.hypot(x, y, z) < 25 ? 900 : -1000;
    });
    expect(archOfBone({ geometry, data: ball })).toBeNull();
    expect(archOfBone({ geometry, data: new Int16Array(data.length) })).toBeNull();
  });
});
