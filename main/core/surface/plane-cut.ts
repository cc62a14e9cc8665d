/** Where a plane cuts a surface: one short line for each face that it goes through. */
import { dot } from '../vector.ts';
import type { Vec3 } from '../volume.ts';
import type { Triangles } from './face-tree.ts';

/** Two ends a line, x, y, z each. A face that only touches the plane is not cut. */
export function planeCut({ positions, triangles }: Triangles, normal: Vec3, throughMm: Vec3): Float32Array {
  const [nx, ny, nz] = normal;
  const offset = dot(normal, throughMm);
  const heights = new Float32Array(positions.length / 3);
  for (let v = 0; v < heights.length; v++) {
    heights[v] = positions[3 * v] * nx + positions[3 * v + 1] * ny + positions[3 * v + 2] * nz - offset;
  }
  const ends: number[] = [];
  for (let n = 0; n < triangles.length; n += 3) {
    const [a, b, c] = [triangles[n], triangles[n + 1], triangles[n + 2]];
    const [upA, upB, upC] = [heights[a] >= 0, heights[b] >= 0, heights[c] >= 0];
    if (upA === upB && upB === upC) continue;
    // The corner that lies alone on its side is the end of both sides that are cut.
    if (upB === upC) pushCut(ends, positions, heights, [a, b, c]);
    else if (upA === upC) pushCut(ends, positions, heights, [b, c, a]);
    else pushCut(ends, positions, heights, [c, a, b]);
  }
  return Float32Array.from(ends);
}

function pushCut(
  ends: number[],
  positions: Triangles['positions'],
  heights: Float32Array,
  [alone, one, other]: readonly [number, number, number],
): void {
  for (const end of [one, other]) {
    const share = heights[alone] / (heights[alone] - heights[end]);
    for (let axis = 0; axis < 3; axis++) {
      const from = positions[3 * alone + axis];
      ends.push(from + share * (positions[3 * end + axis] - from));
    }
  }
}
