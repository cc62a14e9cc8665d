/** Tooth surfaces as the host sends them, and as vtk.js wants them. */
import { MESHES_KEY_BYTES } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import { decodeSurface, splitSurfaces } from '#core/surface/surface-bytes';
import type { FinishedSurface } from '#core/surface/surface-finish';

/** What `meshRoute` sends. @throws QuadrantError internal when the size does not match the header. */
export function surfaceOf(bytes: ArrayBuffer): FinishedSurface {
  const surface = decodeSurface(bytes);
  if (surface === null) throw incomplete(bytes);
  return surface;
}

/** What `meshesRoute` sends, label → surface. @throws QuadrantError internal when bytes are missing or too many. */
export function surfacesOf(bytes: ArrayBuffer): ReadonlyMap<number, FinishedSurface> {
  const surfaces = splitSurfaces(bytes, MESHES_KEY_BYTES);
  if (surfaces === null) throw incomplete(bytes);
  return surfaces;
}

function incomplete({ byteLength }: ArrayBuffer): QuadrantError {
  const facts = { foundBytes: byteLength };
  return new QuadrantError('internal', 'A tooth surface did not arrive completely.', 'Open the scan again.', facts);
}

/** Triangles as vtk.js wants them: the number of points before each. */
export function vtkPolys(indices: Uint32Array): Uint32Array {
  const polys = new Uint32Array((indices.length / 3) * 4);
  for (let n = 0, p = 0; n < indices.length; n += 3) {
    polys[p++] = 3;
    polys[p++] = indices[n];
    polys[p++] = indices[n + 1];
    polys[p++] = indices[n + 2];
  }
  return polys;
}
