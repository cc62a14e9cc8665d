/**
 * The outbox on disk: a folder for each entry with the finished DICOM files and `entry.json`. It comes into being whole, and
 * every change of its state is flushed and renamed, so that a power failure loses nothing and leaves nothing half.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outboxEntrySchema, type OutboxEntry } from '#contract/pacs';
import { codeOf, diskError, flushFolder, writeFlushed } from '../../io/flushed-file.ts';
import { sealedFor } from '../../io/vault/kept-file.ts';
import { readJsonOr } from '../data-folder/json-store.ts';

const STATE = 'entry.json';
/** Of a beginning that a crash left behind, and of what was sent and is only told of. */
const BEGUN_KEPT_MS = 60 * 60_000;
const SENT_KEPT_MS = 30 * 24 * 60 * 60_000;

const storedSchema = z.object({ schemaVersion: z.literal(1), entry: outboxEntrySchema });

export class OutboxFolder {
  private readonly dir: string;

  constructor(dataDir: string) {
    this.dir = join(dataDir, 'outbox');
  }

  /** The newest first. */
  async list(): Promise<OutboxEntry[]> {
    const names = await readdir(this.dir).catch((): string[] => []);
    const entries = await Promise.all(names.filter((name) => !name.startsWith('.')).map((name) => this.read(name)));
    return entries
      .flatMap((entry) => entry ?? [])
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.entryId.localeCompare(b.entryId));
  }

  /** null when it is gone, or when a disk damaged it: then its files stay where they are. */
  async read(entryId: string): Promise<OutboxEntry | null> {
    return (await readJsonOr(join(this.dir, entryId, STATE), storedSchema.nullable(), null))?.entry ?? null;
  }

  /** Where file `index` of an entry lies until it is sent. */
  fileOf(entryId: string, index: number): string {
    return join(this.dir, entryId, fileName(index));
  }

  /** Makes an entry whose files `write` puts at the paths it asks for. @throws QuadrantError disk.*, and what `write` throws */
  async add(write: (pathOf: (index: number) => string) => Promise<OutboxEntry>): Promise<OutboxEntry> {
    const begun = join(this.dir, `.new-${randomUUID()}`);
    try {
      await mkdir(begun, { recursive: true });
      const entry = await write((index) => join(begun, fileName(index)));
      // Each under the place where it will lie, which a sealed file knows.
      for (const index of entry.files.keys()) {
        const made = join(begun, fileName(index));
        const sealed = sealedFor(this.fileOf(entry.entryId, index), await readFile(made));
        await rm(made);
        await writeFlushed(made, sealed);
      }
      await writeFlushed(join(begun, STATE), sealedFor(join(this.dir, entry.entryId, STATE), textOf(entry)));
      await flushFolder(begun);
      await rename(begun, join(this.dir, entry.entryId));
      await flushFolder(this.dir);
      return entry;
    } catch (error) {
      await rm(begun, { recursive: true, force: true }).catch(() => {});
      throw diskError(error, this.dir);
    }
  }

  /** Nothing when the entry was taken out meanwhile. @throws QuadrantError disk.* */
  async update(entry: OutboxEntry): Promise<void> {
    const folder = join(this.dir, entry.entryId);
    const temporary = join(folder, `${randomUUID()}.tmp`);
    try {
      await writeFlushed(temporary, sealedFor(join(folder, STATE), textOf(entry)));
      await rename(temporary, join(folder, STATE));
      await flushFolder(folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT' && !existsSync(folder)) return;
      await rm(temporary, { force: true }).catch(() => {});
      throw diskError(error, folder);
    }
  }

  /** The archive has them: here they are patients' data that nobody needs. */
  async dropFiles({ entryId, files }: OutboxEntry): Promise<void> {
    for (const index of files.keys()) await rm(this.fileOf(entryId, index), { force: true });
  }

  async remove(entryId: string): Promise<void> {
    await rm(join(this.dir, entryId), { recursive: true, force: true });
  }

  async sweep(now: number): Promise<void> {
    for (const entry of await this.list())
      if (entry.state === 'sent' && now - Date.parse(entry.createdAt) > SENT_KEPT_MS) await this.remove(entry.entryId);
    for (const name of await readdir(this.dir).catch((): string[] => [])) {
      if (!name.startsWith('.new-')) continue;
      const { mtimeMs } = await stat(join(this.dir, name));
      if (now - mtimeMs > BEGUN_KEPT_MS) await this.remove(name);
    }
  }
}

function fileName(index: number): string {
  return `${index + 1}.dcm`;
}

function textOf(entry: OutboxEntry): string {
  const stored: z.input<typeof storedSchema> = {
    schemaVersion: 1,
    // Whoever is sending says so itself, as long as it lives.
    entry: { ...entry, state: entry.state === 'sending' ? 'waiting' : entry.state },
  };
  return `${JSON.stringify(stored, null, 2)}\n`;
}
