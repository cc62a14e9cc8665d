/** A disk of some megabytes in memory, on which things happen that happen to disks. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Skipped } from './fault.ts';

export class SmallDisk {
  readonly path: string;
  private readonly filling: string;

  constructor(path: string, megabytes: number) {
    this.path = path;
    this.filling = join(path, 'filling');
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'quadrant-faults', path], { stdio: 'ignore' });
    } catch (cause) {
      throw new Skipped('a small disk needs root and tmpfs', { cause });
    }
  }

  fill(): void {
    const file = openSync(this.filling, 'w');
    try {
      for (let bytes = 1 << 20; bytes >= 1;) {
        try {
          if (writeSync(file, Buffer.alloc(bytes)) < bytes) bytes >>= 1;
        } catch {
          bytes >>= 1;
        }
      }
    } finally {
      closeSync(file);
    }
  }

  empty(): void {
    rmSync(this.filling);
  }

  /** For root as well, whom rights of files do not bind. */
  set readOnly(readOnly: boolean) {
    execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, this.path]);
  }

  unmount(): void {
    execFileSync('umount', [this.path]);
  }
}

/** A fresh disk for a task. */
export async function onDisk<Result>(megabytes: number, task: (disk: SmallDisk) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'quadrant-disk-'));
  try {
    const disk = new SmallDisk(folder, megabytes);
    try {
      return await task(disk);
    } finally {
      disk.unmount();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
