/** How it is looked at: crosshair, window, tool, overlay, selection and layout. */
import type { Vec3 } from '#core/volume';
import { createStore } from 'zustand/vanilla';
import { MEASUREMENT_KINDS } from '#contract/annotations';
import type { Modality } from '#contract/scan';
import type { GreyWindow, PresetId } from '../../viewer/grey/grey-window.ts';
import type { PictureBox } from '../../viewer/radiograph/picture-view.ts';
import type { PlaneId } from '../../viewer/plane.ts';

/** Those that change the shape of a tooth: a brush, a rubber, a knife, two seeds, and one that joins two labels. */
export const SHAPE_TOOLS = ['paint', 'erase', 'cut', 'seeds', 'merge'] as const;
export type ShapeTool = (typeof SHAPE_TOOLS)[number];

/** What the left mouse button can do, for each kind of scan; the first is the one to start with. */
export const TOOLS = {
  cbct: ['crosshair', 'window', 'pan', 'zoom', 'arch', 'canal', ...MEASUREMENT_KINDS, ...SHAPE_TOOLS],
  opg: ['pan', 'window', 'zoom', 'outline', ...SHAPE_TOOLS],
  ios: ['turn', 'paint', 'erase'],
} as const satisfies { readonly [M in Modality]: readonly string[] };
export type CbctTool = (typeof TOOLS)['cbct'][number];
export type OpgTool = (typeof TOOLS)['opg'][number];
export type IosTool = (typeof TOOLS)['ios'][number];
export type Tool = CbctTool | OpgTool | IosTool;

/** Every pane of a CBCT; a layout shows some of them. */
export type PaneId = PlaneId | 'surfaces' | 'panoramic' | 'cross-sections';

export const LAYOUTS = ['mpr', 'panoramic', 'single', 'compare'] as const;
export type LayoutId = (typeof LAYOUTS)[number];

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
  /** Bright is shown dark. */
  readonly inverted: boolean;
  /** FDI code, or the label of a supernumerary tooth. */
  readonly selectedTooth: number | null;
  /** The tooth under the pointer, in whatever part of the window. */
  readonly hoveredTooth: number | null;
  /** What a radiograph has to bring into view: a new object each time it is asked. */
  readonly lookAt: PictureBox | null;
  /** The pane that the keyboard scrolls. */
  readonly activePane: PaneId;
  readonly layout: LayoutId;
  readonly maximisedPane: PaneId | null;
  readonly patientVisible: boolean;
  readonly helpOpen: boolean;
  readonly settingsOpen: boolean;
  readonly doctorOpen: boolean;
}

/** How strong the tooth colours are at first: a radiograph is read through them. */
export const OVERLAY_OPACITY: { readonly [M in Modality]: number } = { cbct: 0.4, opg: 0.2, ios: 1 };

export const INITIAL_VIEW: ViewState = {
  crosshairMm: [0, 0, 0],
  window: { level: 500, width: 3000 },
  preset: 'auto',
  tool: 'crosshair',
  overlayVisible: true,
  overlayOpacity: OVERLAY_OPACITY.cbct,
  crosshairVisible: true,
  inverted: false,
  selectedTooth: null,
  hoveredTooth: null,
  lookAt: null,
  activePane: 'axial',
  layout: 'mpr',
  maximisedPane: null,
  patientVisible: true,
  helpOpen: false,
  settingsOpen: false,
  doctorOpen: false,
};

export const createViewStore = () => createStore<ViewState>(() => INITIAL_VIEW);
export type ViewStore = ReturnType<typeof createViewStore>;
