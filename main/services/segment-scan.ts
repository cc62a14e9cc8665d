/** The main use-case: a scan goes in, a case folder comes out. The engine and the command line both run this. */
import type { PrecisionChoice, ProviderChoice } from '#contract/api';
import { CASE_SCHEMA_VERSION, type CaseFile, type RunFile } from '#contract/case';
import type { ModelCard } from '#contract/model-card';
import { loadModel } from '../inference/model-registry.ts';
import { openNet } from '../inference/session.ts';
import { checkCaseDestination, writeCase } from '../io/case-folder.ts';
import type { ReadScan } from '../io/read-scan.ts';
import { lookingTwice } from '../pipeline/mirrored-net.ts';
import { segmentCbct, type SegmentedTeeth } from '../pipeline/cbct.ts';
import { measureInstances, type MeasuredTeeth } from '../pipeline/tooth-instances.ts';
import { StageProgress, type Progress } from '../pipeline/stage-progress.ts';
import { scanSize, type ScanSize, type Timings } from './timings.ts';

export interface SegmentScanOptions {
  /** Reads the scan, or hands over the one that is in memory already. */
  readonly readScan: (progress: StageProgress) => Promise<ReadScan>;
  /** Size of the scan if known already: a better time estimate. */
  readonly size: ScanSize | null;
  readonly scanPath: string;
  readonly caseId: string;
  /** A folder that does not exist yet. */
  readonly caseDir: string;
  readonly modelsDir: string;
  readonly provider: ProviderChoice;
  readonly precision: PrecisionChoice;
  /** Looks at every patch mirrored too: twice the time for fewer doubts. Default false. */
  readonly lookTwice?: boolean;
  readonly version: string;
  readonly timings: Timings;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface SegmentedScan {
  readonly caseFile: CaseFile;
  readonly run: RunFile;
}

/**
 * Checks the destination and the models before any work, then reads, segments, measures and saves.
 * @throws QuadrantError case.exists, disk.*, model.*, scan.*, inference.*, job.cancelled; nothing is left behind then.
 */
export async function segmentScan(options: SegmentScanOptions): Promise<SegmentedScan> {
  const { provider, timings, onProgress, signal, caseDir } = options;
  await checkCaseDestination(caseDir);
  const models = {
    'cbct-coarse': await loadModel(options.modelsDir, 'cbct-coarse'),
    'cbct-fine': await loadModel(options.modelsDir, 'cbct-fine'),
  };
  const progress = new StageProgress({ ...(await timings.expect(provider, options.size)), onProgress, signal });
  progress.enter('read');
  const scan = await options.readScan(progress);
  const segmented = await segmentCbct({
    volume: scan.volume,
    openNet: async (role: ModelCard['role']) => {
      const net = await openNet(models[role], provider, options.precision);
      return options.lookTwice === true ? lookingTwice(net) : net;
    },
    progress,
  });
  progress.enter('measure');
  await progress.checkpoint(0);
  const measured = measureInstances(scan.volume, segmented.labelMap, segmented.teeth, progress.report);
  progress.enter('save');
  await progress.checkpoint(0);
  const caseFile = caseFileOf(options, scan, segmented, measured);
  const describeRun = (): RunFile => ({
    stages: [...progress.stages()],
    totalSeconds: progress.totalSeconds(),
    peakMemoryBytes: peakMemoryBytes(),
    provider: segmented.provider,
    warnings: caseFile.warnings,
  });
  const run = await writeCase(caseDir, { caseFile, labelMap: segmented.labelMap, describeRun });
  progress.finish();
  // A scan without teeth skips the fine net, looking twice takes twice: such times say nothing about the next one.
  if (measured.instances.length > 0 && options.lookTwice !== true) {
    const seconds = Object.fromEntries(run.stages.map((stage) => [stage.name, stage.seconds]));
    await timings.remember({ provider, ...scanSize(scan.volume.geometry), seconds });
  }
  return { caseFile, run };
}

function caseFileOf(
  { caseId, version, scanPath }: SegmentScanOptions,
  { volume, info, series, fingerprint, warnings }: ReadScan,
  segmented: SegmentedTeeth,
  measured: MeasuredTeeth,
): CaseFile {
  return {
    schemaVersion: CASE_SCHEMA_VERSION,
    id: caseId,
    createdAt: new Date().toISOString(),
    quadrantVersion: version,
    modality: 'cbct',
    source: {
      kind: series.kind,
      seriesUid: series.uid,
      path: scanPath,
      fingerprint,
      patientName: info.patientName,
      patientId: info.patientId,
      studyDate: info.studyDate,
      geometry: volume.geometry,
    },
    models: [...segmented.models],
    provider: segmented.provider,
    labelmap: 'labelmap.nii.gz',
    instances: measured.instances,
    missing: measured.missing,
    occlusalPlane: measured.occlusalPlane,
    warnings: [...warnings, ...segmented.warnings, ...measured.warnings],
    reviewLog: [],
  };
}

/** Highest resident memory of this process so far; Node gives it in kilobytes. */
export function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
