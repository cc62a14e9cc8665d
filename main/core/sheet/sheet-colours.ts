/** What both kinds of sheets are drawn in. */
import type { Rgb } from './raster.ts';

export const GROUND: Rgb = [7, 9, 12];
export const TEXT: Rgb = [230, 235, 240];
export const MUTED: Rgb = [158, 171, 184];
export const WARNING: Rgb = [240, 180, 76];
export const BLACK: Rgb = [0, 0, 0];
