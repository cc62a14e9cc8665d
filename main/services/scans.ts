/** Opening scans: the engine reads and keeps one, its raw voxels lie in a session file for the host to stream. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiResult, OpenScan, ScanSource } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import type { Modality } from '#contract/scan';
import type { Cases } from './cases.ts';
import type { EngineClient } from './engine-client.ts';
import type { RecentScans } from './recent.ts';
import type { ScanSources } from './sources.ts';

/** An open scan with what the renderer must not see. */
export interface OpenedScan {
  readonly scan: Omit<OpenScan, 'latestCaseId'>;
  readonly path: string;
  readonly seriesUid: string | null;
  readonly voxelFile: string;
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

const DEMO_SCANS: Readonly<Record<Modality, string>> = { cbct: 'demo', opg: join('demo-opg', 'panoramic.jpg') };

export class Scans {
  private readonly options: ScansOptions;
  private current: OpenedScan | null = null;

  constructor(options: ScansOptions) {
    this.options = options;
  }

  /** Reads a scan in the engine; the one that was open before is closed. @throws QuadrantError scan.* */
  async open(source: ScanSource, seriesUid: string | null): Promise<OpenScan> {
    const { engine, recent, sources, cases, sessionDir } = this.options;
    const wanted = await this.locate(source, seriesUid);
    const scanId = randomUUID();
    const voxelFile = join(await sessionDir(), `${scanId}.voxels`);
    const { fingerprint, ...scan } = await engine.call('openScan', { scanId, voxelFile, ...wanted });
    await this.close();
    this.current = { scan, voxelFile, ...wanted };
    if (source.kind !== 'demo' && !sources.isUpload(wanted.path)) await recent.add({ ...wanted, title: scan.title });
    return { ...scan, latestCaseId: await cases.latestFor(fingerprint) };
  }

  /** @throws QuadrantError scan.not-found when another scan was opened since. */
  find(scanId: string): OpenedScan {
    if (this.current?.scan.scanId !== scanId) {
      throw new QuadrantError('scan.not-found', 'This scan is no longer open.', 'Open it again.', { scanId });
    }
    return this.current;
  }

  async listRecent(): Promise<ApiResult<'scans.recent'>> {
    const entries = await this.options.recent.list();
    return entries.map(({ recentId, title, openedAt }) => ({ recentId, title, openedAt }));
  }

  private async close(): Promise<void> {
    const { current } = this;
    this.current = null;
    if (current !== null) await rm(current.voxelFile, { force: true });
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
    }
  }
}
