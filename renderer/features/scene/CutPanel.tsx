import { useApp, useScene, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { PLANE_IDS } from '../../viewer/plane.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { TEXT } from './text.ts';
import styles from './Scene.module.css';

const AXES = [0, 1, 2] as const;

/** A box with six sides, and a half cut off at a slice plane. */
export function CutPanel() {
  const { sceneCommands } = useApp();
  const t = useText(TEXT);
  const { boxOn, plane, flipped } = useScene((state) => state.clipping);
  const planes = [
    { id: 'none', title: t.noPlane } as const,
    ...PLANE_IDS.map((id) => ({ id, title: t.planes[id] }) as const),
  ];
  return (
    <>
      <h4 className={styles.section}>{t.plane}</h4>
      <ChoiceRow
        label={t.plane}
        choices={planes}
        chosen={plane ?? 'none'}
        onChoose={(id) => sceneCommands.setClipPlane(id === 'none' ? null : id)}
      />
      <div className={styles.actions}>
        <Button aria-pressed={flipped} disabled={plane === null} onClick={sceneCommands.flipClipPlane}>
          {t.flip}
        </Button>
      </div>
      <div className={styles.boxHead}>
        <h4 className={styles.section}>{t.box}</h4>
        <button type="button" className={styles.choice} aria-pressed={boxOn} onClick={sceneCommands.toggleClipBox}>
          {t.box}
        </button>
      </div>
      <div className={styles.sides}>
        {AXES.map((axis) => (
          <AxisSliders key={axis} axis={axis} />
        ))}
      </div>
      <div className={styles.actions}>
        <Button onClick={sceneCommands.resetClipping}>{t.resetCut}</Button>
      </div>
    </>
  );
}

/** How much of the scan is cut off at both ends of an axis. */
function AxisSliders({ axis }: { readonly axis: 0 | 1 | 2 }) {
  const { sceneCommands } = useApp();
  const t = useText(TEXT);
  const low = useScene(({ clipping }) => clipping.box.low[axis]);
  const high = useScene(({ clipping }) => clipping.box.high[axis]);
  const { low: lowName, high: highName } = t.sides[axis];
  return (
    <>
      <span className={styles.sliderLabel}>{lowName}</span>
      <Slider
        label={lowName}
        value={low}
        min={0}
        max={1}
        step={0.01}
        onChange={(share) => sceneCommands.setClipSide(axis, 'low', share)}
      />
      <span className={styles.value}>{Math.round(low * 100)} %</span>
      <span className={styles.sliderLabel}>{highName}</span>
      <Slider
        label={highName}
        value={1 - high}
        min={0}
        max={1}
        step={0.01}
        onChange={(share) => sceneCommands.setClipSide(axis, 'high', 1 - share)}
      />
      <span className={styles.value}>{Math.round((1 - high) * 100)} %</span>
    </>
  );
}
