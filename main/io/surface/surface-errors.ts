/** The refusals of the readers of surfaces, worded once. */
import { basename } from 'node:path';
import { QuadrantError } from '#contract/errors';

/** A scan of both jaws at full resolution has some millions. */
export const MAX_FACES = 20_000_000;
/** An ASCII STL of 4 million triangles. */
export const MAX_SURFACE_BYTES = 2 ** 30;

export function surfaceNotFound(path: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'surface.not-found',
    `There is no surface to read at ${path}.`,
    'Check the path; if the file is on a disc or a network drive, check that it is connected.',
    { path },
    cause,
  );
}

export function damagedSurface(path: string, reason: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'surface.damaged',
    `The surface ${basename(path)} is damaged or incomplete: ${reason}.`,
    'Export it again from the program of the intraoral scanner and open the new copy.',
    { path, reason },
    cause,
  );
}

export function unsupportedSurface(path: string, found: string): QuadrantError {
  return new QuadrantError(
    'surface.unsupported',
    `${basename(path)} is ${found}, which Quadrant cannot read as a surface.`,
    'Export it as STL, PLY, OBJ or VTP.',
    { path, found },
  );
}

export function surfaceTooLarge(path: string, faces: number): QuadrantError {
  return new QuadrantError(
    'surface.too-large',
    `The surface ${basename(path)} is too large: Quadrant reads up to ${MAX_FACES / 1e6} million triangles and ${MAX_SURFACE_BYTES / 2 ** 30} GB.`,
    'Export the scan with fewer triangles.',
    { path, faces, limit: MAX_FACES },
  );
}
