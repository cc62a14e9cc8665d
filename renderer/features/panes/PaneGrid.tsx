import { useEffect, useState, type ReactNode } from 'react';
import { Cell, Grid, Gridline, useGridRef } from 'react-resizable-panels';
import { usePlanes, useText, useView } from '../../app-context.ts';
import { remember, remembered } from '../../state/remembered.ts';
import type { LayoutId, PaneId } from '../../state/view/view-store.ts';
import { CrossSectionsPaneView, PanoramicPaneView } from '../arch/index.ts';
import { CompareBar, SecondStudy } from '../compare/index.ts';
import { FIRST_TRACKS, PANES, placesOf, SECOND_STUDY } from './layouts.ts';
import { PaneTabs } from './PaneTabs.tsx';
import { SlicePaneView } from './SlicePaneView.tsx';
import { SurfacePaneView } from './SurfacePaneView.tsx';
import { TEXT } from './text.ts';
import styles from './PaneGrid.module.css';

const TRACKS = [{ minSize: 160 }, { minSize: 160 }];

const PANE_VIEWS: { readonly [Id in PaneId]: ReactNode } = {
  axial: <SlicePaneView id="axial" />,
  coronal: <SlicePaneView id="coronal" />,
  sagittal: <SlicePaneView id="sagittal" />,
  surfaces: <SurfacePaneView />,
  panoramic: <PanoramicPaneView />,
  'cross-sections': <CrossSectionsPaneView />,
};

/** The panes of the layout, in a grid of two by two. A pane that was shown once stays mounted, without size and drawing. */
export function PaneGrid() {
  const layout = useView((state) => state.layout);
  const activePane = useView((state) => state.activePane);
  const maximisedPane = useView((state) => state.maximisedPane);
  const compared = usePlanes((state) => state.compared);
  const places = placesOf({ layout, activePane, maximisedPane }, compared);
  const mounted = usePanesSoFar(PANES.filter((id) => places[id] !== undefined));
  const grid = useTrackSizes(layout);
  const alone = layout === 'single' || (maximisedPane !== null && places[maximisedPane]?.columnSpan === 2);
  return (
    <div className={styles.area}>
      {layout === 'single' && <PaneTabs />}
      {layout === 'compare' && <CompareBar />}
      <Grid
        columns={TRACKS}
        rows={TRACKS}
        gridRef={grid}
        className={styles.grid}
        onLayoutChanged={({ columns, rows }, { isUserInteraction }) => {
          if (isUserInteraction) remember(sizesOf(layout), [columns['0'], rows['0']]);
        }}
      >
        {PANES.filter((id) => mounted.has(id)).map((id) => (
          <Cell
            key={id}
            {...(places[id] ?? { column: 0, row: 0 })}
            className={[styles.cell, places[id] === undefined ? styles.hidden : ''].join(' ')}
          >
            {PANE_VIEWS[id]}
          </Cell>
        ))}
        {layout === 'compare' && (
          <Cell {...SECOND_STUDY} className={styles.cell}>
            <SecondStudy />
          </Cell>
        )}
        {!alone && <Lines layout={layout} />}
      </Grid>
    </div>
  );
}

/** What is dragged, or moved with the arrow keys, to share the space. */
function Lines({ layout }: { readonly layout: LayoutId }) {
  const t = useText(TEXT);
  return (
    <>
      <Gridline
        type="column"
        column={1}
        row={layout === 'panoramic' ? 1 : 0}
        className={styles.line}
        aria-label={t.columns}
      />
      {layout !== 'compare' && <Gridline type="row" row={1} className={styles.line} aria-label={t.rows} />}
    </>
  );
}

/** Panes are made when they are first shown: a 3D view or a panoramic that nobody looks at costs nothing. */
function usePanesSoFar(shown: readonly PaneId[]): ReadonlySet<PaneId> {
  const [mounted, setMounted] = useState<ReadonlySet<PaneId>>(new Set(shown));
  if (shown.every((id) => mounted.has(id))) return mounted;
  const more = new Set([...mounted, ...shown]);
  setMounted(more);
  return more;
}

const sizesOf = (layout: LayoutId): string => `sizes.${layout}`;

/** Each layout's own sizes, as a person left them. */
function useTrackSizes(layout: LayoutId) {
  const grid = useGridRef();
  useEffect(() => {
    const [column, row] = keptSizes(layout);
    grid.current?.setLayout({ columns: { 0: column, 1: 100 - column }, rows: { 0: row, 1: 100 - row } });
  }, [grid, layout]);
  return grid;
}

function keptSizes(layout: LayoutId): readonly [column: number, row: number] {
  const kept = remembered(sizesOf(layout));
  if (!Array.isArray(kept)) return FIRST_TRACKS[layout];
  const share = (value: unknown, usual: number): number =>
    typeof value === 'number' && value > 5 && value < 95 ? value : usual;
  return [share(kept[0], FIRST_TRACKS[layout][0]), share(kept[1], FIRST_TRACKS[layout][1])];
}
