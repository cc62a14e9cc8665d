import { Maximize, Minimize } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useText, useView } from '../../app-context.ts';
import type { PaneId } from '../../state/view/view-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { useKey } from '../shortcuts/use-key.ts';
import { TEXT } from './text.ts';
import styles from './PaneFrame.module.css';

interface PaneFrameProps {
  readonly id: PaneId;
  readonly title: string;
  readonly children: ReactNode;
}

/** Border, title and maximise button of a pane. */
export function PaneFrame({ id, title, children }: PaneFrameProps) {
  const { view } = useApp();
  const t = useText(TEXT);
  const active = useView((state) => state.activePane === id);
  const maximised = useView((state) => state.maximisedPane === id);
  return (
    <section
      className={styles.pane}
      data-pane={id}
      data-active={active}
      aria-label={t.pane(title)}
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
        label={maximised ? t.showAll : t.maximise(title)}
        shortcut={useKey('pane.maximise')}
        onClick={() => view.setState({ maximisedPane: maximised ? null : id, activePane: id })}
      >
        {maximised ? <Minimize size={15} aria-hidden /> : <Maximize size={15} aria-hidden />}
      </IconButton>
    </section>
  );
}
