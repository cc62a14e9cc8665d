import { useStore } from 'zustand';
import { useApp, useModality, usePlanes, useSettings, useShapes, useText, useView } from '../../app-context.ts';
import { GROW_LIMITS, SMOOTH_LIMITS } from '../../state/shapes/shape-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { turnedPlane } from '../../viewer/slices/mpr-axes.ts';
import { PLANE_IDS } from '../../viewer/plane.ts';
import { numberText } from '#core/words/format';
import { TEXT } from './text.ts';
import styles from './Shapes.module.css';

/** Edits of the selected tooth as a whole, each with its millimetres. */
export function WholeTooth() {
  const { shaping, review } = useApp();
  const t = useText(TEXT);
  const language = useSettings((state) => state.language);
  const { growMm, smoothMm } = useShapes((state) => state);
  const label = useView((state) => state.selectedTooth);
  const activePane = useView((state) => state.activePane);
  const axes = usePlanes((state) => state.mprAxes);
  const fromNets = useStore(
    review.store,
    ({ review: now }) => label !== null && now?.now.teeth.get(label)?.made === false,
  );
  const volume = useModality() === 'cbct';
  const { commands, store } = shaping;
  const nobody = label === null;
  const plane = PLANE_IDS.find((id) => id === activePane) ?? 'axial';
  return (
    <div className={styles.options} role="group" aria-label={t.whole}>
      {volume && (
        <>
          <div className={styles.row}>
            <span>{t.border}</span>
            <Slider
              label={t.borderBy}
              {...GROW_LIMITS}
              value={growMm}
              onChange={(next) => store.setState({ growMm: next })}
            />
            <output className={styles.value}>{numberText(growMm, language, 1)} mm</output>
            <Button disabled={nobody} onClick={commands.grow}>
              {t.grow}
            </Button>
            <Button disabled={nobody} onClick={commands.shrink}>
              {t.shrink}
            </Button>
          </div>
          <div className={styles.row}>
            <span>{t.smoothing}</span>
            <Slider
              label={t.smoothBy}
              {...SMOOTH_LIMITS}
              value={smoothMm}
              onChange={(next) => store.setState({ smoothMm: next })}
            />
            <output className={styles.value}>{numberText(smoothMm, language, 1)} mm</output>
            <Button disabled={nobody} onClick={commands.smooth}>
              {t.smooth}
            </Button>
          </div>
        </>
      )}
      <div className={styles.actions}>
        {volume && (
          <Button disabled={nobody} onClick={() => commands.fillSlices(turnedPlane(plane, axes).normal)}>
            {t.fill}
          </Button>
        )}
        <Button disabled={nobody} onClick={commands.dropIslands}>
          {t.islands}
        </Button>
        <Button disabled={nobody || !fromNets} onClick={commands.restore}>
          {t.restore}
        </Button>
      </div>
    </div>
  );
}
