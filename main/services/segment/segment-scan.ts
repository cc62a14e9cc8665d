/** The main use-case: a scan goes in, a case folder comes out. The engine and the command line both run this. */
import type { PrecisionChoice, ProviderChoice } from '#contract/api';
import type { CaseFile, CbctCase, IosCase, OpgCase, RunFile } from '#contract/case';
import type { RadiographFacts, SurfaceFacts } from '#contract/scan';
import type { Jaw } from '#core/fdi';
import { pictureOf } from '#core/panoramic/picture-frame';
import type { ScanSurface } from '#core/surface/scan-surface';
import type { LabelMap } from '#core/volume';
import type { InferenceServer } from '../../inference/remote/inference-server.ts';
import { checkCaseDestination, writeCase } from '../../io/case-folder.ts';
import type { ReadScan } from '../../io/read-scan.ts';
import { lookingTwice } from '../../pipeline/mirrored-net.ts';
import { segmentCbct } from '../../pipeline/cbct.ts';
import { segmentSurface } from '../../pipeline/intraoral.ts';
import { segmentRadiograph } from '../../pipeline/panoramic.ts';
import { measureInstances } from '../../pipeline/tooth-instances.ts';
import {
  RADIOGRAPH_STAGE_SECONDS,
  StageProgress,
  SURFACE_STAGE_SECONDS,
  type Progress,
} from '../../pipeline/stage-progress.ts';
import { cbctNets, type KeptCbctNets } from '../nets/cbct-nets.ts';
import { caseFields, runOf, sourceOf } from '../cases/new-case.ts';
import { RadiographNets } from '../nets/radiograph-nets.ts';
import { SurfaceNets } from '../nets/surface-nets.ts';
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
  /** A server that runs the nets in place of the provider. */
  readonly server?: InferenceServer | undefined;
  /** Looks at every patch mirrored too: twice the time for fewer doubts. Default false. */
  readonly lookTwice?: boolean;
  readonly version: string;
  readonly timings: Timings;
  /** Nets of radiographs that may be open already, kept open afterwards. Default: opened for this scan alone. */
  readonly radiographNets?: RadiographNets;
  /** Nets of CBCT scans that stay open as well. Default: one after the other, for this scan alone. */
  readonly cbctNets?: KeptCbctNets;
  /** The same of intraoral scans. */
  readonly surfaceNets?: SurfaceNets;
  /** Of an intraoral scan, as a person says. Default: told from the scan. */
  readonly jaw?: Jaw | undefined;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface SegmentedScan {
  readonly caseFile: CaseFile;
  readonly run: RunFile;
}

/**
 * Checks the destination before any work, then reads, segments, measures and saves: a volume through the CBCT nets, a
 * radiograph through the panoramic ones, a surface through its own.
 * @throws QuadrantError case.exists, disk.*, model.*, scan.*, inference.*, remote.*, job.cancelled; nothing is left behind then.
 */
export async function segmentScan(options: SegmentScanOptions): Promise<SegmentedScan> {
  const { provider, timings, onProgress, signal, caseDir } = options;
  const destination = await checkCaseDestination(caseDir);
  const progress = new StageProgress({ ...(await timings.expect(provider, options.size)), onProgress, signal });
  progress.enter('read');
  const scan = await options.readScan(progress);
  const finished = await finishedCase(options, scan, progress);
  const { caseFile } = finished;
  const run = await writeCase(caseDir, { ...finished, destination, describeRun: () => runOf(caseFile, progress) });
  progress.finish();
  // A scan without teeth skips the fine net, looking twice takes twice, a server is another machine: such times say
  // nothing about the next scan.
  const here = options.server === undefined && options.lookTwice !== true;
  if (caseFile.modality === 'cbct' && caseFile.instances.length > 0 && here) {
    const seconds = Object.fromEntries(run.stages.map((stage) => [stage.name, stage.seconds]));
    await timings.remember({ provider, ...scanSize(scan.volume.geometry), seconds });
  }
  return { caseFile, run };
}

interface FinishedCase {
  readonly caseFile: CaseFile;
  readonly labelMap: LabelMap;
  readonly surface?: ScanSurface;
}

function finishedCase(options: SegmentScanOptions, scan: ReadScan, progress: StageProgress): Promise<FinishedCase> {
  const { surface, radiograph, info } = scan;
  if (surface !== null && info.surface !== undefined)
    return surfaceCase(options, scan, surface, info.surface, progress);
  return radiograph === null ? cbctCase(options, scan, progress) : radiographCase(options, scan, radiograph, progress);
}

/** Ends in the stage save. */
async function cbctCase(options: SegmentScanOptions, scan: ReadScan, progress: StageProgress): Promise<FinishedCase> {
  const { cbctNets: kept, lookTwice = false } = options;
  const nets = kept ?? (await cbctNets(options));
  const segmented = await segmentCbct({
    volume: scan.volume,
    openNet: async (role) => {
      const net = await nets.open(role);
      return lookTwice ? lookingTwice(net) : net;
    },
    openDentitionNet: () => nets.openDentition(),
    progress,
  });
  progress.enter('measure');
  await progress.checkpoint(0);
  const measured = measureInstances(scan.volume, segmented.labelMap, segmented.teeth, progress.report);
  progress.enter('save');
  await progress.checkpoint(0);
  const caseFile: CbctCase = {
    ...caseFields(options),
    modality: 'cbct',
    source: sourceOf(options, scan),
    models: [...segmented.models],
    provider: segmented.provider,
    labelmap: 'labelmap.nii.gz',
    instances: measured.instances,
    missing: measured.missing,
    occlusalPlane: measured.occlusalPlane,
    warnings: [...scan.warnings, ...segmented.warnings, ...measured.warnings],
  };
  return { caseFile, labelMap: segmented.labelMap };
}

/** Ends in the stage save. */
async function radiographCase(
  options: SegmentScanOptions,
  scan: ReadScan,
  radiograph: RadiographFacts,
  progress: StageProgress,
): Promise<FinishedCase> {
  progress.expect(RADIOGRAPH_STAGE_SECONDS);
  const nets = options.radiographNets ?? new RadiographNets(options.modelsDir, options.server);
  try {
    const { labels, ...segmented } = await segmentRadiograph({
      picture: pictureOf(scan.volume),
      radiograph,
      detector: () => nets.detector(options.provider),
      segmenter: () => nets.segmenter(options.provider),
      dentitionNet: () => nets.dentition(),
      progress,
    });
    progress.enter('save');
    await progress.checkpoint(0);
    const caseFile: OpgCase = {
      ...caseFields(options),
      modality: 'opg',
      source: { ...sourceOf(options, scan), radiograph },
      ...segmented,
      labelmap: 'labelmap.png',
      warnings: [...scan.warnings, ...segmented.warnings],
    };
    return { caseFile, labelMap: { geometry: scan.volume.geometry, data: labels } };
  } finally {
    if (options.radiographNets === undefined) await nets.release();
  }
}

/** Ends in the stage save. */
async function surfaceCase(
  options: SegmentScanOptions,
  scan: ReadScan,
  surface: ScanSurface,
  facts: SurfaceFacts,
  progress: StageProgress,
): Promise<FinishedCase> {
  progress.expect(SURFACE_STAGE_SECONDS);
  const nets = options.surfaceNets ?? new SurfaceNets(options.modelsDir);
  try {
    const { labels, ...segmented } = await segmentSurface({
      surface,
      facts,
      jaw: options.jaw ?? null,
      net: () => nets.net(options.provider),
      progress,
    });
    progress.enter('save');
    await progress.checkpoint(0);
    const caseFile: IosCase = {
      ...caseFields(options),
      modality: 'ios',
      source: { ...sourceOf(options, scan), surface: facts },
      ...segmented,
      labelmap: 'labels.ply',
      warnings: [...scan.warnings, ...segmented.warnings],
    };
    return { caseFile, labelMap: { geometry: scan.volume.geometry, data: labels }, surface };
  } finally {
    if (options.surfaceNets === undefined) await nets.release();
  }
}
