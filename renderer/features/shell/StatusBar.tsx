import type { OpenScan } from '#contract/api';
import { useSession, useView } from '../../app-context.ts';
import { pointText, spacingText } from '../panes/readouts.ts';
import { providerName } from '../jobs/index.ts';
import styles from './Shell.module.css';

/** Which provider ran, how long and with how much memory; the scan's grid; the crosshair. */
export function StatusBar() {
  const scan = useSession((state) => state.scan);
  const run = useSession((state) => state.run);
  const job = useSession((state) => state.job);
  const host = useSession((state) => state.host);
  return (
    <footer className={styles.statusBar}>
      {job !== null && <span>Finding teeth {Math.round(job.fraction * 100)} %</span>}
      {job?.provider != null && <span>{providerName(job.provider)}</span>}
      {job === null && run !== null && (
        <span>
          {providerName(run.provider)} · {run.totalSeconds.toFixed(1)} s · {(run.peakMemoryBytes / 1e9).toFixed(1)} GB
          peak
        </span>
      )}
      <span className={styles.spacer} />
      {scan?.info.modality === 'cbct' && <CrosshairReadout />}
      {scan !== null && <span>{gridText(scan)}</span>}
      {scan === null && host !== null && <span>Quadrant {host.version} · everything stays on this computer</span>}
    </footer>
  );
}

function gridText({ geometry, info }: OpenScan): string {
  const { dims, spacingMm } = geometry;
  if (info.modality === 'cbct') return `${dims.join(' × ')} voxels · ${spacingText(spacingMm)}`;
  const { pixelSpacingMm = null } = info.radiograph ?? {};
  return `${dims[0]} × ${dims[1]} pixels · ${pixelSpacingMm === null ? 'no scale' : spacingText(pixelSpacingMm)}`;
}

function CrosshairReadout() {
  const crosshairMm = useView((state) => state.crosshairMm);
  return <output aria-label="Crosshair position">{pointText(crosshairMm)}</output>;
}
