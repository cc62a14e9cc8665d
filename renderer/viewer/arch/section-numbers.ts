/** Cross-sections by number: 1 at the patient's right end of the arch, then one every so many millimetres. */
import { archToWorld, worldToArch } from '#core/arch/arch-surface';
import type { Vec3 } from '#core/volume';
import type { ArchStore } from '../../state/arch-store.ts';
import type { ViewStore } from '../../state/view-store.ts';
import type { ArchOfScan } from './dental-arch.ts';

export interface Sections {
  /** Numbers are 1…count. */
  readonly count: number;
  readonly distanceMm: number;
}

export function sectionNumbers(lengthMm: number, distanceMm: number): Sections {
  return { count: Math.floor(lengthMm / distanceMm + 1e-9) + 1, distanceMm };
}

/** Arc position of a section. */
export function placeOfSection({ distanceMm }: Sections, number: number): number {
  return (number - 1) * distanceMm;
}

/** The section nearest to an arc position. */
export function sectionAt({ count, distanceMm }: Sections, s: number): number {
  return Math.min(count, Math.max(1, Math.round(s / distanceMm) + 1));
}

/** Moves the crosshair on to another section; its height and its distance from the arch stay. */
export function stepSection(
  { arch, store, view }: { readonly arch: ArchOfScan; readonly store: ArchStore; readonly view: ViewStore },
  by: number,
): void {
  const { surface } = arch;
  if (surface === null) return;
  const sections = sectionNumbers(surface.lengthMm, store.getState().sectionDistanceMm);
  const { s, h, off } = worldToArch(surface, view.getState().crosshairMm);
  const number = Math.min(sections.count, Math.max(1, sectionAt(sections, s) + by));
  view.setState({ crosshairMm: archToWorld(surface, { s: placeOfSection(sections, number), h, off }) });
}

/** The section that a world point lies in, of how many; null before there is an arch. */
export function currentSection(
  { surface }: Pick<ArchOfScan, 'surface'>,
  distanceMm: number,
  worldMm: Vec3,
): { readonly number: number; readonly count: number } | null {
  if (surface === null) return null;
  const sections = sectionNumbers(surface.lengthMm, distanceMm);
  return { number: sectionAt(sections, worldToArch(surface, worldMm).s), count: sections.count };
}
