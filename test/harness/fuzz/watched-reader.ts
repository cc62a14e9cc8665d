/** A child process that reads inputs, watched from outside: it may crash, hang or eat memory, and another takes its place. */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allowedBytes, answerSchema, type Verdict } from './outcome.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
/**
 * Of the process's own time on a processor, so that a busy machine makes no hangs; or of doing nothing, as whoever waits for a
 * pipe that nobody writes to.
 */
const LONGEST_MS = 10_000;
/** No input here declares so much that it may take this: the process is ended before the machine suffers. */
const MOST_BYTES = 3 * 2 ** 30;
const LOOK_EVERY_MS = 250;

export interface Watched {
  readonly verdict: Verdict;
  readonly tookMs: number;
  /** Beyond what the process held before; null where the system does not tell. */
  readonly peakBytes: number | null;
}

export interface Question {
  readonly reader: string;
  readonly path: string;
  readonly bytes: number;
}

export class WatchedReader {
  private child: ChildProcess | null = null;
  private errors = '';

  /** Ready to be asked: loading all readers takes longer than any of them. */
  static async started(): Promise<WatchedReader> {
    const watched = new WatchedReader();
    await watched.start();
    return watched;
  }

  async read(question: Question): Promise<Watched> {
    const child = await (this.child === null ? this.start() : this.child);
    const clock = new ReadingClock(child);
    const { promise, resolve } = Promise.withResolvers<Omit<Watched, 'tookMs'>>();
    const end = (kind: 'crash' | 'hang' | 'memory', reason: string): void => {
      this.stop();
      resolve({ verdict: { kind, reason }, peakBytes: null });
    };
    const look = setInterval(() => {
      clock.look();
      if (clock.busyMs > LONGEST_MS) end('hang', `still reading after ${LONGEST_MS / 1000} s`);
      if (clock.idleMs > LONGEST_MS) end('hang', `waits for ${LONGEST_MS / 1000} s`);
      const held = heldBytes(child);
      if (held > MOST_BYTES) end('memory', `holds ${megabytes(held)}`);
    }, LOOK_EVERY_MS);
    const onExit = (code: number | null, signal: string | null): void =>
      end('crash', `the process ended by ${signal ?? `code ${code}`}${firstLine(this.errors)}`);
    child.once('exit', onExit);
    child.once('message', (message) => {
      const { outcome, declaredBytes, peakBytes } = answerSchema.parse(message);
      if (outcome.kind === 'untyped')
        return resolve({ verdict: { kind: 'untyped', reason: outcome.stack || outcome.message }, peakBytes });
      if (peakBytes !== null && peakBytes > allowedBytes(declaredBytes)) {
        const reason = `took ${megabytes(peakBytes)} and declares ${megabytes(declaredBytes)}`;
        this.stop(); // what it holds would count against the next
        return resolve({ verdict: { kind: 'memory', reason }, peakBytes });
      }
      resolve({ verdict: outcome, peakBytes });
    });
    child.send(question);
    try {
      const watched = await promise;
      clock.look();
      return { ...watched, tookMs: clock.busyMs };
    } finally {
      clearInterval(look);
      child.removeAllListeners('message');
      child.off('exit', onExit);
    }
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(CHILD, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.child = child;
    this.errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (this.errors = `${this.errors}${chunk.toString()}`.slice(-4000)));
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', () => reject(new Error(`the reading process does not start: ${this.errors}`)));
    });
    child.removeAllListeners('exit');
    child.once('exit', () => {
      if (this.child === child) this.child = null;
    });
    return child;
  }
}

/** How long a process has been busy with an input, and for how long it has done nothing. */
class ReadingClock {
  busyMs = 0;
  private readonly child: ChildProcess;
  private readonly startedMs: number;
  private lastBusyAtMs = performance.now();

  constructor(child: ChildProcess) {
    this.child = child;
    this.startedMs = processorMs(child);
  }

  get idleMs(): number {
    return performance.now() - this.lastBusyAtMs;
  }

  look(): void {
    const busyMs = processorMs(this.child) - this.startedMs;
    if (busyMs > this.busyMs) [this.busyMs, this.lastBusyAtMs] = [busyMs, performance.now()];
  }
}

const MS_PER_TICK = 10;

/** Time on a processor, proc(5); of another system the time that has passed. */
function processorMs({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return MS_PER_TICK * (Number(fields[11]) + Number(fields[12])); // utime and stime
  } catch {
    return process.platform === 'linux' ? 0 : performance.now();
  }
}

function heldBytes({ pid }: ChildProcess): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function firstLine(errors: string): string {
  const line = errors.split('\n').find((each) => each.trim() !== '');
  return line === undefined ? '' : `: ${line.trim().slice(0, 200)}`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
