/** Which panes each layout shows and where: a grid of two by two. Another pane is another line. */
import type { LayoutId, PaneId, ViewState } from '../../state/view/view-store.ts';

export interface PanePlace {
  readonly column: number;
  readonly row: number;
  readonly columnSpan?: number;
  readonly rowSpan?: number;
}

type Places = { readonly [Id in PaneId]?: PanePlace };

const WHOLE: PanePlace = { column: 0, row: 0, columnSpan: 2, rowSpan: 2 };
const LEFT: PanePlace = { column: 0, row: 0, rowSpan: 2 };
/** Where a second study stands beside the first. */
export const SECOND_STUDY: PanePlace = { column: 1, row: 0, rowSpan: 2 };

const TABLE: { readonly mpr: Places; readonly panoramic: Places } = {
  mpr: {
    axial: { column: 0, row: 0 },
    surfaces: { column: 1, row: 0 },
    coronal: { column: 0, row: 1 },
    sagittal: { column: 1, row: 1 },
  },
  panoramic: {
    panoramic: { column: 0, row: 0, columnSpan: 2 },
    'cross-sections': { column: 0, row: 1 },
    axial: { column: 1, row: 1 },
  },
};

/** In the order of their tabs. */
export const PANES: readonly PaneId[] = ['axial', 'surfaces', 'coronal', 'sagittal', 'panoramic', 'cross-sections'];

/** The share of the first column and the first row, percent, until a person drags them. */
export const FIRST_TRACKS: { readonly [L in LayoutId]: readonly [column: number, row: number] } = {
  mpr: [50, 50],
  panoramic: [62, 50],
  single: [50, 50],
  compare: [50, 50],
};

/** Where each pane that is shown stands. */
export function placesOf({ layout, activePane, maximisedPane }: LaidOut, compared: PaneId): Places {
  if (layout === 'compare') return { [compared]: LEFT };
  if (layout === 'single') return { [activePane]: WHOLE };
  const places = TABLE[layout];
  return maximisedPane !== null && places[maximisedPane] !== undefined ? { [maximisedPane]: WHOLE } : places;
}

type LaidOut = Pick<ViewState, 'layout' | 'activePane' | 'maximisedPane'>;
