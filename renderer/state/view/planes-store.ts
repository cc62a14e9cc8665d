/** How the slices are cut and shown: turned together about the crosshair, as thick slabs, with gamma, played by themselves. */
import { createStore } from 'zustand/vanilla';
import { PATIENT_AXES, type MprAxes } from '../../viewer/slices/mpr-axes.ts';
import type { PlaneId } from '../../viewer/plane.ts';
import { SLAB_MODES, thickerSlab, type Slab } from '../../viewer/slices/slab.ts';

export interface PlanesState {
  /** Normals of the sagittal, the coronal and the axial plane: orthonormal, world LPS. */
  readonly mprAxes: MprAxes;
  readonly slabs: { readonly [Id in PlaneId]: Slab };
  /** Above 1 brightens what lies between black and white: 0.5–2. */
  readonly gamma: number;
  readonly histogramOpen: boolean;
  /** What two studies side by side are compared in. */
  readonly compared: PlaneId;
  /** The active pane scrolls by itself. */
  readonly playing: boolean;
  readonly framesPerSecond: number;
}

const ONE_SLICE: Slab = { thicknessMm: 0, mode: 'mean' };

const INITIAL_PLANES: PlanesState = {
  mprAxes: PATIENT_AXES,
  slabs: { axial: ONE_SLICE, coronal: ONE_SLICE, sagittal: ONE_SLICE },
  gamma: 1,
  histogramOpen: false,
  compared: 'axial',
  playing: false,
  framesPerSecond: 15,
};

export const GAMMA_LIMITS = { min: 0.5, max: 2, step: 0.1 } as const;
export const CINE_LIMITS = { min: 5, max: 30, step: 5 } as const;

export const createPlanesStore = () => createStore<PlanesState>(() => INITIAL_PLANES);
export type PlanesStore = ReturnType<typeof createPlanesStore>;

/** A new scan: straight planes, single slices; how a person likes the picture stays. */
export function straighten(store: PlanesStore): void {
  const { mprAxes, slabs, gamma } = INITIAL_PLANES;
  store.setState({ mprAxes, slabs, gamma, playing: false });
}

export function setSlab(store: PlanesStore, id: PlaneId, slab: Slab): void {
  store.setState(({ slabs }) => ({ slabs: { ...slabs, [id]: slab } }));
}

export function changeSlab(store: PlanesStore, id: PlaneId, by: 1 | -1): void {
  setSlab(store, id, thickerSlab(store.getState().slabs[id], by));
}

/** The next way of showing a slab; a single slice becomes 5 mm thick, so that the change is seen. */
export function nextSlabMode(store: PlanesStore, id: PlaneId): void {
  const { thicknessMm, mode } = store.getState().slabs[id];
  const next = SLAB_MODES[(SLAB_MODES.indexOf(mode) + 1) % SLAB_MODES.length];
  setSlab(store, id, thicknessMm === 0 ? { thicknessMm: 5, mode: 'mip' } : { thicknessMm, mode: next });
}

export function changeGamma(store: PlanesStore, by: 1 | -1): void {
  const { min, max, step } = GAMMA_LIMITS;
  const wanted = Math.round((store.getState().gamma + by * step) * 10) / 10;
  store.setState({ gamma: Math.min(max, Math.max(min, wanted)) });
}
