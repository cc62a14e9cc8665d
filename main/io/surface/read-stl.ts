/** STL, binary and ASCII (3D Systems, "StereoLithography Interface Specification", 1988). Its vertices have no indices. */
import type { Warning } from '#contract/scan';
import { welded } from '#core/surface/scan-surface';
import { NumberList } from './number-list.ts';
import type { ReadSurface } from './surface-content.ts';
import { damagedSurface } from './surface-errors.ts';
import { TextCursor } from './text-cursor.ts';

const HEADER_BYTES = 84;
const TRIANGLE_BYTES = 50;

/** Whether the size is exactly what a binary file of its own count has: then it is one, even if it begins with "solid". */
export function isBinaryStl(head: Uint8Array, size: number): boolean {
  return size >= HEADER_BYTES && head.length >= HEADER_BYTES && size === HEADER_BYTES + TRIANGLE_BYTES * countOf(head);
}

function countOf(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset, HEADER_BYTES).getUint32(80, true);
}

/** @throws QuadrantError surface.damaged */
export function readBinaryStl(bytes: Uint8Array, path: string): ReadSurface {
  if (bytes.length < HEADER_BYTES) throw damagedSurface(path, 'it ends within its header');
  const said = countOf(bytes);
  const whole = Math.floor((bytes.length - HEADER_BYTES) / TRIANGLE_BYTES);
  const isOpenCount = said === 0 || said === 0xffffffff; // written before the triangles were counted
  if (said > whole && !isOpenCount)
    throw damagedSurface(path, `it announces ${said} triangles and has room for ${whole}`);
  const count = isOpenCount ? whole : said;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const corners = new Float64Array(9 * count);
  for (let t = 0, to = 0, at = HEADER_BYTES + 12; t < count; t++, at += TRIANGLE_BYTES) {
    for (let n = 0; n < 36; n += 4) corners[to++] = view.getFloat32(at + n, true);
  }
  const left = bytes.length - HEADER_BYTES - TRIANGLE_BYTES * count;
  const warnings = [];
  if (said !== count) {
    const message = `The file announces ${said} triangles and holds ${count}: all of them were read.`;
    warnings.push({ code: 'surface.face-count', message });
  } else if (left > 0) {
    const message = `After its ${count} triangles the file goes on for ${left} bytes, which were left out.`;
    warnings.push({ code: 'surface.bytes-left', message });
  }
  return ofCorners(corners, warnings);
}

/** @throws QuadrantError surface.damaged */
export function readAsciiStl(bytes: Uint8Array, path: string): ReadSurface {
  const text = new TextCursor(bytes);
  const corners = new NumberList();
  let ended = false;
  let facetStart = 0;
  while (text.next()) {
    const word = text.word();
    ended = false;
    switch (word) {
      case 'solid':
      case 'endsolid':
        text.skipLine();
        ended = word === 'endsolid';
        break;
      case 'facet':
        facetStart = corners.length;
        text.skipLine();
        break;
      case 'vertex':
        for (let axis = 0; axis < 3; axis++) corners.push(text.next() ? text.number() : NaN);
        break;
      case 'endfacet':
        if (corners.length !== facetStart + 9)
          throw damagedSurface(path, `facet ${facetStart / 9 + 1} has no three corners`);
        break;
      case 'outer':
      case 'loop':
      case 'endloop':
        break;
      default:
        throw damagedSurface(path, `"${word.slice(0, 20)}" has no place in an STL file`);
    }
  }
  if (!ended || corners.length % 9 !== 0) throw damagedSurface(path, 'its end is missing');
  return ofCorners(corners.toArray(), []);
}

function ofCorners(corners: Float64Array, warnings: readonly Warning[]): ReadSurface {
  const { positions, vertexOf } = welded(corners);
  return { positions, triangles: vertexOf, faceLabels: null, colours: null, warnings };
}
