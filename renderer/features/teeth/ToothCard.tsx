import { toothColour, toothName } from '#core/fdi';
import type { ToothInstance } from '#contract/case';
import { WarningList } from '../../ui/Notice.tsx';
import { confidenceText } from './confidence-word.ts';
import styles from './Teeth.module.css';

/** Everything measured on the selected tooth. */
export function ToothCard({ tooth }: { readonly tooth: ToothInstance | null }) {
  if (tooth === null) return <p className={styles.cardHint}>Choose a tooth in the chart, the list or a picture.</p>;
  const { fdi } = tooth;
  return (
    <section className={styles.card} aria-label="Selected tooth" data-testid="tooth-card">
      <h3>
        <span className={styles.badge} style={{ background: `rgb(${toothColour(fdi).join(' ')})` }}>
          {fdi}
        </span>
        {toothName(fdi)}
      </h3>
      <dl className={styles.metrics}>
        <Metric label="Length" value={`${tooth.lengthMm.toFixed(1)} mm`} />
        <Metric label="Volume" value={`${Math.round(tooth.volumeMm3)} mm³`} />
        <Metric label="Mesiodistal" value={`${tooth.mesiodistalMm.toFixed(1)} mm`} />
        <Metric label="Buccolingual" value={`${tooth.buccolingualMm.toFixed(1)} mm`} />
        <Metric label="Tilt" value={tooth.tiltDeg === null ? 'no plane' : `${tooth.tiltDeg.toFixed(0)}°`} />
        <Metric label="Mean grey" value={String(Math.round(tooth.meanGrey))} />
        <Metric label="Number" value={confidenceText(tooth.confidence)} />
        <Metric label="Runner-up" value={tooth.runnerUpFdi === null ? 'none' : String(tooth.runnerUpFdi)} />
      </dl>
      <WarningList warnings={tooth.warnings} />
    </section>
  );
}

function Metric({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
