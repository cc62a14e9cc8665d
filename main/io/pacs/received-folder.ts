/** Images that come from an archive, each written to a file of its own as it comes. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { diskError } from '../flushed-file.ts';

/**
 * Bytes that may wait for the disk. Many times a PDU: the library waits for the disk within the first one, and would mix up
 * what comes meanwhile.
 */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

export class ReceivedFolder {
  private readonly folder: string;
  private count = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The next file. Files bear numbers: a UID of a foreign server may be no name for one. */
  next(): ReceivedFile {
    this.count++;
    return new ReceivedFile(join(this.folder, `${String(this.count).padStart(5, '0')}.dcm`));
  }
}

export class ReceivedFile {
  readonly path: string;
  readonly stream: WriteStream;
  private readonly done: Promise<void>;
  bytes = 0;

  constructor(path: string) {
    this.path = path;
    this.stream = createWriteStream(path, { flags: 'wx', highWaterMark: MOST_WAITING_BYTES });
    this.done = finished(this.stream);
    // Its failure is told by whoever writes or ends.
    this.done.catch(() => {});
  }

  /** @throws QuadrantError disk.* */
  async write(bytes: Buffer): Promise<void> {
    this.bytes += bytes.length;
    if (this.stream.write(bytes)) return;
    await Promise.race([new Promise<void>((resolve) => this.stream.once('drain', () => resolve())), this.settled()]);
  }

  /** @throws QuadrantError disk.* */
  async end(): Promise<void> {
    this.stream.end();
    await this.settled();
  }

  async abandon(): Promise<void> {
    this.stream.destroy();
  }

  private async settled(): Promise<void> {
    try {
      await this.done;
    } catch (error) {
      throw diskError(error, this.path);
    }
  }
}
