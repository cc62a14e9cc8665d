import { describe, expect, it } from 'vitest';
import { decodeSurface, encodeSurface, joinSurfaces, splitSurfaces } from '#core/surface/surface-bytes';
import type { FinishedSurface } from '#core/surface/surface-finish';

/** A tetrahedron and a fifth vertex, so that the light does not fill its last four bytes. */
const SURFACE: FinishedSurface = {
  positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 2, 2]),
  normals: new Float32Array([-1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, -1]),
  indices: new Uint32Array([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]),
  light: new Float32Array([0, 1, 0.2, 0.4, 0.6]),
};
const EMPTY: FinishedSurface = {
  positions: new Float32Array(),
  normals: new Float32Array(),
  indices: new Uint32Array(),
  light: new Float32Array(),
};
const bufferOf = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;

describe('encodeSurface', () => {
  it('comes back as it was', () => {
    const bytes = encodeSurface(SURFACE);
    expect(bytes.length).toBe(8 + 5 * 24 + 4 * 12 + 8);
    expect(decodeSurface(bufferOf(bytes))).toEqual(SURFACE);
    expect(decodeSurface(bufferOf(encodeSurface(EMPTY)))).toEqual(EMPTY);
  });

  it.each([0, 7, 40, 183, 185, 188])('refuses %d bytes', (size) => {
    const bytes = new Uint8Array(size);
    bytes.set(encodeSurface(SURFACE).subarray(0, size));
    expect(decodeSurface(bytes.buffer)).toBeNull();
  });
});

describe('joinSurfaces', () => {
  const joined = joinSurfaces(
    new Map([
      [11, encodeSurface(SURFACE)],
      [48, encodeSurface(EMPTY)],
    ]),
  );

  it('comes back tooth by tooth, also behind other bytes', () => {
    const expected = new Map([
      [11, SURFACE],
      [48, EMPTY],
    ]);
    expect(splitSurfaces(bufferOf(joined))).toEqual(expected);
    const behind = new Uint8Array(32 + joined.length).fill(255);
    behind.set(joined, 32);
    expect(splitSurfaces(behind.buffer, 32)).toEqual(expected);
  });

  it.each([0, 3, 10, 100, joined.length - 1, joined.length + 4])('refuses %d bytes', (size) => {
    const bytes = new Uint8Array(size);
    bytes.set(joined.subarray(0, size));
    expect(splitSurfaces(bytes.buffer)).toBeNull();
  });
});
