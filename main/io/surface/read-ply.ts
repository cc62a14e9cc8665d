/** PLY, ASCII and binary of either byte order (Turk, "The PLY Polygon File Format", 1994). */
import { NumberList } from './number-list.ts';
import { isLabelName, type ReadSurface } from './surface-content.ts';
import { damagedSurface, unsupportedSurface } from './surface-errors.ts';
import { TextCursor } from './text-cursor.ts';

const NUMBER_TYPES = {
  char: 'int8',
  uchar: 'uint8',
  short: 'int16',
  ushort: 'uint16',
  int: 'int32',
  uint: 'uint32',
  float: 'float32',
  double: 'float64',
} as const;
const TYPE_BYTES = { int8: 1, uint8: 1, int16: 2, uint16: 2, int32: 4, uint32: 4, float32: 4, float64: 8 } as const;
type NumberType = keyof typeof TYPE_BYTES;

interface Property {
  readonly name: string;
  readonly type: NumberType;
  /** Of the number in front of a list; null of a single value. */
  readonly countType: NumberType | null;
}

interface Element {
  readonly name: string;
  readonly count: number;
  readonly properties: readonly Property[];
}

interface Header {
  readonly format: string;
  readonly elements: readonly Element[];
  readonly bodyAt: number;
}

/** Gives the numbers of the body one after the other. @throws QuadrantError surface.damaged at its end */
type NumberSource = (type: NumberType) => number;

const MAX_HEADER_BYTES = 65_536;

/** @throws QuadrantError surface.damaged, surface.unsupported */
export function readPly(bytes: Uint8Array, path: string): ReadSurface {
  const { format, elements, bodyAt } = readHeader(bytes, path);
  const isText = format === 'ascii';
  const next = isText ? textSource(bytes, bodyAt, path) : binarySource(bytes, bodyAt, path, format.includes('little'));
  const vertex = elements.find(({ name }) => name === 'vertex');
  const face = elements.find(({ name }) => name === 'face');
  if (vertex === undefined || face === undefined) throw unsupportedSurface(path, 'a PLY file without faces');
  const leastBytes = (sum: number, { count, properties }: Element): number =>
    sum + count * properties.reduce((row, one) => row + (isText ? 2 : TYPE_BYTES[one.countType ?? one.type]), 0);
  // The last number of a text needs no blank after it.
  if (elements.reduce(leastBytes, 0) > bytes.length - bodyAt + Number(isText))
    throw damagedSurface(path, 'it announces more than it has room for');
  const places = ['x', 'y', 'z'].map((name) => vertex.properties.findIndex((one) => one.name === name));
  if (places.includes(-1)) throw damagedSurface(path, 'its vertices have no x, y and z');
  const colourAt = ['red', 'green', 'blue'].map((name) => vertex.properties.findIndex((one) => one.name === name));
  const hasColours = !colourAt.includes(-1);
  const positions = new Float64Array(3 * vertex.count);
  const colours = hasColours ? new Uint8Array(3 * vertex.count) : null;
  const faces = new Faces(face, vertex.count, path);
  for (const element of elements) {
    if (element.properties.length === 0) continue;
    const row = new Float64Array(element.properties.length);
    for (let n = 0; n < element.count; n++) {
      for (let p = 0; p < row.length; p++) {
        const { type, countType } = element.properties[p];
        if (countType === null) row[p] = next(type);
        else if (element === face && p === faces.listAt) faces.takeList(next(countType), () => next(type));
        else for (let left = next(countType); left > 0; left--) next(type);
      }
      if (element === face) faces.endRow(row);
      if (element !== vertex) continue;
      for (let axis = 0; axis < 3; axis++) positions[3 * n + axis] = row[places[axis]];
      if (colours !== null)
        for (let c = 0; c < 3; c++) colours[3 * n + c] = colourByte(row[colourAt[c]], vertex.properties[colourAt[c]]);
    }
  }
  return { positions, ...faces.done(), colours, warnings: [] };
}

function colourByte(value: number, { type }: Property): number {
  const scale = type.startsWith('float') ? 255 : type.endsWith('16') ? 255 / 65_535 : 1;
  return Math.max(0, Math.min(255, Math.round(scale * value)));
}

/** Splits polygons as they come. */
class Faces {
  readonly listAt: number;
  private readonly labelAt: number;
  private readonly triangles = new NumberList();
  private readonly labels = new NumberList();
  private readonly vertices: number;
  private readonly path: string;

  constructor({ properties }: Element, vertices: number, path: string) {
    this.listAt = properties.findIndex(
      ({ name, countType }) => countType !== null && /^vertex_ind(ices|ex)$/.test(name),
    );
    if (this.listAt === -1) throw unsupportedSurface(path, 'a PLY file whose faces have no vertices');
    this.labelAt = properties.findIndex(({ name, countType }) => countType === null && isLabelName(name));
    this.vertices = vertices;
    this.path = path;
  }

  takeList(count: number, next: () => number): void {
    let [first, previous] = [0, 0];
    if (!(count >= 3)) throw damagedSurface(this.path, `a face has ${count} corners`);
    for (let corner = 0; corner < count; corner++) {
      const vertex = next();
      if (!Number.isInteger(vertex) || vertex < 0 || vertex >= this.vertices)
        throw damagedSurface(this.path, `a face names the vertex ${vertex} of ${this.vertices}`);
      if (corner === 0) first = vertex;
      else if (corner > 1) {
        this.triangles.push(first);
        this.triangles.push(previous);
        this.triangles.push(vertex);
      }
      previous = vertex;
    }
  }

  endRow(row: Float64Array): void {
    if (this.labelAt === -1) return;
    while (3 * this.labels.length < this.triangles.length) this.labels.push(row[this.labelAt]);
  }

  done(): Pick<ReadSurface, 'triangles' | 'faceLabels'> {
    const { labels, triangles, labelAt } = this;
    return {
      triangles: Uint32Array.from(triangles.toArray()),
      faceLabels: labelAt === -1 ? null : Int32Array.from(labels.toArray()),
    };
  }
}

function readHeader(bytes: Uint8Array, path: string): Header {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEADER_BYTES));
  const end = /^end_header[ \t]*(\r\n|\n|\r)/m.exec(head);
  if (end === null) throw damagedSurface(path, 'its header has no end');
  let format = '';
  const elements: { name: string; count: number; properties: Property[] }[] = [];
  for (const line of head.slice(0, end.index).split(/\r\n|\n|\r/)) {
    const words = line.trim().split(/\s+/);
    if (words[0] === 'format') format = words[1] ?? '';
    if (words[0] === 'element') elements.push({ name: words[1] ?? '', count: countOf(words[2], path), properties: [] });
    if (words[0] !== 'property') continue;
    const isList = words[1] === 'list';
    const name = words[isList ? 4 : 2];
    if (name === undefined || elements.length === 0) throw damagedSurface(path, `its header says "${line}"`);
    const type = typeOf(words[isList ? 3 : 1], path);
    elements.at(-1)?.properties.push({ name, type, countType: isList ? typeOf(words[2], path) : null });
  }
  if (!['ascii', 'binary_little_endian', 'binary_big_endian'].includes(format))
    throw unsupportedSurface(path, `a PLY file of the format "${format}"`);
  return { format, elements, bodyAt: end.index + end[0].length };
}

function countOf(word: string | undefined, path: string): number {
  if (word === undefined || !/^\d{1,10}$/.test(word)) throw damagedSurface(path, `it announces "${word}" elements`);
  return Number(word);
}

function typeOf(word: string | undefined, path: string): NumberType {
  for (const [name, type] of Object.entries(NUMBER_TYPES)) if (word === name || word === type) return type;
  throw damagedSurface(path, `it has numbers of the type "${word}"`);
}

function textSource(bytes: Uint8Array, at: number, path: string): NumberSource {
  const text = new TextCursor(bytes, at);
  return () => {
    if (!text.next()) throw damagedSurface(path, 'its end is missing');
    return text.number();
  };
}

function binarySource(bytes: Uint8Array, start: number, path: string, littleEndian: boolean): NumberSource {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = start;
  return (type) => {
    const from = at;
    at += TYPE_BYTES[type];
    if (at > bytes.length) throw damagedSurface(path, 'its end is missing');
    switch (type) {
      case 'int8':
        return view.getInt8(from);
      case 'uint8':
        return view.getUint8(from);
      case 'int16':
        return view.getInt16(from, littleEndian);
      case 'uint16':
        return view.getUint16(from, littleEndian);
      case 'int32':
        return view.getInt32(from, littleEndian);
      case 'uint32':
        return view.getUint32(from, littleEndian);
      case 'float32':
        return view.getFloat32(from, littleEndian);
      case 'float64':
        return view.getFloat64(from, littleEndian);
    }
  };
}
