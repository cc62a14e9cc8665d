import { Maximize, Minimize } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useView } from '../../app-context.ts';
import type { PaneId } from '../../state/view-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import styles from './PaneFrame.module.css';

interface PaneFrameProps {
  readonly id: PaneId;
  readonly title: string;
  readonly children: ReactNode;
}

/** Border, title and maximise button of a pane. */
export function PaneFrame({ id, title, children }: PaneFrameProps) {
  const { view } = useApp();
  const active = useView((state) => state.activePane === id);
  const maximised = useView((state) => state.maximisedPane === id);
  return (
    <section
      className={styles.pane}
      data-pane={id}
      data-active={active}
      aria-label={`${title} pane`}
      tabIndex={0}
      onFocus={() => view.setState({ activePane: id })}
    >
      {children}
      <h2 className={styles.title}>
        <span className={styles.plane} />
        {title}
      </h2>
      <IconButton
        className={styles.maximise}
        label={maximised ? `Show all panes` : `Maximise ${title}`}
        onClick={() => view.setState({ maximisedPane: maximised ? null : id, activePane: id })}
      >
        {maximised ? <Minimize size={15} aria-hidden /> : <Maximize size={15} aria-hidden />}
      </IconButton>
    </section>
  );
}
