import { describe, expect, it } from 'vitest';
import { archSurface, archToWorld, normalAt, tangentAt, worldToArch, type ArchSurface } from '#core/arch/arch-surface';
import { dot, unit } from '#core/vector';
import type { Vec3 } from '#core/volume';

/** A half circle of 25 mm from the patient's right (−x) over the lips (−y) to the left. */
function halfCircle(up: Vec3 = [0, 0, 1], height = 5): ArchSurface {
  const left = unit([up[2], 0, -up[0]]) ?? [1, 0, 0];
  const back: Vec3 = [
    up[1] * left[2] - up[2] * left[1],
    up[2] * left[0] - up[0] * left[2],
    up[0] * left[1] - up[1] * left[0],
  ];
  const points = Array.from({ length: 19 }, (_, n): Vec3 => {
    const angle = Math.PI * (1 - n / 18);
    const [u, v] = [25 * Math.cos(angle), -25 * Math.sin(angle)];
    const part = (axis: number): number => u * left[axis] + v * back[axis] + height * up[axis];
    return [part(0), part(1), part(2)];
  });
  const surface = archSurface(points, up);
  if (surface === null) throw new Error('no arch');
  return surface;
}

const TILTED = unit([0.2, -0.35, 1]) ?? ([0, 0, 1] as const);

describe('archSurface', () => {
  it('runs from the right to the left with normals towards the lips', () => {
    const surface = halfCircle();
    expect(surface.lengthMm).toBeCloseTo(25 * Math.PI, 1);
    expect(archToWorld(surface, { s: 0, h: 5, off: 0 })[0]).toBeCloseTo(-25, 6);
    const middle = surface.lengthMm / 2;
    expect(normalAt(surface, middle)[1]).toBeCloseTo(-1, 3);
    expect(tangentAt(surface, middle)[0]).toBeCloseTo(1, 3);
    expect(normalAt(surface, 0)[0]).toBeLessThan(-0.98);
  });

  it.each([
    ['upright', [0, 0, 1] as const],
    ['tilted', TILTED],
  ])('goes to the world and back exactly, %s', (_, up) => {
    const surface = halfCircle(up);
    for (const s of [-4, 0, 0.1, 13.37, 39.2, 70, surface.lengthMm, surface.lengthMm + 3]) {
      for (const h of [-20, 5, 31]) {
        for (const off of [-9, 0, 0.5, 12]) {
          const place = worldToArch(surface, archToWorld(surface, { s, h, off }));
          expect(place.s).toBeCloseTo(s, 3);
          expect(place.h).toBeCloseTo(h, 9);
          expect(place.off).toBeCloseTo(off, 3);
        }
      }
    }
  });

  it('puts points of one height on one level plane whatever height they were given at', () => {
    const surface = archSurface([
      [-20, 10, 1],
      [0, -10, 5],
      [20, 10, 3],
    ]);
    if (surface === null) throw new Error('no arch');
    for (let n = 0; n < surface.count; n++) expect(surface.xyz[3 * n + 2]).toBeCloseTo(3, 9);
  });

  it('measures height along its own direction', () => {
    const surface = halfCircle(TILTED);
    const [low, high] = [10, 22].map((h) => archToWorld(surface, { s: 20, h, off: 0 }));
    expect(Math.hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2])).toBeCloseTo(12, 9);
    expect(dot(high, TILTED)).toBeCloseTo(22, 9);
  });
});
