/** Which grey values are shown as black and white. Level and width are in the volume's grey values (HU-like for CBCT). */
import type { Modality } from '#contract/scan';

export interface GreyWindow {
  readonly level: number;
  readonly width: number;
}

/** The presets of each kind of scan, in the order of their buttons. */
export const PRESETS = {
  cbct: ['auto', 'bone', 'teeth', 'soft'],
  opg: ['auto', 'full', 'contrast'],
  ios: ['auto'],
} as const satisfies { readonly [M in Modality]: readonly string[] };
export type PresetId = (typeof PRESETS)[Modality][number];

export const PRESET_TITLES: { readonly [Id in PresetId]: string } = {
  auto: 'Auto',
  bone: 'Bone',
  teeth: 'Teeth',
  soft: 'Soft tissue',
  full: 'Full range',
  contrast: 'High contrast',
};

/** The preset that comes after another, round and round; after none of them (dragged by hand) the first. */
export function presetAfter(modality: Modality, preset: PresetId | null, by: 1 | -1): PresetId {
  const order: readonly PresetId[] = PRESETS[modality];
  const at = preset === null ? -1 : order.indexOf(preset);
  return at === -1 ? order[0] : order[(at + by + order.length) % order.length];
}

/** Windows in HU, as dental CBCT software sets them: bone wide, teeth high, soft tissue narrow. */
const HU_WINDOWS: { readonly [Id in PresetId]?: GreyWindow } = {
  bone: { level: 800, width: 3200 },
  teeth: { level: 1600, width: 3600 },
  soft: { level: 100, width: 800 },
};

/** Where the windows lie between the darkest (0) and brightest (1) greys of a scan without HU, as fractions. */
const RELATIVE_WINDOWS: { readonly [Id in PresetId]: GreyWindow } = {
  auto: { level: 0.5, width: 1 },
  bone: { level: 0.5, width: 1 },
  teeth: { level: 0.7, width: 0.8 },
  soft: { level: 0.3, width: 0.3 },
  full: { level: 0.5, width: 1 },
  contrast: { level: 0.55, width: 0.6 },
};

/** Air to dense enamel spans at least this in HU; a scan with less has greys of its own kind. */
const SMALLEST_HU_RANGE = 1500;

/**
 * The window of a preset for a scan whose greys mostly lie in `greyRange` (percentiles 0.5 and 99.5); for 'full' give the
 * darkest and the brightest grey.
 */
export function presetWindow(preset: PresetId, [low, high]: readonly [number, number]): GreyWindow {
  const range = Math.max(1, high - low);
  const hu = HU_WINDOWS[preset];
  if (low < 0 && range >= SMALLEST_HU_RANGE && hu !== undefined) return hu;
  const { level, width } = RELATIVE_WINDOWS[preset];
  return { level: low + level * range, width: width * range };
}

/** The window after dragging: sideways changes the width, upwards the level; the whole range takes about 500 px. */
export function draggedWindow(
  start: GreyWindow,
  pixels: readonly [right: number, up: number],
  greyRange: readonly [number, number],
): GreyWindow {
  const perPixel = Math.max(1, greyRange[1] - greyRange[0]) / 500;
  return {
    level: start.level - pixels[1] * perPixel,
    width: Math.max(perPixel, start.width + pixels[0] * perPixel),
  };
}

export type WindowEnd = 'black' | 'white';

/** The window with one of its ends at another grey; the other end stays, and they keep a little apart. */
export function windowWithEnd({ level, width }: GreyWindow, end: WindowEnd, grey: number): GreyWindow {
  const [black, white] = [level - width / 2, level + width / 2];
  const least = 1e-3 * Math.max(1, width);
  const [from, to] = end === 'black' ? [Math.min(grey, white - least), white] : [black, Math.max(grey, black + least)];
  return { level: (from + to) / 2, width: to - from };
}
