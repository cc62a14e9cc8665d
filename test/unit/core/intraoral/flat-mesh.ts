/** Sheets of triangles for the tests of labels. */
import { faceMesh, type FaceMesh } from '#core/intraoral/face-mesh';

/** Squares of 1 mm, two faces each, row by row; `height` of a corner over its x. */
export function sheet(columns: number, rows: number, height: (x: number) => number = () => 0): FaceMesh {
  const positions: number[] = [];
  for (let j = 0; j <= rows; j++) for (let i = 0; i <= columns; i++) positions.push(i, j, height(i));
  const corner = (i: number, j: number): number => j * (columns + 1) + i;
  const triangles: number[] = [];
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const [a, b, c, d] = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
      triangles.push(a, b, c, a, c, d);
    }
  return faceMesh(Float64Array.from(positions), Uint32Array.from(triangles));
}
