/** What a person can ask of the 3D pane. */
import type { Jaw } from '#core/fdi';
import type { PlaneId } from '../../viewer/plane.ts';
import { DIRECTION_IDS, type DirectionId } from '../../viewer/scene/camera-pose.ts';
import { NO_CLIPPING, withSide } from '../../viewer/scene/clip-box.ts';
import {
  EVERYTHING_VISIBLE,
  isHidden,
  quadrantsOf,
  withQuadrants,
  withTooth,
  type Quadrant,
} from '../../viewer/scene/visible-teeth.ts';
import { PRESET_IDS } from '../../viewer/scene/volume-presets.ts';
import type { SceneStore } from './scene-store.ts';
import type { ViewStore } from './view-store.ts';

export interface SceneCommandOptions {
  /** The present number of a label. */
  readonly fdiOf: (label: number) => number;
  readonly scene: SceneStore;
  readonly view: ViewStore;
}

export type SceneCommands = ReturnType<typeof createSceneCommands>;

const OPACITY_STEP = 0.1;

export function createSceneCommands({ scene, view, fdiOf }: SceneCommandOptions) {
  function isolate(isolated: boolean): void {
    const { visibility } = scene.getState();
    const { selectedTooth } = view.getState();
    // An isolated tooth is seen even if it was hidden before.
    const shown = selectedTooth === null || !isolated ? visibility : shownTooth(selectedTooth);
    scene.setState({ visibility: { ...shown, isolated } });
  }

  function shownTooth(label: number) {
    const { visibility } = scene.getState();
    return isHidden({ label, fdi: fdiOf(label) }, visibility)
      ? { ...EVERYTHING_VISIBLE, othersOpacity: visibility.othersOpacity }
      : visibility;
  }

  function lookFrom(direction: DirectionId): void {
    const { visibility, asked } = scene.getState();
    const onlyJaw: Jaw | null = direction === 'upper' || direction === 'lower' ? direction : null;
    scene.setState({ direction, asked: asked + 1, pose: null, visibility: { ...visibility, onlyJaw } });
  }

  return {
    isolate,

    /** H: the selected tooth alone, or all again. */
    toggleIsolated: () => isolate(!scene.getState().visibility.isolated),

    /** A second click on the chart: this tooth alone; once more, all. */
    isolateTooth: (label: number): void => {
      const again = view.getState().selectedTooth === label && scene.getState().visibility.isolated;
      if (view.getState().selectedTooth !== label) view.setState({ selectedTooth: label });
      isolate(!again);
    },

    showAll: (): void => {
      const { othersOpacity } = scene.getState().visibility;
      scene.setState({ visibility: { ...EVERYTHING_VISIBLE, othersOpacity } });
    },

    showJaw: (jaw: Jaw, shown: boolean) => showQuadrants(quadrantsOf(jaw), shown),
    showQuadrant: (quadrant: Quadrant, shown: boolean) => showQuadrants([quadrant], shown),

    showTooth: (label: number, shown: boolean): void => {
      scene.setState(({ visibility }) => ({ visibility: withTooth(visibility, label, shown) }));
    },

    setOthersOpacity: (othersOpacity: number): void => {
      scene.setState(({ visibility }) => ({ visibility: { ...visibility, othersOpacity } }));
    },

    usePreset: (preset: (typeof PRESET_IDS)[number]) => scene.setState({ preset }),

    stepPreset: (by: 1 | -1): void => {
      const at = PRESET_IDS.indexOf(scene.getState().preset);
      scene.setState({ preset: PRESET_IDS[(at + by + PRESET_IDS.length) % PRESET_IDS.length] });
    },

    setVolumeOpacity: (volumeOpacity: number) => scene.setState({ volumeOpacity }),

    stepVolumeOpacity: (by: 1 | -1): void => {
      const opacity = scene.getState().volumeOpacity + by * OPACITY_STEP;
      scene.setState({ volumeOpacity: Math.min(1, Math.max(0.1, Math.round(opacity * 10) / 10)) });
    },

    toggleClipBox: (): void => {
      scene.setState(({ clipping }) => ({ clipping: { ...clipping, boxOn: !clipping.boxOn } }));
    },

    /** Moving a side switches the box on. */
    setClipSide: (axis: 0 | 1 | 2, side: 'low' | 'high', share: number): void => {
      scene.setState(({ clipping }) => ({
        clipping: { ...clipping, boxOn: true, box: withSide(clipping.box, axis, side, share) },
      }));
    },

    setClipPlane: (plane: PlaneId | null): void => {
      scene.setState(({ clipping }) => ({ clipping: { ...clipping, plane } }));
    },

    flipClipPlane: (): void => {
      scene.setState(({ clipping }) => ({ clipping: { ...clipping, flipped: !clipping.flipped } }));
    },

    resetClipping: () => scene.setState({ clipping: NO_CLIPPING }),

    /** A new picture after the graphics card took the old one away. */
    rebuild: () => scene.setState(({ attempt }) => ({ attempt: attempt + 1, graphics: 'ready' })),

    lookFrom,

    nextDirection: (): void => {
      const { direction } = scene.getState();
      const at = direction === null ? -1 : DIRECTION_IDS.indexOf(direction);
      lookFrom(DIRECTION_IDS[(at + 1) % DIRECTION_IDS.length]);
    },
  };

  function showQuadrants(quadrants: readonly Quadrant[], shown: boolean): void {
    scene.setState(({ visibility }) => ({ visibility: withQuadrants(visibility, quadrants, { shown, fdiOf }) }));
  }
}
