/** The list of stored cases as it is shown: what was read, what is looked for, what just happened. */
import type { CaseList, CaseState, CaseSummary } from '#contract/case-list';
import type { ErrorBody } from '#contract/errors';
import type { Modality } from '#contract/scan';
import { createStore } from 'zustand/vanilla';

/** Cases in use by their state, those put away, and those thrown away. */
export type Shelf = 'all' | CaseState | 'archived' | 'trash';

export interface CasesState {
  readonly open: boolean;
  /** null until it was read. */
  readonly list: CaseList | null;
  readonly reading: boolean;
  readonly query: string;
  readonly shelf: Shelf;
  readonly modality: Modality | null;
  /** Names and pictures are shown though the settings hide them. */
  readonly revealed: boolean;
  /** Just thrown away: it can be taken back. */
  readonly deleted: CaseSummary | null;
  /** Its scan is not where it was: the person is asked for it. */
  readonly scanWanted: CaseSummary | null;
  /** All cases are on their way to another folder. */
  readonly moving: boolean;
  /** How many came along the last time. */
  readonly moved: number | null;
  readonly error: ErrorBody | null;
}

export const createCasesStore = () =>
  createStore<CasesState>(() => ({
    open: false,
    list: null,
    reading: false,
    query: '',
    shelf: 'all',
    modality: null,
    revealed: false,
    deleted: null,
    scanWanted: null,
    moving: false,
    moved: null,
    error: null,
  }));
export type CasesStore = ReturnType<typeof createCasesStore>;
