/** Files that belong together, in a folder or in one .zip file. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { unwritable } from './flushed-file.ts';
import { replaceFile } from './replace-file.ts';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Meshes are numbers: more effort saves nothing. */
const ZIP_LEVEL = 1;

/**
 * Writes them into the folder `outPath`, made where it is not there, or as `outPath` itself where that ends in .zip; older
 * files of their names are replaced. @throws QuadrantError disk.unwritable
 */
export async function writeTogether(outPath: string, files: readonly NamedFile[], what: string): Promise<void> {
  if (outPath.toLowerCase().endsWith('.zip')) {
    const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
    return replaceFile(outPath, zipSync(entries, { level: ZIP_LEVEL }), what);
  }
  await mkdir(outPath, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(outPath, cause);
  });
  for (const { name, bytes } of files) await replaceFile(join(outPath, name), bytes, what);
}
