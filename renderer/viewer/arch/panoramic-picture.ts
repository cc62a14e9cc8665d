/** The panoramic of a scan: greys and teeth along the arch, and the sheet that layers draw on. */
import { archToWorld, worldToArch, type ArchSurface } from '#core/arch/arch-surface';
import { ruledGreysInto } from '#core/arch/ruled-greys';
import {
  ruledLabelsInto,
  unrolledSheet,
  type RuledSheet,
  type SlabMode,
  type SlabOptions,
} from '#core/arch/ruled-picture';
import { affineWorldToIjk, worldBounds } from '#core/geometry';
import { dot } from '#core/vector';
import type { Vec3, VoxelArray } from '#core/volume';
import { labelOutlines, type LabelOutline } from '../slices/label-outlines.ts';
import type { Sheet } from '../layers/pane-layer.ts';
import type { PlaneBox, PlanePoint } from '../plane.ts';
import type { ScanImage } from '../scan-images.ts';
import { frameBounds, sameKindOfArray, type SliceFrame } from '../slices/slice.ts';
import { smoothLabels } from './smooth-labels.ts';

export interface PanoramicPicture {
  readonly frame: SliceFrame;
  readonly greys: VoxelArray;
  readonly labels: Uint8Array;
  readonly outlines: readonly LabelOutline[];
  readonly sheet: Sheet;
}

export interface PanoramicOptions {
  readonly image: ScanImage;
  readonly labels: Uint8Array | null;
  readonly surface: ArchSurface;
  readonly thicknessMm: number;
  readonly mode: SlabMode;
  /** Quick and rough, while the arch is being dragged. */
  readonly coarse: boolean;
}

/** What is further above or below the arch than this is no part of a panoramic. */
const REACH_MM = 75;
const MOST_PIXELS = 500_000;
/** Samples through the layer: at least so many voxels apart, and not more than so many. */
const SAMPLING = {
  mean: { apartVoxels: 1, most: 64 },
  // Interpolated ones, which cost more, one and a half voxels apart miss nothing that a layer shows.
  mip: { apartVoxels: 1.5, most: 48 },
} as const;
/** No tooth is so thin that this would miss it. */
const LABEL_SAMPLING = { apartVoxels: 3, most: 24 } as const;
const COARSE_FACTOR = 2.5;

/** Makes the picture, for a scan of 600 × 600 × 450 in a tenth to a third of a second, and in a tenth of that when coarse. */
export function makePanoramic(options: PanoramicOptions): PanoramicPicture {
  const { image, labels, surface, thicknessMm, mode, coarse } = options;
  const { geometry, voxels, darkest } = image;
  const { sheet, frame } = panoramicLayout(image, surface, coarse);
  const worldToIjk = affineWorldToIjk(geometry);
  const { dims } = geometry;
  const slabOf = ({ apartVoxels, most }: { readonly apartVoxels: number; readonly most: number }): SlabOptions => {
    const finest = Math.max(apartVoxels * Math.min(...geometry.spacingMm), thicknessMm / most);
    return { thicknessMm, depthStepMm: coarse ? finest * COARSE_FACTOR : finest };
  };
  const pixels = frame.width * frame.height;
  const greys = sameKindOfArray(voxels, pixels);
  ruledGreysInto(
    greys,
    sheet,
    { dims, data: voxels, worldToIjk },
    { ...slabOf(SAMPLING[mode]), mode, outside: darkest },
  );
  const teeth = new Uint8Array(pixels);
  if (labels !== null) {
    ruledLabelsInto(teeth, sheet, { dims, data: labels, worldToIjk }, slabOf(LABEL_SAMPLING));
    if (!coarse) smoothLabels(teeth, frame);
  }
  return {
    frame,
    greys,
    labels: teeth,
    outlines: labels === null ? [] : labelOutlines(teeth, frame),
    sheet: panoramicSheet(surface, { frame, greys, thicknessMm }),
  };
}

/** Pixels as fine as the voxels, on rows that lie on slices where the scan is level. */
export function panoramicLayout(
  { grid, geometry }: Pick<ScanImage, 'grid' | 'geometry'>,
  surface: ArchSurface,
  coarse: boolean,
): { readonly sheet: RuledSheet; readonly frame: SliceFrame } {
  const [low, high] = heightsOf(surface, grid.geometry);
  const bottom = Math.max(low, surface.heightMm - REACH_MM);
  const top = Math.min(high, surface.heightMm + REACH_MM);
  const finest = Math.max(
    Math.min(...geometry.spacingMm),
    Math.sqrt((Math.max(1, top - bottom) * surface.lengthMm) / MOST_PIXELS),
  );
  const spacingMm = coarse ? finest * COARSE_FACTOR : finest;
  const [originMm, stepMm] = [grid.geometry.originMm[2], grid.geometry.spacingMm[2]];
  const onSlice = originMm + Math.ceil((bottom - originMm) / stepMm) * stepMm;
  const fromMm = surface.up[2] === 1 ? onSlice : bottom + spacingMm / 2;
  const height = Math.max(1, Math.floor((top - fromMm) / spacingMm + 0.5));
  const sheet = unrolledSheet(surface, { spacingMm, fromMm, height });
  return {
    sheet,
    frame: { width: sheet.width, height, spacingMm: [spacingMm, spacingMm], originMm: [0, fromMm] },
  };
}

/** At first a pane shows this much above and below the arch: both jaws, without the orbits. */
const FIRST_REACH_MM = 40;

/** What fits into the pane at first, mm along and above. */
export function firstView(frame: SliceFrame, { heightMm }: ArchSurface): PlaneBox {
  const { min, max } = frameBounds(frame);
  return {
    min: [min[0], Math.max(min[1], heightMm - FIRST_REACH_MM)],
    max: [max[0], Math.min(max[1], heightMm + FIRST_REACH_MM)],
  };
}

/** The lowest and the highest point of the scan along the arch's up. */
export function heightsOf({ up }: ArchSurface, geometry: ScanImage['geometry']): readonly [number, number] {
  const { min, max } = worldBounds(geometry);
  let [low, high] = [Infinity, -Infinity];
  for (let corner = 0; corner < 8; corner++) {
    const point: Vec3 = [
      (corner & 1) === 0 ? min[0] : max[0],
      (corner & 2) === 0 ? min[1] : max[1],
      (corner & 4) === 0 ? min[2] : max[2],
    ];
    const height = dot(point, up);
    [low, high] = [Math.min(low, height), Math.max(high, height)];
  }
  return [low, high];
}

interface ShownGreys {
  readonly frame: SliceFrame;
  readonly greys: VoxelArray;
  readonly thicknessMm: number;
}

function panoramicSheet(surface: ArchSurface, { frame, greys, thicknessMm }: ShownGreys): Sheet {
  return {
    pane: 'panoramic',
    surface: { kind: 'panoramic' },
    toWorld: ([s, h]) => archToWorld(surface, { s, h, off: 0 }),
    toSheet: (worldMm) => {
      const { s, h, off } = worldToArch(surface, worldMm);
      return { at: [s, h], offMm: Math.abs(off) };
    },
    halfThicknessMm: thicknessMm / 2,
    greyAt: (at) => greyInFrame(frame, greys, at),
  };
}

/** Grey of a picture between its pixels; null beyond its outermost ones. */
function greyInFrame(
  { width, height, spacingMm, originMm }: SliceFrame,
  greys: VoxelArray,
  [u, v]: PlanePoint,
): number | null {
  const x = (u - originMm[0]) / spacingMm[0];
  const y = (v - originMm[1]) / spacingMm[1];
  if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1)) return null;
  const column = Math.min(width - 2, Math.floor(x));
  const row = Math.min(height - 2, Math.floor(y));
  if (column < 0 || row < 0) return greys[0] ?? null;
  const at = column + width * row;
  const low = greys[at] + (greys[at + 1] - greys[at]) * (x - column);
  const high = greys[at + width] + (greys[at + width + 1] - greys[at + width]) * (x - column);
  return low + (high - low) * (y - row);
}

/** The label of the pixel that a place lies in, 0 beyond. */
export function labelInFrame(
  { width, height, spacingMm, originMm }: SliceFrame,
  labels: Uint8Array,
  at: PlanePoint,
): number {
  const column = Math.round((at[0] - originMm[0]) / spacingMm[0]);
  const row = Math.round((at[1] - originMm[1]) / spacingMm[1]);
  return column >= 0 && row >= 0 && column < width && row < height ? labels[column + width * row] : 0;
}
