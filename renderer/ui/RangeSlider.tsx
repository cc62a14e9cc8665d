import { Slider as BaseSlider } from '@base-ui/react/slider';
import styles from './Slider.module.css';

interface RangeSliderProps {
  /** Of the lower and of the upper end. */
  readonly labels: readonly [low: string, high: string];
  readonly value: readonly [low: number, high: number];
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: readonly [low: number, high: number]) => void;
}

/** Two ends of a range; neither passes the other. */
export function RangeSlider({ labels, value, min, max, step, onChange }: RangeSliderProps) {
  return (
    <BaseSlider.Root
      className={styles.root}
      value={value}
      min={min}
      max={max}
      step={step}
      onValueChange={([low, high]) => onChange([low, high])}
    >
      <BaseSlider.Control className={styles.control}>
        <BaseSlider.Track className={styles.track}>
          <BaseSlider.Indicator className={styles.indicator} />
          {labels.map((label, index) => (
            <BaseSlider.Thumb key={label} index={index} className={styles.thumb} aria-label={label} />
          ))}
        </BaseSlider.Track>
      </BaseSlider.Control>
    </BaseSlider.Root>
  );
}
