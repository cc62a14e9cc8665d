/**
 * The session file that holds a scan for the host to stream: voxels, slices in `streamOrder`, appended as they are read; of
 * an intraoral scan the surface.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { streamOrder } from '#core/voxels/stream-order';
import type { Volume } from '#core/volume';
import { diskError } from '../../io/flushed-file.ts';
import { sealedForSession, sessionSealer } from '../../io/vault/kept-file.ts';
import type { Sealer } from '../../io/vault/sealed-format.ts';

export class VoxelFile {
  private readonly path: string;
  private readonly file: FileHandle;
  private readonly onBytes: (bytes: number) => void;
  private volume: Volume | null = null;
  /** Where the data folder is encrypted: a chunk for each slice. */
  private sealer: Sealer | null = null;
  private order: Uint32Array = new Uint32Array();
  private arrived: Uint8Array = new Uint8Array();
  private written = 0;
  private writing: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle, onBytes: (bytes: number) => void) {
    this.path = path;
    this.file = file;
    this.onBytes = onBytes;
  }

  /** `onBytes` is told how much of the file may be read. */
  static async create(path: string, onBytes: (bytes: number) => void): Promise<VoxelFile> {
    return new VoxelFile(path, await open(path, 'wx'), onBytes);
  }

  begin(volume: Volume): void {
    this.volume = volume;
    this.order = streamOrder(volume.geometry.dims[2]);
    this.arrived = new Uint8Array(this.order.length);
    const sealer = sessionSealer(this.path, volume.data.byteLength / this.order.length);
    this.sealer = sealer;
    if (sealer === null) return;
    this.writing = this.writing.then(() => this.append(sealer.header));
    this.writing.catch(() => {}); // as in `slice`
  }

  /** Slice k of the volume holds its final values. */
  slice(k: number): void {
    this.arrived[k] = 1;
    this.writing = this.writeArrived(this.writing);
    this.writing.catch(() => {}); // finish tells: until then nobody listens, which would end the process
  }

  /** Writes what is left of the finished volume; call it whether or not there was growth. @throws QuadrantError disk.* */
  async finish(volume: Volume): Promise<void> {
    if (this.volume === null) this.begin(volume);
    this.arrived.fill(1);
    await this.writeArrived(this.writing);
  }

  /** In place of voxels, the bytes of a scan that has none. @throws QuadrantError disk.* */
  async finishAs(bytes: Uint8Array): Promise<void> {
    await this.append(sealedForSession(this.path, bytes));
    this.onBytes(bytes.length);
  }

  async close(): Promise<void> {
    await this.writing.catch(() => {});
    await this.file.close();
  }

  /** A single write may take less than all where the disk is nearly full. */
  private async append(bytes: Uint8Array): Promise<void> {
    await this.file.writeFile(bytes).catch((error: unknown) => {
      throw diskError(error, this.path);
    });
  }

  private async writeArrived(before: Promise<void>): Promise<void> {
    await before;
    const { volume, order, arrived } = this;
    if (volume === null) return;
    const { geometry, data } = volume;
    const sliceLength = geometry.dims[0] * geometry.dims[1];
    const sliceBytes = sliceLength * data.BYTES_PER_ELEMENT;
    while (this.written < order.length && arrived[order[this.written]] === 1) {
      const k = order[this.written];
      // The memory of the voxels as bytes; all platforms that Electron runs on are little-endian.
      const slice = new Uint8Array(data.buffer, data.byteOffset + k * sliceBytes, sliceBytes);
      this.written += 1;
      await this.append(this.sealer?.seal(slice, this.written === order.length) ?? slice);
      this.onBytes(this.written * sliceBytes);
    }
  }
}
