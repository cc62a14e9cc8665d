/**
 * The one way to the files of the data folder that tell of patients. [Note: Kept files] Reading looks at the file itself, so
 * that plain and sealed ones may lie side by side while they are being turned from one into the other. Writing asks for the
 * vault of the folder, each time: a program that was started before encryption was turned on finds it too, and without the
 * key it writes nothing rather than a plain file.
 */
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { openFile, readWhole } from '../regular-file.ts';
import { heldKeys, keyOf } from './key-ring.ts';
import {
  chunkPlace,
  HEADER_BYTES,
  isSealed,
  openBytes,
  openedSize,
  Opener,
  readHeader,
  sealBytes,
  Sealer,
} from './sealed-format.ts';
import { vaultOf } from './vault-file.ts';

/** What is in a file, sealed or not. @throws QuadrantError vault.locked, vault.damaged; the file system's error */
export async function readKept(path: string): Promise<Buffer> {
  return openKept(await readWhole(path), path);
}

/** The same as text. */
export async function readKeptText(path: string): Promise<string> {
  return (await readKept(path)).toString('utf8');
}

/** What is in the bytes of a file. @throws QuadrantError vault.locked, vault.damaged */
export function openKept(bytes: Buffer, path: string): Buffer {
  if (!isSealed(bytes)) return bytes;
  const header = readHeader(bytes, path);
  return openBytes(bytes, header, openerOf(header, path));
}

/**
 * Content as it has to be written to lie at `path`: sealed where the folder is encrypted. It may be written under another
 * name first. @throws QuadrantError vault.locked
 */
export function sealedFor(path: string, content: string | Uint8Array): string | Uint8Array {
  const vault = vaultOf(path);
  if (vault === null || vault.state === 'unsealing') return content;
  const key = keyOf(vault.vaultId);
  if (key === null) throw locked();
  return sealBytes(typeof content === 'string' ? Buffer.from(content) : content, key, identityOf(path));
}

/** The same for a file that only this session reads, outside of the data folder: sealed where anything is. */
export function sealedForSession(path: string, content: Uint8Array): Uint8Array {
  const [key] = heldKeys();
  return key === undefined ? content : sealBytes(content, key, identityOf(path));
}

/** Seals a session's file piece by piece; null where nothing is encrypted. */
export function sessionSealer(path: string, chunkBytes: number): Sealer | null {
  const [key] = heldKeys();
  return key === undefined ? null : new Sealer(key, identityOf(path), chunkBytes);
}

/** Reads a file from any place on, also while it is being written. */
export class KeptReader {
  private readonly file: FileHandle;
  private readonly opener: { readonly header: ReturnType<typeof readHeader>; readonly opener: Opener } | null;

  private constructor(file: FileHandle, opener: KeptReader['opener']) {
    this.file = file;
    this.opener = opener;
  }

  /** @throws QuadrantError vault.locked, vault.damaged; the file system's error */
  static async open(path: string): Promise<KeptReader> {
    const file = await openFile(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      const begin = buffer.subarray(0, bytesRead);
      if (!isSealed(begin)) return new KeptReader(file, null);
      const header = readHeader(begin, path);
      return new KeptReader(file, { header, opener: openerOf(header, path) });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Bytes of the content. */
  async size(): Promise<number> {
    const { size } = await this.file.stat();
    return this.opener === null ? size : openedSize(size, this.opener.header);
  }

  /**
   * Content from `offset` on: up to `most` bytes of a plain file, the rest of one chunk of a sealed one.
   * @param size of the whole content, once it is all there @throws QuadrantError vault.damaged
   */
  async read(offset: number, most: number, size: number): Promise<Buffer> {
    if (this.opener === null) {
      const { buffer, bytesRead } = await this.file.read({ buffer: Buffer.allocUnsafe(most), position: offset });
      return buffer.subarray(0, bytesRead);
    }
    const { header, opener } = this.opener;
    const index = Math.floor(offset / header.chunkBytes);
    const { at, bytes } = chunkPlace(header, index);
    const { buffer, bytesRead } = await this.file.read({ buffer: Buffer.allocUnsafe(bytes), position: at });
    const last = (index + 1) * header.chunkBytes >= size;
    return opener.open(buffer.subarray(0, bytesRead), index, last).subarray(offset - index * header.chunkBytes);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

/** Bytes of what is in a file. */
export async function keptSize(path: string): Promise<number> {
  const reader = await KeptReader.open(path);
  try {
    return await reader.size();
  } finally {
    await reader.close();
  }
}

const MOST_AT_ONCE = 1 << 20;

/** What is in a file, piece by piece. @throws QuadrantError vault.locked, vault.damaged */
export async function* keptPieces(path: string): AsyncGenerator<Buffer> {
  const reader = await KeptReader.open(path);
  try {
    const size = await reader.size();
    for (let offset = 0; offset < size;) {
      const piece = await reader.read(offset, MOST_AT_ONCE, size);
      if (piece.length === 0) return; // it became shorter meanwhile
      offset += piece.length;
      yield piece;
    }
  } finally {
    await reader.close();
  }
}

const CASE_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/**
 * What a file's key depends on beside the vault: its name, and the case it belongs to. A case keeps it in the trash and in
 * another folder, an entry of a log where it is set aside.
 */
export function identityOf(path: string): string {
  const folders = path.split(/[\\/]/).slice(0, -1);
  const ofCase = folders.map((name) => CASE_ID.exec(name)?.[0]).findLast((id) => id !== undefined);
  return `${ofCase ?? ''}/${basename(path)}`;
}

function openerOf(header: ReturnType<typeof readHeader>, path: string): Opener {
  const key = keyOf(header.vaultId);
  if (key === null) throw locked();
  return new Opener(key, header, identityOf(path), path);
}

/** Whether something failed for the vault, so that nobody takes its file for damaged or missing. */
export function isOfVault(thrown: unknown): boolean {
  return thrown instanceof QuadrantError && thrown.code.startsWith('vault.');
}

export function locked(): QuadrantError {
  return new QuadrantError(
    'vault.locked',
    'The cases are encrypted, and the passphrase was not given.',
    'Unlock Quadrant; on the command line, give --passphrase-file FILE or set QUADRANT_PASSPHRASE.',
  );
}
