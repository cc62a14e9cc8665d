/** The fine net draws the eight parts of a cell each for itself: where it doubts, surfaces come out as combs. */
import type { Vec3 } from '../volume.ts';

/** Of a voxel and its 26 neighbours: a blade one voxel thin has 9, the edge of a body 12, a notch in one 18 about it. */
const LEAST = 10;
const MOST = 27 - LEAST;

/**
 * A voxel that nearly all of the 27 about it outvote follows them: combs, crumbs and notches go, edges and flat faces stay.
 * One that becomes tooth gets the label of a face neighbour. `labels` is flat, i fastest, 0 = none; the outermost voxels
 * stay. Works in place.
 */
export function smoothSurfacesInPlace(labels: Uint8Array, [ni, nj, nk]: Vec3): void {
  const layer = ni * nj;
  const acrossRows = [-ni, ni, -layer, layer];
  const around = [-layer, 0, layer].flatMap((k) => [-ni, 0, ni].flatMap((j) => [-1, 0, 1].map((i) => k + j + i)));
  const changed: number[] = [];
  const becomes: number[] = [];
  for (let k = 1; k < nk - 1; k++) {
    for (let j = 1; j < nj - 1; j++) {
      const row = k * layer + j * ni;
      for (let n = row + 1; n < row + ni - 1; n++) {
        const isTooth = labels[n] !== 0;
        // mostly nothing for rows on end: the two neighbours in the row are looked at first
        let other = (labels[n - 1] !== 0) !== isTooth ? -1 : (labels[n + 1] !== 0) !== isTooth ? 1 : 0;
        for (let face = 0; other === 0 && face < 4; face++) {
          if ((labels[n + acrossRows[face]] !== 0) !== isTooth) other = acrossRows[face];
        }
        if (other === 0) continue;
        let teeth = 0;
        for (const step of around) if (labels[n + step] !== 0) teeth++;
        if (isTooth ? teeth >= LEAST : teeth <= MOST) continue;
        changed.push(n);
        becomes.push(isTooth ? 0 : labels[n + other]);
      }
    }
  }
  for (const [n, at] of changed.entries()) labels[at] = becomes[n];
}
