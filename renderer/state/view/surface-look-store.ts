/** How an intraoral scan is looked at. */
import { createStore } from 'zustand/vanilla';
import { SURFACE_VIEWS, type SurfaceView } from '../../viewer/surface/patient-frame.ts';
import type { SceneStore } from './scene-store.ts';

/** What lies under the teeth's colours: the scanner's own ones, or plain plaster. */
export const GROUNDS = ['scan', 'plaster'] as const;
export type Ground = (typeof GROUNDS)[number];

export interface SurfaceLook {
  readonly ground: Ground;
  /** The standard view last chosen; null after turning by hand. */
  readonly view: SurfaceView | null;
}

export const createSurfaceLookStore = () => createStore<SurfaceLook>(() => ({ ground: 'scan', view: 'occlusal' }));
export type SurfaceLookStore = ReturnType<typeof createSurfaceLookStore>;

/** Shows a standard view; the same one again goes there again. */
export function lookFrom(look: SurfaceLookStore, scene: SceneStore, view: SurfaceView): void {
  look.setState({ view });
  scene.setState(({ asked }) => ({ asked: asked + 1, pose: null }));
}

export function nextView(look: SurfaceLookStore, scene: SceneStore): void {
  const { view } = look.getState();
  const at = view === null ? -1 : SURFACE_VIEWS.indexOf(view);
  lookFrom(look, scene, SURFACE_VIEWS[(at + 1) % SURFACE_VIEWS.length]);
}
