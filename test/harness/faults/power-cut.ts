/** The power is cut (kill -9, unflushed bytes lost) before every single change of the disk, act by act. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Fault, Outcome } from './fault.ts';
import { ACTS, type Act } from './power-cut-acts.ts';

const ACTOR = fileURLToPath(new URL('power-cut-actor.ts', import.meta.url));
const PRELOAD = new URL('power-cut-preload.ts', import.meta.url).href;
const MOST_STEPS = 400;

export const POWER_CUTS: readonly Fault[] = ACTS.map((act) => ({
  name: `power cut while writing: ${act.name}`,
  provoke: () => cutEverywhere(act),
}));

export async function cutEverywhere(act: Act): Promise<Outcome> {
  const root = await mkdtemp(join(tmpdir(), 'quadrant-cut-'));
  const furnished = join(root, 'furnished');
  const counts = { old: 0, new: 0 };
  const problems: string[] = [];
  try {
    await mkdir(furnished);
    await act.furnish(furnished);
    let steps = 0;
    for (let n = 1; n <= MOST_STEPS; n++) {
      const dataDir = join(root, `cut-${n}`);
      await cp(furnished, dataDir, { recursive: true });
      const wasCut = await cutAt(act, dataDir, n);
      const found = await act.found(dataDir).catch((thrown: unknown) => String(thrown));
      if (found === 'old' || found === 'new') counts[found]++;
      else problems.push(`before step ${n}: ${found}`);
      await rm(dataDir, { recursive: true });
      if (!wasCut) break;
      steps = n;
    }
    if (steps === 0) problems.push('nothing was written');
    if (counts.new === 0) problems.push('it was never finished');
    const happened = `killed before each of ${steps} changes of the disk`;
    const kept = `${counts.old} × as before, ${counts.new} × as after, ${problems.length} × broken`;
    return { happened, kept, problem: problems.length === 0 ? null : problems.join('; ') };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Whether the act was cut; it was finished otherwise. */
async function cutAt({ name }: Act, dataDir: string, n: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', PRELOAD, ACTOR, name, dataDir, String(n)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dataDir, '..', 'compiled') }, // halves the time of a start
  });
  const said = await text(child.stdout);
  if (!/^(cut|done) \d+$/m.test(said)) throw new Error(`the act ${name} did not begin: ${said}`);
  return said.startsWith('cut');
}
