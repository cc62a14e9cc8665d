/** The scale of a TIFF file, where its resolution was measured and not made up for printing. */
import type { ImageFileDirectory } from 'geotiff';
import type { RadiographFacts } from '#contract/scan';

const CENTIMETRE = 3; // ResolutionUnit; 2, the default, is the inch of printers

/** Detectors' pixels and scanned films; outside of it the numbers mean something else. */
const PLAUSIBLE_MM: readonly [number, number] = [0.01, 0.5];
/** Resolutions that programs write when they know none. */
const PRINT_DPI = [72, 90, 96, 100, 120, 144, 150, 180, 200, 240, 250, 300, 350, 360, 400, 500, 600, 720, 1200, 2400];
const SAME_DPI = 0.002;

const MM_PER_UNIT: Readonly<Record<string, number>> = { mm: 1, cm: 10, um: 1e-3, µm: 1e-3, micron: 1e-3 };

/**
 * Pixel spacing [x, y] in mm: from ImageJ's unit or a resolution per centimetre; null for resolutions per inch, for
 * those of printers and for implausible ones.
 */
export async function tiffPixelSpacing(tags: ImageFileDirectory): Promise<RadiographFacts['pixelSpacingMm']> {
  const [perUnitX, perUnitY] = [ratio(await tags.loadValue('XResolution')), ratio(await tags.loadValue('YResolution'))];
  if (perUnitX === null || perUnitY === null) return null;
  const imageJUnit = unitOf(await tags.loadValue('ImageDescription'));
  const inCentimetres = Number(await tags.loadValue('ResolutionUnit')) === CENTIMETRE;
  const mmPerUnit = imageJUnit ?? (inCentimetres ? 10 : null);
  if (mmPerUnit === null) return null;
  const spacing = [mmPerUnit / perUnitX, mmPerUnit / perUnitY] as const;
  const measured = imageJUnit !== null || !spacing.some(isOfPrinters);
  return measured && spacing.every(isPlausible) ? spacing : null;
}

/** A TIFF rational as [numerator, denominator]. */
function ratio(value: unknown): number | null {
  if (!(Array.isArray(value) || value instanceof Uint32Array) || value.length < 2) return null;
  const quotient = Number(value[0]) / Number(value[1]);
  return Number.isFinite(quotient) && quotient > 0 ? quotient : null;
}

/** ImageJ describes itself in lines such as "ImageJ=1.53", "unit=mm". */
function unitOf(description: unknown): number | null {
  if (typeof description !== 'string' || !description.startsWith('ImageJ=')) return null;
  const unit = /^unit=(.*)$/m.exec(description.replaceAll('\\u00B5', 'µ'))?.[1].replaceAll('\0', '').trim();
  return unit === undefined ? null : (MM_PER_UNIT[unit] ?? null);
}

function isOfPrinters(spacingMm: number): boolean {
  const dpi = 25.4 / spacingMm;
  return PRINT_DPI.some((usual) => Math.abs(dpi / usual - 1) < SAME_DPI);
}

function isPlausible(spacingMm: number): boolean {
  return spacingMm >= PLAUSIBLE_MM[0] && spacingMm <= PLAUSIBLE_MM[1];
}
