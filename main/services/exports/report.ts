/** A case goes in, the pages that a dentist hands to a colleague come out. */
import { QuadrantError } from '#contract/errors';
import type { CaseFile } from '#contract/case';
import { chartHeightPx, chartHtml } from '#core/report/chart-page';
import { reportHtml } from '#core/report/report-html';
import type { ReportContent, ReportPicture } from '#core/report/report-content';
import { panoramaSlices } from '#core/sheet/panorama';
import type { Raster } from '#core/sheet/raster';
import type { Volume } from '#core/volume';
import { readCase } from '../../io/case-folder.ts';
import { patientBirthDate } from '../../io/dicom/patient-birth-date.ts';
import { readPngPixels } from '../../io/png.ts';
import { readPartOfScan } from '../../io/read-scan.ts';
import { replaceFile } from '../../io/replace-file.ts';
import type { ExportJob, Written } from './export-case.ts';
import { laidOut } from './lay-out.ts';
import { reportContent } from './report-content.ts';
import { reportPicture } from './report-picture.ts';
import { scanOfCase } from './scan-of-case.ts';

/** The report as a PDF file. @throws QuadrantError export.*, scan.* when `scanPath` is given and not that scan */
export async function writeReport(job: ExportJob): Promise<Written> {
  const content = await contentOf(job, true);
  await replaceFile(job.outPath, await printed(content, job), 'The report');
  const { teeth, picture, findings } = content;
  const without = picture === null ? ', without a picture: the scan is not at hand' : '';
  return {
    teeth: teeth.length,
    facts: { picture: picture !== null, findings: findings.length },
    summary: `A report on ${teeth.length} teeth${without}`,
  };
}

/** The report's pages as PDF, for an object that holds them. @throws QuadrantError as writeReport */
export async function reportPdf(job: ExportJob): Promise<Uint8Array> {
  return printed(await contentOf(job, true), job);
}

function printed(content: ReportContent, job: ExportJob): Promise<Uint8Array> {
  return laidOut(reportHtml(content, job.options), { kind: 'pdf', paper: job.options.paper }, job);
}

/** Wide enough that the numbers read well on a screen. */
const CHART_WIDTH_PX = 1600;

/** The tooth chart alone as a picture; it names nobody. @throws QuadrantError export.* */
export async function chartPicture(job: ExportJob): Promise<Raster> {
  const content = await contentOf(job, false);
  const heightPx = chartHeightPx(content, CHART_WIDTH_PX);
  const size = { kind: 'png', widthPx: CHART_WIDTH_PX, heightPx } as const;
  return readPngPixels(await laidOut(chartHtml(content, job.options), size, job));
}

async function contentOf(job: ExportJob, withPicture: boolean): Promise<ReportContent> {
  const { caseDir, options, practice } = job;
  const { caseFile, run } = await readCase(caseDir);
  // The scan is read while the labels are unpacked.
  const [found, birthDate, result] = await Promise.all([
    withPicture ? scanAtHand(job, caseFile, caseFile) : null,
    options.deidentify ? '' : birthDateOf(job, caseFile),
    job.result(),
  ]);
  // A person may have found teeth where the nets saw none.
  const scan =
    found === null || holdsAll(found, result.caseFile) ? found : await scanAtHand(job, caseFile, result.caseFile);
  const picture: ReportPicture | null = scan === null ? null : reportPicture(result, scan.volume, scan.otherGreys);
  const printedAt = new Date().toISOString();
  return reportContent({ result, run, practice, options, birthDate, picture, printedAt });
}

interface ScanAtHand {
  readonly volume: Volume;
  /** The first and last that are there. */
  readonly slices: readonly [number, number];
  readonly otherGreys: boolean;
}

/** As much as shows the teeth of `shown`. Null where it is gone and nobody said where it lies: the report does without. */
async function scanAtHand(job: ExportJob, caseFile: CaseFile, shown: CaseFile): Promise<ScanAtHand | null> {
  const { source } = caseFile;
  const inMemory = job.volumeAtHand(source.fingerprint);
  if (inMemory !== null) return { volume: inMemory, slices: [0, Infinity], otherGreys: false };
  try {
    const slices = slicesOf(shown);
    const scan = await scanOfCase(caseFile, job, (path, options) => readPartOfScan(path, { ...options, slices }));
    return { volume: scan.volume, slices, otherGreys: scan.series.uid !== source.seriesUid };
  } catch (thrown) {
    if (job.scanPath === undefined && thrown instanceof QuadrantError && thrown.code.startsWith('scan.')) return null;
    throw thrown;
  }
}

function slicesOf(shown: CaseFile): readonly [number, number] {
  return shown.modality === 'cbct' ? panoramaSlices(shown.source.geometry, shown.instances) : [0, 0];
}

function holdsAll({ slices }: ScanAtHand, shown: CaseFile): boolean {
  const [first, last] = slicesOf(shown);
  return slices[0] <= first && slices[1] >= last;
}

/** Only DICOM knows it; it is worth no error. */
async function birthDateOf({ scanPath }: ExportJob, { source }: CaseFile): Promise<string> {
  return source.kind.startsWith('dicom') ? patientBirthDate(scanPath ?? source.path, source.seriesUid) : '';
}
