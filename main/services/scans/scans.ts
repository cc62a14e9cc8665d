/**
 * Opening scans: the engine reads and keeps one, its raw voxels lie in a session file for the host to stream. A second one
 * may be open beside it, to be compared: of that, only the session file is kept.
 */
import { randomUUID } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { openScanSchema, type ApiResult, type OpenScan, type ScanSource } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import type { Modality } from '#contract/scan';
import { surfaceBytesLength } from '#core/surface/scan-surface-bytes';
import { voxelCount } from '#core/volume';
import { Arrival } from './arrival.ts';
import type { BulkFile, Cases } from '../cases/cases.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import type { EngineParams, EngineResult } from '../engine/engine-protocol.ts';
import type { RecentScans } from './recent.ts';
import type { ScanSources } from './sources.ts';

/** An open scan with what the renderer must not see. */
export interface OpenedScan {
  readonly scan: OpenScan;
  readonly path: string;
  readonly seriesUid: string | null;
  readonly voxelFile: string;
  readonly arrival: Arrival;
  /** Settles when all of it has been read. */
  readonly read: Promise<EngineResult<'openScan'>>;
  /** Stops reading. */
  readonly stop: () => void;
  /** The case that was asked for with it. */
  readonly forCase: string | null;
}

export interface ScansOptions {
  readonly engine: EngineClient;
  readonly recent: RecentScans;
  readonly sources: ScanSources;
  readonly cases: Cases;
  /** Holds a demo scan of each modality. */
  readonly resourcesDir: string;
  readonly sessionDir: () => Promise<string>;
}

const VOXEL_BYTES: Readonly<Record<OpenScan['voxelType'], number>> = { int16: 2, uint8: 1, uint16: 2, float32: 4 };

const DEMO_SCANS: Readonly<Record<Modality, string>> = {
  cbct: 'demo',
  opg: join('demo-opg', 'panoramic.jpg'),
  ios: join('demo-ios', 'upper.ply'),
};

export interface OpenOptions {
  /** Overrides the choice of the series. */
  readonly seriesUid: string | null;
  readonly beside: boolean;
  /** The case to be shown on it; a source of kind `case` names its own. */
  readonly forCase?: string | null;
}

export class Scans {
  private readonly options: ScansOptions;
  private current: OpenedScan | null = null;
  private beside: OpenedScan | null = null;

  constructor(options: ScansOptions) {
    this.options = options;
  }

  /**
   * Opens a scan in the engine and answers when its first slice is there. What was open before is closed; a scan opened
   * beside another one takes the place of an earlier one beside it only.
   * @throws QuadrantError scan.*
   */
  async open(source: ScanSource, { seriesUid, beside, forCase = null }: OpenOptions): Promise<OpenScan> {
    const { recent, sources, sessionDir } = this.options;
    const wanted = await this.locate(source, seriesUid);
    const scanId = randomUUID();
    const voxelFile = join(await sessionDir(), `${scanId}.voxels`);
    const opening = this.begin({ scanId, voxelFile, ...wanted, keep: !beside });
    const scan = await opening.shown.catch(async (error: unknown) => {
      await rm(voxelFile, { force: true }); // a killed engine leaves what it had read so far
      throw error;
    });
    const asked = source.kind === 'case' ? source.caseId : forCase;
    const opened: OpenedScan = { scan, voxelFile, ...wanted, ...opening, forCase: asked };
    await this.closeBeside();
    if (beside) this.beside = opened;
    else {
      const { current } = this;
      this.current = opened;
      await giveUp(current);
    }
    const isDemo = source.kind === 'demo' || (source.kind === 'case' && this.isDemo(wanted.path));
    if (isDemo || sources.isUpload(wanted.path)) return scan;
    const { modality, patientName, patientId, studyDate } = scan.info;
    const entry = { ...wanted, title: scan.title, modality, patientName, patientId, studyDate };
    return { ...scan, recentId: await recent.add(entry) };
  }

  private begin(params: EngineParams<'openScan'>): Pick<OpenedScan, 'arrival' | 'read' | 'stop'> & {
    readonly shown: Promise<OpenScan>;
  } {
    const arrival = new Arrival();
    const controller = new AbortController();
    const shown = Promise.withResolvers<OpenScan>();
    const read = this.options.engine.call('openScan', params, {
      signal: controller.signal,
      onOpening: (opening) => {
        if (opening.kind === 'bytes') arrival.reach(opening.bytes);
        else shown.resolve(opening.scan);
      },
    });
    read.then(
      (whole) => shown.resolve(openScanSchema.parse(whole)),
      (thrown: unknown) => {
        shown.reject(thrown);
        arrival.fail(thrown);
      },
    );
    return { arrival, read, stop: () => controller.abort(), shown: shown.promise };
  }

  /** Waits until all of an open scan has been read. @throws QuadrantError scan.*, scan.not-found when it was closed */
  async complete(scanId: string): Promise<ApiResult<'scans.complete'>> {
    const { read, forCase } = this.find(scanId);
    const { fingerprint, greyRange, warnings } = await read;
    const latestCaseId = await this.options.cases.latestFor(fingerprint, forCase);
    const isOther = forCase !== null && latestCaseId !== forCase;
    return { greyRange, latestCaseId, warnings: isOther ? [...warnings, OTHER_SCAN] : warnings };
  }

  /** A stored case that is most likely the scan's, before all of it has been read. @throws QuadrantError scan.not-found */
  async likelyCase(scanId: string): Promise<ApiResult<'scans.likely-case'>> {
    const { scan, forCase } = this.find(scanId);
    const { chosenUid } = scan.info;
    return { caseId: chosenUid && (await this.options.cases.likelyFor(chosenUid, scan.geometry, forCase)) };
  }

  /** The bytes of an open scan, while they are still being read. @throws QuadrantError scan.not-found */
  voxels(scanId: string): BulkFile {
    const { voxelFile, arrival, scan } = this.find(scanId);
    if (scan.info.surface !== undefined)
      throw new QuadrantError('usage', 'A surface has no voxels.', 'Restart the viewer.', { scanId });
    return { path: voxelFile, sizeBytes: voxelCount(scan.geometry) * VOXEL_BYTES[scan.voxelType], arrival };
  }

  /** The open intraoral scan as its bytes. @throws QuadrantError scan.not-found, usage for a scan of another kind */
  surface(scanId: string): BulkFile {
    const { voxelFile, arrival, scan } = this.find(scanId);
    const { surface } = scan.info;
    if (surface === undefined)
      throw new QuadrantError('usage', 'Only an intraoral scan is a surface.', 'Restart the viewer.', { scanId });
    const { vertices, faces, hasColours } = surface;
    return { path: voxelFile, sizeBytes: surfaceBytesLength(vertices, faces, hasColours), arrival };
  }

  /** @throws QuadrantError scan.not-found when another scan was opened since. */
  find(scanId: string): OpenedScan {
    const found = [this.current, this.beside].find((opened) => opened?.scan.scanId === scanId);
    if (found == null) {
      throw new QuadrantError('scan.not-found', 'This scan is no longer open.', 'Open it again.', { scanId });
    }
    return found;
  }

  async listRecent(): Promise<ApiResult<'scans.recent'>> {
    const entries = await this.options.recent.list();
    return entries.map(({ path: _path, seriesUid: _seriesUid, ...shown }) => shown);
  }

  /** Where the scan of a case lay. The demo moves with the program, a surface is in the case itself. @throws QuadrantError case.*, scan.not-found */
  private async locateCase(caseId: string): Promise<{ path: string; seriesUid: string }> {
    const { source, modality, labelmap } = (await this.options.cases.get(caseId)).case;
    const { path, seriesUid } = source;
    const own = modality === 'ios' ? [join(this.options.cases.dirOf(caseId), labelmap)] : [];
    const demo = Object.values(DEMO_SCANS).find((name) => path.endsWith(join(sep, 'resources', name)));
    const places = [path, ...(demo === undefined ? [] : [join(this.options.resourcesDir, demo)]), ...own];
    for (const place of places) if (isAbsolute(place) && (await isThere(place))) return { path: place, seriesUid };
    throw new QuadrantError(
      'scan.not-found',
      'The scan of this case is not where it was any more.',
      'Choose its folder: the case is then shown on it.',
      { path, caseId },
    );
  }

  private isDemo(path: string): boolean {
    return Object.values(DEMO_SCANS).some((name) => path === join(this.options.resourcesDir, name));
  }

  async closeBeside(): Promise<void> {
    const { beside } = this;
    this.beside = null;
    await giveUp(beside);
  }

  private async locate(
    source: ScanSource,
    seriesUid: string | null,
  ): Promise<{ path: string; seriesUid: string | null }> {
    switch (source.kind) {
      case 'demo':
        return { path: join(this.options.resourcesDir, DEMO_SCANS[source.modality]), seriesUid };
      case 'source':
        return { path: this.options.sources.pathOf(source.sourceId), seriesUid };
      case 'recent': {
        const entry = await this.options.recent.find(source.recentId);
        return { path: entry.path, seriesUid: seriesUid ?? entry.seriesUid };
      }
      case 'case':
        return this.locateCase(source.caseId);
    }
  }
}

const OTHER_SCAN = {
  code: 'scan.other-than-case',
  message: 'This is not the scan of the case that was asked for: its voxels are others. That case is not shown.',
};

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Stops reading a scan and removes its voxels. */
async function giveUp(opened: OpenedScan | null): Promise<void> {
  opened?.stop();
  if (opened !== null) await rm(opened.voxelFile, { force: true });
}
