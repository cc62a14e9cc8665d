import { describe, expect, test } from 'vitest';
import { decodeScanSurface, encodeScanSurface } from '#core/surface/scan-surface-bytes';

const SURFACE = {
  positions: Float64Array.from([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0.5]),
  triangles: Uint32Array.from([0, 1, 2, 0, 3, 1]),
};

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

describe('a surface on its way to the window', () => {
  test('arrives in millimetres, with the faces in their order', () => {
    const shown = decodeScanSurface(bufferOf(encodeScanSurface({ ...SURFACE, colours: null }, 25.4)));
    expect([...shown.positionsMm]).toEqual([...SURFACE.positions].map((value) => Math.fround(25.4 * value)));
    expect(shown.triangles).toEqual(SURFACE.triangles);
    expect(shown.colours).toBeNull();
  });

  test('keeps its colours', () => {
    const colours = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);
    expect(decodeScanSurface(bufferOf(encodeScanSurface({ ...SURFACE, colours }, 1))).colours).toEqual(colours);
  });

  test('is refused when a piece of it is missing', () => {
    const bytes = encodeScanSurface({ ...SURFACE, colours: null }, 1);
    for (const length of [3, bytes.length - 1]) {
      expect(() => decodeScanSurface(bufferOf(bytes.subarray(0, length)))).toThrow(RangeError);
    }
  });
});
