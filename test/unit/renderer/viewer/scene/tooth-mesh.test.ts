import { describe, expect, it } from 'vitest';
import { encodeSurface, joinSurfaces } from '#core/surface/surface-bytes';
import { plain } from '#core/surface/surface-finish';
import { surfaceOf, surfacesOf, vtkPolys } from '../../../../../renderer/viewer/scene/tooth-mesh.ts';

const TETRAHEDRON = plain({
  positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]),
  indices: new Uint32Array([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]),
});
const encoded = encodeSurface(TETRAHEDRON);

describe('what the host sends', () => {
  it('is a surface', () => {
    expect(surfaceOf(Uint8Array.from(encoded).buffer)).toEqual(TETRAHEDRON);
    expect(() => surfaceOf(Uint8Array.from(encoded.subarray(4)).buffer)).toThrow(/completely/);
  });

  it('is all kept surfaces behind their key', () => {
    const joined = joinSurfaces(new Map([[36, encoded]]));
    const bytes = new Uint8Array(32 + joined.length).fill(7);
    bytes.set(joined, 32);
    expect(surfacesOf(bytes.buffer)).toEqual(new Map([[36, TETRAHEDRON]]));
    expect(() => surfacesOf(bytes.slice(0, -1).buffer)).toThrow(/completely/);
  });
});

it('puts the number of points before each triangle', () => {
  expect(vtkPolys(TETRAHEDRON.indices).slice(0, 8)).toEqual(new Uint32Array([3, 0, 2, 1, 3, 0, 1, 3]));
});
