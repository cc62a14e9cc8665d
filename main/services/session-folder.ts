/** The temporary folder of a session, for voxels, labels, meshes, exports and uploads: patients' data that nobody else removes. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'quadrant-session-';

export interface SessionFolder {
  /** Makes it when it is first asked for. */
  readonly path: () => Promise<string>;
  readonly remove: () => Promise<void>;
}

export function sessionFolder(parent: string = tmpdir()): SessionFolder {
  let made: Promise<string> | null = null;
  return {
    path: () => (made ??= mkdtemp(join(parent, `${PREFIX}${thisMachine()}-${process.pid}-`))),
    remove: async () => {
      if (made !== null) await rm(await made, { recursive: true, force: true });
      made = null;
    },
  };
}

/** Removes the folders of sessions on this machine whose program was killed. */
export async function removeLeftSessions(parent: string = tmpdir()): Promise<void> {
  const ours = `${PREFIX}${thisMachine()}-`;
  for (const name of (await readdir(parent)).filter((each) => each.startsWith(ours))) {
    const pid = Number(name.slice(ours.length).split('-')[0]);
    if (!Number.isInteger(pid) || isRunning(pid)) continue;
    // Another account's folder stays: it is that account's to remove.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** Containers that share a folder for temporary files have processes of the same number. */
function thisMachine(): string {
  return hostname().replaceAll(/[^A-Za-z0-9]/g, '_');
}

/** A number that another program got meanwhile counts too: its folder goes later. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
