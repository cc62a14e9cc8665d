/** The list of recently opened scans, kept in the data folder. The renderer sees ids and titles, never paths. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { recentScanSchema } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { readJsonOr, writeJson } from './json-store.ts';

const entrySchema = recentScanSchema.extend({ path: z.string(), seriesUid: z.string().nullable() });
export type RecentEntry = z.infer<typeof entrySchema>;

const MAX_ENTRIES = 12;

export class RecentScans {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'recent.json');
  }

  /** Newest first; empty when nothing was opened or the file cannot be understood. */
  async list(): Promise<readonly RecentEntry[]> {
    return readJsonOr(this.file, z.array(entrySchema), []);
  }

  async add(scan: { readonly path: string; readonly seriesUid: string | null; readonly title: string }): Promise<void> {
    const recentId = createHash('sha256')
      .update(`${scan.path}\n${scan.seriesUid ?? ''}`)
      .digest('hex')
      .slice(0, 16);
    const others = (await this.list()).filter((entry) => entry.recentId !== recentId);
    const entry: RecentEntry = { recentId, openedAt: new Date().toISOString(), ...scan };
    await writeJson(this.file, [entry, ...others].slice(0, MAX_ENTRIES));
  }

  /** @throws QuadrantError scan.not-found for an id that is not in the list. */
  async find(recentId: string): Promise<RecentEntry> {
    const entry = (await this.list()).find((candidate) => candidate.recentId === recentId);
    if (entry === undefined) {
      throw new QuadrantError('scan.not-found', 'This scan is no longer in the list.', 'Open it from its folder.', {
        recentId,
      });
    }
    return entry;
  }
}
