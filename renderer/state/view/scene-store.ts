/** How the 3D pane is looked at: preset, what is visible, what is cut away. Kept while the program runs. */
import { createStore } from 'zustand/vanilla';
import { NO_CLIPPING, type Clipping } from '../../viewer/scene/clip-box.ts';
import type { CameraPose, DirectionId } from '../../viewer/scene/camera-pose.ts';
import { EVERYTHING_VISIBLE, type Visibility } from '../../viewer/scene/visible-teeth.ts';
import type { ScenePreset } from '../../viewer/scene/volume-presets.ts';

/** The volume picture on its way: it is made when it is first asked for. */
export type VolumeProgress =
  | { readonly step: 'none' }
  | { readonly step: 'waiting' } // for the scan to arrive
  | { readonly step: 'preparing'; readonly fraction: number }
  /** `voxelMm` when it is coarser than the scan, largest side. */
  | { readonly step: 'shown'; readonly voxelMm: number | null }
  | { readonly step: 'failed' };

/** Whether the pane can draw: WebGL can be taken away at any time, and some machines have none. */
export type Graphics = 'ready' | 'lost' | 'missing';

export interface SceneState {
  readonly preset: ScenePreset;
  /** 0…1 of the volume picture. */
  readonly volumeOpacity: number;
  readonly volume: VolumeProgress;
  /** Tooth surfaces that have been made and drawn. */
  readonly teethShown: number;
  readonly visibility: Visibility;
  readonly clipping: Clipping;
  /** The saved direction last chosen; null after turning by hand. */
  readonly direction: DirectionId | null;
  /** Counts how often a direction was asked for: the same one twice goes there twice. */
  readonly asked: number;
  /** Where the pane was seen from when it was last taken down; null shows everything from the front. */
  readonly pose: CameraPose | null;
  readonly graphics: Graphics;
  /** Counts how often the picture was built: each is a new one. */
  readonly attempt: number;
}

/** What belongs to one scan; the rest stays for the next one. */
export const FRESH_SCENE = {
  visibility: EVERYTHING_VISIBLE,
  clipping: NO_CLIPPING,
  volume: { step: 'none' },
  teethShown: 0,
  direction: 'front',
  pose: null,
} as const satisfies Partial<SceneState>;

export const createSceneStore = () =>
  createStore<SceneState>(() => ({
    ...FRESH_SCENE,
    preset: 'surfaces',
    asked: 0,
    volumeOpacity: 0.8,
    graphics: 'ready',
    attempt: 0,
  }));
export type SceneStore = ReturnType<typeof createSceneStore>;
