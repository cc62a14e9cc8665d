/** Pictures as PNG files. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { QuadrantError } from '#contract/errors';

/**
 * Writes an opaque RGBA picture, row by row from the top left; an older file of that name is replaced at once or stays.
 * @throws QuadrantError disk.unwritable
 */
export async function writePng(
  path: string,
  { width, height, data }: { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray },
): Promise<void> {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const partial = `${path}.partial-${randomUUID()}`;
  try {
    await writeFile(partial, PNG.sync.write(png, { colorType: 2, inputHasAlpha: true }));
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => {});
    throw new QuadrantError(
      'disk.unwritable',
      `The picture cannot be written to ${path}.`,
      'Choose a folder that exists and that you may write to.',
      { path },
      cause,
    );
  }
}
