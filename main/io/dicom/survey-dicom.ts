import { QuadrantError } from '#contract/errors';
import type { ScanInfo, Warning } from '#contract/scan';
import { pictureVolume } from '../radiograph/grey-picture.ts';
import { cancelled } from '../scan-errors.ts';
import type { ReadScanOptions, SurveyedScan, VolumeOfSeries } from '../scan-reader.ts';
import { assembleVolume } from './assemble-volume.ts';
import { byPreference, byUseThenPreference, chooseSeries } from './choose-series.ts';
import { findImages } from './find-images.ts';
import type { FoundImages } from './find-images.ts';
import { withColour } from './radiograph-candidate.ts';
import type { RadiographCandidate } from './radiograph-candidate.ts';
import { readRadiograph } from './read-radiograph.ts';
import { seriesCandidates } from './series-candidate.ts';
import type { Candidate } from './series-candidate.ts';

/**
 * Reads all DICOM headers at `path` and chooses a series; no pixels yet.
 * @throws QuadrantError as findImages does, and scan.series-not-found.
 */
export async function surveyDicom(path: string, { seriesUid, signal }: ReadScanOptions): Promise<SurveyedScan> {
  const found = await findImages(path, signal);
  const candidates = [...seriesCandidates(found.images)].sort(byUseThenPreference);
  const { chosen, choice, warnings } = chooseSeries(candidates, seriesUid);
  const titled = (chosen ?? candidates[0]).image;
  const info: ScanInfo = {
    modality: chosen?.form === 'radiograph' ? 'opg' : 'cbct',
    radiograph: chosen?.form === 'radiograph' ? chosen.facts : null,
    series: candidates.map((candidate) => candidate.info),
    chosenUid: chosen?.info.uid ?? null,
    choice,
    patientName: titled.patientName,
    patientId: titled.patientId,
    studyDate: titled.studyDate,
    studyDescription: titled.studyDescription,
    ignoredFiles: found.ignoredFiles,
  };
  return {
    info,
    warnings: [...warnings, ...fileWarnings(found)],
    readVolume: async (options) => {
      if (chosen === null) throw refusal(candidates);
      return chosen.form === 'radiograph'
        ? readRadiographVolume(chosen, options)
        : { volume: await assembleVolume(chosen, options), series: chosen.info };
    },
  };
}

async function readRadiographVolume(
  { image, header, info, problem }: RadiographCandidate,
  { report, signal }: ReadScanOptions,
): Promise<VolumeOfSeries> {
  if (problem !== null) throw problem;
  if (signal?.aborted) throw cancelled();
  const picture = await readRadiograph(image, header);
  report?.(1);
  return { volume: pictureVolume(picture), series: withColour(info, picture.colour) };
}

function fileWarnings({ unreadable, absentFiles, dicomdirUnusable }: FoundImages): Warning[] {
  const warnings: Warning[] = [];
  if (dicomdirUnusable)
    warnings.push({
      code: 'scan.dicomdir-unusable',
      message: 'The DICOMDIR leads to no files, so all files in its folder were read instead.',
    });
  if (unreadable.length > 0)
    warnings.push({
      code: 'scan.unreadable-files',
      message: `${unreadable.length} DICOM files could not be read and were ignored, the first being ${unreadable[0].path}.`,
    });
  if (absentFiles.length > 0)
    warnings.push({
      code: 'scan.absent-files',
      message: `${absentFiles.length} files that the DICOMDIR lists are not there, the first being ${absentFiles[0]}.`,
    });
  return warnings;
}

/** Why none of the series can be opened: the problem of the one that would have been chosen. */
function refusal(candidates: readonly Candidate[]): QuadrantError {
  const withPixels = candidates.filter(({ problem }) => problem?.code !== 'scan.no-image-series');
  const [nearest] = (withPixels.length > 0 ? withPixels : [...candidates]).sort(byPreference);
  return (
    nearest.problem ?? new QuadrantError('internal', 'No series was chosen.', 'Report this together with the log.')
  );
}
