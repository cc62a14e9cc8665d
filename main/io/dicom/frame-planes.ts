/** Each frame's place, spacing and rescale: from the data set, or from the functional groups of an enhanced image. */
import { cross } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { TAG, decimal, decimals, firstItem, items, vec3 } from './data-set.ts';
import type { DataSet } from './data-set.ts';
import type { FramePlane } from './image-header.ts';
import { storedRange } from './pixel-format.ts';
import type { PixelFormat } from './pixel-format.ts';

export interface FramePlanes {
  readonly frames: readonly FramePlane[];
  readonly assumedPlaces: boolean;
}

/**
 * The planes of all frames of one image. Per-frame functional groups win over shared ones, those over the data set
 * itself (PS3.3 C.7.6.16; the X-Ray 3D images use the same macros). Multi-frame images without per-frame positions get
 * evenly spaced ones along the slice normal, and say so in `assumedPlaces`.
 */
export function framePlanes(dataSet: DataSet, format: PixelFormat, frameCount: number): FramePlanes {
  const shared = firstItem(dataSet, TAG.SharedFunctionalGroupsSequence);
  const perFrame = items(dataSet, TAG.PerFrameFunctionalGroupsSequence);
  const detector = firstItem(dataSet, TAG.DetectorInformationSequence); // NM, PS3.3 C.8.4.11
  const planeOf = (own: DataSet | undefined): Omit<FramePlane, 'frame'> => {
    const groups = [own, shared];
    const position = [...macro(groups, TAG.PlanePositionSequence), dataSet, detector];
    const orientation = [...macro(groups, TAG.PlaneOrientationSequence), dataSet, detector];
    const measures = [...macro(groups, TAG.PixelMeasuresSequence), dataSet];
    const transformation = [...macro(groups, TAG.PixelValueTransformationSequence), dataSet];
    const cosines = firstFound(orientation, (from) => decimals(from, TAG.ImageOrientationPatient, 6));
    const rowColumn = firstFound(measures, (from) => decimals(from, TAG.PixelSpacing, 2));
    return {
      positionMm: firstFound(position, (from) => vec3(from, TAG.ImagePositionPatient)),
      iDirection: cosines && [cosines[0], cosines[1], cosines[2]],
      jDirection: cosines && [cosines[3], cosines[4], cosines[5]],
      spacingMm: rowColumn && [rowColumn[1], rowColumn[0]], // Pixel Spacing is row spacing (j) first
      ...rescale(transformation, format),
    };
  };
  // A header may claim tens of thousands of frames and describe none: told once for all that have no groups of their own.
  const common = perFrame.length < frameCount ? planeOf(undefined) : null;
  const frames = Array.from({ length: frameCount }, (_, frame): FramePlane => {
    const plane = common !== null && frame >= perFrame.length ? common : planeOf(perFrame[frame]);
    return { frame, ...plane };
  });
  return hasPlaces(frames) ? { frames, assumedPlaces: false } : assumePlaces(frames, dataSet, shared);
}

function macro(
  groups: readonly (DataSet | undefined)[],
  tag: Parameters<typeof firstItem>[1],
): (DataSet | undefined)[] {
  return groups.map((group) => firstItem(group, tag));
}

function firstFound<T>(sources: readonly (DataSet | undefined)[], read: (source: DataSet) => T | null): T | null {
  for (const source of sources) {
    const found = source === undefined ? null : read(source);
    if (found !== null) return found;
  }
  return null;
}

function rescale(sources: readonly (DataSet | undefined)[], format: PixelFormat): { slope: number; intercept: number } {
  const slope = firstFound(sources, (from) => decimal(from, TAG.RescaleSlope)) ?? 1;
  const intercept = firstFound(sources, (from) => decimal(from, TAG.RescaleIntercept)) ?? 0;
  if (format.photometric !== 'MONOCHROME1' || format.kind !== 'integer') return { slope, intercept };
  const [min, max] = storedRange(format); // stored → min + max − stored, so that dense is bright again
  return { slope: -slope, intercept: intercept + slope * (min + max) };
}

function hasPlaces(frames: readonly FramePlane[]): boolean {
  if (frames.length === 1) return true; // a single slice gets its place from the header or not at all
  const [first, ...others] = frames.map((frame) => frame.positionMm);
  return first !== null && others.some((at) => at !== null && at.some((value, axis) => value !== first[axis]));
}

function assumePlaces(frames: readonly FramePlane[], dataSet: DataSet, shared: DataSet | undefined): FramePlanes {
  const measures = firstItem(shared, TAG.PixelMeasuresSequence) ?? dataSet;
  const stepMm = decimal(measures, TAG.SpacingBetweenSlices) ?? decimal(measures, TAG.SliceThickness);
  if (stepMm === null || stepMm === 0) return { frames, assumedPlaces: false };
  const { positionMm, iDirection, jDirection } = frames[0];
  const i: Vec3 = iDirection ?? [1, 0, 0];
  const j: Vec3 = jDirection ?? [0, 1, 0];
  const [x, y, z] = positionMm ?? [0, 0, 0];
  const normal = cross(i, j);
  return {
    assumedPlaces: true,
    frames: frames.map((frame, index) => ({
      ...frame,
      iDirection: i,
      jDirection: j,
      positionMm: [x + normal[0] * stepMm * index, y + normal[1] * stepMm * index, z + normal[2] * stepMm * index],
    })),
  };
}
