/**
 * Whether a folder still lies on the disk on which it lay. A drive that vanished leaves an empty folder where it was
 * connected, or nothing: what is written there then lands on another disk, and is hidden when the drive comes back.
 */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { QuadrantError } from '#contract/errors';

export interface MountedPlace {
  readonly folder: string;
  /** The nearest folder above that lies on another disk; null where all is one. */
  readonly above: string | null;
}

/** @param folder that is there @throws the file system's error */
export async function mountedPlace(folder: string): Promise<MountedPlace> {
  const { dev } = await stat(folder);
  for (let above = dirname(folder), below = folder; above !== below; [above, below] = [dirname(above), above])
    if ((await stat(above)).dev !== dev) return { folder, above };
  return { folder, above: null };
}

/** Connected anew is there as well. */
export async function isStillThere({ folder, above }: MountedPlace): Promise<boolean> {
  const [found, outside] = await Promise.all([folder, above ?? folder].map((path) => stat(path).catch(() => null)));
  return found !== null && (above === null || found.dev !== outside?.dev);
}

export function placeGone(path: string): QuadrantError {
  return new QuadrantError(
    'case.place-gone',
    'The folder of the cases is not there.',
    'Connect its disk, or choose where the cases are now.',
    { path },
  );
}
