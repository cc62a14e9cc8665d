/** Some faces of a surface as a surface of their own. */
import type { ScanSurface } from './scan-surface.ts';

/** The faces whose label is asked for, in their order, with the vertices that they use. `labels`: a value a face. */
export function facesWithLabel(
  { positions, triangles }: Pick<ScanSurface, 'positions' | 'triangles'>,
  labels: Uint8Array,
  label: number,
): Pick<ScanSurface, 'positions' | 'triangles'> {
  const numbers = new Int32Array(positions.length / 3).fill(-1);
  const corners: number[] = [];
  const used: number[] = [];
  for (let face = 0; face < labels.length; face++) {
    if (labels[face] !== label) continue;
    for (let corner = 3 * face; corner < 3 * face + 3; corner++) {
      const v = triangles[corner];
      if (numbers[v] === -1) numbers[v] = used.push(v) - 1;
      corners.push(numbers[v]);
    }
  }
  const own = new Float64Array(3 * used.length);
  for (const [n, v] of used.entries()) own.set(positions.subarray(3 * v, 3 * v + 3), 3 * n);
  return { positions: own, triangles: Uint32Array.from(corners) };
}
