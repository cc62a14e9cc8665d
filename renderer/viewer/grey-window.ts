/** Which grey values are shown as black and white. Level and width are in the volume's grey values (HU-like for CBCT). */

export interface GreyWindow {
  readonly level: number;
  readonly width: number;
}

export const PRESET_IDS = ['auto', 'bone', 'teeth', 'soft'] as const;
export type PresetId = (typeof PRESET_IDS)[number];

export const PRESET_TITLES: { readonly [Id in PresetId]: string } = {
  auto: 'Auto',
  bone: 'Bone',
  teeth: 'Teeth',
  soft: 'Soft tissue',
};

/** Windows in HU, as dental CBCT software sets them: bone wide, teeth high, soft tissue narrow. */
const HU_WINDOWS: { readonly [Id in Exclude<PresetId, 'auto'>]: GreyWindow } = {
  bone: { level: 800, width: 3200 },
  teeth: { level: 1600, width: 3600 },
  soft: { level: 100, width: 800 },
};

/** Where those windows lie between the darkest (0) and brightest (1) greys of a scan without HU, as fractions. */
const RELATIVE_WINDOWS: { readonly [Id in Exclude<PresetId, 'auto'>]: GreyWindow } = {
  bone: { level: 0.5, width: 1 },
  teeth: { level: 0.7, width: 0.8 },
  soft: { level: 0.3, width: 0.3 },
};

/** Air to dense enamel spans at least this in HU; a scan with less has greys of its own kind. */
const SMALLEST_HU_RANGE = 1500;

/** The window of a preset for a scan whose greys mostly lie in `greyRange` (percentiles 0.5 and 99.5). */
export function presetWindow(preset: PresetId, [low, high]: readonly [number, number]): GreyWindow {
  const range = Math.max(1, high - low);
  if (preset === 'auto') return { level: (low + high) / 2, width: range };
  if (low < 0 && range >= SMALLEST_HU_RANGE) return HU_WINDOWS[preset];
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
