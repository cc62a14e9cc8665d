/** Series on their way from an archive to this machine: into `received/<series>` of the data folder, whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asQuadrantError, QuadrantError } from '#contract/errors';
import type { RetrievalEvent } from '#contract/pacs';
import type { Archive, SeriesAddress } from '../../io/pacs/archive.ts';
import { diskError } from '../../io/flushed-file.ts';
import { pacsError } from '../../io/pacs/pacs-errors.ts';

const PUBLISH_EVERY_MS = 100;
const PARTIAL = '.partial-';
/** Longer than any retrieval, which another Quadrant may be at. */
const PARTIAL_KEPT_MS = 24 * 60 * 60_000;
const SERIES_KEPT_MS = 30 * 24 * 60 * 60_000;

export interface WantedSeries extends SeriesAddress {
  readonly serverName: string;
  readonly openArchive: () => Promise<Archive>;
}

interface Retrieval {
  readonly controller: AbortController;
  readonly listeners: Set<(event: RetrievalEvent) => void>;
  latest: RetrievalEvent;
}

export class Retrievals {
  private readonly folder: string;
  private readonly registerSource: (path: string) => string;
  private readonly retrievals = new Map<string, Retrieval>();

  constructor(dataDir: string, registerSource: (path: string) => string) {
    this.folder = join(dataDir, 'received');
    this.registerSource = registerSource;
  }

  /** Starts one and returns its id at once. */
  start(wanted: WantedSeries): string {
    const retrievalId = randomUUID();
    const retrieval: Retrieval = {
      controller: new AbortController(),
      listeners: new Set(),
      latest: { state: 'running', received: 0, total: null, bytes: 0 },
    };
    this.retrievals.set(retrievalId, retrieval);
    void this.run(retrieval, wanted);
    return retrievalId;
  }

  /**
   * Removes what a crash left half, and series that nobody made a case of within a month: the archive has them.
   * @param needed series that are kept, asked for only when one is old; null: not known, all are
   */
  async sweep(now: number, needed: () => Promise<ReadonlySet<string> | null>): Promise<void> {
    let kept: Promise<ReadonlySet<string> | null> | null = null;
    for (const name of await readdir(this.folder).catch((): string[] => [])) {
      const path = join(this.folder, name);
      const ageMs = now - (await stat(path)).mtimeMs;
      const isPartial = name.startsWith(PARTIAL);
      if (ageMs < (isPartial ? PARTIAL_KEPT_MS : SERIES_KEPT_MS)) continue;
      const isNeeded = !isPartial && (await (kept ??= needed()))?.has(name) !== false;
      if (!isNeeded) await rm(path, { recursive: true, force: true });
    }
  }

  /** @throws QuadrantError usage for an unknown id */
  cancel(retrievalId: string): void {
    this.find(retrievalId).controller.abort();
  }

  cancelAll(): void {
    for (const { controller } of this.retrievals.values()) controller.abort();
  }

  /** Calls back with the latest event now and with every later one. @throws QuadrantError usage for an unknown id */
  subscribe(retrievalId: string, listener: (event: RetrievalEvent) => void): () => void {
    const { latest, listeners } = this.find(retrievalId);
    listeners.add(listener);
    listener(latest);
    return () => listeners.delete(listener);
  }

  private async run(retrieval: Retrieval, wanted: WantedSeries): Promise<void> {
    const partial = join(this.folder, `${PARTIAL}${randomUUID()}`);
    try {
      await mkdir(partial, { recursive: true });
      await this.fetch(retrieval, wanted, partial);
      const place = join(this.folder, folderName(wanted.seriesUid));
      await rm(place, { recursive: true, force: true });
      await rename(partial, place);
      publish(retrieval, { state: 'done', sourceId: this.registerSource(place) });
    } catch (thrown) {
      await rm(partial, { recursive: true, force: true }).catch(() => {});
      const error = asQuadrantError(diskError(thrown, this.folder));
      const isCancelled = error.code === 'job.cancelled';
      publish(retrieval, isCancelled ? { state: 'cancelled' } : { state: 'failed', error: error.toBody() });
    }
  }

  private async fetch(retrieval: Retrieval, wanted: WantedSeries, folder: string): Promise<void> {
    const { signal } = retrieval.controller;
    const server = { name: wanted.serverName };
    const archive = await wanted.openArchive();
    const images = await archive.findImages(wanted, signal);
    if (images.length === 0) throw pacsError(server, 'pacs.not-found');
    const missing = new Set(images.map(({ sopInstanceUid }) => sopInstanceUid));
    let bytes = 0;
    let publishedAt = 0;
    const tell = (): void => {
      publishedAt = performance.now();
      const received = images.length - missing.size;
      publish(retrieval, { state: 'running', received, total: images.length, bytes });
    };
    tell();
    await archive.retrieve(
      { ...wanted, images },
      folder,
      (image) => {
        missing.delete(image.sopInstanceUid);
        bytes += image.bytes;
        if (performance.now() - publishedAt > PUBLISH_EVERY_MS) tell();
      },
      signal,
    );
    if (missing.size > 0)
      throw pacsError(server, 'pacs.incomplete', { expected: images.length, found: images.length - missing.size });
  }

  private find(retrievalId: string): Retrieval {
    const retrieval = this.retrievals.get(retrievalId);
    if (retrieval === undefined)
      throw new QuadrantError('usage', 'There is no such retrieval.', 'Start it again.', { retrievalId });
    return retrieval;
  }
}

/** A UID comes from a server: only digits and points become part of a path. */
function folderName(seriesUid: string): string {
  return /^\d[\d.]{0,63}$/.test(seriesUid) ? seriesUid : randomUUID();
}

function publish(retrieval: Retrieval, event: RetrievalEvent): void {
  retrieval.latest = event;
  for (const listener of retrieval.listeners) listener(event);
}
