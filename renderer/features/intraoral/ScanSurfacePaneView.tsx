import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useApp, useScene, useSession, useText } from '../../app-context.ts';
import { lookFrom } from '../../state/view/surface-look-store.ts';
import { graphicsFacts } from '../../viewer/scene/graphics.ts';
import { SURFACE_VIEWS } from '../../viewer/surface/patient-frame.ts';
import { ScanSurfacePane } from '../../viewer/surface/scan-surface-pane.ts';
import frame from '../panes/PaneFrame.module.css';
import { NoGraphics } from '../scene/index.ts';
import { sceneKey } from '../scene/shortcuts.ts';
import { VIEW_KEYS } from './shortcuts.ts';
import { TEXT } from './text.ts';
import styles from './Intraoral.module.css';

/** The intraoral scan: one surface with its teeth. After the graphics card took its picture away, it is built anew. */
export function ScanSurfacePaneView() {
  const t = useText(TEXT);
  const scanId = useSession((state) => state.scan?.scanId ?? null);
  const loading = useSession((state) => state.loadedFraction < 1);
  const jaw = useSession(({ caseFile }) => (caseFile?.modality === 'ios' ? caseFile.jaw.is : null));
  const graphics = useScene((state) => state.graphics);
  const attempt = useScene((state) => state.attempt);
  return (
    <section className={frame.pane} data-pane="surfaces" data-active aria-label={t.picture} tabIndex={0}>
      <SurfacePicture key={`${scanId}.${attempt}`} />
      <h2 className={frame.title}>
        {t.picture}
        {jaw !== null && ` · ${t.jaw[jaw]}`}
      </h2>
      {loading && <span className={frame.position}>{t.loading}</span>}
      {graphics === 'ready' ? <Views /> : <NoGraphics graphics={graphics} />}
    </section>
  );
}

function Views() {
  const { surfaceLook, scene } = useApp();
  const t = useText(TEXT);
  const view = useStore(surfaceLook, (state) => state.view);
  return (
    <div className={styles.views} role="group" aria-label={t.views}>
      {SURFACE_VIEWS.map((id) => (
        <button
          key={id}
          type="button"
          aria-pressed={view === id}
          title={`${t.view[id]} (${VIEW_KEYS[id]})`}
          onClick={() => lookFrom(surfaceLook, scene, id)}
        >
          {t.view[id]}
        </button>
      ))}
    </div>
  );
}

function SurfacePicture() {
  const app = useApp();
  const t = useText(TEXT);
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current === null) return undefined;
    const graphics = graphicsFacts();
    app.scene.setState({ graphics: graphics === null ? 'missing' : 'ready' });
    if (graphics === null) return undefined;
    app.view.setState({ activePane: 'surfaces' });
    const pane = new ScanSurfacePane({
      ...app,
      graphics,
      container: container.current,
      facts: app.session.getState().scan?.info.surface,
      look: app.surfaceLook,
      shapes: app.shaping.store,
      strokes: app.shaping.surfaceStrokes,
      onPickTooth: (label) => app.commands.selectTooth(label, { goThere: false }),
      onToothMenu: (label, at) => app.numbers.openToothMenu(label, at),
      onRestored: () => app.sceneCommands.rebuild(),
    });
    app.surfacePane.current = pane;
    app.panes.set('surfaces', { reset: () => pane.reset(), step: () => {}, takeKey: (key) => sceneKey(pane, key) });
    return () => {
      app.surfacePane.current = null;
      app.panes.delete('surfaces');
      pane.dispose();
    };
  }, [app]);
  return <div ref={container} className={frame.canvas} role="img" aria-label={t.canvas} />;
}
