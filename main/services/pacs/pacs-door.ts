/** The door to the archives: as long as none is in the list, nothing behind it is loaded and no socket is opened. */
import type { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import type { ExportFormatId, ExportOptions } from '#contract/exports';
import type { OutboxEntry, pacsApi, RetrievalEvent } from '#contract/pacs';
import type { Pacs } from './pacs.ts';
import type { KeyStore } from './passwords.ts';
import { noServer, ServerList } from './server-list.ts';

type PacsApi = typeof pacsApi;
export type PacsCalls = {
  readonly [N in keyof PacsApi]: (params: z.output<PacsApi[N]['params']>) => Promise<z.output<PacsApi[N]['result']>>;
};

export interface PacsOptions {
  readonly dataDir: string;
  /** Makes the folder of a fetched series into an id that `scans.open` takes. */
  readonly registerSource: (path: string) => string;
  /** @throws QuadrantError case.not-found */
  readonly caseDirOf: (caseId: string) => string;
  /** @throws QuadrantError scan.not-found */
  readonly scanPathOf: (scanId: string) => string;
  /** Series that stored cases are of: their scans are kept. Default: not known, so that all are kept. */
  readonly seriesWithCase?: () => Promise<ReadonlySet<string> | null>;
  /** Writes a case in one format, as exportCase does. */
  readonly exportObject: (wanted: {
    readonly format: ExportFormatId;
    readonly options: ExportOptions;
    readonly caseDir: string;
    readonly scanPath: string | null;
    readonly outPath: string;
  }) => Promise<unknown>;
  /** Default: the operating system's. */
  readonly keyStore?: KeyStore;
  /** For servers that have none in the key store, in this process only. */
  readonly password?: string | null;
}

export class PacsDoor {
  private readonly options: PacsOptions;
  private readonly servers: ServerList;
  private loading: Promise<Pacs> | null = null;
  private loaded: Pacs | null = null;
  private readonly listeners = new Set<(entries: OutboxEntry[]) => void>();

  constructor(options: PacsOptions) {
    this.options = options;
    this.servers = new ServerList(options.dataDir);
  }

  readonly calls: PacsCalls = {
    'pacs.servers': async () => ((await this.isOff()) ? [] : (await this.open()).listServers()),
    'pacs.save-server': async ({ serverId, server }) => (await this.open()).saveServer(serverId, server),
    'pacs.remove-server': async ({ serverId }) => {
      await (await this.on({ serverId })).removeServer(serverId);
      return {};
    },
    'pacs.set-password': async ({ serverId, password }) =>
      (await this.on({ serverId })).setPassword(serverId, password),
    'pacs.test': async ({ serverId }) => (await this.on({ serverId })).test(serverId),
    'pacs.find': async (query) => (await this.on({ serverId: query.serverId })).find(query),
    'pacs.retrieve': async (wanted) => (await this.on({ serverId: wanted.serverId })).retrieve(wanted),
    'pacs.cancel-retrieval': async ({ retrievalId }) => {
      (await this.on({ retrievalId })).retrievals.cancel(retrievalId);
      return {};
    },
    'pacs.send': async (wanted) => (await this.on({ serverId: wanted.serverId })).send(wanted),
    'pacs.outbox': async () => ((await this.isOff()) ? [] : (await this.open()).outbox.list()),
    'pacs.retry': async ({ entryId }) => {
      await (await this.on({ entryId })).outbox.retry(entryId);
      return {};
    },
    'pacs.remove-entry': async ({ entryId }) => {
      await (await this.on({ entryId })).outbox.remove(entryId);
      return {};
    },
  };

  /** Sends what waits since the program last ran. */
  async resume(): Promise<void> {
    if (!(await this.isOff())) await (await this.open()).resume();
  }

  /** Calls back with the latest event now and with each later one. @throws QuadrantError usage for an unknown id */
  subscribeRetrieval(retrievalId: string, listener: (event: RetrievalEvent) => void): () => void {
    if (this.loaded !== null) return this.loaded.retrievals.subscribe(retrievalId, listener);
    throw new QuadrantError('usage', 'There is no such retrieval.', 'Start it again.', { retrievalId });
  }

  /** Calls back with all entries now and after every change, also when the first archive comes only later. */
  subscribeOutbox(listener: (entries: OutboxEntry[]) => void): () => void {
    this.listeners.add(listener);
    void this.calls['pacs.outbox']({}).then((entries) => this.listeners.has(listener) && listener(entries));
    return () => this.listeners.delete(listener);
  }

  /** Until no entry of the outbox is being sent. */
  async settled(): Promise<void> {
    await this.loaded?.outbox.settled();
  }

  async dispose(): Promise<void> {
    await (await this.loading)?.dispose();
  }

  private async isOff(): Promise<boolean> {
    return this.loading === null && (await this.servers.all()).length === 0;
  }

  /** @throws QuadrantError pacs.no-server */
  private async on(facts: QuadrantError['facts']): Promise<Pacs> {
    if (await this.isOff()) throw noServer(facts);
    return this.open();
  }

  private open(): Promise<Pacs> {
    this.loading ??= this.load();
    return this.loading;
  }

  private async load(): Promise<Pacs> {
    const { Pacs } = await import('./pacs.ts');
    const onOutbox = (entries: OutboxEntry[]): void => this.listeners.forEach((listener) => listener(entries));
    this.loaded = new Pacs(this.options, this.servers, onOutbox);
    return this.loaded;
  }
}
