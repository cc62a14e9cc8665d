/** Gives every file and folder one time, so that archives made of them at another hour are the same. */
import { lutimes, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export async function settleTimes(folder: string, sourceDateS: number): Promise<void> {
  const settle = (path: string): Promise<void> => lutimes(path, sourceDateS, sourceDateS);
  for (const name of await readdir(folder, { recursive: true })) await settle(join(folder, name));
  await settle(folder);
}
