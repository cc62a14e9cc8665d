import type { OpenScan } from '#contract/api';
import type { Modality, SeriesInfo } from '#contract/scan';
import { useText } from '../../app-context.ts';
import { WarningList } from '../../ui/Notice.tsx';
import { spacingText } from '../panes/readouts.ts';
import { SCAN_TEXT } from './scan-text.ts';
import styles from './Teeth.module.css';

/** What was opened, while there are no teeth to show: which series, how fine, how it was stored. */
export function ScanCard({ scan }: { readonly scan: OpenScan }) {
  const t = useText(SCAN_TEXT);
  const { info, geometry, warnings } = scan;
  const chosen = info.series.find(({ uid }) => uid === info.chosenUid);
  return (
    <section className={styles.scan} aria-label={t.scan}>
      <h2>{t.scan}</h2>
      <dl className={styles.facts}>
        {chosen !== undefined && <Fact label={t.series} value={chosen.description || KIND_NAMES[chosen.kind]} />}
        {info.modality === 'cbct' && <VolumeFacts geometry={geometry} />}
        {info.modality === 'opg' && <RadiographFacts scan={scan} />}
        {chosen !== undefined && (
          <Fact label={t.storedAs} value={`${storedAs(chosen, info.modality)}, ${t.bits(chosen.bits)}`} />
        )}
        {info.series.length > 1 && <Fact label={t.choice} value={info.choice} />}
        {info.ignoredFiles > 0 && <Fact label={t.otherFiles} value={t.ignored(info.ignoredFiles)} />}
      </dl>
      <WarningList warnings={warnings} />
    </section>
  );
}

function VolumeFacts({ geometry: { dims, spacingMm } }: Pick<OpenScan, 'geometry'>) {
  const t = useText(SCAN_TEXT);
  const sizeMm = dims.map((count, axis) => Math.round(count * spacingMm[axis]));
  return (
    <>
      <Fact label={t.fieldOfView} value={`${sizeMm.join(' × ')} mm`} />
      <Fact label={t.voxel} value={spacingText(spacingMm)} />
    </>
  );
}

function RadiographFacts({ scan: { geometry, info } }: { readonly scan: OpenScan }) {
  const t = useText(SCAN_TEXT);
  const { pixelSpacingMm = null, mirrored = false } = info.radiograph ?? {};
  return (
    <>
      <Fact label={t.picture} value={`${geometry.dims[0]} × ${geometry.dims[1]} ${t.pixels}`} />
      <Fact label={t.pixel} value={pixelSpacingMm === null ? t.noScale : spacingText(pixelSpacingMm)} />
      <Fact label={t.patientsRight} value={mirrored ? t.mirrored : t.onTheLeft} />
    </>
  );
}

function storedAs({ kind, orientation }: SeriesInfo, modality: Modality): string {
  return modality === 'cbct' ? orientation : KIND_NAMES[kind];
}

const KIND_NAMES: { readonly [Kind in SeriesInfo['kind']]: string } = {
  dicom: 'DICOM',
  'dicom-multiframe': 'DICOM',
  'dicom-radiograph': 'DICOM',
  nifti: 'NIfTI',
  png: 'PNG',
  jpeg: 'JPEG',
  tiff: 'TIFF',
  stl: 'STL',
  ply: 'PLY',
  obj: 'OBJ',
  vtp: 'VTP',
};

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
