/** How far adjacent teeth of an arch are from each other. */
import { isDeciduous, jawOf, sideOf, successorOf } from '../fdi.ts';
import { ARCH_ORDER } from '../teeth/tooth-norms.ts';
import type { Vec3 } from '../volume.ts';
import type { LabelSurface } from './voxel-ruler.ts';

/** A tooth by the voxels of its surface. */
export interface ToothSurface extends LabelSurface {
  readonly label: number;
  /** Mean of the tooth's voxels, mm along the grid's own axes from voxel 0. */
  readonly centreMm: Vec3;
  /** Of two surfaces the one with the greater number was taken later: what it says of their contact holds. */
  readonly stamp: number;
}

/** A tooth among the others. */
export interface ArchMember {
  readonly label: number;
  readonly fdi: number;
  /** Whether it can be a neighbour: not what a person rejected, nor a tooth beside the arch. */
  readonly standsInArch: boolean;
  readonly surface: () => ToothSurface;
}

/** The nearest tooth on one side; where teeth are missing between them, this is the width of the gap. */
export interface Neighbour {
  readonly fdi: number;
  /** Between the surfaces of their voxels; 0 is contact. */
  readonly distanceMm: number;
}

export interface Neighbours {
  readonly mesial: Neighbour | null;
  readonly distal: Neighbour | null;
}

/** Distances between surfaces, kept for as long as both stay the same. */
export class SurfaceDistances {
  private readonly spacingMm: Vec3;
  private readonly known = new Map<
    number,
    { readonly pair: readonly [ToothSurface, ToothSurface]; readonly mm: number }
  >();

  constructor(spacingMm: Vec3) {
    this.spacingMm = spacingMm;
  }

  between(one: ToothSurface, other: ToothSurface): number {
    const [a, b] = one.label < other.label ? [one, other] : [other, one];
    const key = 256 * a.label + b.label;
    const before = this.known.get(key);
    if (before !== undefined && before.pair[0] === a && before.pair[1] === b) return before.mm;
    const mm = surfaceDistanceMm(a, b, this.spacingMm);
    this.known.set(key, { pair: [a, b], mm });
    return mm;
  }
}

/**
 * The neighbours of every tooth along its arch, by label: mesial towards the midline. A deciduous tooth stands at the
 * place of its successor; where several stand at one place, the nearest one is the neighbour.
 */
export function neighboursOf(
  members: readonly ArchMember[],
  distances: SurfaceDistances,
): ReadonlyMap<number, Neighbours> {
  const nearest = (tooth: ArchMember, step: 1 | -1): Neighbour | null => {
    const others = members.filter(
      ({ fdi, label, standsInArch }) => standsInArch && label !== tooth.label && jawOf(fdi) === jawOf(tooth.fdi),
    );
    for (let place = placeOf(tooth.fdi) + step; place >= 0 && place < 16; place += step) {
      const here = others
        .filter(({ fdi }) => placeOf(fdi) === place)
        .map((other) => ({ fdi: other.fdi, distanceMm: distances.between(tooth.surface(), other.surface()) }));
      if (here.length > 0) return here.reduce((a, b) => (b.distanceMm < a.distanceMm ? b : a));
    }
    return null;
  };
  return new Map(
    members.map((tooth) => {
      const toMidline = sideOf(tooth.fdi) === 'right' ? 1 : -1;
      return [tooth.label, { mesial: nearest(tooth, toMidline), distal: nearest(tooth, toMidline === 1 ? -1 : 1) }];
    }),
  );
}

function placeOf(fdi: number): number {
  return ARCH_ORDER[jawOf(fdi)].indexOf(isDeciduous(fdi) ? successorOf(fdi) : fdi);
}

/**
 * Smallest distance in mm between the voxels of two teeth, exact for voxels as boxes. Points are walked from the sides
 * that face each other, so that most are never compared.
 */
function surfaceDistanceMm(a: ToothSurface, b: ToothSurface, spacingMm: Vec3): number {
  if (a.stamp >= b.stamp ? a.touched.has(b.label) : b.touched.has(a.label)) return 0;
  const way = [0, 1, 2].map((axis) => b.centreMm[axis] - a.centreMm[axis]);
  const length = Math.hypot(...way) || 1;
  const along: Vec3 = [way[0] / length, way[1] / length, way[2] / length];
  const near = facing(a.points, along);
  const far = facing(b.points, [-along[0], -along[1], -along[2]]);
  const [sx, sy, sz] = spacingMm;
  const width = Math.abs(along[0]) * sx + Math.abs(along[1]) * sy + Math.abs(along[2]) * sz;
  let best = Infinity; // squared
  let reach = Infinity; // best, plus what voxels add along the way
  for (let m = 0; m < near.count; m++) {
    // Positions in `far` are measured the other way round.
    if (-near.position[m] - far.position[0] > reach) break;
    const p = 3 * near.order[m];
    const [x, y, z] = [a.points[p], a.points[p + 1], a.points[p + 2]];
    for (let n = 0; n < far.count; n++) {
      if (-near.position[m] - far.position[n] > reach) break;
      const q = 3 * far.order[n];
      const dx = Math.max(0, Math.abs(x - b.points[q]) - sx);
      const dy = Math.max(0, Math.abs(y - b.points[q + 1]) - sy);
      const dz = Math.max(0, Math.abs(z - b.points[q + 2]) - sz);
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared >= best) continue;
      best = squared;
      if (best < 1e-6) return 0;
      reach = Math.sqrt(best) + width;
    }
  }
  return Math.sqrt(best);
}

interface Facing {
  readonly count: number;
  /** Numbers of the points, the one furthest along first. */
  readonly order: Uint32Array;
  /** Their positions along the way, in that order. */
  readonly position: Float64Array;
}

function facing(points: Float32Array, along: Vec3): Facing {
  const count = points.length / 3;
  const at = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    at[n] = points[3 * n] * along[0] + points[3 * n + 1] * along[1] + points[3 * n + 2] * along[2];
  }
  const order = Uint32Array.from(at, (_, n) => n).sort((m, n) => at[n] - at[m]);
  return { count, order, position: Float64Array.from(order, (n) => at[n]) };
}
