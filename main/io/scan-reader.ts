/** What every format's reader hands to read-scan.ts. */
import type { ScanInfo, SeriesInfo, Warning } from '#contract/scan';
import type { ScanSurface } from '#core/surface/scan-surface';
import type { Report, Volume } from '#core/volume';

/** A volume whose slices are still being read. */
export interface GrowingVolume {
  readonly volume: Volume;
  readonly series: SeriesInfo;
}

/** Told while the voxels are read, where geometry and voxel type are known before. */
export interface GrowthListener {
  begin(growing: GrowingVolume): void;
  /** Slice k now holds its final values. */
  slice(k: number): void;
}

export interface ReadScanOptions {
  /** Overrides the choice of the series (SeriesInstanceUID). */
  readonly seriesUid?: string | undefined;
  readonly report?: Report | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * The first and last slice that are wanted: others may stay 0. Heeded where every slice is a picture of its own.
   */
  readonly slices?: readonly [first: number, last: number] | undefined;
  /** Not told by formats and series whose voxels are known only at the end. */
  readonly growth?: GrowthListener | undefined;
}

export interface SurveyedScan {
  readonly info: ScanInfo;
  /** Warnings about the choice and the files, beside those of the chosen series. */
  readonly warnings: readonly Warning[];
  /** The chosen series and how to read its voxels; throws the series' problem when it cannot be used. */
  readVolume(options: ReadScanOptions): Promise<VolumeOfSeries>;
}

export interface VolumeOfSeries {
  readonly volume: Volume;
  /** As listed, with what only the pixels told. */
  readonly series: SeriesInfo;
  /** Only of an intraoral scan: then the volume has a voxel for each of its faces. */
  readonly surface?: ScanSurface | undefined;
}
