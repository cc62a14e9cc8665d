import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { QuadrantError } from '#contract/errors';

/**
 * Writes a file that a person asked for; an older one of that name is replaced at once or stays. `what` names it for the
 * message: "The picture". Content may be pieces that follow each other.
 * @throws QuadrantError disk.unwritable
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array | readonly Uint8Array[],
  what: string,
  mode?: number,
): Promise<void> {
  const partial = `${path}.partial-${randomUUID()}`;
  try {
    await writeFile(partial, content, { mode });
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => {});
    throw new QuadrantError(
      'disk.unwritable',
      `${what} cannot be written to ${path}.`,
      'Choose a folder that exists and that you may write to.',
      { path },
      cause,
    );
  }
}
