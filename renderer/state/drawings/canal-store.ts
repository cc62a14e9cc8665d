/** What is being done with nerve canals, and how near teeth come to them; the canals themselves are annotations. */
import { createStore } from 'zustand/vanilla';
import type { Vec3 } from '#core/volume';

export interface CanalPoint {
  readonly canalId: string;
  readonly index: number;
}

export interface ToothNearCanal {
  readonly label: number;
  /** Tooth surface to the wall of the canal; negative where they overlap. */
  readonly distanceMm: number;
  /** Where the tooth is nearest, world LPS. */
  readonly toothMm: Vec3;
}

export interface CanalState {
  /** The point that the keyboard moves. */
  readonly picked: CanalPoint | null;
  /** By canal id, nearest first; a canal without an entry has not been looked at yet. */
  readonly near: ReadonlyMap<string, readonly ToothNearCanal[]>;
}

/** Nearer than this a root wants a warning. */
export const WARN_BELOW_MM = 2;

export const createCanalStore = () => createStore<CanalState>(() => ({ picked: null, near: new Map() }));
export type CanalStore = ReturnType<typeof createCanalStore>;
