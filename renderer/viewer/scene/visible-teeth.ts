/** Which teeth the 3D pane shows, and how strongly. */
import { jawOf, quadrantOf, type Jaw } from '#core/fdi';
import type { ToothLook } from '../tooth-looks.ts';

export type Quadrant = ReturnType<typeof quadrantOf>;

export interface Visibility {
  readonly hiddenQuadrants: readonly Quadrant[];
  /** Labels. */
  readonly hiddenTeeth: readonly number[];
  /** Of all teeth only the selected one is shown, if any is selected. */
  readonly isolated: boolean;
  /** A biting surface is seen only when the other jaw is out of the way; null shows both. */
  readonly onlyJaw: Jaw | null;
  /** 0…1 of the teeth beside the selected one. */
  readonly othersOpacity: number;
}

/** The other teeth step back, so that the selected one stands out without hiding its place in the arch. */
export const EVERYTHING_VISIBLE: Visibility = {
  hiddenQuadrants: [],
  hiddenTeeth: [],
  isolated: false,
  onlyJaw: null,
  othersOpacity: 0.32,
};

/** A tooth and where it stands. */
export type PlacedTooth = Pick<ToothLook, 'label' | 'fdi'>;

/** 0 hides a tooth, 1 is solid. `selected` is the label of a tooth that is shown, or null. */
export function toothOpacity(tooth: PlacedTooth, selected: number | null, visibility: Visibility): number {
  if (isHidden(tooth, visibility)) return 0;
  if (selected === null || tooth.label === selected) return 1;
  return visibility.isolated ? 0 : visibility.othersOpacity;
}

/** Hidden by itself, with its quadrant or with its jaw. */
export function isHidden({ label, fdi }: PlacedTooth, { hiddenQuadrants, hiddenTeeth, onlyJaw }: Visibility): boolean {
  return (
    hiddenQuadrants.includes(quadrantOf(fdi)) ||
    hiddenTeeth.includes(label) ||
    (onlyJaw !== null && jawOf(fdi) !== onlyJaw)
  );
}

export function quadrantsOf(jaw: Jaw): readonly Quadrant[] {
  return jaw === 'upper' ? [1, 2] : [3, 4];
}

/** Shows or hides some quadrants. Shown ones come back whole: teeth hidden one by one as well. */
export function withQuadrants(
  visibility: Visibility,
  quadrants: readonly Quadrant[],
  { shown, fdiOf }: { readonly shown: boolean; readonly fdiOf: (label: number) => number },
): Visibility {
  const others = visibility.hiddenQuadrants.filter((quadrant) => !quadrants.includes(quadrant));
  return {
    ...visibility,
    onlyJaw: null,
    hiddenQuadrants: (shown ? others : [...others, ...quadrants]).toSorted((a, b) => a - b),
    hiddenTeeth: shown
      ? visibility.hiddenTeeth.filter((label) => !quadrants.includes(quadrantOf(fdiOf(label))))
      : visibility.hiddenTeeth,
  };
}

/** Shows or hides one tooth. */
export function withTooth(visibility: Visibility, label: number, shown: boolean): Visibility {
  const others = visibility.hiddenTeeth.filter((other) => other !== label);
  return { ...visibility, hiddenTeeth: shown ? others : [...others, label] };
}
