/**
 * Sealed files. [Note: Sealed files] A header names the vault and holds 32 random bytes; HKDF-SHA-256 makes of these, of the
 * vault's data key and of the file's identity a key for this file alone (RFC 5869). The content follows in chunks, each
 * AES-256-GCM under a counter and a flag for the last one: the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár
 * (2015), as age and Tink use it. So a file that was changed, cut off, put together anew or laid in another's place is told.
 *
 *     QUADSEAL | 1 | vault id (16) | salt (32) | chunk size (u32 LE) | chunk 0 + tag (16) | chunk 1 + tag …
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { QuadrantError } from '#contract/errors';
import type { VaultKey } from './key-ring.ts';

const MAGIC = Buffer.from('QUADSEAL');
const VERSION = 1;
const SALT_BYTES = 32;
const TAG_BYTES = 16;
export const HEADER_BYTES = MAGIC.length + 1 + 16 + SALT_BYTES + 4;
const DEFAULT_CHUNK_BYTES = 1 << 20;
/** A slice of the largest radiograph fits. */
const MOST_CHUNK_BYTES = 1 << 30;

export interface SealedHeader {
  readonly vaultId: string;
  readonly salt: Buffer;
  readonly chunkBytes: number;
}

/** Whether a file that begins so is sealed. */
export function isSealed(begin: Uint8Array): boolean {
  return begin.length >= MAGIC.length && MAGIC.equals(begin.subarray(0, MAGIC.length));
}

/** @throws QuadrantError vault.damaged */
export function readHeader(begin: Buffer, path: string): SealedHeader {
  const version = begin.at(MAGIC.length);
  const chunkBytes = begin.length < HEADER_BYTES ? 0 : begin.readUInt32LE(HEADER_BYTES - 4);
  if (version !== VERSION || chunkBytes === 0 || chunkBytes > MOST_CHUNK_BYTES) throw damaged(path);
  const vaultId = begin.subarray(MAGIC.length + 1, MAGIC.length + 17).toString('hex');
  const salt = begin.subarray(MAGIC.length + 17, HEADER_BYTES - 4);
  return { vaultId, salt, chunkBytes };
}

/** Size of what is in a sealed file of so many bytes. */
export function openedSize(sealedBytes: number, { chunkBytes }: SealedHeader): number {
  const body = sealedBytes - HEADER_BYTES;
  return body - TAG_BYTES * Math.max(1, Math.ceil(body / (chunkBytes + TAG_BYTES)));
}

/** Where chunk `index` lies in the file, and how long it is if it is a whole one. */
export function chunkPlace(
  { chunkBytes }: SealedHeader,
  index: number,
): { readonly at: number; readonly bytes: number } {
  const bytes = chunkBytes + TAG_BYTES;
  return { at: HEADER_BYTES + index * bytes, bytes };
}

/** Seals one file, chunk after chunk. */
export class Sealer {
  readonly header: Buffer;
  private readonly key: Buffer;
  private index = 0;

  constructor({ vaultId, key }: VaultKey, identity: string, chunkBytes = DEFAULT_CHUNK_BYTES) {
    const salt = randomBytes(SALT_BYTES);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(chunkBytes);
    this.header = Buffer.concat([MAGIC, Buffer.of(VERSION), Buffer.from(vaultId, 'hex'), salt, size]);
    this.key = fileKey(key, { vaultId, salt, chunkBytes }, identity);
  }

  /** All chunks but the last are as long as the header says. */
  seal(chunk: Uint8Array, last: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce(this.index++, last));
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Opens the chunks of one file, in any order. */
export class Opener {
  private readonly key: Buffer;
  private readonly path: string;

  constructor({ key }: VaultKey, header: SealedHeader, identity: string, path: string) {
    this.key = fileKey(key, header, identity);
    this.path = path;
  }

  /** @throws QuadrantError vault.damaged */
  open(sealed: Buffer, index: number, last: boolean): Buffer {
    if (sealed.length < TAG_BYTES) throw damaged(this.path);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, nonce(index, last));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const opened = decipher.update(sealed.subarray(0, -TAG_BYTES));
      decipher.final();
      return opened;
    } catch (cause) {
      throw damaged(this.path, cause);
    }
  }
}

export function sealBytes(content: Uint8Array, key: VaultKey, identity: string): Buffer {
  const sealer = new Sealer(key, identity);
  const pieces: Buffer[] = [sealer.header];
  const count = Math.max(1, Math.ceil(content.length / DEFAULT_CHUNK_BYTES));
  for (let n = 0; n < count; n++) {
    const chunk = content.subarray(n * DEFAULT_CHUNK_BYTES, (n + 1) * DEFAULT_CHUNK_BYTES);
    pieces.push(sealer.seal(chunk, n === count - 1));
  }
  return Buffer.concat(pieces);
}

/** @throws QuadrantError vault.damaged */
export function openBytes(sealed: Buffer, header: SealedHeader, opener: Opener): Buffer {
  const pieces: Buffer[] = [];
  const count = Math.max(1, Math.ceil((sealed.length - HEADER_BYTES) / chunkPlace(header, 0).bytes));
  for (let n = 0; n < count; n++) {
    const { at, bytes } = chunkPlace(header, n);
    pieces.push(opener.open(sealed.subarray(at, at + bytes), n, n === count - 1));
  }
  return Buffer.concat(pieces);
}

function fileKey(key: string, { vaultId, salt, chunkBytes }: SealedHeader, identity: string): Buffer {
  const info = `quadrant sealed file ${VERSION} ${vaultId} ${chunkBytes} ${identity}`;
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), salt, info, 32));
}

function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

export function damaged(path: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'vault.damaged',
    'An encrypted file is not what was written: it was damaged, changed or put in the place of another.',
    'Take it from a backup.',
    { path },
    cause,
  );
}
