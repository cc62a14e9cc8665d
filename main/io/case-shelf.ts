/** What is kept beside a case and may change: <case>/shelf.json (tags, archived) and <case>/thumbnail.webp. */
import { join } from 'node:path';
import { EMPTY_SHELF, shelfSchema, type Shelf } from '#contract/case-list';
import { diskError, replaceFlushed } from './flushed-file.ts';
import { isOfVault, keptSize, readKeptText, sealedFor } from './vault/kept-file.ts';

const SHELF_JSON = 'shelf.json';
const THUMBNAIL = 'thumbnail.webp';

/**
 * An empty one where there is none or it cannot be understood: it only ever holds a convenience.
 * @throws QuadrantError vault.*
 */
export async function readShelf(caseDir: string): Promise<Shelf> {
  try {
    const parsed = shelfSchema.safeParse(JSON.parse(await readKeptText(join(caseDir, SHELF_JSON))));
    return parsed.success ? parsed.data : EMPTY_SHELF;
  } catch (error) {
    if (isOfVault(error)) throw error;
    return EMPTY_SHELF;
  }
}

/** Replaced in one step: after a crash the old or the new one is there, whole. @throws QuadrantError disk.full, disk.unwritable */
export async function writeShelf(caseDir: string, shelf: Shelf): Promise<void> {
  await replaceBeside(caseDir, SHELF_JSON, `${JSON.stringify(shelf, null, 2)}\n`);
}

/** @throws QuadrantError disk.full, disk.unwritable */
export async function writeThumbnail(caseDir: string, picture: Uint8Array): Promise<void> {
  await replaceBeside(caseDir, THUMBNAIL, picture);
}

/** Where a case's picture lies and its size; null when it has none. */
export async function thumbnailOfCase(
  caseDir: string,
): Promise<{ readonly path: string; readonly sizeBytes: number } | null> {
  const path = join(caseDir, THUMBNAIL);
  const sizeBytes = await keptSize(path).catch(() => null);
  return sizeBytes === null ? null : { path, sizeBytes };
}

async function replaceBeside(caseDir: string, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(caseDir, name);
  try {
    await replaceFlushed(path, sealedFor(path, content));
  } catch (error) {
    throw diskError(error, path);
  }
}
