import type { OpenScan } from '#contract/api';
import { IMPORT_PROVIDER } from '#contract/case';
import { useArchive, useSession, useSettings, useText, useView } from '../../app-context.ts';
import { numberText, percentText } from '#core/words/format';
import { OutboxSign } from '../archive/index.ts';
import { pointText, spacingText } from '../panes/readouts.ts';
import { providerName } from '../jobs/index.ts';
import { TEXT } from './text.ts';
import styles from './Shell.module.css';

/** Which provider ran, how long and with how much memory; the scan's grid; the crosshair. */
export function StatusBar() {
  const scan = useSession((state) => state.scan);
  const run = useSession((state) => state.run);
  const job = useSession((state) => state.job);
  const host = useSession((state) => state.host);
  const language = useSettings((settings) => settings.language);
  const archives = useArchive(({ servers }) => servers.length);
  const t = useText(TEXT);
  return (
    <footer className={styles.statusBar}>
      {job !== null && <span>{t.findingTeeth(percentText(job.fraction, language))}</span>}
      {job?.provider != null && <span>{providerName(job.provider)}</span>}
      {job === null && run !== null && (
        <span>
          {run.provider === IMPORT_PROVIDER ? t.imported : providerName(run.provider)} ·{' '}
          {t.run(numberText(run.totalSeconds, language, 1), numberText(run.peakMemoryBytes / 1e9, language, 1))}
        </span>
      )}
      <OutboxSign />
      <span className={styles.spacer} />
      {scan?.info.modality === 'cbct' && <CrosshairReadout />}
      {scan !== null && <GridReadout scan={scan} />}
      {scan === null && host !== null && (
        <span>{archives === 0 ? t.offline(host.version) : t.online(host.version, archives)}</span>
      )}
    </footer>
  );
}

function GridReadout({ scan: { geometry, info } }: { readonly scan: OpenScan }) {
  const t = useText(TEXT);
  const language = useSettings((state) => state.language);
  const { dims, spacingMm } = geometry;
  if (info.modality === 'cbct') return <span>{t.voxels(dims.join(' × '), spacingText(spacingMm))}</span>;
  if (info.surface !== undefined) {
    const { faces, vertices } = info.surface;
    return <span>{t.faces(numberText(faces, language), numberText(vertices, language))}</span>;
  }
  const { pixelSpacingMm = null } = info.radiograph ?? {};
  const spacing = pixelSpacingMm === null ? t.noScale : spacingText(pixelSpacingMm);
  return <span>{t.pixels(`${dims[0]} × ${dims[1]}`, spacing)}</span>;
}

function CrosshairReadout() {
  const crosshairMm = useView((state) => state.crosshairMm);
  return <output aria-label={useText(TEXT).crosshair}>{pointText(crosshairMm)}</output>;
}
