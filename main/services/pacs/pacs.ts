/** The practice's archives: servers, worklist, retrieval and outbox. */
import type { ListedServer, PacsServer, RetrievalEvent, WorklistPage, OutboxEntry } from '#contract/pacs';
import type { PacsDoorOptions } from './pacs-door.ts';
import { isEncrypted, noServer, type ServerList } from './server-list.ts';

export class Pacs {
  private readonly options: PacsDoorOptions;
  private readonly servers: ServerList;

  constructor(options: PacsDoorOptions, servers: ServerList) {
    this.options = options;
    this.servers = servers;
  }

  async listServers(): Promise<ListedServer[]> {
    const known = await this.servers.all();
    return known.map((each) => ({ ...each, password: 'none', encrypted: isEncrypted(each.server) }));
  }

  async saveServer(serverId: string | null, server: PacsServer): Promise<{ serverId: string }> {
    return { serverId: await this.servers.save(serverId, server) };
  }

  async removeServer(serverId: string): Promise<Record<string, never>> {
    await this.servers.remove(serverId);
    return {};
  }
  async setPassword(serverId: string, _password: string): Promise<{ password: 'none' }> {
    throw noServer({ serverId, dataDir: this.options.dataDir });
  }
  async test(serverId: string): Promise<{ milliseconds: number }> {
    throw noServer({ serverId });
  }
  async find({ serverId }: { readonly serverId: string }): Promise<WorklistPage> {
    throw noServer({ serverId });
  }
  async retrieve({ serverId }: { readonly serverId: string }): Promise<{ retrievalId: string }> {
    throw noServer({ serverId });
  }
  async cancelRetrieval(retrievalId: string): Promise<Record<string, never>> {
    throw noServer({ retrievalId });
  }
  async send({ serverId }: { readonly serverId: string }): Promise<OutboxEntry> {
    throw noServer({ serverId });
  }
  async listOutbox(): Promise<OutboxEntry[]> {
    return [];
  }
  async retry(entryId: string): Promise<Record<string, never>> {
    throw noServer({ entryId });
  }
  async removeEntry(entryId: string): Promise<Record<string, never>> {
    throw noServer({ entryId });
  }
  async resume(): Promise<void> {}
  async dispose(): Promise<void> {}
  subscribeRetrieval(retrievalId: string, _listener: (event: RetrievalEvent) => void): () => void {
    throw noServer({ retrievalId });
  }
}
