import { useEffect, useRef } from 'react';
import { useApp, useSession } from '../../app-context.ts';
import { SurfacePane } from '../../viewer/surface-pane.ts';
import { PaneFrame } from './PaneFrame.tsx';
import styles from './PaneFrame.module.css';

export function SurfacePaneView() {
  const app = useApp();
  const container = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (container.current === null) return undefined;
    const pane = new SurfacePane({
      view: app.view,
      container: container.current,
      onPickTooth: (fdi) => app.commands.selectTooth(fdi, { goThere: true }),
      onMaximise: () =>
        app.view.setState(({ maximisedPane }) => ({ maximisedPane: maximisedPane === 'surfaces' ? null : 'surfaces' })),
    });
    pane.show(app.surfaces.all);
    const unsubscribe = app.surfaces.subscribe(() => pane.show(app.surfaces.all));
    app.panes.set('surfaces', { reset: () => pane.reset(), step: () => {} });
    return () => {
      unsubscribe();
      app.panes.delete('surfaces');
      pane.dispose();
    };
  }, [app]);

  return (
    <PaneFrame id="surfaces" title="3D">
      <div ref={container} className={styles.canvas} role="img" aria-label="Tooth surfaces in 3D" />
      <SurfaceHint />
    </PaneFrame>
  );
}

function SurfaceHint() {
  const caseFile = useSession((state) => state.caseFile);
  const loaded = useSession((state) => state.surfacesLoaded);
  const running = useSession((state) => state.job !== null);
  if (caseFile === null)
    return <p className={styles.hint}>{running ? 'Teeth appear here when they are found.' : 'No teeth yet.'}</p>;
  if (caseFile.instances.length === 0) return <p className={styles.hint}>No teeth were found in this scan.</p>;
  if (loaded === 0) return <p className={styles.hint}>Preparing surfaces…</p>;
  const { length } = caseFile.instances;
  return loaded < length ? <p className={styles.progress}>{`${loaded} of ${length} surfaces`}</p> : null;
}
