/** Time as it went by for a data folder, kept in dataDir/clock.json; see [Note: Steady clock]. */
import { join } from 'node:path';
import { z } from 'zod';
import { lookAtClock } from '#core/steady-clock';
import { readJsonOr, writeJson } from './json-store.ts';

const looksSchema = z.array(z.object({ atMs: z.number(), elapsedMs: z.number() }));

export class SteadyClock {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'clock.json');
  }

  /** Milliseconds since the first look of all. Looking is what makes it go on. */
  async elapsedMs(nowMs: number = Date.now()): Promise<number> {
    const before = await readJsonOr(this.file, looksSchema, []);
    const { elapsedMs, looks } = lookAtClock(before, nowMs);
    // On a full disk no time goes by: what waits for it waits longer.
    if (looks.length !== before.length || looks.at(-1) !== before.at(-1))
      await writeJson(this.file, looks).catch(() => {});
    return elapsedMs;
  }
}
