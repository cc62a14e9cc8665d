import { useApp, useScene, useText } from '../../app-context.ts';
import { Slider } from '../../ui/Slider.tsx';
import { PRESET_IDS } from '../../viewer/scene/volume-presets.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { TEXT } from './text.ts';
import styles from './Scene.module.css';

/** Preset, and how strong volume and unselected teeth are. */
export function LookPanel() {
  const { sceneCommands } = useApp();
  const t = useText(TEXT);
  const preset = useScene((state) => state.preset);
  const volumeOpacity = useScene((state) => state.volumeOpacity);
  const othersOpacity = useScene((state) => state.visibility.othersOpacity);
  return (
    <>
      <ChoiceRow
        label={t.look}
        choices={PRESET_IDS.map((id) => ({ id, title: t.presets[id] }))}
        chosen={preset}
        onChoose={sceneCommands.usePreset}
      />
      {preset !== 'surfaces' && (
        <SliderRow label={t.volumeOpacity} value={volumeOpacity} min={0.1} onChange={sceneCommands.setVolumeOpacity} />
      )}
      <SliderRow label={t.othersOpacity} value={othersOpacity} min={0} onChange={sceneCommands.setOthersOpacity} />
    </>
  );
}

interface SliderRowProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly onChange: (value: number) => void;
}

function SliderRow({ label, value, min, onChange }: SliderRowProps) {
  return (
    <div className={styles.sliderRow}>
      <span className={styles.sliderLabel}>{label}</span>
      <span className={styles.value}>{Math.round(value * 100)} %</span>
      <Slider label={label} value={value} min={min} max={1} step={0.02} onChange={onChange} />
    </div>
  );
}
