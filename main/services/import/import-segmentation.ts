/** A scan and a DICOM Segmentation of it go in, a case comes out: measured and reviewed like any other. */
import { NO_ANNOTATIONS } from '#contract/annotations';
import { FIRST_SUPERNUMERARY, IMPORT_PROVIDER, labelOf, type CbctCase, type RunFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { reviewedCase } from '#contract/reviewed-case';
import { DentitionMeter } from '#core/metrics/dentition-meter';
import { placeLabels } from '#core/voxels/label-stack';
import { labelTeethInPlace, MOST_LABELS } from '#core/teeth/label-teeth';
import type { Identity } from '#core/review/action';
import { beginReview } from '#core/review/review';
import { momentsByLabel } from '#core/metrics/tooth-moments';
import type { LabelMap, Report } from '#core/volume';
import { checkCaseDestination, writeCase } from '../../io/case-folder.ts';
import { paintSegments } from '../../io/dicom-seg/paint-segments.ts';
import { readSegmentation, type Segmentation } from '../../io/dicom-seg/read-segmentation.ts';
import type { Segment } from '../../io/dicom-seg/segment-list.ts';
import { teethOfSegments } from '../../io/dicom-seg/teeth-of-segments.ts';
import type { ReadScan } from '../../io/read-scan.ts';
import { measureReviewedTeeth } from '../../pipeline/reviewed-teeth.ts';
import { StageProgress, type Progress } from '../../pipeline/stage-progress.ts';
import { importedFrom, importWarnings } from './import-words.ts';
import { caseFields, runOf, sourceOf } from '../cases/new-case.ts';
import { relationToScan } from './segmented-scan.ts';

export interface ImportSegmentationOptions {
  /** Reads the scan, or hands over the one that is in memory already. */
  readonly readScan: (progress: StageProgress) => Promise<ReadScan>;
  readonly scanPath: string;
  readonly segmentationPath: string;
  readonly caseId: string;
  /** A folder that does not exist yet. */
  readonly caseDir: string;
  readonly version: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface ImportedCase {
  readonly caseFile: CbctCase;
  readonly run: RunFile;
}

/** Seconds on two cores with a 600×600×450 scan of 24 teeth: the shares of the bar. */
const STAGE_SECONDS = { read: 4, label: 1, measure: 2, save: 2 };

/**
 * Checks the destination and the segmentation before the scan is read, then lays the teeth on the scan's grid, measures and
 * saves.
 * @throws QuadrantError case.exists, disk.*, scan.*, import.*, usage (a radiograph), job.cancelled; nothing is left behind then.
 */
export async function importSegmentation(options: ImportSegmentationOptions): Promise<ImportedCase> {
  const { caseDir, segmentationPath, scanPath, onProgress, signal } = options;
  await checkCaseDestination(caseDir);
  const progress = new StageProgress({ expected: STAGE_SECONDS, learned: false, onProgress, signal });
  progress.enter('read');
  const segmentation = await readSegmentation(segmentationPath);
  const named = teethOfSegments(segmentation.segments);
  const { teeth: shapes } = named;
  if (shapes.length === 0) throw noTeeth(segmentationPath, segmentation.segments);
  if (shapes.length > MOST_LABELS) throw tooManyTeeth(segmentationPath, shapes.length);
  const scan = await options.readScan(progress);
  if (scan.radiograph !== null) throw ofRadiograph(scanPath);
  const relation = await relationToScan(segmentation, { path: scanPath, series: scan.series });
  progress.enter('label');
  const wanted = new Map(shapes.map(({ segment }, n) => [segment.number, n + 1]));
  const painted = await paintSegments(segmentation, wanted, progress.checkpoint);
  const placed = placeLabels(painted.stack, scan.volume.geometry);
  await progress.checkpoint(1);
  const labelled = labelTeethInPlace(placed.labelMap.data, shapes, FIRST_SUPERNUMERARY);
  if (labelled.teeth.length === 0) throw nothingInside(segmentationPath, placed.outside);
  progress.enter('measure');
  await progress.checkpoint(0);
  const described: CbctCase = {
    ...caseFields(options),
    modality: 'cbct',
    source: sourceOf(options, scan),
    models: [],
    provider: IMPORT_PROVIDER,
    imported: importedFrom(segmentation),
    labelmap: 'labelmap.nii.gz',
    instances: [],
    missing: [],
    occlusalPlane: null,
    warnings: [...scan.warnings, ...importWarnings({ segmentation, scan, relation, named, painted, placed, labelled })],
  };
  const teeth = labelled.teeth.map(({ shape, ...identity }) => ({
    ...identity,
    confidence: confidenceOf(shape.segment, segmentation),
  }));
  const caseFile = measured(described, { scan, labelMap: placed.labelMap, teeth, report: progress.report });
  progress.enter('save');
  await progress.checkpoint(0);
  const run = await writeCase(caseDir, {
    caseFile,
    labelMap: placed.labelMap,
    describeRun: () => runOf(caseFile, progress),
  });
  progress.finish();
  return { caseFile, run };
}

interface TeethToMeasure {
  readonly scan: ReadScan;
  readonly labelMap: LabelMap;
  readonly teeth: readonly (Identity & { readonly confidence: number })[];
  readonly report: Report;
}

/** The case with its teeth, measured as those of a review are, in which every tooth bears its own label and type too. */
function measured(described: CbctCase, { scan, labelMap, teeth, report }: TeethToMeasure): CbctCase {
  const moments = momentsByLabel(scan.volume, labelMap, report);
  const meter = new DentitionMeter(scan.volume, labelMap, moments);
  const boxes = new Map(moments.map(({ label, min, max }) => [label, { within: { min, max }, stamp: 0 }]));
  const { now } = beginReview(teeth, NO_ANNOTATIONS);
  const { instances, ...rest } = measureReviewedTeeth({
    original: described,
    teeth: now.teeth,
    boxes,
    meter,
    knowsGreys: true,
  });
  const confidences = new Map(teeth.map(({ label, confidence }) => [label, confidence]));
  const sure = instances.map((tooth) => ({ ...tooth, confidence: confidences.get(labelOf(tooth)) ?? 1 }));
  return reviewedCase({ ...rest, instances: sure }, now);
}

/** Our own files tell it; of a tooth that somebody else drew nobody did. */
function confidenceOf({ description }: Segment, { madeBy }: Segmentation): number {
  const told = madeBy.manufacturer === 'Quadrant' ? /\bconfidence ([01]\.\d+)/.exec(description)?.[1] : undefined;
  return told === undefined ? 1 : Math.min(1, Number(told));
}

function noTeeth(path: string, segments: readonly Segment[]): QuadrantError {
  const names = segments.map(({ label }) => label).slice(0, 8);
  return new QuadrantError(
    'import.no-teeth',
    `None of the ${segments.length} segments says which tooth it is: ${names.join(', ')}${segments.length > 8 ? ', …' : ''}.`,
    'Give each segment the DICOM code of its tooth, or a label such as "FDI 16", and export it again.',
    { path, segments: segments.length },
  );
}

function tooManyTeeth(path: string, teeth: number): QuadrantError {
  return new QuadrantError(
    'import.unsupported',
    `${teeth} segments say that they are teeth; a case holds at most ${MOST_LABELS}.`,
    'Export the teeth of one patient only.',
    { path, teeth },
  );
}

function nothingInside(path: string, outside: number): QuadrantError {
  return new QuadrantError(
    'import.no-teeth',
    outside === 0
      ? 'The segments of the teeth hold no voxels.'
      : `All ${outside} voxels of the teeth lie outside of the scan.`,
    'Check that the segmentation is of this scan.',
    { path, outside },
  );
}

function ofRadiograph(path: string): QuadrantError {
  return new QuadrantError(
    'usage',
    'The scan is a panoramic radiograph: the segments of a DICOM Segmentation lie in a volume.',
    'Name the CBCT that the segmentation was drawn on: --scan <scan>.',
    { path },
  );
}
