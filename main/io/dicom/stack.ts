/** Frames of one series that can be one volume: same size, same orientation, same pixel spacing. */
import type { Vec3 } from '#core/volume';
import type { FramePlane, ImageHeader } from './image-header.ts';
import type { SliceGrid } from './stack-layout.ts';

export interface StackFrame {
  readonly image: ImageHeader;
  readonly plane: FramePlane;
}

export interface Stack {
  readonly frames: readonly StackFrame[];
}

/** Cosines that differ less than this are the same orientation, written with few digits. */
const SAME_DIRECTION = 2e-3;
const SAME_SPACING_MM = 1e-4;

/** Splits a series into stacks, the one with most pixels first. Each multi-frame file is a stack of its own. */
export function splitIntoStacks(images: readonly ImageHeader[]): readonly Stack[] {
  const stacks: StackFrame[][] = [];
  for (const image of images) {
    for (const plane of image.frames) {
      const frame = { image, plane };
      const stack = stacks.find(([member]) => belongTogether(member, frame));
      if (stack === undefined) stacks.push([frame]);
      else stack.push(frame);
    }
  }
  return stacks.map((frames) => ({ frames })).sort((a, b) => pixelCount(b) - pixelCount(a));
}

export function pixelCount({ frames }: Stack): number {
  return frames.reduce((sum, { image }) => sum + image.format.rows * image.format.columns, 0);
}

function belongTogether(a: StackFrame, b: StackFrame): boolean {
  const [first, second] = [a.image, b.image];
  return (
    unitOf(first) === unitOf(second) &&
    first.format.rows === second.format.rows &&
    first.format.columns === second.format.columns &&
    first.format.samplesPerPixel === second.format.samplesPerPixel &&
    close(a.plane.iDirection, b.plane.iDirection, SAME_DIRECTION) &&
    close(a.plane.jDirection, b.plane.jDirection, SAME_DIRECTION) &&
    close(a.plane.spacingMm, b.plane.spacingMm, SAME_SPACING_MM)
  );
}

/** What may be joined: single-frame files of a series, the parts of a concatenation, else one file alone. */
function unitOf(image: ImageHeader): string {
  if (image.concatenationUid !== '') return image.concatenationUid;
  return image.frames.length > 1 ? image.path : '';
}

function close(a: readonly number[] | null, b: readonly number[] | null, tolerance: number): boolean {
  if (a === null || b === null) return a === b;
  return a.every((value, index) => Math.abs(value - b[index]) <= tolerance);
}

export interface PlacedStack {
  readonly grid: SliceGrid;
  readonly positionsMm: readonly Vec3[];
}

/** The stack's grid and positions, or null when a header lacks them or gives no usable spacing. */
export function placesOf({ frames }: Stack): PlacedStack | null {
  const { image, plane } = frames[0];
  const { iDirection, jDirection, spacingMm } = plane;
  if (iDirection === null || jDirection === null || spacingMm === null) return null;
  if (!spacingMm.every((spacing) => spacing > 0)) return null;
  const positionsMm = frames.flatMap((frame) => (frame.plane.positionMm === null ? [] : [frame.plane.positionMm]));
  if (positionsMm.length !== frames.length) return null;
  const { rows, columns } = image.format;
  return { grid: { rows, columns, iDirection, jDirection, spacingMm }, positionsMm };
}
