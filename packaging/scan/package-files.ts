/** Every file of a package, those in its archive included, one after another. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Archive } from '../asar.ts';

export interface PackagedFile {
  /** Inside the package, with forward slashes; a member of the archive stands behind its path. */
  readonly path: string;
  readonly bytes: Buffer;
}

export function* packageFiles(packageDir: string): Generator<PackagedFile> {
  for (const { path, diskPath } of filesBelow(packageDir)) {
    if (!path.endsWith('.asar')) {
      yield { path, bytes: readFileSync(diskPath) };
      continue;
    }
    const archive = new Archive(diskPath);
    for (const file of archive.files) {
      if (!file.unpacked) yield { path: `${path}/${file.path}`, bytes: archive.read(file) };
    }
  }
}

/** Files and links below a folder, in the order of their paths. */
export function filesBelow(folder: string): readonly { readonly path: string; readonly diskPath: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((diskPath) => ({ path: relative(folder, diskPath).split(sep).join('/'), diskPath }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A zero byte near the beginning: no text has one. */
export function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 8192).includes(0);
}
