/** The list of recently opened scans, kept in the data folder. The renderer sees ids and titles, never paths. */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { recentScanSchema } from '#contract/api';
import { asQuadrantError, QuadrantError } from '#contract/errors';
import { logText } from '#contract/log-text';
import { diskError, replaceFlushed } from '../../io/flushed-file.ts';
import { keptSize, readKept, sealedFor } from '../../io/vault/kept-file.ts';
import type { BulkFile } from '../cases/cases.ts';
import { readJsonOr, writeKeptJson } from '../data-folder/json-store.ts';
import { Turns } from '../turns.ts';

const entrySchema = recentScanSchema.extend({ path: z.string(), seriesUid: z.string().nullable() });
export type RecentEntry = z.infer<typeof entrySchema>;

/** What is known of a scan when it is opened. */
export type OpenedEntry = Pick<
  RecentEntry,
  'path' | 'seriesUid' | 'title' | 'modality' | 'patientName' | 'studyDate'
> & {
  readonly patientId: string;
};

/** What the viewer saw of it: a picture as a data URL, the number of teeth. */
export interface SeenScan {
  readonly thumbnail?: string | undefined;
  readonly teeth?: number | undefined;
}

interface Removed {
  readonly entry: RecentEntry;
  readonly place: number;
  readonly thumbnail: Buffer | null;
}

const MAX_ENTRIES = 12;

export class RecentScans {
  private readonly file: string;
  private readonly thumbnailDir: string;
  /** Taken off the list in this session: a person may want it back. */
  private readonly removed = new Map<string, Removed>();
  /** Paths that may name a patient, where no patient is to be named: nobody finds them on the disk. */
  private readonly unwritten = new Map<string, string>();
  /** One change after the other: each reads the list and writes it. */
  private readonly turns = new Turns();
  private readonly hidesPatients: () => Promise<boolean>;

  /** @param hidesPatients as in the settings: then no name, no picture and no path that may tell a name is written */
  constructor(dataDir: string, hidesPatients: () => Promise<boolean> = async () => false) {
    this.hidesPatients = hidesPatients;
    this.file = join(dataDir, 'recent.json');
    this.thumbnailDir = join(dataDir, 'thumbnails');
  }

  /** Newest first; empty when nothing was opened or the file cannot be understood. */
  async list(): Promise<readonly RecentEntry[]> {
    const stored = await readJsonOr(this.file, z.array(entrySchema), []);
    return stored.flatMap((entry) => {
      const path = entry.path || this.unwritten.get(entry.recentId);
      return path === undefined ? [] : [{ ...entry, path }]; // of an earlier session: nobody knows where it is
    });
  }

  /**
   * Puts a scan on top of the list; what the viewer saw of it before stays. Returns its id, also where the disk is full or may
   * only be read: a convenience must not keep a scan closed.
   */
  async add({ patientId, ...scan }: OpenedEntry): Promise<string> {
    const recentId = createHash('sha256')
      .update(`${scan.path}\n${scan.seriesUid ?? ''}`)
      .digest('hex')
      .slice(0, 16);
    const tells = pathMayTell(scan.path, [scan.patientName, patientId]);
    if (tells) this.unwritten.set(recentId, scan.path);
    else this.unwritten.delete(recentId);
    await this.change(async (entries) => {
      const before = entries.find((entry) => entry.recentId === recentId);
      const { teeth = null, thumbnail = false } = before ?? {};
      const entry: RecentEntry = { recentId, openedAt: new Date().toISOString(), teeth, thumbnail, ...scan };
      const all = [entry, ...entries.filter((other) => other.recentId !== recentId)];
      for (const dropped of all.slice(MAX_ENTRIES)) await rm(this.thumbnailPath(dropped.recentId), { force: true });
      return all.slice(0, MAX_ENTRIES);
    }).catch((thrown: unknown) => {
      const error = asQuadrantError(diskError(thrown, this.file));
      if (!error.code.startsWith('disk.')) throw error;
      process.stderr.write(logText(error));
    });
    return recentId;
  }

  /** Takes names and pictures off the list, once they are to be hidden. */
  async forgetPatients(): Promise<void> {
    await rm(this.thumbnailDir, { recursive: true, force: true });
    await this.change(async (entries) => {
      // Whether they tell an id is not known any more.
      for (const { recentId, path } of entries) this.unwritten.set(recentId, path);
      return entries.map((entry) => ({ ...entry, thumbnail: false }));
    });
  }

  /** Keeps what the viewer saw; an id that is not in the list is no error: it may have been removed meanwhile. */
  async describe(recentId: string, { thumbnail: seen, teeth }: SeenScan): Promise<void> {
    const thumbnail = (await this.hidesPatients()) ? undefined : seen;
    await this.change(async (entries) => {
      if (!entries.some((entry) => entry.recentId === recentId)) return entries;
      if (thumbnail !== undefined) await this.keepThumbnail(recentId, bytesOf(thumbnail));
      return entries.map((entry) =>
        entry.recentId === recentId
          ? { ...entry, thumbnail: entry.thumbnail || thumbnail !== undefined, teeth: teeth ?? entry.teeth }
          : entry,
      );
    });
  }

  async remove(recentId: string): Promise<void> {
    await this.change(async (entries) => {
      const place = entries.findIndex((entry) => entry.recentId === recentId);
      if (place === -1) return entries;
      const path = this.thumbnailPath(recentId);
      const thumbnail = await readKept(path).catch(() => null);
      this.removed.set(recentId, { entry: entries[place], place, thumbnail });
      await rm(path, { force: true });
      return entries.toSpliced(place, 1);
    });
  }

  async restore(recentId: string): Promise<void> {
    await this.change(async (entries) => {
      const back = this.removed.get(recentId);
      this.removed.delete(recentId);
      if (back === undefined || entries.some((entry) => entry.recentId === recentId)) return entries;
      if (back.thumbnail !== null) await this.keepThumbnail(recentId, back.thumbnail);
      return entries.toSpliced(back.place, 0, back.entry);
    });
  }

  /** @throws QuadrantError scan.not-found when there is no picture of it. */
  async thumbnail(recentId: string): Promise<BulkFile> {
    await this.find(recentId);
    const path = this.thumbnailPath(recentId);
    const sizeBytes = await keptSize(path).catch(() => null);
    if (sizeBytes === null) throw unknown(recentId);
    return { path, sizeBytes, mediaType: 'image/webp' };
  }

  /** @throws QuadrantError scan.not-found for an id that is not in the list. */
  async find(recentId: string): Promise<RecentEntry> {
    const entry = (await this.list()).find((candidate) => candidate.recentId === recentId);
    if (entry === undefined) throw unknown(recentId);
    return entry;
  }

  private change(change: (entries: readonly RecentEntry[]) => Promise<readonly RecentEntry[]>): Promise<void> {
    return this.turns.run(async () => {
      const entries = await this.list();
      const next = await change(entries);
      if (next === entries) return;
      const hides = await this.hidesPatients();
      await writeKeptJson(this.file, hides ? next.map((entry) => this.withoutPatient(entry)) : next);
    });
  }

  private withoutPatient(entry: RecentEntry): RecentEntry {
    const path = this.unwritten.has(entry.recentId) ? '' : entry.path;
    return { ...entry, path, title: '', patientName: '' };
  }

  /** Only for ids of the list: they become part of a path. */
  private thumbnailPath(recentId: string): string {
    return join(this.thumbnailDir, recentId);
  }

  private async keepThumbnail(recentId: string, bytes: Buffer): Promise<void> {
    await mkdir(this.thumbnailDir, { recursive: true });
    const path = this.thumbnailPath(recentId);
    await replaceFlushed(path, sealedFor(path, bytes));
  }
}

/**
 * Whether a path may name the patient: a part of the name or the id stands in it, or there is no name to look for, as with
 * NIfTI and pictures, whose file is often called after the patient.
 */
function pathMayTell(path: string, told: readonly string[]): boolean {
  const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = told.flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u)).filter(isTelling);
  return words.length === 0 || words.some((word) => plain(path).includes(word));
}

/** One or two letters stand in every path; a Chinese name is no longer. */
function isTelling(word: string): boolean {
  return word.length >= (/\p{Script=Han}/u.test(word) ? 1 : 3);
}

/** The bytes of a data URL as thumbnailSchema allows it. */
function bytesOf(dataUrl: string): Buffer {
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
}

function unknown(recentId: string): QuadrantError {
  return new QuadrantError('scan.not-found', 'This scan is no longer in the list.', 'Open it from its folder.', {
    recentId,
  });
}
