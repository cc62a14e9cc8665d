import { describe, expect, it } from 'vitest';
import { outlineOf } from '#core/panoramic/mask-outline';
import type { PicturePoint } from '../../../../../renderer/viewer/radiograph/picture-view.ts';
import { isInRings, smoothRing, type Ring } from '../../../../../renderer/viewer/radiograph/smooth-ring.ts';

const SIZE = 160;

function borderOf(inside: (x: number, y: number) => boolean): readonly PicturePoint[] {
  const mask = Uint8Array.from({ length: SIZE * SIZE }, (_, n) => Number(inside(n % SIZE, Math.floor(n / SIZE))));
  return outlineOf({ x0: 0, y0: 0, width: SIZE, height: SIZE, inside: mask });
}

/** Two roots, a crown with a corner, and stairs everywhere. */
const molar = (x: number, y: number): boolean =>
  (y > 30 && y <= 80 && Math.abs(x - 80) < 45) ||
  (y > 80 && y < 140 && (Math.abs(x - 55 + (y - 80) / 6) < 16 || Math.abs(x - 105 - (y - 80) / 5) < 14));
const disc = (x: number, y: number): boolean => Math.hypot(x - 80, y - 80) < 50;

/** The curve that is drawn: quadratic between the middles of the ring's edges, with the ring's points as control points. */
function drawnCurve(ring: Ring): PicturePoint[] {
  const count = ring.length / 2;
  const at = (n: number): PicturePoint => [ring[2 * (n % count)], ring[2 * (n % count) + 1]];
  return Array.from({ length: count }, (_, n) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [at(n), at(n + 1), at(n + 2)];
    return [0, 0.25, 0.5, 0.75].map((t): PicturePoint => {
      const [p, q, r] = [(1 - t) ** 2 / 2, t ** 2 / 2, 0];
      const middle = 1 - p - q - r;
      return [p * ax + q * cx + middle * bx, p * ay + q * cy + middle * by];
    });
  }).flat();
}

/** Largest distance of a point from a closed line. */
function furthest(points: readonly PicturePoint[], line: readonly PicturePoint[]): number {
  return Math.max(
    ...points.map(([x, y]) =>
      Math.min(
        ...line.map(([x0, y0], n) => {
          const [x1, y1] = line[(n + 1) % line.length];
          const [dx, dy] = [x1 - x0, y1 - y0];
          const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
          return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
        }),
      ),
    ),
  );
}

describe('smoothRing', () => {
  it.each([
    ['a disc', disc],
    ['a molar with two roots and corners', molar],
  ])('moves the outline of %s by less than a pixel, either way', (_, inside) => {
    const border = borderOf(inside);
    const curve = drawnCurve(smoothRing(border));
    expect(furthest(curve, border)).toBeLessThan(1);
    expect(furthest(border, curve)).toBeLessThan(1);
  });

  it('leaves no stairs: the disc’s outline turns evenly', () => {
    const ring = smoothRing(borderOf(disc));
    const count = ring.length / 2;
    let sharpest = 0;
    for (let n = 0; n < count; n++) {
      const at = (k: number): PicturePoint => [ring[2 * ((n + k) % count)], ring[2 * ((n + k) % count) + 1]];
      const [[ax, ay], [bx, by], [cx, cy]] = [at(0), at(1), at(2)];
      const turn = Math.atan2(cy - by, cx - bx) - Math.atan2(by - ay, bx - ax);
      sharpest = Math.max(sharpest, Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn))));
    }
    expect(sharpest).toBeLessThan(Math.PI / 8);
  });

  it('keeps a single pixel and a short line as they are', () => {
    expect([...smoothRing([[7, 9]])]).toEqual([7, 9]);
    expect([
      ...smoothRing([
        [1, 1],
        [4, 1],
      ]),
    ]).toEqual([1, 1, 4, 1]);
  });
});

describe('isInRings', () => {
  it('tells inside from outside, between the roots too, and takes a ring within a ring for a hole', () => {
    const rings = [smoothRing(borderOf(molar))];
    expect(isInRings(rings, [80, 50])).toBe(true);
    expect(isInRings(rings, [52, 120])).toBe(true);
    expect(isInRings(rings, [80, 120])).toBe(false);
    expect(isInRings(rings, [5, 50])).toBe(false);
    const holed = [smoothRing(borderOf(disc)), smoothRing(borderOf((x, y) => Math.hypot(x - 80, y - 80) < 20))];
    expect(isInRings(holed, [80, 80])).toBe(false);
    expect(isInRings(holed, [80, 115])).toBe(true);
  });
});
