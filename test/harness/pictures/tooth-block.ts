/** The part of a scan that the pictures show: the teeth and what is around them, on an LPS-aligned grid. */
import type { ToothInstance } from '#contract/case';
import { worldBounds } from '#core/geometry';
import { percentiles } from '#core/voxels/normalize';
import { resampleLabels, resampleVolume } from '#core/voxels/resample';
import type { Geometry, LabelMap, Vec3, Volume } from '#core/volume';

export interface ToothBlock {
  readonly geometry: Geometry;
  /** Grey values windowed to 0…1, flat i fastest. */
  readonly grey: Float32Array;
  /** FDI codes, flat i fastest. */
  readonly labels: Uint8Array;
}

const SPACING_MM = 0.3;
const MARGIN_MM = 12;
/** Soft tissue dark, bone grey, enamel bright, metal clipped. */
const WINDOW_PERCENTILES = [30, 99.6] as const;

/** Cuts the block out of the scan; of the whole scan when no tooth was found. */
export function cutToothBlock(volume: Volume, labelMap: LabelMap, teeth: readonly ToothInstance[]): ToothBlock {
  const geometry = blockGrid(volume.geometry, teeth);
  const grey = resampleVolume(volume, geometry);
  const [low, high] = percentiles(grey, WINDOW_PERCENTILES);
  const width = Math.max(1e-6, high - low);
  for (let n = 0; n < grey.length; n++) grey[n] = (grey[n] - low) / width;
  return { geometry, grey, labels: resampleLabels(labelMap, geometry) };
}

function blockGrid(source: Geometry, teeth: readonly ToothInstance[]): Geometry {
  const scan = worldBounds(source);
  const low = (axis: 0 | 1 | 2): number =>
    Math.max(scan.min[axis], Math.min(...teeth.map(({ boundsMm }) => boundsMm.min[axis] - MARGIN_MM), scan.max[axis]));
  const high = (axis: 0 | 1 | 2): number =>
    Math.min(scan.max[axis], Math.max(...teeth.map(({ boundsMm }) => boundsMm.max[axis] + MARGIN_MM), scan.min[axis]));
  const [min, max] =
    teeth.length === 0
      ? [scan.min, scan.max]
      : [
          [low(0), low(1), low(2)],
          [high(0), high(1), high(2)],
        ];
  const size = (axis: number): number => Math.max(1, Math.floor((max[axis] - min[axis]) / SPACING_MM));
  const origin = (axis: number): number => min[axis] + SPACING_MM / 2;
  const originMm: Vec3 = [origin(0), origin(1), origin(2)];
  return {
    dims: [size(0), size(1), size(2)],
    spacingMm: [SPACING_MM, SPACING_MM, SPACING_MM],
    originMm,
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
}
