/** Sessions of test/harness/kill's restless editor, as processes of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { verifyReview } from '../../../main/services/review/verify-review.ts';

const EDITOR = fileURLToPath(new URL('../kill/editor.ts', import.meta.url));
const CLOCK = new URL('shifted-clock.ts', import.meta.url).href;

export interface Acknowledged {
  readonly seq: number;
  readonly hash: string;
}

export class EditingSession {
  readonly acknowledged: Acknowledged[] = [];
  private readonly child: ChildProcess;
  private readonly waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  /** @param clockDays how far its system clock is ahead */
  constructor(dataDir: string, caseId: string, seed: number, clockDays = 0) {
    const child = spawn(process.execPath, ['--import', CLOCK, EDITOR, dataDir, caseId, String(seed)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, QUADRANT_FAULTS_DAYS: String(clockDays) },
    });
    this.child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [seq, hash] = line.split(' ');
      if (hash === undefined) return;
      this.acknowledged.push({ seq: Number(seq), hash });
      for (const { count, resolve } of this.waiting) if (this.acknowledged.length >= count) resolve();
    });
  }

  /** Waits until so many actions of it are on record; fails when it ends before. */
  async reach(count: number): Promise<void> {
    if (this.acknowledged.length >= count) return;
    const reached = new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
    const ended = once(this.child, 'exit').then(() => Promise.reject(new Error('an editing session ended by itself')));
    await Promise.race([reached, ended]);
    ended.catch(() => {});
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** How many entries a log has, and those that were acknowledged and are not there as they were. */
export async function lookAtLog(
  caseDir: string,
  sessions: readonly EditingSession[],
): Promise<{
  readonly entries: number;
  readonly lost: number;
  readonly damaged: boolean;
  readonly times: readonly string[];
}> {
  const { logged, damage, setAside } = await verifyReview(caseDir);
  const acknowledged = sessions.flatMap((session) => session.acknowledged);
  return {
    entries: logged.length,
    lost: acknowledged.filter(({ seq, hash }) => logged[seq - 1]?.hash !== hash).length,
    damaged: damage !== null || setAside.length > 0,
    times: logged.map(({ entry }) => entry.at),
  };
}
