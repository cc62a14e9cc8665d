import { useEffect, useRef, useState } from 'react';
import { useApp, useScene, useSession, useText } from '../../app-context.ts';
import { graphicsFacts } from '../../viewer/scene/graphics.ts';
import { SurfacePane } from '../../viewer/scene/surface-pane.ts';
import { sceneKey } from '../scene/shortcuts.ts';
import { SCENE_TEXT, SceneBar, SceneMessages } from '../scene/index.ts';
import { PaneFrame } from './PaneFrame.tsx';
import styles from './PaneFrame.module.css';

/** The 3D pane. After the graphics card has taken its picture away, it is built anew. */
export function SurfacePaneView() {
  const t = useText(SCENE_TEXT);
  const graphics = useScene((state) => state.graphics);
  const attempt = useScene((state) => state.attempt);
  return (
    <PaneFrame id="surfaces" title={t.picture}>
      {useAfterFirstSlice() && <ScenePicture key={attempt} />}
      <SceneMessages />
      {graphics === 'ready' && <SceneBar />}
    </PaneFrame>
  );
}

/** The graphics card is started once a slice is on the screen: that comes first. */
function useAfterFirstSlice(): boolean {
  const arrived = useSession((state) => state.loadedFraction > 0);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!arrived) return undefined;
    let timer = 0;
    const request = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setShown(true));
    });
    return () => {
      cancelAnimationFrame(request);
      window.clearTimeout(timer);
    };
  }, [arrived]);
  return shown;
}

function ScenePicture() {
  const app = useApp();
  const t = useText(SCENE_TEXT);
  const container = useRef<HTMLDivElement>(null);
  const mounted = useRef<SurfacePane | null>(null);
  const loaded = useSession((state) => state.loadedFraction === 1);

  useEffect(() => {
    if (container.current === null) return undefined;
    const graphics = graphicsFacts();
    app.scene.setState({ graphics: graphics === null ? 'missing' : 'ready' });
    if (graphics === null) return undefined;
    const pane = new SurfacePane({
      ...app,
      graphics,
      container: container.current,
      greyRange: () => app.session.getState().scan?.greyRange ?? [0, 1],
      onPickTooth: (label) => app.commands.selectTooth(label, { goThere: false }),
      onToothMenu: (label, at) => app.numbers.openToothMenu(label, at),
      onMaximise: () =>
        app.view.setState(({ maximisedPane }) => ({ maximisedPane: maximisedPane === 'surfaces' ? null : 'surfaces' })),
      onRestored: () => app.sceneCommands.rebuild(),
    });
    mounted.current = pane;
    app.panes.set('surfaces', { reset: () => pane.reset(), step: () => {}, takeKey: (key) => sceneKey(pane, key) });
    return () => {
      mounted.current = null;
      app.panes.delete('surfaces');
      pane.dispose();
    };
  }, [app]);
  useEffect(() => mounted.current?.setLoaded(loaded), [loaded]);

  return <div ref={container} className={styles.canvas} role="img" aria-label={t.canvas} />;
}
