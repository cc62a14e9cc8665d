/** Correcting numbers: what is being asked for, the open menu, and what was done last. The numbers are in the review. */
import type { Identity, IdentifyTool, MissingReason } from '#core/review/action';
import type { Refusal } from '#core/review/renumber';
import { createStore } from 'zustand/vanilla';

/** The next number typed, or the next tooth chosen, goes to this one. */
export interface NumberWanted {
  readonly kind: 'number' | 'swap';
  readonly label: number;
}

/** What the menu is about: a tooth, or a place of the chart without one. */
export type MenuSubject =
  { readonly kind: 'tooth'; readonly label: number } | { readonly kind: 'place'; readonly fdi: number };

export interface OpenMenu {
  readonly about: MenuSubject;
  /** CSS pixels of the window. */
  readonly at: readonly [x: number, y: number];
}

/** What is told after an action, in no language yet. `seq` is its entry in the log. */
export type Told =
  | {
      readonly kind: 'identified';
      readonly tool: IdentifyTool;
      readonly before: readonly Identity[];
      readonly after: readonly Identity[];
      readonly seq: number;
      /** The number stands twice now, as the person asked. */
      readonly twice: boolean;
      /** Two swapped because the number was taken: the person may have wanted it twice. */
      readonly wanted: { readonly label: number; readonly fdi: number } | null;
    }
  | { readonly kind: 'missing'; readonly fdi: number; readonly reason: MissingReason | null; readonly seq: number }
  | { readonly kind: 'refused'; readonly why: Refusal | 'none-selected' | 'signed'; readonly fdi: number | null };

export interface NumbersState {
  readonly wanted: NumberWanted | null;
  readonly menu: OpenMenu | null;
  readonly told: Told | null;
}

const NOTHING: NumbersState = { wanted: null, menu: null, told: null };

export const createNumbersStore = () => createStore<NumbersState>(() => NOTHING);
export type NumbersStore = ReturnType<typeof createNumbersStore>;
