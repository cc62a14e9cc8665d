import { Cell, Grid } from 'react-resizable-panels';
import { useView } from '../../app-context.ts';
import type { PaneId } from '../../state/view-store.ts';
import { CrossSectionsPaneView, PanoramicPaneView } from '../arch/index.ts';
import styles from './PaneGrid.module.css';
import { SlicePaneView } from './SlicePaneView.tsx';

const COLUMNS = [{ defaultSize: '62%', minSize: 160 }, { minSize: 160 }];
const ROWS = [{ minSize: 160 }, { minSize: 160 }];

export function PanoramicLayout() {
  const maximised = useView((state) => state.maximisedPane);
  const shown = (id: PaneId): string =>
    [styles.cell, maximised === null ? '' : maximised === id ? styles.maximised : styles.hidden].join(' ');
  return (
    <Grid columns={COLUMNS} rows={ROWS} className={styles.grid}>
      <Cell column={0} columnSpan={2} row={0} className={shown('panoramic')}>
        <PanoramicPaneView />
      </Cell>
      <Cell column={0} row={1} className={shown('cross-sections')}>
        <CrossSectionsPaneView />
      </Cell>
      <Cell column={1} row={1} className={shown('axial')}>
        <SlicePaneView id="axial" />
      </Cell>
    </Grid>
  );
}
