/**
 * How much surface each 2×2×2 neighbourhood of voxels holds, as the surface-distance method counts it (Nikolov et al.,
 * "Deep learning to achieve clinically applicable segmentation of head and neck anatomy", 2018): marching cubes with
 * vertices in the middle of the edges. The areas are derived here, not copied; the test compares them with the published
 * implementation.
 */
import type { Vec3 } from '../volume.ts';

/** Bit of the corner (a,b,c) of a neighbourhood, each 0 or 1 along i, j, k. */
export function cornerBit(a: number, b: number, c: number): number {
  return 1 << (a + 2 * b + 4 * c);
}

type Edge = string; // two corner indices, smaller first

/** Surface area in mm² of each of the 256 neighbourhoods; 0 for an empty or a full one. */
export function surfaceAreas(spacingMm: Vec3): Float64Array {
  const [si, sj, sk] = spacingMm;
  return Float64Array.from(TRIANGLE_NORMALS, (normals) =>
    normals.reduce((sum, [x, y, z]) => sum + Math.hypot(x * sj * sk, y * si * sk, z * si * sj), 0),
  );
}

/** Closed polygons through the cut edges: every face of the cube joins its cut edges in pairs. */
function contourLoops(code: number): Vec3[][] {
  const next = new Map<Edge, Edge[]>();
  const join = (a: Edge, b: Edge): void => {
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  };
  const inside = (corner: number): boolean => (code & (1 << corner)) !== 0;
  const insideCount = [0, 1, 2, 3, 4, 5, 6, 7].filter(inside).length;
  for (const face of FACES) {
    const cut = face.flatMap((corner, n) => (inside(corner) !== inside(face[(n + 1) % 4]) ? [n] : []));
    const edge = (n: number): Edge => edgeOf(face[n], face[(n + 1) % 4]);
    if (cut.length === 2) join(edge(cut[0]), edge(cut[1]));
    else if (cut.length === 4) {
      // Opposite corners are inside: the kind of corner that is in the minority in the cube is cut off one by one.
      const cutOffOdd = inside(face[1]) === insideCount <= 4;
      join(edge(0), edge(cutOffOdd ? 1 : 3));
      join(edge(2), edge(cutOffOdd ? 3 : 1));
    }
  }
  const loops: Vec3[][] = [];
  const seen = new Set<Edge>();
  for (const start of next.keys()) {
    const loop: Vec3[] = [];
    for (let edge: Edge | undefined = start; edge !== undefined && !seen.has(edge);) {
      seen.add(edge);
      loop.push(middleOf(edge));
      edge = next.get(edge)?.find((other) => !seen.has(other));
    }
    if (loop.length > 0) loops.push(loop);
  }
  return loops;
}

/** The four corners of each face of the cube, in order around it. */
const FACES: readonly (readonly number[])[] = [0, 1, 2].flatMap((axis) => {
  const [u, v] = [1 << ((axis + 1) % 3), 1 << ((axis + 2) % 3)];
  return [0, 1 << axis].map((base) => [base, base + u, base + u + v, base + v]);
});

function edgeOf(a: number, b: number): Edge {
  return a < b ? `${a}${b}` : `${b}${a}`;
}

function middleOf(edge: Edge): Vec3 {
  const [a, b] = [Number(edge[0]), Number(edge[1])];
  const coordinate = (axis: number): number => (((a >> axis) & 1) + ((b >> axis) & 1)) / 2;
  return [coordinate(0), coordinate(1), coordinate(2)];
}

/** Of the triangle fans from each vertex of a polygon, the one with the largest area: that is how the method counts. */
function largestFan(loop: readonly Vec3[]): Vec3[] {
  let best: Vec3[] = [];
  let largest = -1;
  for (let apex = 0; apex < loop.length; apex++) {
    const fan: Vec3[] = [];
    for (let n = 1; n + 1 < loop.length; n++) {
      fan.push(halfCross(loop[apex], loop[(apex + n) % loop.length], loop[(apex + n + 1) % loop.length]));
    }
    const area = fan.reduce((sum, [x, y, z]) => sum + Math.hypot(x, y, z), 0);
    if (area > largest + 1e-9) [best, largest] = [fan, area];
  }
  return best;
}

function halfCross(a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [(uy * vz - uz * vy) / 2, (uz * vx - ux * vz) / 2, (ux * vy - uy * vx) / 2];
}

/** Half cross products of the triangles of each neighbourhood at unit spacing: length = area. */
const TRIANGLE_NORMALS: readonly (readonly Vec3[])[] = Array.from({ length: 256 }, (_, code) =>
  contourLoops(code).flatMap(largestFan),
);
