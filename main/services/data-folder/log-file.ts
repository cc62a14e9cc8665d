/**
 * The one log of the product: logs/quadrant.log in the data folder, a JSON line for each window that opened and each failure.
 * No free text goes in, so that no name, id or path of a patient can: codes, names of calls, and where in our own code
 * it was. Two files of at most half a megabyte; the older one is replaced.
 */
import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { errorCodeSchema, asQuadrantError } from '#contract/errors';

const callSchema = z.string().regex(/^[a-z][a-zA-Z.-]{0,40}$/);
const versionSchema = z.string().regex(/^[\w.+-]{1,40}$/);

const logLineSchema = z.discriminatedUnion('event', [
  z.strictObject({
    at: z.iso.datetime(),
    event: z.literal('opened'),
    version: versionSchema,
    host: z.enum(['electron', 'browser']),
  }),
  z.strictObject({
    at: z.iso.datetime(),
    event: z.literal('failed'),
    during: callSchema,
    code: errorCodeSchema,
    /** Innermost first, as file:line. */
    frames: z.array(z.string().regex(/^[\w.-]{1,60}:\d+$/)).max(12),
  }),
]);
export type LogLine = z.infer<typeof logLineSchema>;

const MOST_BYTES = 512 * 1024;
const NAMES = ['quadrant.1.log', 'quadrant.log'] as const; // the older one first

export class LogFile {
  private readonly folder: string;
  private last: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'logs');
  }

  opened(version: string, host: 'electron' | 'browser'): void {
    this.add({ at: new Date().toISOString(), event: 'opened', version, host });
  }

  /** @param during the name of the call; cancelling is no failure */
  failed(during: string, thrown: unknown): void {
    const { code, cause, stack } = asQuadrantError(thrown);
    if (code === 'job.cancelled') return;
    const frames = framesOf(cause instanceof Error ? cause.stack : stack);
    this.add({ at: new Date().toISOString(), event: 'failed', during, code, frames });
  }

  /** When all lines so far are on disk, or could not be written. */
  settled(): Promise<void> {
    return this.last;
  }

  /** The newest lines, oldest first; whatever else stands in the files stays there. */
  async recent(most: number): Promise<readonly LogLine[]> {
    await this.last;
    const texts = await Promise.all(NAMES.map((name) => readFile(join(this.folder, name), 'utf8').catch(() => '')));
    return texts.join('').split('\n').flatMap(lineOf).slice(-most);
  }

  private add(line: LogLine): void {
    const parsed = logLineSchema.safeParse(line);
    if (!parsed.success) return; // what does not fit the schema might tell a name
    // A log that cannot be written must not fail what it tells about.
    this.last = this.last.then(() => this.write(`${JSON.stringify(parsed.data)}\n`)).catch(() => {});
  }

  private async write(line: string): Promise<void> {
    const [older, current] = NAMES.map((name) => join(this.folder, name));
    await mkdir(this.folder, { recursive: true });
    const size = await stat(current).then(
      ({ size: bytes }) => bytes,
      () => 0,
    );
    if (size + line.length > MOST_BYTES) await rename(current, older);
    await appendFile(current, line);
  }
}

/** Lines such as "    at open (/…/main/io/read-scan.ts:12:3)", without their folders; the message above them is left out. */
function framesOf(stack: string | undefined): string[] {
  const frames = (stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return frames
    .flatMap((line) => {
      const found = /([^\s(]+):(\d+):\d+\)?$/.exec(line);
      return found === null ? [] : [`${basename(found[1].replaceAll('\\', '/'))}:${found[2]}`];
    })
    .filter((frame) => /^[\w.-]{1,60}:\d+$/.test(frame))
    .slice(0, 12);
}

function lineOf(text: string): LogLine[] {
  try {
    const parsed = logLineSchema.safeParse(JSON.parse(text));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return []; // cut off by a crash
  }
}
