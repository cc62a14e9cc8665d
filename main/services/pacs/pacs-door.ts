/**
 * The door to the archives: as long as none is in the list, nothing behind it is loaded and no socket is opened.
 */
import type { z } from 'zod';
import type { OutboxEntry, pacsApi, RetrievalEvent } from '#contract/pacs';
import { QuadrantError } from '#contract/errors';
import type { Pacs } from './pacs.ts';
import { ServerList } from './server-list.ts';

type PacsApi = typeof pacsApi;
export type PacsCalls = {
  readonly [N in keyof PacsApi]: (params: z.output<PacsApi[N]['params']>) => Promise<z.output<PacsApi[N]['result']>>;
};

export interface PacsDoorOptions {
  readonly dataDir: string;
  /** Makes the folder of a fetched series into an id that `scans.open` takes. */
  readonly registerSource: (path: string) => string;
  /** @throws QuadrantError case.not-found */
  readonly caseDirOf: (caseId: string) => string;
}

export class PacsDoor {
  private readonly options: PacsDoorOptions;
  private readonly servers: ServerList;
  private loading: Promise<Pacs> | null = null;
  private loaded: Pacs | null = null;

  constructor(options: PacsDoorOptions) {
    this.options = options;
    this.servers = new ServerList(options.dataDir);
  }

  readonly calls: PacsCalls = {
    'pacs.servers': async () => ((await this.isOff()) ? [] : (await this.open()).listServers()),
    'pacs.save-server': async ({ serverId, server }) => (await this.open()).saveServer(serverId, server),
    'pacs.remove-server': async ({ serverId }) => (await this.open()).removeServer(serverId),
    'pacs.set-password': async ({ serverId, password }) => (await this.open()).setPassword(serverId, password),
    'pacs.test': async ({ serverId }) => (await this.open()).test(serverId),
    'pacs.find': async (query) => (await this.open()).find(query),
    'pacs.retrieve': async (wanted) => (await this.open()).retrieve(wanted),
    'pacs.cancel-retrieval': async ({ retrievalId }) => (await this.open()).cancelRetrieval(retrievalId),
    'pacs.send': async (wanted) => (await this.open()).send(wanted),
    'pacs.outbox': async () => ((await this.isOff()) ? [] : (await this.open()).listOutbox()),
    'pacs.retry': async ({ entryId }) => (await this.open()).retry(entryId),
    'pacs.remove-entry': async ({ entryId }) => (await this.open()).removeEntry(entryId),
  };

  /** Sends what waits since the program last ran. */
  async resume(): Promise<void> {
    if (!(await this.isOff())) await (await this.open()).resume();
  }

  /** @throws QuadrantError usage for an unknown id */
  subscribeRetrieval(retrievalId: string, listener: (event: RetrievalEvent) => void): () => void {
    if (this.loaded !== null) return this.loaded.subscribeRetrieval(retrievalId, listener);
    throw new QuadrantError('usage', 'There is no such retrieval.', 'Start it again.', { retrievalId });
  }

  /** Calls back with all entries now and after every change. */
  subscribeOutbox(listener: (entries: readonly OutboxEntry[]) => void): () => void {
    throw new QuadrantError('usage', 'There is no outbox.', 'Add an archive first.', { listener: listener.name });
  }

  async dispose(): Promise<void> {
    if (this.loading !== null) await (await this.loading).dispose();
  }

  private async isOff(): Promise<boolean> {
    return this.loading === null && (await this.servers.all()).length === 0;
  }

  private open(): Promise<Pacs> {
    this.loading ??= import('./pacs.ts').then(({ Pacs }) => (this.loaded = new Pacs(this.options, this.servers)));
    return this.loading;
  }
}
