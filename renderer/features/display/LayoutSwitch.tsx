import { Columns2, Grid2x2, PanelTop, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useText, useView } from '../../app-context.ts';
import { LAYOUTS, type LayoutId } from '../../state/view/view-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { showLayout } from '../panes/show-layout.ts';
import { useKey } from '../shortcuts/use-key.ts';
import { TEXT } from './text.ts';
import styles from './Display.module.css';

const ICONS: { readonly [Id in LayoutId]: ReactNode } = {
  mpr: <Grid2x2 size={17} aria-hidden />,
  panoramic: <PanelTop size={17} aria-hidden />,
  single: <Square size={17} aria-hidden />,
  compare: <Columns2 size={17} aria-hidden />,
};

export function LayoutSwitch() {
  const app = useApp();
  const t = useText(TEXT);
  const layout = useView((state) => state.layout);
  const shortcut = useKey('layout.next');
  return (
    <div className={styles.icons} role="group" aria-label={t.layout}>
      {LAYOUTS.map((id) => (
        <IconButton
          key={id}
          label={t.layouts[id]}
          shortcut={shortcut}
          pressed={layout === id}
          onClick={() => showLayout(app, id)}
        >
          {ICONS[id]}
        </IconButton>
      ))}
    </div>
  );
}
