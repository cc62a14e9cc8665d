/** How the teeth panel is looked at: its tab, the table's order, the plotted metric, and a number being typed. */
import { createStore } from 'zustand/vanilla';

export const TEETH_TABS = ['chart', 'table', 'plot'] as const;
export type TeethTab = (typeof TEETH_TABS)[number];

/** Which column of the table decides, and which way. */
export interface TableOrder {
  /** A metric's id, or "tooth" for the order of the chart. */
  readonly column: string;
  readonly ascending: boolean;
}

/** A tooth's number on its way from the keyboard. */
export interface TypedNumber {
  readonly digits: string;
  /** A whole number for which the case has no tooth. */
  readonly unknown: boolean;
}

export interface TeethState {
  readonly tab: TeethTab;
  readonly order: TableOrder;
  /** A metric's id; one that the open case does not have falls back to its first. */
  readonly plotted: string;
  readonly legendOpen: boolean;
  readonly typed: TypedNumber | null;
}

const INITIAL_TEETH: TeethState = {
  tab: 'chart',
  order: { column: 'tooth', ascending: true },
  plotted: 'lengthMm',
  legendOpen: false,
  typed: null,
};

export const createTeethStore = () => createStore<TeethState>(() => INITIAL_TEETH);
export type TeethStore = ReturnType<typeof createTeethStore>;
