import { describe, expect, it } from 'vitest';
import type { VoxelArray } from '#core/volume';
import { greyTable, paintGreysInto, paintRowsInto } from '../../../../../renderer/viewer/grey/grey-table.ts';

function painted(voxels: VoxelArray, level: number, width: number, inverted = false): readonly number[] {
  const out = new Uint32Array(voxels.length);
  paintGreysInto(out, voxels, greyTable(voxels, { window: { level, width }, inverted }));
  const bytes = new Uint8Array(out.buffer);
  // Opaque, and red, green and blue alike: in the byte order of ImageData.
  for (let n = 0; n < out.length; n++) {
    expect(bytes[4 * n + 3]).toBe(255);
    expect(bytes[4 * n]).toBe(bytes[4 * n + 1]);
    expect(bytes[4 * n]).toBe(bytes[4 * n + 2]);
  }
  return [...out].map((pixel) => pixel & 0xff);
}

describe('greyTable', () => {
  it('shows the window’s ends as black and white and clips what lies beyond, for every kind of voxel', () => {
    expect(painted(Uint8Array.of(0, 50, 100, 150, 255), 100, 100)).toEqual([0, 0, 128, 255, 255]);
    expect(painted(Uint16Array.of(0, 20_000, 30_000, 40_000, 65_535), 30_000, 20_000)).toEqual([0, 0, 128, 255, 255]);
    expect(painted(Int16Array.of(-32_768, -100, 0, 100, 32_767), 0, 200)).toEqual([0, 0, 128, 255, 255]);
    expect(painted(Float32Array.of(-9, 0.25, 0.5, 0.75, 9), 0.5, 0.5)).toEqual([0, 0, 128, 255, 255]);
  });

  it('turns bright into dark when inverted', () => {
    expect(painted(Uint8Array.of(0, 100, 255), 127.5, 255, true)).toEqual([255, 155, 0]);
    expect(painted(Float32Array.of(0, 1), 0.5, 1, true)).toEqual([255, 0]);
  });

  it('brightens the middle with gamma above 1, darkens it below, and keeps black and white', () => {
    const greys = Uint8Array.of(0, 64, 128, 255);
    const byGamma = (gamma: number): readonly number[] => {
      const out = new Uint32Array(4);
      paintGreysInto(out, greys, greyTable(greys, { window: { level: 127.5, width: 255 }, inverted: false, gamma }));
      return [...out].map((pixel) => pixel & 0xff);
    };
    expect(byGamma(1)).toEqual([0, 64, 128, 255]);
    expect(byGamma(2)).toEqual([0, 128, 181, 255]); // 255·√(64/255), 255·√(128/255)
    expect(byGamma(0.5)).toEqual([0, 16, 64, 255]); // 255·(64/255)², 255·(128/255)²
  });

  it('turns rows upwards into rows downwards', () => {
    const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const out = new Uint32Array(6);
    const table = greyTable(pixels, { window: { level: 127.5, width: 255 }, inverted: false });
    paintRowsInto(out, { pixels, width: 2, height: 3 }, table);
    expect([...out].map((pixel) => pixel & 0xff)).toEqual([5, 6, 3, 4, 1, 2]);
  });

  it('keeps every grey of an 8-bit picture apart in the full window', () => {
    const all = Uint8Array.from({ length: 256 }, (_, n) => n);
    expect(painted(all, 127.5, 255)).toEqual([...all]);
  });
});
