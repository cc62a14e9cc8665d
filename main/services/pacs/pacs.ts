/** The practice's archives: servers, worklist, retrieval and outbox. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import type { ListedServer, OutboxEntry, pacsApi, PacsServer, PasswordPlace, WorklistPage } from '#contract/pacs';
import { readCase } from '../../io/case-folder.ts';
import { openArchive, type Archive } from '../../io/pacs/archive.ts';
import { objectHeader } from '../../io/pacs/object-header.ts';
import { OutboxFolder } from './outbox-folder.ts';
import { Outbox } from './outbox.ts';
import type { PacsOptions } from './pacs-door.ts';
import { Passwords, SYSTEM_KEY_STORE } from './passwords.ts';
import { Retrievals } from './retrievals.ts';
import { isEncrypted, type ServerList } from './server-list.ts';
import { findWorklist } from './worklist.ts';

type Params<N extends keyof typeof pacsApi> = z.output<(typeof pacsApi)[N]['params']>;

export class Pacs {
  readonly outbox: Outbox;
  readonly retrievals: Retrievals;
  private readonly options: PacsOptions;
  private readonly servers: ServerList;
  private readonly passwords: Passwords;
  private readonly folder: OutboxFolder;
  private readonly closing = new AbortController();

  constructor(options: PacsOptions, servers: ServerList, onOutbox: (entries: OutboxEntry[]) => void) {
    const { dataDir, registerSource, keyStore = SYSTEM_KEY_STORE, password = null } = options;
    this.options = options;
    this.servers = servers;
    this.passwords = new Passwords(keyStore, password);
    this.folder = new OutboxFolder(dataDir);
    this.outbox = new Outbox({
      folder: this.folder,
      openArchive: (serverId) => this.open(serverId),
      onChange: onOutbox,
    });
    this.retrievals = new Retrievals(dataDir, registerSource);
  }

  async listServers(): Promise<ListedServer[]> {
    const known = await this.servers.all();
    return Promise.all(
      known.map(async (each) => ({
        ...each,
        password: (await this.passwords.get(each.serverId)).place,
        encrypted: isEncrypted(each.server),
      })),
    );
  }

  /** What stopped for a server is tried again as it is now. @throws QuadrantError pacs.no-server, usage */
  async saveServer(wanted: string | null, server: PacsServer): Promise<{ serverId: string }> {
    const serverId = await this.servers.save(wanted, server);
    await this.outbox.resume((entry) => entry.serverId === serverId && entry.error?.code !== 'pacs.refused');
    return { serverId };
  }

  /** @throws QuadrantError pacs.no-server, usage while something waits for it */
  async removeServer(serverId: string): Promise<void> {
    await this.servers.find(serverId);
    const waiting = (await this.outbox.list()).filter((entry) => entry.serverId === serverId && entry.state !== 'sent');
    if (waiting.length > 0) {
      throw new QuadrantError(
        'usage',
        'Results in the outbox wait for this archive.',
        'Send them, or take them out of the outbox first.',
        { serverId, entries: waiting.length },
      );
    }
    await this.passwords.set(serverId, '');
    await this.servers.remove(serverId);
  }

  /** @throws QuadrantError pacs.no-server */
  async setPassword(serverId: string, password: string): Promise<{ password: PasswordPlace }> {
    await this.servers.find(serverId);
    const place = await this.passwords.set(serverId, password);
    await this.outbox.resume((entry) => entry.serverId === serverId && entry.error?.code === 'pacs.login');
    return { password: place };
  }

  /** @throws QuadrantError pacs.* */
  async test(serverId: string): Promise<{ milliseconds: number }> {
    const archive = await this.open(serverId);
    const began = performance.now();
    await archive.test(this.closing.signal);
    return { milliseconds: performance.now() - began };
  }

  /** @throws QuadrantError pacs.* */
  async find({ serverId, from, limit, ...query }: Params<'pacs.find'>): Promise<WorklistPage> {
    return findWorklist(await this.open(serverId), { query, from, limit }, this.closing.signal);
  }

  /** @throws QuadrantError pacs.no-server */
  async retrieve({ serverId, ...series }: Params<'pacs.retrieve'>): Promise<{ retrievalId: string }> {
    const { server } = await this.servers.find(serverId);
    const wanted = { ...series, serverName: server.name, openArchive: () => this.open(serverId) };
    return { retrievalId: this.retrievals.start(wanted) };
  }

  /** On disk when it answers; on its way from then on. @throws QuadrantError pacs.no-server, and as exportCase does */
  async send({ serverId, caseId, scanId, formats, options }: Params<'pacs.send'>): Promise<OutboxEntry> {
    const { exportObject, caseDirOf, scanPathOf } = this.options;
    const { server } = await this.servers.find(serverId);
    const caseDir = caseDirOf(caseId);
    const scanPath = scanId === undefined ? null : scanPathOf(scanId);
    const { caseFile } = await readCase(caseDir);
    const entry = await this.folder.add(async (pathOf) => {
      const files: OutboxEntry['files'] = [];
      for (const [index, format] of formats.entries()) {
        const path = pathOf(index);
        await exportObject({ format, options, caseDir, scanPath, outPath: path });
        const header = await objectHeader(path);
        if (header === null) throw new TypeError(`${format} is no DICOM file`);
        const { sopInstanceUid } = header;
        files.push({ format, sopInstanceUid, bytes: (await stat(path)).size, sentAt: null, warning: null });
      }
      return {
        entryId: randomUUID(),
        serverId,
        serverName: server.name,
        caseId,
        patientName: caseFile.source.patientName,
        createdAt: new Date().toISOString(),
        files,
        state: 'waiting',
        attempts: 0,
        nextAttemptAt: null,
        error: null,
      };
    });
    await this.outbox.pump();
    return entry;
  }

  /** Sends what waits since the program last ran. */
  async resume(): Promise<void> {
    await this.folder.sweep(Date.now());
    await this.retrievals.sweep(Date.now(), this.options.seriesWithCase ?? (async () => null));
    await this.outbox.resume();
  }

  async dispose(): Promise<void> {
    this.closing.abort();
    this.retrievals.cancelAll();
    await this.outbox.dispose();
  }

  private async open(serverId: string): Promise<Archive> {
    const { server } = await this.servers.find(serverId);
    const { password } = await this.passwords.get(serverId);
    return openArchive(server, password);
  }
}
