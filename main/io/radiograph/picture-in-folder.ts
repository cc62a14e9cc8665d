import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { openFile } from '../regular-file.ts';
import { pictureKind } from './picture-format.ts';
import type { PictureKind } from './picture-format.ts';

export interface FoundPicture {
  readonly path: string;
  readonly kind: PictureKind;
}

/**
 * The one PNG, JPEG or TIFF file in a folder, at any depth; null when there is none.
 * @throws QuadrantError scan.no-image-series when there are several: a person has to say which one.
 */
export async function pictureInFolder(folder: string): Promise<FoundPicture | null> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const pictures: FoundPicture[] = [];
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const kind = await kindOf(path);
    if (kind !== null) pictures.push({ path, kind });
  }
  if (pictures.length < 2) return pictures.at(0) ?? null;
  const names = pictures.map(({ path }) => relative(folder, path)).toSorted();
  throw new QuadrantError(
    'scan.no-image-series',
    `The folder holds ${pictures.length} pictures and no DICOM image: it is not clear which one is meant.`,
    `Open one of the pictures itself, for example ${names[0]}.`,
    { path: folder, pictures: pictures.length, first: names[0] },
  );
}

async function kindOf(path: string): Promise<PictureKind | null> {
  const file = await openFile(path).catch(() => null);
  if (file === null) return null;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(132), 0, 132, 0);
    return pictureKind(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
