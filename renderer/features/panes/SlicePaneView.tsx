import { useEffect, useRef } from 'react';
import { useApp, usePlanes, useSession, useView } from '../../app-context.ts';
import { edgeLetters, tiltDeg, turnedPlane } from '../../viewer/mpr-axes.ts';
import { PLANES, type PlaneId } from '../../viewer/plane.ts';
import { SlicePane } from '../../viewer/slice-pane.ts';
import { PaneFrame } from './PaneFrame.tsx';
import { positionAlong, windowText } from './readouts.ts';
import styles from './PaneFrame.module.css';

interface SlicePaneViewProps {
  readonly id: PlaneId;
}

export function SlicePaneView({ id }: SlicePaneViewProps) {
  const app = useApp();
  const container = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (container.current === null) return undefined;
    const pane = new SlicePane({
      id,
      images: app.images,
      view: app.view,
      planes: app.planes,
      layers: app.layers,
      container: container.current,
      rangeOfGreys: () => app.session.getState().scan?.greyRange ?? [0, 1],
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
  }, [app, id]);

  const crosshairMm = useView((state) => state.crosshairMm);
  const window = useView((state) => state.window);
  const inverted = useView((state) => state.inverted);
  const loading = useSession((state) => state.loadedFraction < 1);
  const mprAxes = usePlanes((state) => state.mprAxes);
  const plane = turnedPlane(id, mprAxes);
  const letters = edgeLetters(plane);
  const tilt = Math.round(tiltDeg(plane));
  const { title } = PLANES[id];
  return (
    <PaneFrame id={id} title={title}>
      <div
        ref={container}
        className={styles.canvas}
        data-inverted={inverted}
        role="img"
        aria-label={`${title} slice`}
      />
      <output className={styles.position} aria-label={`${title} slice position`}>
        {positionAlong(plane, crosshairMm)}
        {tilt > 0 && ` · oblique ${tilt}°`}
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
