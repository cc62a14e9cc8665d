/** How it is looked at: crosshair, window, tool, overlay, selection and layout. */
import type { Vec3 } from '#core/volume';
import { createStore } from 'zustand/vanilla';
import type { GreyWindow, PresetId } from '../viewer/grey-window.ts';
import type { PlaneId } from '../viewer/plane.ts';

export const TOOLS = ['crosshair', 'window', 'pan', 'zoom'] as const;
export type Tool = (typeof TOOLS)[number];

export type PaneId = PlaneId | 'surfaces';

export interface ViewState {
  /** World LPS mm. */
  readonly crosshairMm: Vec3;
  readonly window: GreyWindow;
  /** null when the window was dragged by hand. */
  readonly preset: PresetId | null;
  readonly tool: Tool;
  readonly overlayVisible: boolean;
  /** 0…1 of the fill; outlines stay. */
  readonly overlayOpacity: number;
  readonly crosshairVisible: boolean;
  readonly selectedFdi: number | null;
  /** The pane that the keyboard scrolls. */
  readonly activePane: PaneId;
  readonly maximisedPane: PaneId | null;
  readonly patientVisible: boolean;
  readonly helpOpen: boolean;
}

export const INITIAL_VIEW: ViewState = {
  crosshairMm: [0, 0, 0],
  window: { level: 500, width: 3000 },
  preset: 'auto',
  tool: 'crosshair',
  overlayVisible: true,
  overlayOpacity: 0.4,
  crosshairVisible: true,
  selectedFdi: null,
  activePane: 'axial',
  maximisedPane: null,
  patientVisible: true,
  helpOpen: false,
};

export const createViewStore = () => createStore<ViewState>(() => INITIAL_VIEW);
export type ViewStore = ReturnType<typeof createViewStore>;
