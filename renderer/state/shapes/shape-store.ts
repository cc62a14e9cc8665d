/** How shapes of teeth are edited: the brush, its limits, what is being drawn, and what the last step had to say. */
import type { PaintOver } from '#core/review/shapes/brush';
import type { EditRefusal } from '#core/review/shapes/edit-error';
import type { Modality } from '#contract/scan';
import type { Vec3 } from '#core/volume';
import { createStore } from 'zustand/vanilla';
import type { PaneId } from '../view/view-store.ts';

/** Why nothing happened, in the words of the card. */
export type ShapeRefusal = EditRefusal | 'signed' | 'no-labels' | 'select-tooth' | 'pick-other' | 'unchanged';

export type ShapeNote =
  | { readonly kind: 'refused'; readonly why: ShapeRefusal }
  /** A tooth came into being. */
  | { readonly kind: 'made'; readonly label: number };

/** The first point of a cut or the first seed of a split, waiting for the second. */
export interface PendingShape {
  readonly tool: 'cut' | 'seeds';
  readonly pointMm: Vec3;
  readonly pane: PaneId;
}

export interface ShapeState {
  /** Across the ball. */
  readonly brushMm: number;
  readonly over: PaintOver;
  /** Only greys between these, inclusive; null: all. */
  readonly limits: readonly [low: number, high: number] | null;
  /** Painting begins a tooth that the nets did not find. */
  readonly newTooth: boolean;
  readonly growMm: number;
  readonly smoothMm: number;
  readonly pending: PendingShape | null;
  /** Where the pointer is, null: the keyboard's crosshair counts. */
  readonly hover: { readonly pane: PaneId; readonly atMm: Vec3 } | null;
  readonly note: ShapeNote | null;
}

export const BRUSH_LIMITS = { min: 0.5, max: 15, step: 0.5 } as const;
export const GROW_LIMITS = { min: 0.1, max: 2, step: 0.1 } as const;
export const SMOOTH_LIMITS = { min: 0.4, max: 2, step: 0.2 } as const;

/** What belongs to the scan that is open; how a person likes the brush stays. */
export const FRESH_SHAPES = { limits: null, newTooth: false, pending: null, hover: null, note: null } as const;

export const createShapeStore = () =>
  createStore<ShapeState>(() => ({ brushMm: 3, over: 'background', growMm: 0.3, smoothMm: 0.8, ...FRESH_SHAPES }));
export type ShapeStore = ReturnType<typeof createShapeStore>;

/** A radiograph's world is its pixels: what is a millimetre on the brush's scale is so many of them there. */
const PIXELS_FOR_MM = 10;

/** The ball's radius in the scan's world: millimetres, or pixels of a radiograph. */
export function brushRadius({ brushMm }: Pick<ShapeState, 'brushMm'>, modality: Modality): number {
  return (modality === 'opg' ? PIXELS_FOR_MM : 1) * (brushMm / 2);
}

/** Larger or smaller by a step that suits its size. */
export function changeBrush(store: ShapeStore, by: 1 | -1): void {
  const { brushMm } = store.getState();
  const step = brushMm + by * 0.01 >= 5 ? 1 : BRUSH_LIMITS.step;
  const wanted = Math.round((brushMm + by * step) * 2) / 2;
  store.setState({ brushMm: Math.min(BRUSH_LIMITS.max, Math.max(BRUSH_LIMITS.min, wanted)) });
}
