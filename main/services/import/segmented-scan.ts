/** Whether a segmentation was drawn on a scan. */
import { QuadrantError } from '#contract/errors';
import type { SeriesInfo } from '#contract/scan';
import { readSourceStudy, unknownStudy } from '../../io/dicom-write/source-study.ts';
import type { Segmentation } from '../../io/dicom-seg/read-segmentation.ts';

/** `unknown`: the scan is a file without a study, so that nothing can tell. */
export type RelationToScan = 'same' | 'unknown';

/**
 * It was when both have the same frame of reference, in which places in the patient are told, or when it refers to the scan's
 * series or to an image of it. Places alone prove nothing: every cone-beam scanner has its own zero.
 * @throws QuadrantError import.other-scan; scan.* when the scan's headers cannot be read
 */
export async function relationToScan(
  { header, source }: Segmentation,
  { path, series }: { readonly path: string; readonly series: SeriesInfo },
): Promise<RelationToScan> {
  const isDicom = series.kind.startsWith('dicom');
  const study = isDicom ? await readSourceStudy(path, series.uid) : unknownStudy(series.uid, {});
  const isSame =
    source.frameOfReferenceUid === study.frameOfReferenceUid ||
    source.seriesUids.has(study.seriesUid) ||
    study.frames.some(({ sopInstanceUid }) => source.instanceUids.has(sopInstanceUid));
  if (isSame) return 'same';
  if (!isDicom) return 'unknown';
  throw new QuadrantError(
    'import.other-scan',
    'The segmentation is of another scan: it has another frame of reference and refers to none of the images.',
    'Choose the scan that it was drawn on. If one of both was de-identified alone, do it to both together.',
    {
      path: header.path,
      frameOfReferenceUid: source.frameOfReferenceUid,
      scanFrameOfReferenceUid: study.frameOfReferenceUid,
      scanSeriesUid: study.seriesUid,
    },
  );
}
