/** The door to surface files: STL, PLY, OBJ and VTP, told apart by what is in them. */
import { extname } from 'node:path';
import { isOfVault, KeptReader, readKept } from '../vault/kept-file.ts';
import { sniffFormat } from '../sniff-format.ts';
import { readObj } from './read-obj.ts';
import { readPly } from './read-ply.ts';
import { isBinaryStl, readAsciiStl, readBinaryStl } from './read-stl.ts';
import { readVtp } from './read-vtp.ts';
import type { ReadSurface } from './surface-content.ts';
import {
  damagedSurface,
  MAX_FACES,
  MAX_SURFACE_BYTES,
  surfaceNotFound,
  surfaceTooLarge,
  unsupportedSurface,
} from './surface-errors.ts';

export const SURFACE_FORMATS = ['stl-binary', 'stl-ascii', 'ply', 'obj', 'vtp'] as const;
export type SurfaceFormat = (typeof SURFACE_FORMATS)[number];

export interface SurfaceFile extends ReadSurface {
  readonly format: SurfaceFormat;
  readonly sizeBytes: number;
}

const HEAD_BYTES = 1024;
const ENDINGS = ['.stl', '.ply', '.obj', '.vtp'];

/** Whether a file is one of ours, by its first bytes, size and, where those leave it open, its ending. */
export async function isSurfaceFile(path: string): Promise<boolean> {
  return ENDINGS.includes(extname(path).toLowerCase()) || (await headOf(path).then(formatOf, () => null)) !== null;
}

/** @throws QuadrantError surface.not-found, surface.unsupported, surface.damaged, surface.too-large */
export async function readSurface(path: string): Promise<SurfaceFile> {
  const head = await headOf(path);
  if (head.size > MAX_SURFACE_BYTES) throw surfaceTooLarge(path, 0);
  const format = formatOf(head);
  if (format === null) {
    if (head.size === 0) throw damagedSurface(path, 'it is empty');
    throw unsupportedSurface(path, await sniffFormat(path));
  }
  const bytes = await readKept(path);
  return { ...decodeSurfaceFile(bytes, format, path), format, sizeBytes: bytes.length };
}

/** @throws QuadrantError surface.unsupported, surface.damaged, surface.too-large */
export function decodeSurfaceFile(bytes: Uint8Array, format: SurfaceFormat, path: string): ReadSurface {
  const surface = decoded(bytes, format, path);
  const { positions, triangles } = surface;
  if (triangles.length === 0) throw damagedSurface(path, 'it has no triangles');
  if (triangles.length > 3 * MAX_FACES) throw surfaceTooLarge(path, triangles.length / 3);
  const vertices = positions.length / 3;
  for (let n = 0; n < triangles.length; n++)
    if (triangles[n] >= vertices) throw damagedSurface(path, `a face names the vertex ${triangles[n]} of ${vertices}`);
  // Float32 as surfaces are drawn and written holds no more.
  for (let n = 0; n < positions.length; n++)
    if (!(Math.abs(positions[n]) < 1e30)) throw damagedSurface(path, `vertex ${Math.floor(n / 3) + 1} has no place`);
  return surface;
}

function decoded(bytes: Uint8Array, format: SurfaceFormat, path: string): ReadSurface {
  switch (format) {
    case 'stl-binary':
      return readBinaryStl(bytes, path);
    case 'stl-ascii':
      return readAsciiStl(bytes, path);
    case 'ply':
      return readPly(bytes, path);
    case 'obj':
      return readObj(bytes, path);
    case 'vtp':
      return readVtp(bytes, path);
  }
}

interface Head {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly size: number;
}

async function headOf(path: string): Promise<Head> {
  try {
    const file = await KeptReader.open(path);
    try {
      const size = await file.size();
      return { path, bytes: (await file.read(0, HEAD_BYTES, size)).subarray(0, HEAD_BYTES), size };
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (isOfVault(cause)) throw cause;
    throw surfaceNotFound(path, cause);
  }
}

export function formatOf({ path, bytes, size }: Head): SurfaceFormat | null {
  const ending = extname(path).toLowerCase();
  const text = new TextDecoder('latin1')
    .decode(bytes)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^ply\s/.test(text)) return 'ply';
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<VTKFile\b/.test(text)) return 'vtp';
  if (isBinaryStl(bytes, size)) return 'stl-binary';
  if (/^solid\b/i.test(text) && (/\bfacet\b|\bendsolid\b/i.test(text) || ending !== '.stl')) return 'stl-ascii';
  if (ending === '.stl' && size > 0) return 'stl-binary';
  if (ending === '.obj' && !bytes.includes(0)) return 'obj';
  return null;
}
