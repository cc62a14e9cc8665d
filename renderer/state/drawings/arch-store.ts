/** How the dental arch is looked at: the fitted curve, the panoramic's layer, the sections across it. */
import type { DentalArch } from '#core/arch/arch-of-teeth';
import type { SlabMode } from '#core/arch/ruled-picture';
import { createStore } from 'zustand/vanilla';

export interface ArchState {
  /** Fitted to teeth or bone; null until there is something to fit to. A person's own curve goes before it. */
  readonly fitted: DentalArch | null;
  /** Of the panoramic, across the arch. */
  readonly thicknessMm: number;
  readonly mode: SlabMode;
  /** From one cross-section to the next. */
  readonly sectionDistanceMm: number;
  readonly sectionWidthMm: number;
  readonly sectionThicknessMm: number;
  /** Control point that the keyboard moves. */
  readonly pickedPoint: number | null;
  /** The curve is being dragged: pictures are made coarsely. */
  readonly dragging: boolean;
}

export const INITIAL_ARCH: ArchState = {
  fitted: null,
  thicknessMm: 15,
  // As a panoramic radiograph sums up what its ray meets.
  mode: 'mean',
  sectionDistanceMm: 2,
  sectionWidthMm: 24,
  sectionThicknessMm: 1,
  pickedPoint: null,
  dragging: false,
};

export type ArchSetting = 'thicknessMm' | 'sectionDistanceMm' | 'sectionWidthMm' | 'sectionThicknessMm';

/** Millimetres, and the step of sliders and keys. */
export const ARCH_LIMITS: {
  readonly [S in ArchSetting]: { readonly min: number; readonly max: number; readonly step: number };
} = {
  thicknessMm: { min: 2, max: 40, step: 1 },
  sectionDistanceMm: { min: 0.5, max: 5, step: 0.5 },
  sectionWidthMm: { min: 10, max: 50, step: 2 },
  sectionThicknessMm: { min: 0.5, max: 10, step: 0.5 },
};

export const createArchStore = () => createStore<ArchState>(() => INITIAL_ARCH);
export type ArchStore = ReturnType<typeof createArchStore>;

/** Sets a length of the arch's pictures, kept within its limits. */
export function setArchLength(store: ArchStore, setting: ArchSetting, valueMm: number): void {
  const { min, max } = ARCH_LIMITS[setting];
  store.setState({ [setting]: Math.min(max, Math.max(min, valueMm)) });
}

/** The same by steps of its slider. */
export function changeArchLength(store: ArchStore, setting: ArchSetting, steps: number): void {
  setArchLength(store, setting, store.getState()[setting] + steps * ARCH_LIMITS[setting].step);
}
