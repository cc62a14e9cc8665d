/** Paths behind ids: what was picked, dropped or uploaded in this session. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { QuadrantError } from '#contract/errors';

export class ScanSources {
  private readonly paths = new Map<string, string>();
  private readonly uploadRoots = new Map<string, string>();
  private readonly uploadCounts = new Map<string, number>();
  private readonly sessionDir: () => Promise<string>;

  constructor(sessionDir: () => Promise<string>) {
    this.sessionDir = sessionDir;
  }

  register(path: string): string {
    const sourceId = randomUUID();
    this.paths.set(sourceId, resolve(path));
    return sourceId;
  }

  /** @throws QuadrantError scan.not-found for an id of another session. */
  pathOf(sourceId: string): string {
    const path = this.paths.get(sourceId);
    if (path === undefined) {
      throw new QuadrantError('scan.not-found', 'This scan was not picked in this session.', 'Open it again.', {
        sourceId,
      });
    }
    return path;
  }

  /** An empty folder in the session's temporary folder that uploaded files go to. */
  async beginUpload(): Promise<string> {
    const folder = join(await this.sessionDir(), 'uploads', randomUUID());
    await mkdir(folder, { recursive: true });
    const sourceId = this.register(folder);
    this.uploadRoots.set(sourceId, folder);
    return sourceId;
  }

  /** Whether the scan's path is a temporary upload, which no later session can open. */
  isUpload(path: string): boolean {
    return [...this.uploadRoots.values()].some((root) => path === root || path.startsWith(root + sep));
  }

  /**
   * Where an uploaded file is to be written; its parent folders are made.
   * @throws QuadrantError usage for a path that would leave the upload's folder or an id that is no upload.
   */
  async uploadPath(sourceId: string, relativePath: string): Promise<string> {
    const root = this.uploadRoots.get(sourceId);
    const target = root === undefined ? undefined : resolve(root, relativePath);
    const inside = root === undefined || target === undefined ? '' : relative(root, target);
    if (
      target === undefined ||
      inside === '' ||
      inside === '..' ||
      inside.startsWith(`..${sep}`) ||
      isAbsolute(inside) || // another drive of Windows
      relativePath.includes('\0')
    ) {
      throw new QuadrantError('usage', 'An upload named a file outside of its folder.', 'Open the scan again.', {
        sourceId,
      });
    }
    await mkdir(dirname(target), { recursive: true });
    // One file alone, a NIfTI or multi-frame file, is opened itself; several are opened as their folder.
    const count = (this.uploadCounts.get(sourceId) ?? 0) + 1;
    this.uploadCounts.set(sourceId, count);
    this.paths.set(sourceId, count === 1 || root === undefined ? target : root);
    return target;
  }
}
