import { describe, expect, it } from 'vitest';
import { FaceTree } from '#core/surface/face-tree';
import type { Vec3 } from '#core/volume';
import { unit } from '#core/vector';
import { twoBlocks } from './two-blocks.ts';

const { positions, triangles } = twoBlocks();

describe('FaceTree', () => {
  it('finds the face that a ray meets first, as trying every face does', () => {
    const tree = new FaceTree({ positions, triangles });
    let met = 0;
    for (let n = 0; n < 12; n++) {
      const origin: Vec3 = [4 + ((n * 7.3) % 5), 4 + ((n * 3.1) % 5), 9];
      const direction = unit([Math.sin(n), Math.cos(1.7 * n), -2]) ?? [0, 0, -1];
      const hit = tree.firstHit(origin, direction);
      const expected = firstOfAll(origin, direction);
      expect(hit?.distance ?? Infinity).toBeCloseTo(expected, 9);
      if (hit !== null) met++;
    }
    expect(met).toBeGreaterThan(6);
  });

  it('meets nothing beside the surface and behind the origin', () => {
    const tree = new FaceTree({ positions, triangles });
    expect(tree.firstHit([-1, 5, 9], [0, 0, -1])).toBeNull();
    expect(tree.firstHit([5, 5, 9], [0, 0, 1])).toBeNull();
  });

  it('shares out every face once among compact pieces', () => {
    const pieces = new FaceTree({ positions, triangles }).pieces(1000);
    expect(pieces.every(({ length }) => length <= 1000)).toBe(true);
    const faces = pieces.flatMap((piece) => [...piece]).toSorted((a, b) => a - b);
    expect(faces).toEqual(Array.from({ length: triangles.length / 3 }, (_, n) => n));
  });

  it('takes a surface without a face', () => {
    const tree = new FaceTree({ positions: new Float64Array(0), triangles: new Uint32Array(0) });
    expect(tree.firstHit([0, 0, 1], [0, 0, -1])).toBeNull();
    expect(tree.pieces(10)).toEqual([]);
  });
});

/** Cramer's rule on every face. */
function firstOfAll(o: Vec3, d: Vec3): number {
  let nearest = Infinity;
  const at = (v: number): Vec3 => [positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]];
  for (let n = 0; n < triangles.length; n += 3) {
    const [a, b, c] = [at(triangles[n]), at(triangles[n + 1]), at(triangles[n + 2])];
    const columns = [0, 1, 2].map((i) => [b[i] - a[i], c[i] - a[i], -d[i]]);
    const right = [0, 1, 2].map((i) => o[i] - a[i]);
    const whole = determinant(columns);
    const solved = [0, 1, 2].map(
      (k) => determinant(columns.map((row, i) => row.map((value, j) => (j === k ? right[i] : value)))) / whole,
    );
    const [s, t, distance] = solved;
    if (s >= 0 && t >= 0 && s + t <= 1 && distance > 0 && distance < nearest) nearest = distance;
  }
  return nearest;
}

function determinant(m: readonly (readonly number[])[]): number {
  return (
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
    m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
    m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
  );
}
