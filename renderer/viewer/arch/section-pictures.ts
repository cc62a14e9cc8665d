/**
 * Cross-sections side by side as one flat strip: u runs on from section to section, v is the height along the arch's up.
 * In each section u grows from cheek to tongue.
 */
import { archToWorld, normalAt, tangentAt, type ArchSurface } from '#core/arch/arch-surface';
import { ruledGreysInto } from '#core/arch/ruled-greys';
import { flatSheet, ruledLabelsInto } from '#core/arch/ruled-picture';
import { affineWorldToIjk } from '#core/geometry';
import { dot, scaled, subtract } from '#core/vector';
import type { Vec3, VoxelArray } from '#core/volume';
import { labelOutlines, type LabelOutline } from '../slices/label-outlines.ts';
import type { Sheet } from '../layers/pane-layer.ts';
import type { ScanImage } from '../scan-images.ts';
import { sameKindOfArray, type SliceFrame } from '../slices/slice.ts';
import { greySampler } from '../grey/grey-sampler.ts';
import { heightsOf } from './panoramic-picture.ts';
import { smoothLabels } from './smooth-labels.ts';
import { placeOfSection, type Sections } from './section-numbers.ts';

/** Dark between two sections, mm. */
const GAP_MM = 2;
const REACH_MM = 60;
/** A section is made of no more pixels across than this. */
const FINEST_MM = 0.15;

export interface StripLayout {
  readonly surface: ArchSurface;
  readonly sections: Sections;
  readonly widthMm: number;
  readonly thicknessMm: number;
  readonly bottomMm: number;
  readonly topMm: number;
  readonly spacingMm: number;
  /** From one section's middle to the next on the strip: whole pixels. */
  readonly pitchMm: number;
}

interface StripOptions {
  readonly image: ScanImage;
  readonly surface: ArchSurface;
  readonly sections: Sections;
  readonly widthMm: number;
  readonly thicknessMm: number;
}

export function stripLayout({ image, surface, sections, widthMm, thicknessMm }: StripOptions): StripLayout {
  const [low, high] = heightsOf(surface, image.grid.geometry);
  const spacingMm = Math.max(FINEST_MM, Math.min(...image.geometry.spacingMm));
  return {
    surface,
    sections,
    widthMm,
    thicknessMm,
    bottomMm: Math.max(low, surface.heightMm - REACH_MM),
    topMm: Math.min(high, surface.heightMm + REACH_MM),
    spacingMm,
    pitchMm: Math.ceil((widthMm + GAP_MM) / spacingMm) * spacingMm,
  };
}

/** Strip coordinate of a section's middle: where it meets the arch. */
export function middleOfSection({ pitchMm }: StripLayout, number: number): number {
  return (number - 1) * pitchMm;
}

/** The section whose cell (with half the gap on each side) holds a strip coordinate; it may not exist. */
export function sectionAtStrip({ pitchMm }: StripLayout, u: number): number {
  return Math.round(u / pitchMm) + 1;
}

/** The section as layers see it, in strip coordinates. */
export function sectionSheet(layout: StripLayout, number: number, image: ScanImage): Sheet {
  const { surface, sections, thicknessMm } = layout;
  const s = placeOfSection(sections, number);
  const middle = middleOfSection(layout, number);
  const inward = scaled(normalAt(surface, s), -1);
  const tangent = tangentAt(surface, s);
  const origin = archToWorld(surface, { s, h: surface.heightMm, off: 0 });
  const greyAt = greySampler(image);
  const { up, heightMm } = surface;
  const toWorld = (u: number, v: number): Vec3 => {
    const part = (axis: number): number => origin[axis] + (u - middle) * inward[axis] + (v - heightMm) * up[axis];
    return [part(0), part(1), part(2)];
  };
  return {
    pane: 'cross-sections',
    surface: { kind: 'plane', normal: tangent, up },
    toWorld: ([u, v]) => toWorld(u, v),
    toSheet: (worldMm) => {
      const from = subtract(worldMm, origin);
      return {
        at: [middle + dot(from, inward), heightMm + dot(from, up)],
        offMm: Math.abs(dot(from, tangent)),
      };
    },
    // A thin section stands for the way to the next one: what lies between would be seen nowhere.
    halfThicknessMm: Math.max(thicknessMm, sections.distanceMm) / 2,
    greyAt: ([u, v]) => greyAt(toWorld(u, v)),
  };
}

export interface SectionPicture {
  readonly number: number;
  readonly outlines: readonly LabelOutline[];
  readonly labels: Uint8Array;
  readonly frame: SliceFrame;
  readonly greys: VoxelArray;
}

/** Makes one section: some milliseconds. */
export function makeSection(
  layout: StripLayout,
  number: number,
  { image, labels }: { readonly image: ScanImage; readonly labels: Uint8Array | null },
): SectionPicture {
  const { surface, sections, widthMm, thicknessMm, bottomMm, topMm, spacingMm } = layout;
  const { geometry, voxels, darkest } = image;
  const s = placeOfSection(sections, number);
  const inward = scaled(normalAt(surface, s), -1);
  const width = Math.max(2, Math.round(widthMm / spacingMm));
  const height = Math.max(2, Math.floor((topMm - bottomMm) / spacingMm));
  const halfMm = ((width - 1) / 2) * spacingMm;
  const fromMm = bottomMm + spacingMm / 2;
  const sheet = flatSheet({
    cornerMm: archToWorld(surface, { s, h: fromMm, off: halfMm }),
    across: inward,
    up: surface.up,
    through: tangentAt(surface, s),
    width,
    height,
    spacingMm,
  });
  const worldToIjk = affineWorldToIjk(geometry);
  const { dims } = geometry;
  const slab = { thicknessMm, depthStepMm: spacingMm };
  const frame: SliceFrame = {
    width,
    height,
    spacingMm: [spacingMm, spacingMm],
    originMm: [middleOfSection(layout, number) - halfMm, fromMm],
  };
  const greys = sameKindOfArray(voxels, width * height);
  ruledGreysInto(greys, sheet, { dims, data: voxels, worldToIjk }, { ...slab, mode: 'mean', outside: darkest });
  const teeth = new Uint8Array(width * height);
  // A cut, not a layer: outlines are those of the section's middle.
  if (labels !== null) {
    const cut = { thicknessMm: spacingMm, depthStepMm: spacingMm };
    ruledLabelsInto(teeth, sheet, { dims, data: labels, worldToIjk }, cut);
    smoothLabels(teeth, frame);
  }
  return { number, frame, greys, labels: teeth, outlines: labels === null ? [] : labelOutlines(teeth, frame) };
}
