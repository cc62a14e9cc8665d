/** Where a place of an intraoral scan lies in the mouth. */
import type { Jaw } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import type { IosCase } from './case.ts';

/**
 * LPS mm about the arch, as far as the scan tells them: its own zero, the occlusal plane level. In the arch's frame the
 * crowns point to +z and the front to +y, so that x runs to the patient's left in an upper jaw and to the right in a lower.
 */
export function patientPoint({ alignment, jaw }: Pick<IosCase, 'alignment' | 'jaw'>, pointMm: Vec3): Vec3 {
  const [x, y, z] = archPoint(alignment, pointMm);
  const [left, up] = SIGNS[jaw.is];
  return [left * x, -y, up * z];
}

const SIGNS: Readonly<Record<Jaw, readonly [left: number, up: number]>> = { upper: [1, -1], lower: [-1, 1] };

/** A place of the scan in the frame of its arch. */
export function archPoint(m: IosCase['alignment'], [x, y, z]: Vec3): Vec3 {
  return [
    m[0] * x + m[1] * y + m[2] * z + m[3],
    m[4] * x + m[5] * y + m[6] * z + m[7],
    m[8] * x + m[9] * y + m[10] * z + m[11],
  ];
}
