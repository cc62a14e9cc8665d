/** What the engine does: reads scans, keeps one in memory, segments, and writes the bytes that the viewer streams. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OpenScan } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { labelSurface } from '#core/surface/mesh';
import { percentiles, sampleOf } from '#core/voxels/normalize';
import { pictureOf } from '#core/panoramic/picture-frame';
import { encodeScanSurface } from '#core/surface/scan-surface-bytes';
import type { Volume, VoxelArray } from '#core/volume';
import { diskError } from '../../io/flushed-file.ts';
import { readScan, type ReadScan, type ScanGrowth, type UnfinishedScan } from '../../io/read-scan.ts';
import { sealedForSession } from '../../io/vault/kept-file.ts';
import { CoarseSurfaces } from '../cases/coarse-surfaces.ts';
import { tryModels, tryProvider } from '../doctor/try-nets.ts';
import type { EngineHandlers } from './engine-server.ts';
import { exportCase } from '../exports/export-case.ts';
import { importSegmentation } from '../import/import-segmentation.ts';
import { laySurface } from '../registration/lay-surface.ts';
import { MeasuredReview } from '../review/measured-review.ts';
import { practiceOf } from '../exports/practice.ts';
import { PromptedRadiograph } from '../segment/outline-prompt.ts';
import { RadiographNets } from '../nets/radiograph-nets.ts';
import { ReviewedCases } from '../review/reviewed-cases.ts';
import { segmentScan } from '../segment/segment-scan.ts';
import { SurfaceNets } from '../nets/surface-nets.ts';
import { scanSize, Timings } from '../segment/timings.ts';
import { VoxelFile } from '../scans/voxel-file.ts';

export interface EngineSettings {
  readonly modelsDir: string;
  /** Where the timings of earlier runs are kept. */
  readonly dataDir: string;
  readonly version: string;
}

interface ScanInMemory {
  readonly scanId: string;
  readonly scan: ReadScan;
  /** Made at the first prompt. */
  prompted: PromptedRadiograph | null;
}

/** The engine is idle when nothing of a case was asked for so long. */
const IDLE_MS = 1500;

export function engineHandlers({ modelsDir, dataDir, version }: EngineSettings): EngineHandlers {
  const timings = new Timings(dataDir);
  const radiographNets = new RadiographNets(modelsDir);
  const surfaceNets = new SurfaceNets(modelsDir);
  let inMemory: ScanInMemory | null = null;
  const reviewedCases = new ReviewedCases();
  const coarseSurfaces = new CoarseSurfaces();
  const volumeAtHand = (fingerprint: string): Volume | null =>
    inMemory?.scan.fingerprint === fingerprint ? inMemory.scan.volume : null;
  const measuredReview = new MeasuredReview({ volumeAtHand });
  let idle: NodeJS.Timeout | undefined;
  /** A case whose surfaces are shown may soon be changed: what the first change would wait for is done once all is calm. */
  let shownCase: string | null = null;
  const prepareReview = (caseDir: string): void => {
    shownCase = caseDir;
    clearTimeout(idle);
    const prepare = async (): Promise<void> => measuredReview.prepare(await reviewedCases.upTo(caseDir, 0));
    // Whoever asks for the case is told what is wrong with it.
    idle = setTimeout(() => void prepare().catch(() => {}), IDLE_MS).unref();
  };

  return {
    async openScan({ scanId, path, seriesUid, voxelFile, keep }, { signal, onOpening }) {
      if (keep) inMemory = null; // two volumes at once may be more than the machine has
      clearTimeout(idle);
      shownCase = null;
      reviewedCases.forget();
      measuredReview.forget();
      const file = await VoxelFile.create(voxelFile, (bytes) => onOpening({ kind: 'bytes', bytes }));
      const growth = shownEarly(file, (unfinished, greys) =>
        onOpening({ kind: 'scan', scan: describeScan(scanId, path, unfinished, greys) }),
      );
      let scan: ReadScan;
      try {
        scan = await readScan(path, { signal, seriesUid: seriesUid ?? undefined, growth });
        if (scan.surface === null) await file.finish(scan.volume);
        else await file.finishAs(encodeScanSurface(scan.surface, scan.info.surface?.mmPerUnit ?? 1));
      } finally {
        await file.close();
      }
      if (keep) inMemory = { scanId, scan, prompted: null };
      // A case may have been shown before all of its scan was there.
      if (shownCase !== null) prepareReview(shownCase);
      return { ...describeScan(scanId, path, scan, scan.volume.data), fingerprint: scan.fingerprint };
    },

    async segment({ scanId, path, seriesUid, provider, precision, jaw, caseId, caseDir }, { signal, onProgress }) {
      const held = inMemory?.scanId === scanId ? inMemory.scan : null;
      await segmentScan({
        readScan: async ({ report }) => held ?? readScan(path, { signal, report, seriesUid: seriesUid ?? undefined }),
        size: held === null ? null : scanSize(held.volume.geometry),
        scanPath: path,
        caseId,
        caseDir,
        modelsDir,
        provider,
        precision,
        version,
        timings,
        radiographNets,
        surfaceNets,
        jaw,
        onProgress,
        signal,
      });
      return { caseId };
    },

    async importSegmentation({ scanId, path, seriesUid, ...request }, { signal }) {
      const held = inMemory?.scanId === scanId ? inMemory.scan : null;
      await importSegmentation({
        readScan: async ({ report }) => held ?? readScan(path, { signal, report, seriesUid: seriesUid ?? undefined }),
        scanPath: path,
        version,
        signal,
        ...request,
      });
      return { caseId: request.caseId };
    },

    async outline({ scanId, path, seriesUid, box, points }, { signal }) {
      if (inMemory?.scanId !== scanId) {
        const scan = await readScan(path, { signal, seriesUid: seriesUid ?? undefined });
        inMemory = { scanId, scan, prompted: null };
      }
      const { scan } = inMemory;
      if (scan.radiograph === null) {
        throw new QuadrantError('usage', 'This is no radiograph.', 'Outlining by a click works on radiographs.');
      }
      inMemory.prompted ??= new PromptedRadiograph(pictureOf(scan.volume), radiographNets);
      return inMemory.prompted.outline({ box, points }, 'auto');
    },

    laySurface: (wanted) => laySurface(wanted),

    async writeLabels({ caseDir, file }) {
      let sizeBytes = 0;
      await reviewedCases.withOriginalLabels(caseDir, async ({ data }) => {
        await writeForStream(file, data);
        sizeBytes = data.byteLength;
      });
      prepareReview(caseDir);
      return { sizeBytes };
    },

    async reviewCase({ caseDir, seq }) {
      return { case: await measuredReview.caseOf(() => reviewedCases.upTo(caseDir, seq)) };
    },

    async writeMesh({ caseDir, label, seq, detail, file }) {
      const followed = await reviewedCases.upTo(caseDir, seq);
      const { original, labels, boxes } = followed;
      if (original.modality !== 'cbct') {
        throw new QuadrantError(
          'usage',
          'Only teeth of a CBCT have surfaces of their own.',
          'Open a CBCT scan to see teeth in 3D.',
        );
      }
      const box = boxes.get(label);
      const surface = box === undefined ? null : labelSurface(labels, label, { boundsIjk: box.within });
      if (surface === null || surface.triangles.length === 0) {
        throw new QuadrantError('usage', `This case has no tooth ${label}.`, 'Choose a tooth of the list.', { label });
      }
      const bytes = await coarseSurfaces.encode(followed, label, surface, detail);
      await writeForStream(file, bytes);
      prepareReview(caseDir);
      return { sizeBytes: bytes.byteLength };
    },

    async exportCase({ scanPath, ...request }, { signal, render }) {
      const { teeth } = await exportCase({
        ...request,
        scanPath: scanPath ?? undefined,
        volumeAtHand,
        browser: { render },
        practice: await practiceOf(dataDir),
        signal,
      });
      return { teeth };
    },

    tryProvider: ({ provider }) => tryProvider(modelsDir, provider),

    tryModels: () => tryModels(modelsDir),
  };
}

/** @throws QuadrantError disk.full, disk.unwritable */
async function writeForStream(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, sealedForSession(file, bytes)).catch((error: unknown) => {
    throw diskError(error, file);
  });
}

/** Passes slices on to the voxel file, and shows the scan as soon as its first slice is there. */
function shownEarly(file: VoxelFile, show: (scan: UnfinishedScan, greys: VoxelArray) => void): ScanGrowth {
  let growing: UnfinishedScan | null = null;
  let shown = false;
  return {
    begin(scan) {
      growing = scan;
      file.begin(scan.volume);
    },
    slice(k) {
      file.slice(k);
      if (shown || growing === null) return;
      shown = true;
      const { geometry, data } = growing.volume;
      const sliceLength = geometry.dims[0] * geometry.dims[1];
      show(growing, data.subarray(k * sliceLength, (k + 1) * sliceLength));
    },
  };
}

/** Percentiles of a grey-value sample are as good for a first window, and a hundred times faster. */
const GREY_SAMPLES = 1_000_000;

function describeScan(
  scanId: string,
  path: string,
  { volume, info, warnings }: UnfinishedScan,
  greys: VoxelArray,
): OpenScan {
  const chosen = info.series.find((series) => series.uid === info.chosenUid);
  return {
    scanId,
    title: [info.patientName, chosen?.description, info.studyDate].filter(Boolean).join(' · ') || basename(path),
    info,
    geometry: volume.geometry,
    voxelType: voxelTypeOf(volume.data),
    greyRange: greyRange(greys),
    warnings: [...warnings],
  };
}

/** Percentiles 0.5 and 99.5, or the extremes when nearly all voxels are alike. */
function greyRange(data: VoxelArray): [number, number] {
  const [min, low, high, max] = percentiles(sampleOf(data, GREY_SAMPLES), [0, 0.5, 99.5, 100]);
  return low < high ? [low, high] : [min, max];
}

function voxelTypeOf(data: VoxelArray): OpenScan['voxelType'] {
  if (data instanceof Int16Array) return 'int16';
  if (data instanceof Uint8Array) return 'uint8';
  return data instanceof Uint16Array ? 'uint16' : 'float32';
}
