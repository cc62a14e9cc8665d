/**
 * The engine beside a network drive that stops answering: once the file QUADRANT_FAULTS_GONE is there, whatever is opened or
 * read below the folder QUADRANT_FAULTS_DRIVE fails with the code that stands in it.
 */
import fs, { existsSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const drive = process.env['QUADRANT_FAULTS_DRIVE'] ?? '';
const flag = process.env['QUADRANT_FAULTS_GONE'] ?? '';
const readFlag = readFileSync;

/** Descriptors of files on the drive, which fail as well once it is gone. */
const descriptors = new Set<number>();

function failWhereGone(path: unknown): void {
  if (!String(path).startsWith(drive) || !existsSync(flag)) return;
  const code = readFlag(flag, 'utf8');
  throw Object.assign(new Error(`${code}: the drive does not answer`), { code });
}

const { open, readdir, stat } = fs.promises;
fs.promises.open = async (path, flags, mode) => {
  failWhereGone(path);
  const handle = await open(path, flags, mode);
  const read = handle.read.bind(handle);
  Object.assign(handle, {
    read: async (...where: unknown[]) => {
      failWhereGone(path);
      return Reflect.apply(read, handle, where);
    },
  });
  return handle;
};
Object.assign(fs.promises, {
  readdir: async (path: string, ...rest: unknown[]) => {
    failWhereGone(path);
    return Reflect.apply(readdir, fs.promises, [path, ...rest]);
  },
  stat: async (path: string, ...rest: unknown[]) => {
    failWhereGone(path);
    return Reflect.apply(stat, fs.promises, [path, ...rest]);
  },
});
const { openSync, readSync } = fs;
Object.assign(fs, {
  openSync: (path: string | URL, ...rest: unknown[]) => {
    failWhereGone(path);
    const descriptor: number = Reflect.apply(openSync, fs, [path, ...rest]);
    if (String(path).startsWith(drive)) descriptors.add(descriptor);
    return descriptor;
  },
  readSync: (descriptor: number, ...rest: unknown[]) => {
    if (descriptors.has(descriptor)) failWhereGone(drive);
    return Reflect.apply(readSync, fs, [descriptor, ...rest]);
  },
});
syncBuiltinESMExports();

await import('../../../main/engine.ts');
