/**
 * Reads Electron's archive: a table of files as JSON, then their bytes one after another. Without any package, since the
 * stand-in of the runtime takes this file along.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** One file of the table. */
export interface ArchivedFile {
  /** Inside the archive, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Its bytes lie beside the archive, in `app.asar.unpacked`. */
  readonly unpacked: boolean;
  /** What Electron compares with when it reads the file; null: nothing. */
  readonly sha256: string | null;
  readonly offset: number;
}

/** The table comes as two of Chromium's pickles: its own length, then the length of the JSON and the JSON. */
const PREFIX_BYTES = 16;

export class Archive {
  readonly files: readonly ArchivedFile[];
  private readonly path: string;
  private readonly dataStart: number;

  /** @throws Error when the table is none of Electron's, or holds a link, which would lead out of what was scanned */
  constructor(path: string) {
    this.path = path;
    const prefix = this.bytesAt(0, PREFIX_BYTES);
    this.dataStart = 8 + prefix.readUInt32LE(4);
    const table: unknown = JSON.parse(this.bytesAt(PREFIX_BYTES, prefix.readUInt32LE(12)).toString('utf8'));
    this.files = [...filesOf(table, '')];
  }

  /** The bytes of a file that is not unpacked. */
  read({ offset, sizeBytes }: ArchivedFile): Buffer {
    return this.bytesAt(this.dataStart + offset, sizeBytes);
  }

  private bytesAt(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    const file = openSync(this.path, 'r');
    try {
      if (readSync(file, bytes, 0, length, position) !== length) throw new Error(`${this.path} is cut off`);
    } finally {
      closeSync(file);
    }
    return bytes;
  }
}

function* filesOf(entry: unknown, path: string): Generator<ArchivedFile> {
  const { files, size, offset, unpacked, integrity, link } = fieldsOf(entry, path);
  if (files !== undefined) {
    for (const [name, child] of Object.entries(fieldsOf(files, path))) {
      yield* filesOf(child, path === '' ? name : `${path}/${name}`);
    }
    return;
  }
  if (typeof size !== 'number' || link !== undefined) throw new Error(`The archive's entry ${path} is no file`);
  const hash = integrity === undefined ? null : fieldsOf(integrity, path)['hash'];
  yield {
    path,
    sizeBytes: size,
    unpacked: unpacked === true,
    sha256: typeof hash === 'string' ? hash : null,
    offset: Number(offset ?? 0),
  };
}

function fieldsOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error(`The archive's table is damaged at ${path}`);
  return { ...value };
}
