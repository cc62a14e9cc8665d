/** Wavefront OBJ: vertices, with colours where a line has them, and polygons of all groups; the rest is left out. */
import { NumberList } from './number-list.ts';
import type { ReadSurface } from './surface-content.ts';
import { damagedSurface } from './surface-errors.ts';
import { TextCursor } from './text-cursor.ts';

const SLASH = 47;

/** @throws QuadrantError surface.damaged */
export function readObj(bytes: Uint8Array, path: string): ReadSurface {
  const text = new TextCursor(withoutContinuations(bytes));
  const positions = new NumberList();
  const colours = new NumberList();
  const triangles = new NumberList();
  const rest: number[] = [];
  for (; text.next(); text.skipLine()) {
    const word = text.word();
    if (word === 'v') {
      for (let axis = 0; axis < 3; axis++) positions.push(text.nextInLine() ? text.number() : NaN);
      rest.length = 0;
      while (rest.length < 4 && text.nextInLine()) rest.push(text.number());
      if (rest.length >= 3) for (const value of rest.slice(-3)) colours.push(value); // after a weight, if there is one
    } else if (word === 'f') {
      addPolygon(text, positions.length / 3, triangles, path);
    }
  }
  const all = positions.toArray();
  return {
    positions: all,
    triangles: Uint32Array.from(triangles.toArray()),
    faceLabels: null,
    colours: colours.length === all.length ? bytesOf(colours.toArray()) : null,
    warnings: [],
  };
}

/** Indices count from 1, negative ones back from the last vertex so far; what follows a slash is texture and normal. */
function addPolygon(text: TextCursor, vertices: number, triangles: NumberList, path: string): void {
  let [first, previous, corners] = [0, 0, 0];
  for (; text.nextInLine(); corners++) {
    const said = text.number(SLASH);
    const vertex = said < 0 ? vertices + said : said - 1;
    if (!Number.isInteger(vertex) || vertex < 0 || vertex > 0xfffffffe)
      throw damagedSurface(path, `a face names the vertex ${said}`);
    if (corners === 0) first = vertex;
    else if (corners > 1) for (const corner of [first, previous, vertex]) triangles.push(corner);
    previous = vertex;
  }
  if (corners < 3) throw damagedSurface(path, `a face has ${corners} corners`);
}

/** 0…1 as most programs write them, or 0…255. */
function bytesOf(values: Float64Array): Uint8Array {
  const scale = values.some((value) => value > 1) ? 1 : 255;
  return Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round(scale * value))));
}

/** A backslash at the end of a line goes on in the next one. */
function withoutContinuations(bytes: Uint8Array): Uint8Array {
  const joined = bytes.includes(92) ? bytes.slice() : bytes;
  for (let at = joined.indexOf(92); at !== -1; at = joined.indexOf(92, at + 1)) {
    let end = at + 1;
    if (joined[end] === 13) end++;
    if (joined[end] === 10) joined.fill(32, at, end + 1);
  }
  return joined;
}
