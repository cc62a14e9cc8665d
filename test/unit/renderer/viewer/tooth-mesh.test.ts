import { describe, expect, it } from 'vitest';
import { decodeToothMesh, vertexNormals, vtkPolys } from '../../../../renderer/viewer/tooth-mesh.ts';

/** A tetrahedron as meshRoute sends it, counter-clockwise from outside. */
function tetrahedronBytes(): ArrayBuffer {
  const positions = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
  const indices = [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3];
  const bytes = new ArrayBuffer(8 + 4 * (positions.length + indices.length));
  new Uint32Array(bytes, 0, 2).set([4, 4]);
  new Float32Array(bytes, 8, 12).set(positions);
  new Uint32Array(bytes, 56, 12).set(indices);
  return bytes;
}

describe('decodeToothMesh', () => {
  it('finds positions and triangles', () => {
    const mesh = decodeToothMesh(tetrahedronBytes());
    expect(mesh.positions.slice(3, 6)).toEqual(new Float32Array([1, 0, 0]));
    expect(vtkPolys(mesh.indices).slice(0, 8)).toEqual(new Uint32Array([3, 0, 2, 1, 3, 0, 1, 3]));
  });

  it.each([0, 7, 40, 103, 105])('refuses %d bytes', (size) => {
    const bytes = new ArrayBuffer(size);
    new Uint8Array(bytes).set(new Uint8Array(tetrahedronBytes()).slice(0, size));
    expect(() => decodeToothMesh(bytes)).toThrow(/completely/);
  });
});

describe('vertexNormals', () => {
  it('points outwards with unit length', () => {
    const mesh = decodeToothMesh(tetrahedronBytes());
    const normals = vertexNormals(mesh);
    for (let n = 0; n < normals.length; n += 3) {
      const [x, y, z] = normals.slice(n, n + 3);
      expect(Math.hypot(x, y, z)).toBeCloseTo(1);
      const [px, py, pz] = mesh.positions.slice(n, n + 3);
      expect(x * (px - 0.25) + y * (py - 0.25) + z * (pz - 0.25)).toBeGreaterThan(0);
    }
  });
});
