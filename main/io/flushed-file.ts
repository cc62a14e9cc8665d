/** Files that are on the disk when the call returns, and what it means when they cannot be. */
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { QuadrantError } from '#contract/errors';

/** One piece, or pieces that follow each other. */
export type FileContent = string | Uint8Array | readonly Uint8Array[];

/** What a killed program may leave has this in its name, after a dot. */
export const PARTIAL_PREFIX = '.partial-';

/** Writes a new file; one of that name must not exist. */
export async function writeFlushed(path: string, content: FileContent, mode?: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Replaces a file in one step: after a power cut the old or the new one is there, whole. @throws the file system's error */
export async function replaceFlushed(path: string, content: FileContent, mode?: number): Promise<void> {
  const partial = join(dirname(path), `.${basename(path)}${PARTIAL_PREFIX}${randomUUID()}`);
  try {
    await writeFlushed(partial, content, mode);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw error;
  }
  await flushFolder(dirname(path));
}

/** Flushes a file that something else wrote. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename or a link is only safe on disk once its folder is flushed; Windows cannot open folders and does not need it. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The system's code of an error, or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What the system says of a file on a drive that was pulled out, or of a network that is down. */
export const DRIVE_GONE: readonly string[] = [
  'EIO',
  'ENXIO',
  'ENODEV',
  'ESTALE',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENOTCONN',
];

/** The typed error for one of the file system; another error as it is. */
export function diskError(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path, null, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return unwritable(path, error);
    default:
      return DRIVE_GONE.includes(codeOf(error)) ? unwritable(path, error) : error;
  }
}

export function diskFull(
  path: string,
  need: { readonly freeBytes: number; readonly neededBytes: number } | null,
  cause?: unknown,
): QuadrantError {
  return new QuadrantError(
    'disk.full',
    'There is not enough room on the disk.',
    'Free some space, or choose a folder on another disk.',
    need === null ? { path } : { path, ...need },
    cause,
  );
}

export function unwritable(path: string, cause: unknown): QuadrantError {
  return new QuadrantError(
    'disk.unwritable',
    'The result cannot be written to this place.',
    'Choose a folder that you may write to.',
    { path },
    cause,
  );
}
