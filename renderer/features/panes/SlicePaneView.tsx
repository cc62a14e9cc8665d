import { useEffect, useRef } from 'react';
import { useApp, useSession, useView } from '../../app-context.ts';
import { PLANES, type PlaneId } from '../../viewer/plane.ts';
import { SlicePane } from '../../viewer/slice-pane.ts';
import { PaneFrame } from './PaneFrame.tsx';
import { positionText, windowText } from './readouts.ts';
import styles from './PaneFrame.module.css';

interface SlicePaneViewProps {
  readonly id: PlaneId;
}

export function SlicePaneView({ id }: SlicePaneViewProps) {
  const app = useApp();
  const container = useRef<HTMLDivElement>(null);
  const plane = PLANES[id];

  useEffect(() => {
    if (container.current === null) return undefined;
    const pane = new SlicePane({
      plane,
      images: app.images,
      view: app.view,
      container: container.current,
      greyRange: () => app.session.getState().scan?.greyRange ?? [0, 1],
      onPickTooth: (fdi) => app.commands.selectTooth(fdi, { goThere: false }),
      onMaximise: () => toggleMaximised(),
    });
    const toggleMaximised = (): void =>
      app.view.setState(({ maximisedPane }) => ({ maximisedPane: maximisedPane === id ? null : id }));
    app.panes.set(id, pane);
    return () => {
      app.panes.delete(id);
      pane.dispose();
    };
  }, [app, id, plane]);

  const crosshairMm = useView((state) => state.crosshairMm);
  const window = useView((state) => state.window);
  const inverted = useView((state) => state.inverted);
  const loading = useSession((state) => state.loadedFraction < 1);
  const { letters } = plane;
  return (
    <PaneFrame id={id} title={plane.title}>
      <div
        ref={container}
        className={styles.canvas}
        data-inverted={inverted}
        role="img"
        aria-label={`${plane.title} slice`}
      />
      <output className={styles.position} aria-label={`${plane.title} slice position`}>
        {positionText(plane.normalAxis, crosshairMm[plane.normalAxis])}
      </output>
      <span className={styles.window}>{windowText(window)}</span>
      <span className={[styles.letter, styles.left].join(' ')}>{letters.left}</span>
      <span className={[styles.letter, styles.right].join(' ')}>{letters.right}</span>
      <span className={[styles.letter, styles.top].join(' ')}>{letters.top}</span>
      <span className={[styles.letter, styles.bottom].join(' ')}>{letters.bottom}</span>
      {loading && <span className={styles.loading}>Loading…</span>}
    </PaneFrame>
  );
}
