/** An area on a radiograph, in mm² where the file has a scale. */
export function areaWithUnit(px: number, pixelSpacingMm: readonly [number, number] | null): string {
  if (pixelSpacingMm === null) return `${Math.round(px)} px²`;
  return `${(px * pixelSpacingMm[0] * pixelSpacingMm[1]).toFixed(1)} mm²`;
}
