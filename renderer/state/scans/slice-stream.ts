/** Puts a stream of slices, sent in `streamOrder`, into their places in a volume. */
import { FIRST_STRIDE, streamOrder } from '#core/voxels/stream-order';

export class SliceStream {
  private readonly bytes: Uint8Array;
  private readonly order: Uint32Array;
  private readonly sliceBytes: number;
  private readonly arrived: Uint8Array;
  private offset = 0;

  /** `bytes` is the whole volume, k slowest. */
  constructor(bytes: Uint8Array, slices: number) {
    this.bytes = bytes;
    this.order = streamOrder(slices);
    this.sliceBytes = bytes.length / slices;
    this.arrived = new Uint8Array(slices);
  }

  /** Slices that are whole. */
  get slices(): number {
    return Math.floor(this.offset / this.sliceBytes);
  }

  get isComplete(): boolean {
    return this.offset === this.bytes.length;
  }

  /** False when there are more bytes than the volume has. */
  write(chunk: Uint8Array): boolean {
    if (this.offset + chunk.length > this.bytes.length) return false;
    for (let from = 0; from < chunk.length;) {
      const k = this.order[Math.floor(this.offset / this.sliceBytes)];
      const within = this.offset % this.sliceBytes;
      const count = Math.min(this.sliceBytes - within, chunk.length - from);
      this.bytes.set(chunk.subarray(from, from + count), k * this.sliceBytes + within);
      from += count;
      this.offset += count;
      if (within + count === this.sliceBytes) this.finish(k);
    }
    return true;
  }

  /** Until its own neighbours come, a slice of the first pass stands for those that follow it. */
  private finish(k: number): void {
    const { arrived, sliceBytes } = this;
    arrived[k] = 1;
    if (k % FIRST_STRIDE !== 0) return;
    for (let next = k + 1; next < Math.min(k + FIRST_STRIDE, arrived.length); next++) {
      if (arrived[next] === 0) this.bytes.copyWithin(next * sliceBytes, k * sliceBytes, (k + 1) * sliceBytes);
    }
  }
}
