import { useApp, useModality, useSession, useSettings, useShapes, useText } from '../../app-context.ts';
import { BRUSH_LIMITS } from '../../state/shapes/shape-store.ts';
import { CheckField } from '../../ui/Field.tsx';
import { RangeSlider } from '../../ui/RangeSlider.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { numberText } from '#core/words/format';
import { TEXT } from './text.ts';
import styles from './Shapes.module.css';

/** Size of the ball, and what it may take. */
export function BrushOptions({ tool }: { readonly tool: 'paint' | 'erase' }) {
  const { shaping } = useApp();
  const t = useText(TEXT);
  const language = useSettings((state) => state.language);
  const { brushMm, over, newTooth } = useShapes((state) => state);
  const modality = useModality();
  const onPicture = modality === 'opg';
  return (
    <div className={styles.options}>
      <div className={styles.row}>
        <span>{t.brush}</span>
        <Slider
          label={t.brushSize}
          {...BRUSH_LIMITS}
          value={brushMm}
          onChange={(next) => shaping.store.setState({ brushMm: next })}
        />
        <output className={styles.value}>
          {onPicture ? `${numberText(brushMm * 10, language)} px` : `${numberText(brushMm, language, 1)} mm`}
        </output>
      </div>
      {tool === 'paint' && (
        <>
          <div className={styles.checks}>
            <CheckField
              label={t.over}
              checked={over === 'all'}
              onChange={(all) => shaping.store.setState({ over: all ? 'all' : 'background' })}
            />
            <CheckField
              label={t.newTooth}
              checked={newTooth}
              onChange={(next) => shaping.store.setState({ newTooth: next })}
            />
          </div>
          {modality !== 'ios' && <GreyLimits />}
        </>
      )}
    </div>
  );
}

/** Their effect is dotted in the brush itself, where it matters. */
function GreyLimits() {
  const { shaping } = useApp();
  const t = useText(TEXT);
  const language = useSettings((state) => state.language);
  const limits = useShapes((state) => state.limits);
  const range = useSession((state) => state.scan?.greyRange ?? null);
  if (range === null) return null;
  return (
    <>
      <CheckField label={t.limits} checked={limits !== null} onChange={(on) => shaping.commands.limitGreys(on)} />
      {limits !== null && (
        <>
          <div className={styles.row}>
            <output className={styles.value}>{numberText(limits[0], language)}</output>
            <RangeSlider
              labels={[t.lowest, t.highest]}
              value={limits}
              min={Math.floor(Math.min(range[0], limits[0]))}
              max={Math.ceil(Math.max(range[1], limits[1]))}
              step={10}
              onChange={(next) => shaping.store.setState({ limits: next })}
            />
            <output className={styles.value}>{numberText(limits[1], language)}</output>
          </div>
          <p className={styles.hint}>{t.limitsHint}</p>
        </>
      )}
    </>
  );
}
