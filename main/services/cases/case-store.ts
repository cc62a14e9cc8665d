/** The shelf of cases: listed, tagged, archived, thrown away and taken back, moved to another folder. */
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TRASH_DAYS, type CaseList, type CaseSummary, type Shelf } from '#contract/case-list';
import { QuadrantError } from '#contract/errors';
import { readShelf, thumbnailOfCase, writeShelf, writeThumbnail } from '../../io/case-shelf.ts';
import { diskError } from '../../io/flushed-file.ts';
import { seriesUidOf, type IndexedCase } from './case-facts.ts';
import type { CaseIndex } from './case-index.ts';
import { isCaseId, type CasePlace } from './case-place.ts';
import type { SteadyClock } from '../data-folder/steady-clock.ts';
import type { BulkFile } from './cases.ts';

export interface CaseStoreOptions {
  readonly place: CasePlace;
  readonly index: CaseIndex;
  readonly clock: SteadyClock;
  /** Runs something while nobody writes to a log. */
  readonly whileNobodyWrites: <Result>(task: () => Promise<Result>) => Promise<Result>;
  /** Teeth are being sought: a case is about to be written. */
  readonly isBusy: () => boolean;
}

const DAY_MS = 86_400_000;

export class CaseStore {
  private readonly options: CaseStoreOptions;
  private swept: Promise<void> | null = null;

  constructor(options: CaseStoreOptions) {
    this.options = options;
  }

  /** The newest first; cases of the trash as well. */
  async list(): Promise<CaseList> {
    const { place, index } = this.options;
    await this.sweepOnce();
    const [stored, trashed] = [await index.cases(place.dir), await index.cases(place.trashDir)];
    const cases = await Promise.all([
      ...stored.indexed.map((each) => summaryOf(place.dir, each, false)),
      ...trashed.indexed.map((each) => summaryOf(place.trashDir, each, true)),
    ]);
    if (place.isThere()) await index.keepOnly(new Set(cases.map(({ caseId }) => caseId)));
    return {
      cases: cases.toSorted((a, b) => latest(b).localeCompare(latest(a))),
      unreadable: stored.unreadable,
      place: { path: place.dir, chosen: place.isChosen, there: place.isThere() },
    };
  }

  /** The series that cases are of, also those in the trash; null when not all of them can be read. */
  async seriesUids(): Promise<ReadonlySet<string> | null> {
    const { place, index } = this.options;
    const [stored, trashed] = [await index.cases(place.dir), await index.cases(place.trashDir)];
    if (!place.isThere() || stored.unreadable.length + trashed.unreadable.length > 0) return null;
    return new Set([...stored.indexed, ...trashed.indexed].map(({ series }) => seriesUidOf(series)));
  }

  /** @throws QuadrantError case.not-found, disk.* */
  async tag(caseId: string, tags: readonly string[]): Promise<void> {
    const unique = [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()];
    await this.change(caseId, { tags: unique });
  }

  /** @throws QuadrantError case.not-found, disk.* */
  async archive(caseId: string, archived: boolean): Promise<void> {
    await this.change(caseId, { archived });
  }

  /** Puts a case into the trash, from where it can be taken back for some weeks. @throws QuadrantError case.not-found, disk.* */
  async delete(caseId: string): Promise<void> {
    const deletedAfterMs = await this.options.clock.elapsedMs();
    await this.change(caseId, { deletedAt: new Date().toISOString(), deletedAfterMs });
    await this.carry(caseId, 'to-trash');
  }

  /** @throws QuadrantError case.not-found, disk.* */
  async restore(caseId: string): Promise<void> {
    await this.carry(caseId, 'from-trash');
    await this.change(caseId, { deletedAt: null, deletedAfterMs: null });
  }

  /** Deletes a case of the trash for good. @throws QuadrantError case.not-found, disk.* */
  async erase(caseId: string): Promise<void> {
    const folder = await this.find(this.options.place.trashDir, caseId);
    try {
      await rm(folder, { recursive: true });
    } catch (error) {
      throw diskError(error, folder);
    }
  }

  /** @param dataUrl as thumbnailSchema allows it @throws QuadrantError case.not-found, disk.* */
  async keepThumbnail(caseId: string, dataUrl: string): Promise<void> {
    const caseDir = await this.find(this.options.place.dir, caseId);
    await writeThumbnail(caseDir, Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
  }

  /** @throws QuadrantError case.not-found */
  async thumbnail(caseId: string): Promise<BulkFile> {
    const { place } = this.options;
    if (isCaseId(caseId)) {
      for (const folder of [place.dir, place.trashDir]) {
        const found = await thumbnailOfCase(join(folder, caseId));
        if (found !== null) return { ...found, mediaType: 'image/webp' };
      }
    }
    throw unknown(caseId);
  }

  /** @param path null for the usual place @throws QuadrantError case.busy, case.place-refused, disk.* */
  async moveTo(path: string | null): Promise<{ readonly moved: number }> {
    const { place, whileNobodyWrites, isBusy } = this.options;
    if (isBusy()) throw busy();
    return whileNobodyWrites(() => place.moveTo(path));
  }

  private async change(caseId: string, change: Partial<Shelf>): Promise<void> {
    const caseDir = await this.find(this.options.place.dir, caseId);
    await this.options.whileNobodyWrites(async () => writeShelf(caseDir, { ...(await readShelf(caseDir)), ...change }));
  }

  private async carry(caseId: string, way: 'to-trash' | 'from-trash'): Promise<void> {
    const { place, whileNobodyWrites } = this.options;
    const [from, to] = way === 'to-trash' ? [place.dir, place.trashDir] : [place.trashDir, place.dir];
    const caseDir = await this.find(from, caseId);
    try {
      await mkdir(to, { recursive: true });
      await whileNobodyWrites(() => rename(caseDir, join(to, caseId)));
    } catch (error) {
      throw diskError(error, to);
    }
  }

  private async find(folder: string, caseId: string): Promise<string> {
    this.options.place.require();
    const caseDir = join(folder, caseId);
    if (!isCaseId(caseId) || (await stat(caseDir).catch(() => null)) === null) throw unknown(caseId);
    return caseDir;
  }

  /** What has been in the trash for long enough goes, once after each start, however the system clock was set meanwhile. */
  sweepOnce(): Promise<void> {
    return (this.swept ??= this.sweep());
  }

  private async sweep(): Promise<void> {
    const { place, clock } = this.options;
    const elapsedMs = await clock.elapsedMs();
    for (const id of (await readdir(place.trashDir).catch((): string[] => [])).filter(isCaseId)) {
      const folder = join(place.trashDir, id);
      const shelf = await readShelf(folder);
      // Thrown away by an older version, or its shelf.json is gone: its time begins now.
      if (shelf.deletedAfterMs === null)
        await writeShelf(folder, { ...shelf, deletedAfterMs: elapsedMs }).catch(() => {});
      else if (elapsedMs - shelf.deletedAfterMs > TRASH_DAYS * DAY_MS)
        await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }
}

async function summaryOf(folder: string, { facts }: IndexedCase, inTrash: boolean): Promise<CaseSummary> {
  const caseDir = join(folder, facts.caseId);
  const { tags, archived, deletedAt } = await readShelf(caseDir);
  const thumbnail = (await thumbnailOfCase(caseDir)) !== null;
  return { ...facts, tags, archived, thumbnail, deletedAt: inTrash ? (deletedAt ?? facts.createdAt) : null };
}

/** When somebody last had to do with it. */
function latest({ changedAt, createdAt }: CaseSummary): string {
  return changedAt ?? createdAt;
}

function unknown(caseId: string): QuadrantError {
  return new QuadrantError('case.not-found', 'There is no such case.', 'Look at the list of cases again.', { caseId });
}

export function busy(): QuadrantError {
  return new QuadrantError(
    'case.busy',
    'The cases cannot be moved or encrypted while teeth are being found.',
    'Wait until the result is there, or cancel.',
  );
}
