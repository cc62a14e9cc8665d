/** Decodes one frame straight into its slot of the volume. Runs in the worker threads and, for raw pixels, in place. */
import { createHash } from 'node:crypto';
import type { VoxelArray } from '#core/volume';
import { decodeFrame } from './decode-frame.ts';
import { openFrames } from './frame-bytes.ts';
import type { FrameReader, PixelDataPlace } from './frame-bytes.ts';
import type { LookupTable } from './lookup-table.ts';
import type { PixelFormat, StoredValues } from './pixel-format.ts';
import { transferSyntax } from './transfer-syntax.ts';

/** Everything that is needed to decode one frame; plain data, so that it can be sent to a thread. */
export interface FrameTask {
  readonly path: string;
  readonly transferSyntaxUid: string;
  readonly pixelData: PixelDataPlace;
  readonly format: PixelFormat;
  readonly frame: number;
  readonly frameCount: number;
  readonly slope: number;
  readonly intercept: number;
  readonly modalityLut: LookupTable | null;
  /** Index of the frame's first voxel in the output. */
  readonly outputOffset: number;
}

/** What one frame held: its range and, when asked for, a hash of its stored values. */
export interface FrameSummary {
  readonly storedMin: number;
  readonly storedMax: number;
  readonly sha256: string;
}

/**
 * `voxels`: null decodes and hashes only. `rescaled` false leaves stored values, so that the narrowest type can be
 * chosen once their true range is known.
 */
export interface DecodeOutput {
  readonly voxels: VoxelArray | null;
  readonly rescaled: boolean;
}

/** Decodes frames one after the other; keeps the last file open, as the frames of one file come in a row. */
export class FrameDecoder {
  private readonly output: DecodeOutput;
  private openPath = '';
  private reader: FrameReader | null = null;

  constructor(output: DecodeOutput) {
    this.output = output;
  }

  async decode(task: FrameTask): Promise<FrameSummary> {
    const { voxels, rescaled } = this.output;
    const syntax = transferSyntax(task.transferSyntaxUid);
    const encoded = this.readerOf(task).read(task.frame);
    const stored = await decodeFrame(encoded, task.format, syntax, task.pixelData.vr);
    if (voxels === null) return { storedMin: 0, storedMax: 0, sha256: sha256(stored) };
    if (!rescaled) {
      voxels.set(stored, task.outputOffset);
      return { ...rangeOf(stored), sha256: '' };
    }
    if (task.modalityLut === null) rescaleInto(voxels, task.outputOffset, stored, task.slope, task.intercept);
    else lookUpInto(voxels, task.outputOffset, stored, task.modalityLut);
    return { storedMin: 0, storedMax: 0, sha256: '' };
  }

  close(): void {
    this.reader?.close();
    this.reader = null;
    this.openPath = '';
  }

  private readerOf(task: FrameTask): FrameReader {
    if (this.reader !== null && this.openPath === task.path) return this.reader;
    this.close();
    this.reader = openFrames(task.path, task.pixelData, task.frameCount, task.format);
    this.openPath = task.path;
    return this.reader;
  }
}

/** Writes stored · slope + intercept into `voxels` from `offset` on. */
export function rescaleInto(
  voxels: VoxelArray,
  offset: number,
  stored: StoredValues,
  slope: number,
  intercept: number,
): void {
  if (slope === 1 && intercept === 0) {
    voxels.set(stored, offset);
    return;
  }
  for (let p = 0; p < stored.length; p++) voxels[offset + p] = stored[p] * slope + intercept;
}

function lookUpInto(voxels: VoxelArray, offset: number, stored: StoredValues, lut: LookupTable): void {
  const last = lut.values.length - 1;
  for (let p = 0; p < stored.length; p++) {
    const entry = stored[p] - lut.firstInput;
    voxels[offset + p] = lut.values[entry < 0 ? 0 : entry > last ? last : entry];
  }
}

function rangeOf(stored: StoredValues): { storedMin: number; storedMax: number } {
  let storedMin = Infinity;
  let storedMax = -Infinity;
  for (let p = 0; p < stored.length; p++) {
    if (stored[p] < storedMin) storedMin = stored[p];
    if (stored[p] > storedMax) storedMax = stored[p];
  }
  return { storedMin, storedMax };
}

function sha256(values: StoredValues): string {
  return createHash('sha256').update(values).digest('hex');
}
