/** What an intraoral scan can see of the teeth of a CBCT: the crowns, but not where they touch each other. */
import { labelSurface } from '../surface/mesh.ts';
import { jawOf, type Jaw } from '../fdi.ts';
import { dot, mean, unit } from '../vector.ts';
import type { LabelMap, Vec3 } from '../volume.ts';
import { thinned, type OrientedPoints } from './oriented-points.ts';
import { PointTree } from './point-tree.ts';

/** A tooth as cases hold it; world LPS mm. */
export interface CrownTooth {
  readonly fdi: number;
  readonly label: number;
  readonly boundsIjk: { readonly min: Vec3; readonly max: Vec3 };
  readonly centroidMm: Vec3;
  readonly axis: Vec3; // unit, root to crown
  readonly lengthMm: number;
  readonly crownLengthMm?: number | null | undefined;
}

export interface Crowns extends OrientedPoints {
  readonly jaw: Jaw;
  readonly teeth: number;
  /** Unit: from the roots to the crowns. */
  readonly up: Vec3;
}

/** Crowns are about this share of a tooth where no neck was found. */
const USUAL_CROWN_SHARE = 0.38;
/** Gums hide the lowest part of a crown. */
const SEEN_SHARE = 0.85;
/** Nearer than this to a neighbour nothing is seen. */
const CONTACT_MM = 1;
const CELL_MM = 0.6;

/** The crowns of each jaw that has any. */
export function crownsOf(teeth: readonly CrownTooth[], labels: LabelMap): readonly Crowns[] {
  const jaws: readonly Jaw[] = ['upper', 'lower'];
  return jaws.flatMap((jaw) => {
    const own = teeth.filter(({ fdi }) => jawOf(fdi) === jaw);
    const up = own.length === 0 ? null : unit(mean(own.map(({ axis }) => axis)));
    if (up === null) return [];
    const points = own.map((tooth) => crownOf(tooth, labels));
    return [{ jaw, teeth: own.length, up, ...joined(points) }];
  });
}

function crownOf({ label, boundsIjk, axis, lengthMm, crownLengthMm }: CrownTooth, labels: LabelMap): OrientedPoints {
  const { positionsMm, triangles } = labelSurface(labels, label, { boundsIjk });
  const { points, normals } = thinned({ positions: Float64Array.from(positionsMm), triangles }, CELL_MM);
  const heights = heightsAlong(points, axis);
  const from =
    heights.reduce((most, height) => Math.max(most, height), -Infinity) -
    SEEN_SHARE * (crownLengthMm ?? USUAL_CROWN_SHARE * lengthMm);
  const seen = heights.map((height, n) => Number(height >= from && dot(vectorAt(normals, n), axis) > -0.3));
  return kept({ points, normals }, seen);
}

function joined(parts: readonly OrientedPoints[]): OrientedPoints {
  const trees = parts.map(({ points }) => new PointTree(points));
  const free = parts.map((part, own) => {
    const isFree = Array.from({ length: part.points.length / 3 }, (_, n) => {
      const [x, y, z] = vectorAt(part.points, n);
      return Number(!trees.some((tree, other) => other !== own && tree.nearest(x, y, z, CONTACT_MM) !== -1));
    });
    return kept(part, isFree);
  });
  return {
    points: Float64Array.from(free.flatMap(({ points }) => [...points])),
    normals: Float64Array.from(free.flatMap(({ normals }) => [...normals])),
  };
}

function kept({ points, normals }: OrientedPoints, flags: readonly number[] | Float64Array): OrientedPoints {
  const isKept = (_: number, n: number): boolean => flags[Math.floor(n / 3)] === 1;
  return { points: points.filter(isKept), normals: normals.filter(isKept) };
}

export function heightsAlong(points: Float64Array, [x, y, z]: Vec3): Float64Array {
  return Float64Array.from(
    { length: points.length / 3 },
    (_, n) => x * points[3 * n] + y * points[3 * n + 1] + z * points[3 * n + 2],
  );
}

function vectorAt(values: Float64Array, n: number): Vec3 {
  return [values[3 * n], values[3 * n + 1], values[3 * n + 2]];
}
