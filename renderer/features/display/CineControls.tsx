import { Pause, Play } from 'lucide-react';
import { useApp, usePlanes, useText } from '../../app-context.ts';
import { CINE_LIMITS } from '../../state/view/planes-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { toggleCine } from '../panes/cine.ts';
import { useKey } from '../shortcuts/use-key.ts';
import { TEXT } from './text.ts';
import styles from './Display.module.css';

/** Plays the slices of the active pane. */
export function CineControls() {
  const app = useApp();
  const t = useText(TEXT);
  const playing = usePlanes((state) => state.playing);
  const framesPerSecond = usePlanes((state) => state.framesPerSecond);
  return (
    <div className={styles.cine} data-cine>
      <IconButton
        label={playing ? t.stop : t.play}
        shortcut={useKey('slice.play')}
        pressed={playing}
        onClick={() => toggleCine(app)}
      >
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </IconButton>
      <Slider
        label={t.speed}
        value={framesPerSecond}
        {...CINE_LIMITS}
        onChange={(value) => app.planes.setState({ framesPerSecond: value })}
      />
      <span className={styles.value}>{t.perSecond(framesPerSecond)}</span>
    </div>
  );
}
