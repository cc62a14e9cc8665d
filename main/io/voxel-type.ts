/** The narrowest array that holds grey values exactly. */
import type { VoxelArray } from '#core/volume';

export type VoxelType = 'uint8' | 'int16' | 'uint16' | 'float32';

/** The type for integers from `min` to `max`; float32 when none fits (exact up to 2^24). Int16 is preferred to Uint16. */
export function integerVoxelType(min: number, max: number): VoxelType {
  if (min >= 0 && max <= 255) return 'uint8';
  if (min >= -32768 && max <= 32767) return 'int16';
  if (min >= 0 && max <= 65535) return 'uint16';
  return 'float32';
}

const BYTES: Readonly<Record<VoxelType, number>> = { uint8: 1, int16: 2, uint16: 2, float32: 4 };

/** Zero-filled voxels in memory that threads can share. */
export function sharedVoxels(type: VoxelType, length: number): VoxelArray {
  return viewVoxels(type, new SharedArrayBuffer(length * BYTES[type]));
}

export function newVoxels(type: VoxelType, length: number): VoxelArray {
  return viewVoxels(type, new ArrayBuffer(length * BYTES[type]));
}

export function viewVoxels(type: VoxelType, buffer: ArrayBufferLike): VoxelArray {
  switch (type) {
    case 'uint8':
      return new Uint8Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
  }
}

/** Floats that are all integers as the integer type that holds them; other floats as they are. */
export function narrowed(values: Float32Array): VoxelArray {
  let min = Infinity;
  let max = -Infinity;
  for (let p = 0; p < values.length; p++) {
    const value = values[p];
    if (!Number.isInteger(value)) return values;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  switch (integerVoxelType(min, max)) {
    case 'uint8':
      return Uint8Array.from(values);
    case 'int16':
      return Int16Array.from(values);
    case 'uint16':
      return Uint16Array.from(values);
    case 'float32':
      return values;
  }
}
