/** Which point of a surface is nearest, told in one look: for trying very many places roughly. */
import { PointTree } from './point-tree.ts';
import type { OrientedPoints } from './oriented-points.ts';

const CELL_MM = 1;
/** How far from the surface it is known. */
const REACH_CELLS = 3;

export class NearField {
  private readonly surface: OrientedPoints;
  private readonly dims: readonly [number, number, number];
  private readonly low: readonly [number, number, number];
  /** For each cell the number of the nearest point and 1, or 0. */
  private readonly nearest: Int32Array;

  constructor(surface: OrientedPoints) {
    this.surface = surface;
    const { points } = surface;
    const low: [number, number, number] = [Infinity, Infinity, Infinity];
    const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
    for (let n = 0; n < points.length; n++) {
      low[n % 3] = Math.min(low[n % 3], points[n]);
      high[n % 3] = Math.max(high[n % 3], points[n]);
    }
    const size = (axis: number): number => Math.ceil((high[axis] - low[axis]) / CELL_MM) + 2 * REACH_CELLS + 2;
    this.low = [low[0] - REACH_CELLS * CELL_MM, low[1] - REACH_CELLS * CELL_MM, low[2] - REACH_CELLS * CELL_MM];
    this.dims = [size(0), size(1), size(2)];
    this.nearest = new Int32Array(this.dims[0] * this.dims[1] * this.dims[2]);
    this.lookUp(new PointTree(points));
  }

  /** 1 where points lie on the surface and face as it does, or the opposite way; 0 where they are far from it. */
  fit({ points, normals }: OrientedPoints, r: readonly number[], tx: number, ty: number, tz: number): number {
    const { nearest, low, dims, surface } = this;
    let sum = 0;
    for (let n = 0; n < points.length; n += 3) {
      const [x, y, z] = [points[n], points[n + 1], points[n + 2]];
      const px = r[0] * x + r[1] * y + r[2] * z + tx;
      const py = r[3] * x + r[4] * y + r[5] * z + ty;
      const pz = r[6] * x + r[7] * y + r[8] * z + tz;
      const i = Math.floor((px - low[0]) / CELL_MM);
      const j = Math.floor((py - low[1]) / CELL_MM);
      const k = Math.floor((pz - low[2]) / CELL_MM);
      if (i < 0 || j < 0 || k < 0 || i >= dims[0] || j >= dims[1] || k >= dims[2]) continue;
      const found = 3 * (nearest[i + dims[0] * (j + dims[1] * k)] - 1);
      if (found < 0) continue;
      const dx = px - surface.points[found];
      const dy = py - surface.points[found + 1];
      const dz = pz - surface.points[found + 2];
      const near = 1 - Math.sqrt(dx * dx + dy * dy + dz * dz) / (REACH_CELLS * CELL_MM);
      if (near <= 0) continue;
      const [u, v, w] = [normals[n], normals[n + 1], normals[n + 2]];
      const cosine =
        (r[0] * u + r[1] * v + r[2] * w) * surface.normals[found] +
        (r[3] * u + r[4] * v + r[5] * w) * surface.normals[found + 1] +
        (r[6] * u + r[7] * v + r[8] * w) * surface.normals[found + 2];
      sum += near * Math.abs(cosine);
    }
    return sum / (points.length / 3);
  }

  private lookUp(tree: PointTree): void {
    const { points } = this.surface;
    const [ni, nj] = this.dims;
    const cellOf = (n: number, axis: 0 | 1 | 2): number => Math.floor((points[n + axis] - this.low[axis]) / CELL_MM);
    for (let n = 0; n < points.length; n += 3) {
      const first = cellOf(n, 0) + ni * (cellOf(n, 1) + nj * cellOf(n, 2));
      if (this.nearest[first] < 0) continue; // its neighbourhood is marked
      for (let k = -REACH_CELLS; k <= REACH_CELLS; k++)
        for (let j = -REACH_CELLS; j <= REACH_CELLS; j++)
          for (let i = -REACH_CELLS; i <= REACH_CELLS; i++) {
            const cell = first + i + ni * (j + nj * k);
            if (this.nearest[cell] === 0) this.nearest[cell] = 1;
          }
      this.nearest[first] = -1;
    }
    for (let k = 0, cell = 0; k < this.dims[2]; k++)
      for (let j = 0; j < nj; j++)
        for (let i = 0; i < ni; i++, cell++) {
          if (this.nearest[cell] === 0) continue;
          const at = (index: number, axis: 0 | 1 | 2): number => this.low[axis] + (index + 0.5) * CELL_MM;
          this.nearest[cell] = 1 + tree.nearest(at(i, 0), at(j, 1), at(k, 2), (REACH_CELLS + 1) * CELL_MM);
        }
  }
}
