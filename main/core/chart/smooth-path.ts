/** Outlines through points, for drawings of teeth. */

/** A point of an outline in mm, x to the distal side, y towards the crown; `corner` where it does not run on smoothly. */
export interface OutlinePoint {
  readonly x: number;
  readonly y: number;
  readonly corner?: boolean;
}

/** How the drawing lies on the screen: factors of x and y. */
export interface Turn {
  readonly x: 1 | -1;
  readonly y: 1 | -1;
}

/** An SVG path through points (Catmull–Rom as cubic Béziers), straight into corners; closed or open. */
export function smoothPath(points: readonly OutlinePoint[], turn: Turn, closed: boolean): string {
  const count = points.length;
  const at = (n: number): OutlinePoint =>
    closed ? points[(n + count) % count] : points[Math.min(count - 1, Math.max(0, n))];
  const write = (x: number, y: number): string => `${(x * turn.x).toFixed(2)} ${(y * turn.y).toFixed(2)}`;
  const parts = [`M${write(points[0].x, points[0].y)}`];
  for (let n = 0; n < (closed ? count : count - 1); n++) {
    const [before, from, to, after] = [at(n - 1), at(n), at(n + 1), at(n + 2)];
    const leave = from.corner === true ? { x: (to.x - from.x) / 3, y: (to.y - from.y) / 3 } : tangent(before, to);
    const arrive = to.corner === true ? { x: (to.x - from.x) / 3, y: (to.y - from.y) / 3 } : tangent(from, after);
    parts.push(
      `C${write(from.x + leave.x, from.y + leave.y)} ${write(to.x - arrive.x, to.y - arrive.y)} ${write(to.x, to.y)}`,
    );
  }
  return closed ? `${parts.join('')}Z` : parts.join('');
}

function tangent(before: OutlinePoint, after: OutlinePoint): { readonly x: number; readonly y: number } {
  return { x: (after.x - before.x) / 6, y: (after.y - before.y) / 6 };
}
