/** The archives of a practice: pacs-servers.json in the data folder, without any secret. */
import { randomUUID, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import { pacsServerSchema, type PacsServer } from '#contract/pacs';
import { readJsonOr, writeJson } from '../data-folder/json-store.ts';

const storedSchema = z.array(z.object({ serverId: z.uuid(), server: pacsServerSchema }));

export interface KnownServer {
  readonly serverId: string;
  readonly server: PacsServer;
}

export class ServerList {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'pacs-servers.json');
  }

  /** Empty: everything about archives is off. */
  all(): Promise<readonly KnownServer[]> {
    return readJsonOr(this.file, storedSchema, []);
  }

  /** @throws QuadrantError pacs.no-server */
  async find(serverId: string): Promise<KnownServer> {
    const found = (await this.all()).find((known) => known.serverId === serverId);
    if (found === undefined) throw noServer({ serverId });
    return found;
  }

  /** @throws QuadrantError pacs.no-server, usage for a name that another one has, or what is no certificate */
  async save(serverId: string | null, server: PacsServer): Promise<string> {
    const known = await this.all();
    if (serverId !== null && !known.some((each) => each.serverId === serverId)) throw noServer({ serverId });
    if (known.some((each) => each.server.name === server.name && each.serverId !== serverId)) {
      throw new QuadrantError('usage', 'Another archive has this name.', 'Give it another name.', {
        name: server.name,
      });
    }
    if (server.trusted !== '' && !isCertificate(server.trusted))
      throw new QuadrantError('usage', 'This is no certificate.', 'Give one in PEM: -----BEGIN CERTIFICATE----- …');
    const saved = { serverId: serverId ?? randomUUID(), server };
    await writeJson(this.file, [...known.filter((each) => each.serverId !== saved.serverId), saved]);
    return saved.serverId;
  }

  /** @throws QuadrantError pacs.no-server */
  async remove(serverId: string): Promise<void> {
    await this.find(serverId);
    const rest = (await this.all()).filter((known) => known.serverId !== serverId);
    await writeJson(this.file, rest);
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false; // the only way to ask
  }
}

/** false: what is said to the server can be read on the way. */
export function isEncrypted(server: PacsServer): boolean {
  return server.kind === 'dicomweb' ? server.url.startsWith('https:') : server.tls;
}

export function noServer(facts: QuadrantError['facts']): QuadrantError {
  return new QuadrantError('pacs.no-server', 'There is no such archive in the list.', 'Add it first.', facts);
}
