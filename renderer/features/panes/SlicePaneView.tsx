import { useEffect, useRef, useState } from 'react';
import { useApp, usePlanes, useSession, useText, useView } from '../../app-context.ts';
import { edgeLetters, tiltDeg, turnedPlane } from '../../viewer/slices/mpr-axes.ts';
import type { PlaneId } from '../../viewer/plane.ts';
import { SlicePane } from '../../viewer/slices/slice-pane.ts';
import { PaneFrame } from './PaneFrame.tsx';
import { gammaText, positionAlong, windowText } from './readouts.ts';
import { TEXT } from './text.ts';
import styles from './PaneFrame.module.css';

interface SlicePaneViewProps {
  readonly id: PlaneId;
}

export function SlicePaneView({ id }: SlicePaneViewProps) {
  const app = useApp();
  const t = useText(TEXT);
  const container = useRef<HTMLDivElement>(null);
  const [lost, setLost] = useState(false);

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
      lookOf: app.looks.shown,
      onPickTooth: (label) => app.commands.selectTooth(label, { goThere: false }),
      onToothMenu: (label, at) => app.numbers.openToothMenu(label, at),
      onMaximise: () => toggleMaximised(),
      onLost: setLost,
    });
    const toggleMaximised = (): void =>
      app.view.setState(({ maximisedPane }) => ({ maximisedPane: maximisedPane === id ? null : id }));
    app.panes.set(id, pane);
    return () => {
      app.panes.delete(id);
      pane.dispose();
    };
  }, [app, id]);

  const title = t.planes[id];
  const inverted = useView((state) => state.inverted);
  const loading = useSession((state) => state.loadedFraction < 1);
  const letters = edgeLetters(
    turnedPlane(
      id,
      usePlanes((state) => state.mprAxes),
    ),
  );
  return (
    <PaneFrame id={id} title={title}>
      <div ref={container} className={styles.canvas} data-inverted={inverted} role="img" aria-label={t.slice(title)} />
      <Position id={id} title={title} />
      <WindowReadout />
      <span className={[styles.letter, styles.left].join(' ')}>{letters.left}</span>
      <span className={[styles.letter, styles.right].join(' ')}>{letters.right}</span>
      <span className={[styles.letter, styles.top].join(' ')}>{letters.top}</span>
      <span className={[styles.letter, styles.bottom].join(' ')}>{letters.bottom}</span>
      {loading && <span className={styles.loading}>{t.loading}</span>}
      {lost && (
        <p className={styles.hint} role="status">
          {t.lost}
        </p>
      )}
    </PaneFrame>
  );
}

/** Where the slice lies, how it is turned and how thick it is. */
function Position({ id, title }: { readonly id: PlaneId; readonly title: string }) {
  const t = useText(TEXT);
  const crosshairMm = useView((state) => state.crosshairMm);
  const mprAxes = usePlanes((state) => state.mprAxes);
  const { thicknessMm, mode } = usePlanes((state) => state.slabs[id]);
  const plane = turnedPlane(id, mprAxes);
  const tilt = Math.round(tiltDeg(plane));
  return (
    <output className={styles.position} aria-label={t.position(title)}>
      {[
        positionAlong(plane, crosshairMm),
        ...(tilt > 0 ? [t.oblique(tilt)] : []),
        ...(thicknessMm > 0 ? [`${t.slab[mode]} ${thicknessMm} mm`] : []),
      ].join(' · ')}
    </output>
  );
}

function WindowReadout() {
  const window = useView((state) => state.window);
  const gamma = usePlanes((state) => state.gamma);
  return (
    <span className={styles.window}>
      {windowText(window)}
      {gammaText(gamma)}
    </span>
  );
}
