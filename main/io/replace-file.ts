import { QuadrantError } from '#contract/errors';
import { diskError, replaceFlushed, type FileContent } from './flushed-file.ts';

/**
 * Writes a file that a person asked for; an older one of that name is replaced at once or stays. `what` names it for the
 * message: "The picture".
 * @throws QuadrantError disk.full, disk.unwritable
 */
export async function replaceFile(path: string, content: FileContent, what: string, mode?: number): Promise<void> {
  try {
    await replaceFlushed(path, content, mode);
  } catch (cause) {
    const error = diskError(cause, path);
    if (error instanceof QuadrantError && error.code === 'disk.full') throw error;
    throw new QuadrantError(
      'disk.unwritable',
      `${what} cannot be written to ${path}.`,
      'Choose a folder that exists and that you may write to.',
      { path },
      cause,
    );
  }
}
