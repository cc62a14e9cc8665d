/** Facts of all stored cases, told from their logs once and kept in dataDir/case-index.json: a log of months takes a while. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { caseFactsSchema } from '#contract/case-list';
import { factsOf, stampOf, type IndexedCase } from './case-facts.ts';
import { isCaseId } from './case-place.ts';
import { readJsonOr, writeKeptJson } from '../data-folder/json-store.ts';

const keptSchema = z.object({ stamp: z.string(), fingerprint: z.string(), series: z.string(), facts: caseFactsSchema });
type KeptCase = z.infer<typeof keptSchema>;
/** Another number where facts are told in another way: they are then told anew. */
const indexSchema = z.object({ version: z.literal(2), cases: z.record(z.string(), keptSchema) });

const AT_ONCE = 8;

export class CaseIndex {
  private readonly file: string;
  private kept: Promise<Map<string, KeptCase>> | null = null;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'case-index.json');
  }

  /** All cases of a folder; what cannot be read is named. */
  async cases(
    folder: string,
  ): Promise<{ readonly indexed: readonly IndexedCase[]; readonly unreadable: readonly string[] }> {
    const kept = await (this.kept ??= readKept(this.file));
    const ids = (await readdir(folder).catch((): string[] => [])).filter(isCaseId);
    const indexed: IndexedCase[] = [];
    const unreadable: string[] = [];
    let told = 0;
    const queue = ids.values();
    const worker = async (): Promise<void> => {
      for (const id of queue) {
        const caseDir = join(folder, id);
        const stamp = await stampOf(caseDir);
        const known = kept.get(id);
        if (known?.stamp === stamp) indexed.push(known);
        else {
          const fresh = await factsOf(caseDir, id).catch(() => null);
          if (fresh === null) unreadable.push(id);
          else {
            kept.set(id, { stamp, ...fresh });
            indexed.push(fresh);
            told++;
          }
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    // A convenience: without it everything is told anew next time.
    if (told > 0) await this.save(kept).catch(() => {});
    return { indexed, unreadable };
  }

  /** Forgets every case but these: of one that was deleted for good nothing may stay, least of all a name. */
  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    const kept = await (this.kept ??= readKept(this.file));
    const gone = [...kept.keys()].filter((id) => !ids.has(id));
    for (const id of gone) kept.delete(id);
    if (gone.length > 0) await this.save(kept).catch(() => {});
  }

  private async save(kept: ReadonlyMap<string, KeptCase>): Promise<void> {
    await writeKeptJson(this.file, { version: 2, cases: Object.fromEntries(kept) } satisfies z.infer<
      typeof indexSchema
    >);
  }
}

async function readKept(file: string): Promise<Map<string, KeptCase>> {
  const { cases } = await readJsonOr(file, indexSchema, { version: 2, cases: {} });
  return new Map(Object.entries(cases));
}
