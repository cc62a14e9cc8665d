/** What the keyboard and other features can ask of what is mounted: panes, pictures and the start screen's buttons. */
import type { SurfacePlace } from '#core/surface/face-brush';
import type { Sheet } from './viewer/layers/pane-layer.ts';
import type { PaneView } from './viewer/pane-view.ts';

/** What the keyboard can ask of a mounted pane. */
export interface PaneControls {
  reset(): void;
  /** ±Infinity goes to the first or the last one. */
  step(slices: number): void;
  /** The flat picture that is shown, for layers; null before there is one. */
  sheet?(): Sheet | null;
  /** Gives the pane the keyboard, and so makes it the active one. */
  focus?(): void;
  /** Takes a key that would scroll slices for itself; false leaves it. */
  takeKey?(key: string): boolean;
  /** Moves or enlarges the picture in its pane. */
  changeViewBy?(change: (view: PaneView) => PaneView): void;
  /** Moves the crosshair within the pane by voxels. */
  moveCrosshair?(steps: readonly [right: number, up: number]): void;
}

/** What the keyboard can ask of the radiograph that is shown. */
export interface PictureControls {
  reset(): void;
  moveBy(steps: readonly [right: number, down: number]): void;
  zoomBy(factor: number): void;
}

/** What the keyboard can ask of the intraoral scan that is shown. */
export interface SurfaceControls {
  /** Moves the brush over the picture, CSS pixels. */
  movePlace(by: readonly [rightPx: number, downPx: number]): void;
  /** What the brush stands on. */
  keyboardPlace(): SurfacePlace | null;
}

/** What the keyboard can ask of the start screen's buttons, also while a scan is shown. */
export interface ScanPicker {
  /** @param forCase the case whose scan is asked for */
  choose(what: 'folder' | 'file' | 'segmentation', forCase?: string): void;
}
