import { useApp, useScene, useSession, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXT } from './text.ts';
import styles from './Scene.module.css';

/** What the 3D pane says: what it waits for, what it gave up, or that it cannot draw. */
export function SceneMessages() {
  const graphics = useScene((state) => state.graphics);
  if (graphics !== 'ready') return <NoGraphics graphics={graphics} />;
  return (
    <>
      <SurfaceHint />
      <VolumeHint />
    </>
  );
}

export function NoGraphics({ graphics }: { readonly graphics: 'lost' | 'missing' }) {
  const { sceneCommands } = useApp();
  const t = useText(TEXT);
  return (
    <div className={styles.noGraphics} role="status">
      <strong>{graphics === 'lost' ? t.lost : t.missing}</strong>
      <span>{graphics === 'lost' ? t.lostStep : t.missingStep}</span>
      <Button onClick={sceneCommands.rebuild}>{t.again}</Button>
    </div>
  );
}

function SurfaceHint() {
  const t = useText(TEXT);
  const caseFile = useSession((state) => state.caseFile);
  const shown = useScene((state) => state.teethShown);
  const running = useSession((state) => state.job !== null);
  const onlySurfaces = useScene((state) => state.preset === 'surfaces');
  if (caseFile === null) {
    return onlySurfaces ? <p className={styles.middle}>{running ? t.teethComing : t.noTeethYet}</p> : null;
  }
  if (caseFile.instances.length === 0) return onlySurfaces ? <p className={styles.middle}>{t.noTeeth}</p> : null;
  if (shown === 0) return <p className={styles.middle}>{t.preparingSurfaces}</p>;
  const { length } = caseFile.instances;
  return shown < length ? <p className={styles.progress}>{t.surfacesOf(shown, length)}</p> : null;
}

function VolumeHint() {
  const t = useText(TEXT);
  const volume = useScene((state) => state.volume);
  switch (volume.step) {
    case 'none':
      return null;
    case 'waiting':
      return (
        <p className={styles.volume} role="status">
          {t.waiting}
        </p>
      );
    case 'preparing':
      return (
        <p className={styles.volume} role="status">
          {t.preparing(Math.round(volume.fraction * 100))}
        </p>
      );
    case 'failed':
      return (
        <p className={styles.volume} role="alert">
          {t.failed}
        </p>
      );
    case 'shown':
      return volume.voxelMm === null ? null : <p className={styles.volume}>{t.coarser(volume.voxelMm.toFixed(2))}</p>;
  }
}
