/** The ways in which a surface may stand, the likeliest first: the net wants crowns towards +z and the front towards +y. */
import { covarianceOf, principalAxes } from '../math/principal-axes.ts';
import { add, cross, dot, scaled, subtract, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';
import { meanCentre, type FaceShapes } from './face-shapes.ts';

export interface ArchFrame {
  /** Rows: the arch's x, y and z in the space of the surface, unit, right-handed. */
  readonly rows: readonly [Vec3, Vec3, Vec3];
  /** Place of the surface that becomes 0. */
  readonly origin: Vec3;
  /** Its faces show their inner sides. */
  readonly isInsideOut: boolean;
}

export interface ArchWays {
  readonly crownsToward: Vec3 | null;
  readonly frontToward: Vec3 | null;
}

/**
 * `outside` is told by the faces' outer sides as they are, `inside` as if they showed their inner ones. `isTold`: the first
 * frame follows from the shape; else all are as likely.
 */
export function archFrames(
  shapes: FaceShapes,
  { outside, inside }: { readonly outside: ArchWays; readonly inside: ArchWays },
): { readonly frames: readonly ArchFrame[]; readonly isTold: boolean } {
  const origin = meanCentre(shapes);
  const [longest, middle, thin] = principalAxes(covarianceOf(middlesOf(shapes), origin)).map(({ axis }) => axis);
  const isFlat = outside.crownsToward === null;
  const stands = [
    { z: outside.crownsToward ?? thin, ways: outside, isInsideOut: false },
    { z: inside.crownsToward ?? scaled(thin, -1), ways: inside, isInsideOut: !isFlat },
  ];
  const frames = stands.flatMap(({ z, ways: { frontToward }, isInsideOut }) => {
    const y = levelWay(frontToward ?? middle, z) ?? levelWay(longest, z) ?? [0, 1, 0];
    const x = cross(y, z);
    const fronts = [y, scaled(y, -1), x, scaled(x, -1)];
    return fronts.map((front): ArchFrame => ({ rows: [cross(front, z), front, z], origin, isInsideOut }));
  });
  return { frames, isTold: outside.crownsToward !== null && outside.frontToward !== null };
}

const MOST_MIDDLES = 5000;

function middlesOf({ centres, count }: FaceShapes): readonly Vec3[] {
  const step = Math.max(1, Math.floor(count / MOST_MIDDLES));
  const middles: Vec3[] = [];
  for (let face = 0; face < count; face += step)
    middles.push([centres[3 * face], centres[3 * face + 1], centres[3 * face + 2]]);
  return middles;
}

function levelWay(way: Vec3, up: Vec3): Vec3 | null {
  return unit(subtract(way, scaled(up, dot(way, up))));
}

/** The frame turned about its z, so that a place at angle `rad` behind its x comes to lie on it. */
export function turnedLevel(frame: ArchFrame, rad: number): ArchFrame {
  const [x, y, z] = frame.rows;
  const [cos, sin] = [Math.cos(rad), Math.sin(rad)];
  return {
    ...frame,
    rows: [subtract(scaled(x, cos), scaled(y, sin)), add(scaled(x, sin), scaled(y, cos)), z],
  };
}

/** Faces as they stand in a frame. */
export function shapesInFrame({ count, centres, normals, areas }: FaceShapes, frame: ArchFrame): FaceShapes {
  const { rows, origin, isInsideOut } = frame;
  const sign = isInsideOut ? -1 : 1;
  const [turned, facing] = [new Float64Array(3 * count), new Float64Array(3 * count)];
  for (let at = 0; at < 3 * count; at += 3) {
    const x = centres[at] - origin[0];
    const y = centres[at + 1] - origin[1];
    const z = centres[at + 2] - origin[2];
    const u = normals[at];
    const v = normals[at + 1];
    const w = normals[at + 2];
    for (let axis = 0; axis < 3; axis++) {
      const row = rows[axis];
      turned[at + axis] = row[0] * x + row[1] * y + row[2] * z;
      facing[at + axis] = sign * (row[0] * u + row[1] * v + row[2] * w);
    }
  }
  return { count, centres: turned, normals: facing, areas };
}

/** Row by row for column vectors: place in the frame = matrix · place of the surface. */
export function frameMatrix({ rows: [x, y, z], origin }: ArchFrame): readonly number[] {
  return [...x, -dot(x, origin), ...y, -dot(y, origin), ...z, -dot(z, origin), 0, 0, 0, 1];
}
