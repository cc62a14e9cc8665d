import type { OpenScan } from '#contract/api';
import { WarningList } from '../../ui/Notice.tsx';
import styles from './Teeth.module.css';

/** What was opened, while there are no teeth to show: which series, how fine, how it was stored. */
export function ScanCard({ scan }: { readonly scan: OpenScan }) {
  const { info, geometry, warnings } = scan;
  const chosen = info.series.find(({ uid }) => uid === info.chosenUid);
  const sizeMm = geometry.dims.map((count, axis) => Math.round(count * geometry.spacingMm[axis]));
  return (
    <section className={styles.scan} aria-label="Scan">
      <h2>Scan</h2>
      <dl className={styles.facts}>
        {chosen !== undefined && <Fact label="Series" value={chosen.description || chosen.kind} />}
        <Fact label="Field of view" value={`${sizeMm.join(' × ')} mm`} />
        <Fact label="Voxel" value={`${geometry.spacingMm.map((mm) => Number(mm.toFixed(3))).join(' × ')} mm`} />
        {chosen !== undefined && <Fact label="Stored as" value={`${chosen.orientation}, ${chosen.bits} bit`} />}
        {info.series.length > 1 && <Fact label="Choice" value={info.choice} />}
        {info.ignoredFiles > 0 && <Fact label="Other files" value={`${info.ignoredFiles} ignored`} />}
      </dl>
      <WarningList warnings={warnings} />
    </section>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
