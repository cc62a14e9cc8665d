import { useApp, useModality, usePlanes, useSession, useText, useView } from '../../app-context.ts';
import { GAMMA_LIMITS } from '../../state/view/planes-store.ts';
import { PRESETS } from '../../viewer/grey/grey-window.ts';
import { Slider } from '../../ui/Slider.tsx';
import { GroundChoice } from '../intraoral/index.ts';
import { CineControls } from './CineControls.tsx';
import { HistogramControl } from './HistogramControl.tsx';
import { LayoutSwitch } from './LayoutSwitch.tsx';
import { SlabControls } from './SlabControls.tsx';
import { TEXT } from './text.ts';
import styles from './Display.module.css';

/** How pictures look: layout, window, histogram, gamma, slab, and the strength of the tooth colours. */
export function DisplayControls() {
  const modality = useModality();
  const t = useText(TEXT);
  const cbct = modality === 'cbct';
  return (
    <section className={styles.display} aria-label={t.display}>
      {cbct && (
        <div className={styles.bar}>
          <LayoutSwitch />
          <CineControls />
        </div>
      )}
      {modality === 'ios' ? (
        <GroundChoice />
      ) : (
        <>
          <Presets />
          <HistogramControl />
        </>
      )}
      {cbct && <SlabControls />}
      {cbct && <Gamma />}
      <Colours />
    </section>
  );
}

function Presets() {
  const { commands } = useApp();
  const t = useText(TEXT);
  const preset = useView((state) => state.preset);
  const modality = useModality();
  return (
    <div className={styles.choices} role="group" aria-label={t.window}>
      {(modality === null ? [] : PRESETS[modality]).map((id) => (
        <button key={id} type="button" aria-pressed={preset === id} onClick={() => commands.usePreset(id)}>
          {t.presets[id]}
        </button>
      ))}
    </div>
  );
}

function Gamma() {
  const { planes } = useApp();
  const t = useText(TEXT);
  const gamma = usePlanes((state) => state.gamma);
  return (
    <div className={styles.row}>
      <span>{t.gamma}</span>
      <Slider
        label={t.gammaLabel}
        value={gamma}
        {...GAMMA_LIMITS}
        onChange={(value) => planes.setState({ gamma: Math.round(value * 10) / 10 })}
      />
      <span className={styles.value}>{gamma.toFixed(1)}</span>
    </div>
  );
}

function Colours() {
  const { view } = useApp();
  const t = useText(TEXT);
  const opacity = useView((state) => state.overlayOpacity);
  const hasTeeth = useSession(
    ({ labelsLoaded, caseFile }) =>
      labelsLoaded &&
      caseFile !== null &&
      caseFile.instances.length + (caseFile.modality === 'opg' ? caseFile.supernumerary.length : 0) > 0,
  );
  if (!hasTeeth) return null;
  return (
    <div className={styles.row}>
      <span>{t.colour}</span>
      <Slider
        label={t.colourLabel}
        value={Math.round(opacity * 100)}
        min={0}
        max={100}
        step={5}
        onChange={(percent) => view.setState({ overlayOpacity: percent / 100, overlayVisible: true })}
      />
      <span className={styles.value}>{Math.round(opacity * 100)} %</span>
    </div>
  );
}
