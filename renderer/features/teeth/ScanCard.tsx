import type { OpenScan } from '#contract/api';
import type { Modality, SeriesInfo } from '#contract/scan';
import { WarningList } from '../../ui/Notice.tsx';
import { spacingText } from '../panes/readouts.ts';
import styles from './Teeth.module.css';

/** What was opened, while there are no teeth to show: which series, how fine, how it was stored. */
export function ScanCard({ scan }: { readonly scan: OpenScan }) {
  const { info, geometry, warnings } = scan;
  const chosen = info.series.find(({ uid }) => uid === info.chosenUid);
  return (
    <section className={styles.scan} aria-label="Scan">
      <h2>Scan</h2>
      <dl className={styles.facts}>
        {chosen !== undefined && <Fact label="Series" value={chosen.description || KIND_NAMES[chosen.kind]} />}
        {info.modality === 'cbct' ? <VolumeFacts geometry={geometry} /> : <RadiographFacts scan={scan} />}
        {chosen !== undefined && <Fact label="Stored as" value={storedAs(chosen, info.modality)} />}
        {info.series.length > 1 && <Fact label="Choice" value={info.choice} />}
        {info.ignoredFiles > 0 && <Fact label="Other files" value={`${info.ignoredFiles} ignored`} />}
      </dl>
      <WarningList warnings={warnings} />
    </section>
  );
}

function VolumeFacts({ geometry: { dims, spacingMm } }: Pick<OpenScan, 'geometry'>) {
  const sizeMm = dims.map((count, axis) => Math.round(count * spacingMm[axis]));
  return (
    <>
      <Fact label="Field of view" value={`${sizeMm.join(' × ')} mm`} />
      <Fact label="Voxel" value={spacingText(spacingMm)} />
    </>
  );
}

function RadiographFacts({ scan: { geometry, info } }: { readonly scan: OpenScan }) {
  const { pixelSpacingMm = null, mirrored = false } = info.radiograph ?? {};
  return (
    <>
      <Fact label="Picture" value={`${geometry.dims[0]} × ${geometry.dims[1]} pixels`} />
      <Fact label="Pixel" value={pixelSpacingMm === null ? 'no scale in the file' : spacingText(pixelSpacingMm)} />
      <Fact label="Patient’s right" value={mirrored ? 'on the right: mirrored' : 'on the left'} />
    </>
  );
}

function storedAs({ kind, orientation, bits }: SeriesInfo, modality: Modality): string {
  return modality === 'cbct' ? `${orientation}, ${bits} bit` : `${KIND_NAMES[kind]}, ${bits} bit`;
}

const KIND_NAMES: { readonly [Kind in SeriesInfo['kind']]: string } = {
  dicom: 'DICOM',
  'dicom-multiframe': 'DICOM',
  'dicom-radiograph': 'DICOM',
  nifti: 'NIfTI',
  png: 'PNG',
  jpeg: 'JPEG',
  tiff: 'TIFF',
};

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
