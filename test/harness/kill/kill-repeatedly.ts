/** Kills editing sessions at random moments and looks at what they leave behind. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { verifyReview } from '../../../main/services/review/verify-review.ts';
import { randomNumbers } from '../../unit/core/random-numbers.ts';
import { writeSmallCase } from './small-case.ts';

export interface KillOptions {
  readonly times: number;
  /** The same seed gives the same actions and moments; what they meet differs with the machine. */
  readonly seed: number;
  readonly onKill?: (kill: Kill, number: number) => void;
}

/** One session and what was found after it. */
export interface Kill {
  /** Milliseconds after the session began to edit. */
  readonly afterMs: number;
  readonly acknowledged: number;
  /** Acknowledged actions that are not on record as they were. */
  readonly lost: number;
  /** Actions on record that nobody acknowledged any more. */
  readonly unacknowledged: number;
  /** Why the reopened case is not valid, or null. */
  readonly problem: string | null;
}

export interface KillSummary {
  readonly seed: number;
  readonly kills: number;
  readonly entries: number;
  readonly lostAcknowledged: number;
  readonly mostUnacknowledged: number;
  readonly sessionsWithUnacknowledged: number;
  readonly invalidCases: number;
  readonly seconds: number;
}

const EDITOR = fileURLToPath(new URL('editor.ts', import.meta.url));
/** So many sessions follow each other on one case: each begins with what a kill left. */
const SESSIONS_A_CASE = 10;
const LONGEST_MS = 500;

export async function killRepeatedly({ times, seed, onKill }: KillOptions): Promise<KillSummary> {
  const startedMs = performance.now();
  const random = randomNumbers(seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-kill-'));
  const kills: Kill[] = [];
  let caseId = '';
  try {
    for (let n = 0; n < times; n++) {
      if (n % SESSIONS_A_CASE === 0) {
        caseId = randomUUID();
        await writeSmallCase(dataDir, caseId);
      }
      const plan = { dataDir, caseId, seed: Math.floor(random() * 1e9), afterMs: random() * LONGEST_MS };
      const kill = await killOnce(plan);
      kills.push(kill);
      onKill?.(kill, n + 1);
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  return {
    seed,
    kills: kills.length,
    entries: sumOf(kills, ({ acknowledged, unacknowledged }) => acknowledged + unacknowledged),
    lostAcknowledged: sumOf(kills, ({ lost }) => lost),
    mostUnacknowledged: Math.max(0, ...kills.map(({ unacknowledged }) => unacknowledged)),
    sessionsWithUnacknowledged: kills.filter(({ unacknowledged }) => unacknowledged > 0).length,
    invalidCases: kills.filter(({ problem }) => problem !== null).length,
    seconds: Math.round(performance.now() - startedMs) / 1000,
  };
}

interface Plan {
  readonly dataDir: string;
  readonly caseId: string;
  readonly seed: number;
  readonly afterMs: number;
}

async function killOnce({ dataDir, caseId, seed, afterMs }: Plan): Promise<Kill> {
  const caseDir = join(dataDir, 'cases', caseId);
  const before = (await verifyReview(caseDir)).logged.length;
  const editor = spawn(process.execPath, [EDITOR, dataDir, caseId, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  editor.stdout.once('data', () => void wait(afterMs).then(() => editor.kill('SIGKILL')));
  const lines = (await text(editor.stdout)).split('\n').filter(Boolean);
  const acknowledged = lines.slice(1).map((line) => {
    const [seq, hash] = line.split(' ');
    return { seq: Number(seq), hash };
  });
  const { logged, damage, setAside } = await verifyReview(caseDir);
  const last = acknowledged.at(-1)?.seq ?? before;
  const problem =
    lines[0] !== 'ready'
      ? 'the session did not begin'
      : damage !== null
        ? `entry ${damage.seq} is ${damage.reason}`
        : setAside.length > 0
          ? 'entries were set aside'
          : null;
  return {
    afterMs: Math.round(afterMs),
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(({ seq, hash }) => logged[seq - 1]?.hash !== hash).length,
    unacknowledged: Math.max(0, logged.length - last),
    problem,
  };
}

function sumOf(kills: readonly Kill[], of: (kill: Kill) => number): number {
  return kills.reduce((sum, kill) => sum + of(kill), 0);
}
