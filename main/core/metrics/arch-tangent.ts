/** The direction of the dental arch at each tooth: what mesiodistal means there. */
import { fitArch } from '../labelling/arch-fit.ts';
import { isDeciduous, jawOf, positionOf, quadrantOf } from '../fdi.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, archPoint } from '../teeth/tooth-norms.ts';
import { subtract, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';

export interface PlacedTooth {
  readonly fdi: number;
  readonly centroidMm: Vec3;
}

/**
 * Unit tangent of the arch at each of `teeth`, in their order, in world LPS, towards the patient's left. Where a tooth has
 * neighbours at the same distance on both sides it is the direction from one to the other; elsewhere that of the
 * template arch laid over all teeth. Two may bear one number.
 * @param arch the teeth that make the arch
 */
export function archTangents<Tooth extends PlacedTooth>(
  teeth: readonly Tooth[],
  arch: readonly Tooth[] = teeth,
): Vec3[] {
  const fit = fitArch(
    arch.map(({ fdi, centroidMm }) => {
      const votes = new Float64Array(16);
      votes[placeOf(fdi)] = 1;
      return { jaw: jawOf(fdi), point: [centroidMm[0], centroidMm[1]], votes, weight: 1 };
    }),
  );
  const [cos, sin] = [Math.cos(fit.angleRad), Math.sin(fit.angleRad)];
  return teeth.map(({ fdi }) => {
    const jaw = jawOf(fdi);
    const x = ARCH_TEMPLATE[jaw][placeOf(fdi)][0];
    const [ahead, behind] = [archPoint(jaw, x + 0.5), archPoint(jaw, x - 0.5)];
    const [tx, ty] = [ahead[0] - behind[0], ahead[1] - behind[1]];
    const template: Vec3 = unit([cos * tx - sin * ty, sin * tx + cos * ty, 0]) ?? [1, 0, 0];
    return neighbourTangent(fdi, arch) ?? template;
  });
}

function neighbourTangent(fdi: number, arch: readonly PlacedTooth[]): Vec3 | null {
  const place = placeOf(fdi);
  const at = (wanted: number): PlacedTooth | undefined =>
    arch.find((tooth) => jawOf(tooth.fdi) === jawOf(fdi) && placeOf(tooth.fdi) === wanted);
  for (const distance of [1, 2]) {
    const [right, left] = [at(place - distance), at(place + distance)];
    if (right !== undefined && left !== undefined) return unit(subtract(left.centroidMm, right.centroidMm));
  }
  return null;
}

/** Place of a tooth in ARCH_ORDER of its jaw; a deciduous tooth stands where its successor does. */
function placeOf(fdi: number): number {
  const permanent = isDeciduous(fdi) ? quadrantOf(fdi) * 10 + positionOf(fdi) : fdi;
  return ARCH_ORDER[jawOf(fdi)].indexOf(permanent);
}
