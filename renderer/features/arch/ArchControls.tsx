import { SlidersHorizontal } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { SLAB_MODES } from '#core/arch/ruled-picture';
import { useApp, useArch, useText } from '../../app-context.ts';
import { ARCH_LIMITS, setArchLength, type ArchSetting } from '../../state/drawings/arch-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { TEXT } from './text.ts';
import styles from './Arch.module.css';

/** In a line where there is room, else behind a button. */
export function Controls({ children }: { readonly children: ReactNode }) {
  const t = useText(TEXT);
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.bar}>
      <IconButton
        className={styles.opener}
        label={t.controls}
        aria-expanded={open}
        pressed={open}
        onClick={() => setOpen(!open)}
      >
        <SlidersHorizontal size={15} aria-hidden />
      </IconButton>
      <div className={styles.controls} role="group" aria-label={t.controls} data-open={open}>
        {children}
      </div>
    </div>
  );
}

interface LengthControlProps {
  readonly setting: ArchSetting;
  /** For the screen reader; `short` is what stands beside it. */
  readonly label: string;
  readonly short: string;
}

/** A length in millimetres with its slider. */
export function LengthControl({ setting, label, short }: LengthControlProps) {
  const { arching } = useApp();
  const value = useArch((state) => state[setting]);
  return (
    <div className={styles.length} title={label}>
      <span>{short}</span>
      <div className={styles.slider}>
        <Slider
          label={label}
          value={value}
          {...ARCH_LIMITS[setting]}
          onChange={(valueMm) => setArchLength(arching.store, setting, valueMm)}
        />
      </div>
      <span className={styles.value}>{value} mm</span>
    </div>
  );
}

export function ModeControl() {
  const { arching } = useApp();
  const t = useText(TEXT);
  const mode = useArch((state) => state.mode);
  return (
    <div className={styles.modes} role="group" aria-label={t.modeLabel}>
      {SLAB_MODES.map((id) => (
        <button key={id} type="button" aria-pressed={mode === id} onClick={() => arching.store.setState({ mode: id })}>
          {t.modes[id]}
        </button>
      ))}
    </div>
  );
}
