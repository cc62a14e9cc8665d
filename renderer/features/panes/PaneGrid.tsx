import { Cell, Grid } from 'react-resizable-panels';
import { useView } from '../../app-context.ts';
import styles from './PaneGrid.module.css';
import { SlicePaneView } from './SlicePaneView.tsx';
import { SurfacePaneView } from './SurfacePaneView.tsx';

const TRACKS = [{ minSize: 160 }, { minSize: 160 }];

import { PanoramicLayout } from './PanoramicLayout.tsx';

export function PaneGrid() {
  const layout = useView((state) => state.layout);
  return layout === 'panoramic' ? <PanoramicLayout /> : <MprGrid />;
}

/** Four panes that can be resized; one may fill the whole area. Hidden panes stay mounted and keep their view. */
function MprGrid() {
  const maximised = useView((state) => state.maximisedPane);
  const shown = (id: string): string =>
    [styles.cell, maximised === null ? '' : maximised === id ? styles.maximised : styles.hidden].join(' ');
  return (
    <Grid columns={TRACKS} rows={TRACKS} className={styles.grid}>
      <Cell column={0} row={0} className={shown('axial')}>
        <SlicePaneView id="axial" />
      </Cell>
      <Cell column={1} row={0} className={shown('surfaces')}>
        <SurfacePaneView />
      </Cell>
      <Cell column={0} row={1} className={shown('coronal')}>
        <SlicePaneView id="coronal" />
      </Cell>
      <Cell column={1} row={1} className={shown('sagittal')}>
        <SlicePaneView id="sagittal" />
      </Cell>
    </Grid>
  );
}
