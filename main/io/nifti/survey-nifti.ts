import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { QuadrantError } from '#contract/errors';
import type { ScanInfo, SeriesInfo, Warning } from '#contract/scan';
import { orientationCode } from '#core/geometry';
import { voxelCount } from '#core/volume';
import { seriesNotFound } from '../dicom/choose-series.ts';
import { cancelled, tooLarge } from '../scan-errors.ts';
import { MAX_VOXELS } from '../scan-limits.ts';
import type { ReadScanOptions, SurveyedScan } from '../scan-reader.ts';
import { readWholeFile } from './nifti-bytes.ts';
import type { FileHead } from './nifti-bytes.ts';
import { geometryFromNifti } from './nifti-geometry.ts';
import { DATATYPE_BYTES, readNiftiHeader } from './nifti-header.ts';
import type { NiftiHeader } from './nifti-header.ts';
import { endOfVoxels, voxelsFromNifti } from './nifti-voxels.ts';

/**
 * A NIfTI file as a scan of one series, named by a hash of the file's beginning and size.
 * @throws QuadrantError scan.unsupported-format, scan.inconsistent-geometry, scan.single-slice, scan.too-large, scan.series-not-found.
 */
export function surveyNifti(path: string, file: FileHead, { seriesUid }: ReadScanOptions): SurveyedScan {
  const header = readNiftiHeader(file.head, path);
  const geometry = geometryFromNifti(header, path);
  if (header.dims.some((extent) => extent < 2))
    throw new QuadrantError(
      'scan.single-slice',
      'The NIfTI file holds a single image: there is no volume to look for teeth in.',
      'Open a NIfTI file with the whole volume.',
      { path, dims: header.dims.join(' × ') },
    );
  if (voxelCount(geometry) > MAX_VOXELS) throw tooLarge(path, voxelCount(geometry), MAX_VOXELS);
  const uid = createHash('sha256').update(file.raw).update(String(file.sizeBytes)).digest('hex').slice(0, 32);
  if (seriesUid !== undefined && seriesUid !== uid) throw seriesNotFound(seriesUid, [uid]);
  const series: SeriesInfo = {
    uid,
    kind: 'nifti',
    description: header.description,
    modality: '',
    dims: geometry.dims,
    spacingMm: geometry.spacingMm,
    orientation: orientationCode(geometry),
    bits: DATATYPE_BYTES[header.datatype] * 8,
    transferSyntax: `NIfTI ${header.datatype}`,
    sizeBytes: file.sizeBytes,
    usable: true,
    warnings: headerWarnings(header),
  };
  const info: ScanInfo = {
    modality: 'cbct',
    radiograph: null,
    series: [series],
    chosenUid: uid,
    choice: 'The only series.',
    patientName: '',
    patientId: '',
    studyDate: '',
    studyDescription: basename(path).replace(/\.nii(\.gz)?$/i, ''),
    ignoredFiles: 0,
  };
  return {
    info,
    warnings: [],
    readVolume: async ({ report, signal }) => {
      const bytes = await readWholeFile(path, endOfVoxels(header, path));
      if (signal?.aborted) throw cancelled();
      report?.(0.5);
      const volume = { geometry, data: voxelsFromNifti(bytes, header, path) };
      report?.(1);
      return { volume, series };
    },
  };
}

function headerWarnings({ affineFrom }: NiftiHeader): Warning[] {
  if (affineFrom !== 'none') return [];
  return [
    {
      code: 'scan.assumed-orientation',
      message: 'The NIfTI file does not say how it lies in the patient: left and right may be swapped.',
    },
  ];
}
