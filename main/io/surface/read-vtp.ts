/** VTP: VTK's XML PolyData (VTK, "XML file formats"): polygons and strips of all pieces, with labels of their cells. */
import { SaxesParser } from 'saxes';
import { NumberList } from './number-list.ts';
import { isLabelName, type ReadSurface } from './surface-content.ts';
import { damagedSurface, MAX_FACES, unsupportedSurface } from './surface-errors.ts';
import { numbersOfBytes, numbersOfText, type VtpStorage } from './vtp-array.ts';

/** Three of each corner of as many faces as are read. */
const MOST_NUMBERS = 9 * MAX_FACES;

type Attributes = Readonly<Record<string, string>>;

interface DataArray {
  readonly attributes: Attributes;
  text: string;
}

interface Piece {
  readonly attributes: Attributes;
  /** "Points/Points", "Polys/connectivity", "CellData/Label". */
  readonly arrays: Map<string, DataArray>;
}

interface VtpFile {
  readonly root: Attributes;
  readonly pieces: readonly Piece[];
  /** Bytes behind the mark "_"; arrays are at offsets in them. */
  readonly appended: Uint8Array;
  readonly isAppendedRaw: boolean;
}

/** @throws QuadrantError surface.damaged, surface.unsupported */
export function readVtp(bytes: Uint8Array, path: string): ReadSurface {
  const file = parseVtp(bytes, path);
  const { root } = file;
  if (root['type'] !== 'PolyData') throw unsupportedSurface(path, `a VTK file of the type "${root['type'] ?? ''}"`);
  const { compressor = '', header_type: headerType = 'UInt32' } = root;
  if (compressor !== '' && compressor !== 'vtkZLibDataCompressor')
    throw unsupportedSurface(path, `a VTP file compressed by ${compressor}`);
  const storage: VtpStorage = {
    littleEndian: root['byte_order'] !== 'BigEndian',
    headerBytes: headerType === 'UInt64' ? 8 : 4,
    isCompressed: compressor !== '',
  };
  const cells = new Cells(path);
  for (const piece of file.pieces) {
    cells.addPiece(piece, (name, most) => {
      const array = piece.arrays.get(name);
      return array === undefined ? null : numbersOf(array, { file, storage, path, most: Math.min(most, MOST_NUMBERS) });
    });
  }
  return { ...cells.done(), colours: null, warnings: [] };
}

interface ArrayPlace {
  readonly file: VtpFile;
  readonly storage: VtpStorage;
  readonly path: string;
  /** So many numbers the piece has room for; what inflates to more is damaged, or a bomb. */
  readonly most: number;
}

function numbersOf({ attributes, text }: DataArray, { file, storage, path, most }: ArrayPlace): Float64Array {
  const { type = '', format = 'ascii', offset = '0' } = attributes;
  try {
    if (format === 'ascii') return numbersOfText(text);
    if (format === 'binary')
      return numbersOfBytes(Buffer.from(text.trim(), 'latin1'), { isBase64: true, type, storage, most });
    const at = Number(offset);
    if (!(at >= 0 && at <= file.appended.length)) throw new RangeError('an array lies behind the end of the file');
    return numbersOfBytes(file.appended.subarray(at), { isBase64: !file.isAppendedRaw, type, storage, most });
  } catch (cause) {
    throw damagedSurface(path, cause instanceof Error ? cause.message : 'an array cannot be read', cause);
  }
}

/** Triangles and labels of one piece after the other. */
class Cells {
  private readonly positions: Float64Array[] = [];
  private readonly triangles = new NumberList();
  private readonly labels = new NumberList();
  private readonly path: string;
  private vertices = 0;
  private hasLabels = false;

  constructor(path: string) {
    this.path = path;
  }

  addPiece({ attributes, arrays }: Piece, numbers: (name: string, most: number) => Float64Array | null): void {
    const count = Number(attributes['NumberOfPoints'] ?? 0);
    const pointsName = [...arrays.keys()].find((name) => name.startsWith('Points/')) ?? '';
    const positions = numbers('Points/Points', 3 * count) ?? numbers(pointsName, 3 * count);
    if ((positions?.length ?? 0) !== 3 * count)
      throw damagedSurface(this.path, `it announces ${count} points and has ${(positions?.length ?? 0) / 3}`);
    const labelName = [...arrays.keys()].find(
      (name) => name.startsWith('CellData/') && isLabelName(name.slice('CellData/'.length)),
    );
    const labels = labelName === undefined ? null : numbers(labelName, MOST_NUMBERS);
    // Cells are counted in this order, whatever the order of the arrays.
    let cell = Number(attributes['NumberOfVerts'] ?? 0) + Number(attributes['NumberOfLines'] ?? 0);
    for (const kind of ['Polys', 'Strips'] as const) {
      const said = Number(attributes[`NumberOf${kind}`] ?? 0);
      const offsets = numbers(`${kind}/offsets`, said) ?? new Float64Array();
      if (offsets.length !== said)
        throw damagedSurface(this.path, `it announces ${said} ${kind.toLowerCase()} and has ${offsets.length}`);
      const connectivity = numbers(`${kind}/connectivity`, offsets.at(-1) ?? 0) ?? new Float64Array();
      let start = 0;
      for (const end of offsets) {
        this.addCell(connectivity, start, end, kind === 'Strips', count);
        const label = labels?.[cell++] ?? 0;
        while (3 * this.labels.length < this.triangles.length) this.labels.push(label);
        start = end;
      }
    }
    this.hasLabels ||= labels !== null;
    this.positions.push(positions ?? new Float64Array());
    this.vertices += count;
  }

  private addCell(connectivity: Float64Array, start: number, end: number, isStrip: boolean, count: number): void {
    if (!(Number.isInteger(end) && end >= start && end <= connectivity.length))
      throw damagedSurface(this.path, `a cell reaches to ${end} of ${connectivity.length} corners`);
    for (let at = start; at < end; at++) {
      if (!(Number.isInteger(connectivity[at]) && connectivity[at] >= 0 && connectivity[at] < count))
        throw damagedSurface(this.path, `a cell names the point ${connectivity[at]} of ${count}`);
      if (at < start + 2) continue;
      const turned = isStrip && (at - start) % 2 === 1; // every second triangle of a strip runs the other way round
      this.triangles.push(this.vertices + connectivity[isStrip ? (turned ? at - 1 : at - 2) : start]);
      this.triangles.push(this.vertices + connectivity[turned ? at - 2 : at - 1]);
      this.triangles.push(this.vertices + connectivity[at]);
    }
  }

  done(): Pick<ReadSurface, 'positions' | 'triangles' | 'faceLabels'> {
    const positions = new Float64Array(3 * this.vertices);
    let at = 0;
    for (const part of this.positions) {
      positions.set(part, at);
      at += part.length;
    }
    return {
      positions,
      triangles: Uint32Array.from(this.triangles.toArray()),
      faceLabels: this.hasLabels ? Int32Array.from(this.labels.toArray()) : null,
    };
  }
}

/** Appended data is cut off before the rest is read as XML: raw bytes are none. */
function parseVtp(bytes: Uint8Array, path: string): VtpFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const cut = buffer.indexOf('<AppendedData');
  const tagEnd = cut === -1 ? -1 : buffer.indexOf('>', cut);
  const mark = tagEnd === -1 ? -1 : buffer.indexOf('_', tagEnd);
  if (cut !== -1 && mark === -1) throw damagedSurface(path, 'its appended data has no beginning');
  const tag = cut === -1 ? '' : buffer.toString('latin1', cut, Math.min(tagEnd, cut + 200));
  const xml = cut === -1 ? buffer.toString('utf8') : `${buffer.toString('utf8', 0, cut)}</VTKFile>`;

  const parser = new SaxesParser();
  const open: string[] = [];
  const pieces: Piece[] = [];
  let root: Attributes = {};
  let array: DataArray | null = null;
  parser.on('error', (error) => {
    throw damagedSurface(path, `it is not well-formed (${error.message})`, error);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'VTKFile') root = attributes;
    if (name === 'Piece') pieces.push({ attributes, arrays: new Map() });
    if (name === 'DataArray') {
      array = { attributes, text: '' };
      pieces.at(-1)?.arrays.set(`${open.at(-1)}/${attributes['Name'] ?? ''}`, array);
    }
    open.push(name);
  });
  parser.on('text', (text) => {
    // VTK puts facts about an array into elements inside of it.
    if (array !== null && open.at(-1) === 'DataArray') array.text += text;
  });
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (name === 'DataArray') array = null;
  });
  parser.write(xml).close();
  return { root, pieces, appended: buffer.subarray(mark + 1), isAppendedRaw: tag.includes('raw') };
}
