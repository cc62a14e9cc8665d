import { useStore } from 'zustand';
import { useApp, useText } from '../../app-context.ts';
import { GROUNDS } from '../../state/view/surface-look-store.ts';
import { TEXT } from './text.ts';
import styles from './Intraoral.module.css';

/** What lies under the teeth's colours. */
export function GroundChoice() {
  const { surfaceLook, surface } = useApp();
  const t = useText(TEXT);
  const ground = useStore(surfaceLook, (state) => state.ground);
  const hasColours = surface.mesh?.faceColours != null;
  return (
    <div className={styles.choices} role="group" aria-label={t.ground}>
      {GROUNDS.map((id) => (
        <button
          key={id}
          type="button"
          aria-pressed={hasColours ? ground === id : id === 'plaster'}
          disabled={!hasColours && id === 'scan'}
          onClick={() => surfaceLook.setState({ ground: id })}
        >
          {t.grounds[id]}
        </button>
      ))}
    </div>
  );
}
