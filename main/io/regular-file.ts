/**
 * Files of other people are opened through here: a folder may hold pipes, sockets and devices, or links to them, and to open or
 * read one of those may never end.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** What is no file, with the words for it. */
export class NotAFile extends Error {
  constructor(path: string) {
    super(`${path} is no file but a folder, a pipe, a socket or a device`);
  }
}

/** Without O_NONBLOCK to open a pipe waits for its other end; Windows has neither. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a file, or what a link leads to, for reading. @throws NotAFile, or the file system's error */
export async function openFile(path: string): Promise<FileHandle> {
  const file = await open(path, READ);
  try {
    if (!(await file.stat()).isFile()) throw new NotAFile(path);
    return file;
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

/** The whole of a file. @throws NotAFile, or the file system's error */
export async function readWhole(path: string): Promise<Buffer> {
  const file = await openFile(path);
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}
