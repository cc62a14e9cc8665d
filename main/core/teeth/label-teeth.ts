/** Labels for teeth that come with their numbers. */
import type { Identity, ToothType } from '../review/action.ts';

export interface NumberedShape {
  readonly fdi: number;
  readonly type: ToothType;
}

export interface LabelledTeeth<Shape extends NumberedShape> {
  readonly teeth: readonly (Identity & { readonly shape: Shape })[];
  /** Without a voxel. */
  readonly empty: readonly Shape[];
  /** For which no label was left. */
  readonly surplus: readonly Shape[];
  /** Numbers that more than one tooth bears, supernumerary ones aside. */
  readonly doubled: readonly number[];
}

export const MOST_LABELS = 255;

/**
 * Turns the values 1, 2, … of a label map, which stand for `shapes` in their order, into labels, in place. The largest tooth
 * of a number gets the number itself, supernumerary ones and others of it follow from `firstFurther` on.
 */
export function labelTeethInPlace<Shape extends NumberedShape>(
  data: Uint8Array,
  shapes: readonly Shape[],
  firstFurther: number,
): LabelledTeeth<Shape> {
  const sizes = new Float64Array(MOST_LABELS + 1);
  // Nearly all is background: passing it by is ten times faster than counting it.
  for (let n = 0; n < data.length; n++) if (data[n] !== 0) sizes[data[n]]++;
  const values = new Uint8Array(MOST_LABELS + 1);
  const taken = new Set<number>();
  const doubled = new Set<number>();
  const teeth: (Identity & { readonly shape: Shape })[] = [];
  const empty: Shape[] = [];
  const surplus: Shape[] = [];
  let further = firstFurther;
  const bySize = shapes
    .map((shape, n) => ({ shape, value: n + 1 }))
    .toSorted((a, b) => sizes[b.value] - sizes[a.value]);
  for (const { shape, value } of bySize) {
    const { fdi, type } = shape;
    const isFurther = type === 'supernumerary' || taken.has(fdi);
    if (sizes[value] === 0) {
      empty.push(shape);
    } else if (isFurther && further > MOST_LABELS) {
      surplus.push(shape);
    } else {
      if (isFurther && type !== 'supernumerary') doubled.add(fdi);
      if (!isFurther) taken.add(fdi);
      values[value] = isFurther ? further++ : fdi;
      teeth.push({ label: values[value], fdi, type, shape });
    }
  }
  for (let n = 0; n < data.length; n++) if (data[n] !== 0) data[n] = values[data[n]];
  return { teeth, empty, surplus, doubled: [...doubled] };
}
