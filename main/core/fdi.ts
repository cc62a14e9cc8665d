/**
 * The FDI / ISO 3950 tooth registry: codes, sides, jaws, names, display order and colours.
 * A tooth is its FDI code everywhere; nothing else in the project lists teeth.
 */

const QUADRANT_DIGITS = [1, 2, 3, 4] as const;

/** The 32 permanent teeth in class order: class index c (1…32) of the networks is PERMANENT_FDI[c - 1]. */
export const PERMANENT_FDI: readonly number[] = QUADRANT_DIGITS.flatMap((quadrant) =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((position) => quadrant * 10 + position),
);

/** The 20 deciduous teeth, 51–55, 61–65, 71–75, 81–85. */
export const DECIDUOUS_FDI: readonly number[] = [5, 6, 7, 8].flatMap((quadrant) =>
  [1, 2, 3, 4, 5].map((position) => quadrant * 10 + position),
);

const VALID = new Set([...PERMANENT_FDI, ...DECIDUOUS_FDI]);

export type Jaw = 'upper' | 'lower';
/** The patient's side, never the picture's. */
export type Side = 'right' | 'left';

export function isFdi(code: number): boolean {
  return VALID.has(code);
}

/** Quadrant 1…4 of a code, deciduous quadrants folded onto the permanent ones (5→1 … 8→4). */
export function quadrantOf(fdi: number): 1 | 2 | 3 | 4 {
  return QUADRANT_DIGITS[(Math.floor(fdi / 10) - 1) % 4];
}

/** Position from the midline, 1 (central incisor) … 8 (third molar). */
export function positionOf(fdi: number): number {
  return fdi % 10;
}

export function jawOf(fdi: number): Jaw {
  return quadrantOf(fdi) <= 2 ? 'upper' : 'lower';
}

export function sideOf(fdi: number): Side {
  const quadrant = quadrantOf(fdi);
  return quadrant === 1 || quadrant === 4 ? 'right' : 'left';
}

export function isDeciduous(fdi: number): boolean {
  return fdi >= 50;
}

/** The permanent tooth at the place of a deciduous one, 54 → 14; permanent teeth stay. */
export function successorOf(fdi: number): number {
  return isDeciduous(fdi) ? fdi - 40 : fdi;
}

/** The deciduous tooth at the place of a permanent one, 14 → 54; null for molars, which have none. */
export function predecessorOf(fdi: number): number | null {
  return positionOf(fdi) <= 5 ? fdi + 40 : null;
}

/** The same tooth on the other side of the patient: 16 ↔ 26, 31 ↔ 41, 55 ↔ 65. */
export function mirrored(fdi: number): number {
  const quadrant = Math.floor(fdi / 10);
  const other = quadrant % 2 === 1 ? quadrant + 1 : quadrant - 1;
  return other * 10 + positionOf(fdi);
}

const PERMANENT_NAMES = [
  'central incisor',
  'lateral incisor',
  'canine',
  'first premolar',
  'second premolar',
  'first molar',
  'second molar',
  'third molar',
] as const;
const DECIDUOUS_NAMES = ['central incisor', 'lateral incisor', 'canine', 'first molar', 'second molar'] as const;

/** English name, as in "first molar, upper right". */
export function toothName(fdi: number): string {
  const names: readonly string[] = isDeciduous(fdi) ? DECIDUOUS_NAMES : PERMANENT_NAMES;
  const name = names[positionOf(fdi) - 1];
  return `${isDeciduous(fdi) ? 'deciduous ' : ''}${name}, ${jawOf(fdi)} ${sideOf(fdi)}`;
}

/** Chart order of the permanent teeth: 18…11 21…28 on top, 48…41 31…38 below; patient's right on the left. */
export const CHART_ROWS: readonly (readonly number[])[] = [
  [18, 17, 16, 15, 14, 13, 12, 11, 21, 22, 23, 24, 25, 26, 27, 28],
  [48, 47, 46, 45, 44, 43, 42, 41, 31, 32, 33, 34, 35, 36, 37, 38],
];

const HUE_BY_POSITION = [25, 250, 95, 310, 165, 55, 210, 340] as const;

/** Display colour of a tooth as sRGB 0–255, from OKLCH: hue by position, lightness by jaw, chroma by side. */
export function toothColour(fdi: number): readonly [number, number, number] {
  const hueRad = (HUE_BY_POSITION[positionOf(fdi) - 1] * Math.PI) / 180;
  const lightness = (jawOf(fdi) === 'upper' ? 0.8 : 0.68) + (isDeciduous(fdi) ? 0.08 : 0);
  const chroma = sideOf(fdi) === 'right' ? 0.15 : 0.11;
  return oklabToSrgb(lightness, chroma * Math.cos(hueRad), chroma * Math.sin(hueRad));
}

/** OKLab to sRGB 0–255, clipped to the gamut (Björn Ottosson, "A perceptual color space", 2020). */
function oklabToSrgb(lightness: number, a: number, b: number): readonly [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const [red, green, blue] = linear.map((value) => {
    const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, encoded)));
  });
  return [red, green, blue];
}
