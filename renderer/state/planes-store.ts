/** How the slice planes lie in the patient: turned together about the crosshair. */
import { createStore } from 'zustand/vanilla';
import { PATIENT_AXES, type MprAxes } from '../viewer/mpr-axes.ts';

export interface PlanesState {
  /** Normals of the sagittal, the coronal and the axial plane: orthonormal, world LPS. */
  readonly mprAxes: MprAxes;
}

export const INITIAL_PLANES: PlanesState = { mprAxes: PATIENT_AXES };

export const createPlanesStore = () => createStore<PlanesState>(() => INITIAL_PLANES);
export type PlanesStore = ReturnType<typeof createPlanesStore>;
