/** What is measured on the crowns of a labelled surface. */
import { cross, dot, scaled, subtract, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';
import type { FaceMesh } from './face-mesh.ts';

/** Lengths in mm; places in the space of the surface. */
export interface CrownMetrics {
  readonly faceCount: number;
  readonly areaMm2: number;
  readonly centroidMm: Vec3;
  readonly boundsMm: { readonly min: Vec3; readonly max: Vec3 };
  /** Unit, from the gums to the biting edge. */
  readonly axis: Vec3;
  readonly mesiodistalMm: number;
  readonly buccolingualMm: number;
  readonly crownHeightMm: number | null;
  readonly touchesBorder: boolean;
}

export interface CrownsInput extends FaceMesh {
  readonly labels: Uint8Array;
  /** Where the crowns point, unit. */
  readonly up: Vec3;
  /** The teeth in their order along the arch; those between two others measure across to them. */
  readonly order: readonly number[];
}

/** An open crown's faces add up to the flat piece that would close it: its way is the crown's, unless it is as odd as this. */
const MOST_TILT_COSINE = Math.cos((50 * Math.PI) / 180);
/** Fewer edges between a tooth and the gums are no margin. */
const LEAST_MARGIN_EDGES = 4;

/** By label; labels without faces have no entry. */
export function crownMetrics(input: CrownsInput): ReadonlyMap<number, CrownMetrics> {
  const sums = sumsByLabel(input);
  const margins = marginHeights(input, sums);
  const measured = new Map<number, CrownMetrics>();
  for (const [label, sum] of sums) {
    const axis = axisOf(sum, input.up);
    const along = alongArch(label, input.order, sums, axis);
    const across = cross(axis, along);
    const [, tip] = extent(input, sum.faces, axis);
    const [mesial, distal] = extent(input, sum.faces, along);
    const [inner, outer] = extent(input, sum.faces, across);
    const margin = margins.get(label);
    measured.set(label, {
      faceCount: sum.faces.length,
      areaMm2: sum.area,
      centroidMm: centroidOf(sum),
      boundsMm: boundsOf(input, sum.faces),
      axis,
      mesiodistalMm: distal - mesial,
      buccolingualMm: outer - inner,
      crownHeightMm: margin === undefined ? null : Math.max(0, tip - margin),
      touchesBorder: sum.faces.some((face) => input.neighbours.isAtBorder[face] === 1),
    });
  }
  return measured;
}

interface LabelSum {
  readonly faces: number[];
  area: number;
  readonly centre: [number, number, number];
  readonly open: [number, number, number];
}

function sumsByLabel({ shapes, labels }: CrownsInput): ReadonlyMap<number, LabelSum> {
  const sums = new Map<number, LabelSum>();
  for (let face = 0; face < labels.length; face++) {
    if (labels[face] === 0) continue;
    let sum = sums.get(labels[face]);
    if (sum === undefined) {
      sum = { faces: [], area: 0, centre: [0, 0, 0], open: [0, 0, 0] };
      sums.set(labels[face], sum);
    }
    const area = shapes.areas[face];
    sum.faces.push(face);
    sum.area += area;
    for (let axis = 0; axis < 3; axis++) {
      sum.centre[axis] += area * shapes.centres[3 * face + axis];
      sum.open[axis] += area * shapes.normals[3 * face + axis];
    }
  }
  return sums;
}

function centroidOf({ centre, area }: LabelSum): Vec3 {
  return scaled(centre, area > 0 ? 1 / area : 0);
}

function axisOf({ open }: LabelSum, up: Vec3): Vec3 {
  const way = unit(open);
  return way === null || dot(way, up) < MOST_TILT_COSINE ? up : way;
}

/** Level with the crown, from the tooth before to the one after; of the last one from its neighbour, of a lone one sideways. */
function alongArch(label: number, order: readonly number[], sums: ReadonlyMap<number, LabelSum>, axis: Vec3): Vec3 {
  const there = order.filter((one) => sums.has(one));
  const at = there.indexOf(label);
  const [before, after] = [sums.get(there[Math.max(0, at - 1)]), sums.get(there[Math.min(there.length - 1, at + 1)])];
  const way =
    at === -1 || before === undefined || after === undefined
      ? ([0, 0, 0] as const)
      : subtract(centroidOf(after), centroidOf(before));
  const level = unit(subtract(way, scaled(axis, dot(way, axis))));
  return level ?? unit(cross(axis, Math.abs(axis[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0])) ?? [1, 0, 0];
}

function extent({ positions, triangles }: CrownsInput, faces: readonly number[], way: Vec3): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const face of faces) {
    for (let corner = 3 * face; corner < 3 * face + 3; corner++) {
      const v = 3 * triangles[corner];
      const place = positions[v] * way[0] + positions[v + 1] * way[1] + positions[v + 2] * way[2];
      if (place < low) low = place;
      if (place > high) high = place;
    }
  }
  return [low, high];
}

function boundsOf(input: CrownsInput, faces: readonly number[]): CrownMetrics['boundsMm'] {
  const [x, y, z] = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map((way) => extent(input, faces, way));
  return { min: [x[0], y[0], z[0]], max: [x[1], y[1], z[1]] };
}

/** Of each label the middle height, along its axis, of the edges that it shares with the gums. */
function marginHeights(
  { positions, neighbours, labels, up }: CrownsInput,
  sums: ReadonlyMap<number, LabelSum>,
): ReadonlyMap<number, number> {
  const heights = new Map<number, number[]>();
  const axes = new Map([...sums].map(([label, sum]) => [label, axisOf(sum, up)]));
  const { a, b, from, to } = neighbours;
  for (let n = 0; n < a.length; n++) {
    const [one, other] = [labels[a[n]], labels[b[n]]];
    if ((one === 0) === (other === 0)) continue;
    const label = Math.max(one, other);
    const axis = axes.get(label);
    if (axis === undefined) continue;
    const [u, v] = [3 * from[n], 3 * to[n]];
    const height =
      ((positions[u] + positions[v]) * axis[0] +
        (positions[u + 1] + positions[v + 1]) * axis[1] +
        (positions[u + 2] + positions[v + 2]) * axis[2]) /
      2;
    const known = heights.get(label);
    if (known === undefined) heights.set(label, [height]);
    else known.push(height);
  }
  return new Map(
    [...heights]
      .filter(([, all]) => all.length >= LEAST_MARGIN_EDGES)
      .map(([label, all]) => [label, all.toSorted((m, k) => m - k)[Math.floor(all.length / 2)]]),
  );
}
