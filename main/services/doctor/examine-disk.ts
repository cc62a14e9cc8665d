/** The folders that Quadrant writes to: room, speed, links, who may read them, and whether they lie in this computer. */
import { link, mkdir, mkdtemp, open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorFinding } from '#contract/diagnosis';
import { codeOf } from '../../io/flushed-file.ts';
import { finding } from './finding.ts';

/** data: settings and lists. cases: results, where a person moved them. temporary: voxels of the open scan. */
export type FolderKind = 'data' | 'cases' | 'temporary';

export interface Folder {
  readonly kind: FolderKind;
  readonly path: string;
  /** false: it is not there and must not come into being, as on a disk that is not connected. */
  readonly there: boolean;
}

const GB = 1e9;
/** A case takes some 10 MB, an open scan 0.3 GB; below this a day's work may not fit. */
const LEAST_GB = 2;
const COMFORTABLE_GB = 10;
const PROBE_BYTES = 64 * 1024;
const FLUSHES = 5;
/** Every action of a review waits for a few flushes. */
const SLOW_FLUSH_MS = 50;

export async function examineFolder({ kind: folder, path, there }: Folder): Promise<readonly DoctorFinding[]> {
  if (!there) return [finding('disk.gone', { folder })];
  let probe: string;
  try {
    await mkdir(path, { recursive: true });
    probe = await mkdtemp(join(path, '.quadrant-probe-'));
  } catch (error) {
    return [finding('disk.unwritable', { folder, reason: codeOf(error) })];
  }
  try {
    const found = [await room(folder, path), ...(await network(folder, path))];
    if (folder === 'temporary') return found;
    return [...found, await flushing(folder, probe), await linking(folder, probe), ...(await reading(folder, path))];
  } catch (error) {
    return [finding('disk.unwritable', { folder, reason: codeOf(error) })];
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

async function room(folder: FolderKind, path: string): Promise<DoctorFinding> {
  const { bavail, bsize } = await statfs(path);
  return roomFinding(folder, bavail * bsize);
}

export function roomFinding(folder: FolderKind, freeBytes: number): DoctorFinding {
  const freeGb = Math.round((freeBytes / GB) * 10) / 10;
  const code = freeGb < LEAST_GB ? 'disk.full' : freeGb < COMFORTABLE_GB ? 'disk.little-room' : 'disk.room';
  return finding(code, { folder, freeGb });
}

/** Median of a few writes that are flushed one by one, as the review log does it. */
async function flushing(folder: FolderKind, probe: string): Promise<DoctorFinding> {
  const took: number[] = [];
  const file = await open(join(probe, 'flush'), 'wx');
  try {
    for (let n = 0; n < FLUSHES; n++) {
      const startedMs = performance.now();
      await file.write(new Uint8Array(PROBE_BYTES));
      await file.sync();
      took.push(performance.now() - startedMs);
    }
  } finally {
    await file.close();
  }
  const milliseconds = Math.round(took.toSorted((a, b) => a - b)[FLUSHES >> 1] * 10) / 10;
  return finding(milliseconds > SLOW_FLUSH_MS ? 'disk.slow-flush' : 'disk.flush', { folder, milliseconds });
}

/** Entries of the review log are linked into place; without hard links they are copied, which is safe but not in one step. */
async function linking(folder: FolderKind, probe: string): Promise<DoctorFinding> {
  try {
    await link(join(probe, 'flush'), join(probe, 'linked'));
    return finding('disk.links', { folder });
  } catch (error) {
    return finding('disk.no-links', { folder, reason: codeOf(error) });
  }
}

/** POSIX only: on Windows a person's own folders are private, and rights are no bits. */
async function reading(folder: FolderKind, path: string): Promise<readonly DoctorFinding[]> {
  if (process.platform === 'win32') return [];
  const { mode } = await stat(path);
  return [privacyFinding(folder, mode)];
}

const OTHERS = 0o077;

export function privacyFinding(folder: FolderKind, mode: number): DoctorFinding {
  const rights = (mode & 0o777).toString(8).padStart(3, '0');
  return finding((mode & OTHERS) === 0 ? 'disk.private' : 'disk.readable', { folder, rights });
}

/** Magic numbers of Linux' statfs(2): NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P. */
const NETWORK_TYPES = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997]);

/** Linux and Windows shares by their address only: neither tells more without help. */
async function network(folder: FolderKind, path: string): Promise<readonly DoctorFinding[]> {
  const isNetwork =
    process.platform === 'win32'
      ? path.startsWith('\\\\')
      : process.platform === 'linux' && NETWORK_TYPES.has((await statfs(path)).type);
  return isNetwork ? [finding('disk.network', { folder })] : [];
}
