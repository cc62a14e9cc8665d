/** Cross-sections by number: 1 at the patient's right end of the arch, then one every so many millimetres. */
import { archToWorld, worldToArch } from '#core/arch/arch-surface';
import type { Vec3 } from '#core/volume';
import type { ArchState, ArchStore } from '../../state/drawings/arch-store.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
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

/**
 * Moves the crosshair on to another section; its height and its distance from the arch stay. From far beside the arch it
 * comes to the front teeth first.
 */
export function stepSection(
  { arch, store, view }: { readonly arch: ArchOfScan; readonly store: ArchStore; readonly view: ViewStore },
  by: number,
): void {
  const { surface } = arch;
  if (surface === null) return;
  const sections = sectionNumbers(surface.lengthMm, store.getState().sectionDistanceMm);
  const { crosshairMm } = view.getState();
  const from = currentSection(arch, store.getState(), crosshairMm)?.number ?? null;
  const { h, off } = worldToArch(surface, crosshairMm);
  const wanted = from === null ? Math.ceil(sections.count / 2) : from + by;
  const s = placeOfSection(sections, Math.min(sections.count, Math.max(1, wanted)));
  view.setState({ crosshairMm: archToWorld(surface, { s, h, off: from === null ? 0 : off }) });
}

/** The section that a world point lies in, of how many; null before there is an arch, and far beside it. */
export function currentSection(
  { surface }: Pick<ArchOfScan, 'surface'>,
  { sectionDistanceMm, sectionWidthMm }: Pick<ArchState, 'sectionDistanceMm' | 'sectionWidthMm'>,
  worldMm: Vec3,
): { readonly number: number; readonly count: number } | null {
  if (surface === null) return null;
  const sections = sectionNumbers(surface.lengthMm, sectionDistanceMm);
  const { s, off } = worldToArch(surface, worldMm);
  const beside = Math.max(Math.abs(off) - sectionWidthMm / 2, -s, s - surface.lengthMm);
  return beside > 0 ? null : { number: sectionAt(sections, s), count: sections.count };
}
