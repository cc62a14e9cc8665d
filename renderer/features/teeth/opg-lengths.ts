/** Lengths on a radiograph as text: in mm where the file has a scale, else in pixels. */

interface Measured {
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
}

/** One unit for a whole table. */
export function scaleOf(teeth: readonly Measured[]): { readonly unit: 'mm' | 'px' } {
  return { unit: teeth.every(({ lengthMm, widthMm }) => lengthMm !== null && widthMm !== null) ? 'mm' : 'px' };
}

/** The number alone, in the unit of its table. */
export function lengthText(px: number, mm: number | null, unit: 'mm' | 'px'): string {
  return unit === 'mm' && mm !== null ? mm.toFixed(1) : String(Math.round(px));
}

/** The number with its unit, in mm if it can be. */
export function lengthWithUnit(px: number, mm: number | null): string {
  return mm === null ? `${Math.round(px)} px` : `${mm.toFixed(1)} mm`;
}

/** An area, in mm² where the file has a scale. */
export function areaWithUnit(px: number, pixelSpacingMm: readonly [number, number] | null): string {
  if (pixelSpacingMm === null) return `${Math.round(px)} px²`;
  return `${(px * pixelSpacingMm[0] * pixelSpacingMm[1]).toFixed(1)} mm²`;
}
