/** Where a frame's bytes lie inside a DICOM file, and reading just those. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { inflateDataSet } from './inflate-data-set.ts';
import { frameByteLength } from './pixel-format.ts';
import type { PixelFormat } from './pixel-format.ts';

/** The pixel data element as the header parser met it. */
export interface PixelDataPlace {
  /** Byte offset of the value in the file, or in the inflated data set when the file is deflated. */
  readonly offset: number;
  /** null for encapsulated (undefined length) pixel data, PS3.5 A.4. */
  readonly length: number | null;
  readonly vr: string;
  /** Where the deflated part begins; null when the file is not deflated. */
  readonly deflatedFrom: number | null;
}

type ByteRange = readonly [offset: number, length: number];

/** Reads frames of one file; keeps it open until `close`. */
export interface FrameReader {
  /** A fresh copy of the frame's encoded bytes. Throws RangeError when the file ends before the frame does. */
  read(frame: number): Uint8Array;
  close(): void;
}

export function openFrames(path: string, place: PixelDataPlace, frameCount: number, format: PixelFormat): FrameReader {
  const end = place.offset + frameCount * frameByteLength(format);
  const bytes = place.deflatedFrom === null ? openFile(path) : inflatedFile(path, place.deflatedFrom, end);
  try {
    const frames =
      place.length === null
        ? encapsulatedFrames(bytes, place.offset, frameCount)
        : nativeFrames(place.offset, place.length, frameCount, frameByteLength(format));
    return {
      read: (frame) => joined(bytes, frames[frame] ?? []),
      close: () => bytes.close(),
    };
  } catch (thrown) {
    bytes.close();
    throw thrown;
  }
}

interface RandomAccessBytes {
  readonly size: number;
  /** A fresh, aligned copy; shorter than asked when the file ends. */
  read(offset: number, length: number): Uint8Array;
  close(): void;
}

function openFile(path: string): RandomAccessBytes {
  const descriptor = openSync(path, 'r');
  return {
    size: fstatSync(descriptor).size,
    read: (offset, length) => {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const got = readSync(descriptor, bytes, filled, length - filled, offset + filled);
        if (got === 0) break;
        filled += got;
      }
      return filled === length ? bytes : bytes.subarray(0, filled);
    },
    close: () => closeSync(descriptor),
  };
}

function inflatedFile(path: string, deflatedFrom: number, end: number): RandomAccessBytes {
  const whole = inflateDataSet(readFileSync(path), deflatedFrom, end);
  return {
    size: whole.length,
    read: (offset, length) => new Uint8Array(whole.subarray(offset, offset + length)),
    close: () => undefined,
  };
}

function nativeFrames(offset: number, length: number, frameCount: number, frameLength: number): ByteRange[][] {
  if (length < frameCount * frameLength)
    throw new RangeError(`${length} bytes of pixels instead of ${frameCount * frameLength}`);
  return Array.from({ length: frameCount }, (_, frame) => [[offset + frame * frameLength, frameLength]]);
}

function joined(bytes: RandomAccessBytes, ranges: readonly ByteRange[]): Uint8Array {
  if (ranges.length === 0) throw new RangeError('the frame is not in the file');
  const parts = ranges.map(([offset, length]) => {
    const beyond = offset + length - bytes.size;
    if (beyond > 0) throw new RangeError(`the file ends ${beyond} bytes before the image does`);
    return bytes.read(offset, length);
  });
  return parts.length === 1 ? parts[0] : new Uint8Array(Buffer.concat(parts));
}

const ITEM = 0xfffee000;
const SEQUENCE_DELIMITER = 0xfffee0dd;

/**
 * Finds each frame's fragments (PS3.5 A.4): by the basic offset table, one fragment a frame, or, when neither tells,
 * by the start-of-image marker that begins a JPEG (FFD8) or JPEG 2000 (FF4F) codestream.
 */
function encapsulatedFrames(bytes: RandomAccessBytes, offset: number, frameCount: number): ByteRange[][] {
  const [offsetTable, ...fragments] = readItems(bytes, offset);
  if (offsetTable === undefined || fragments.length === 0) throw new RangeError('the compressed pixel data is empty');
  if (frameCount === 1) return [fragments];
  if (fragments.length === frameCount) return fragments.map((fragment) => [fragment]);

  const starts = new Set(frameStarts(bytes, offsetTable, fragments));
  const frames: ByteRange[][] = [];
  fragments.forEach((fragment, index) => {
    if (starts.has(index) || frames.length === 0) frames.push([]);
    frames[frames.length - 1].push(fragment);
  });
  if (frames.length !== frameCount) throw new RangeError(`${frames.length} compressed frames instead of ${frameCount}`);
  return frames;
}

/** Indices of the fragments that begin a frame. */
function frameStarts(bytes: RandomAccessBytes, offsetTable: ByteRange, fragments: readonly ByteRange[]): number[] {
  const [tableOffset, tableLength] = offsetTable;
  if (tableLength >= 4) {
    const table = viewOf(bytes.read(tableOffset, tableLength));
    const firstItem = fragments[0][0] - 8; // the table counts from the first fragment's item tag
    const frameOffsets = new Set<number>();
    for (let at = 0; at + 4 <= table.byteLength; at += 4) frameOffsets.add(firstItem + table.getUint32(at, true));
    return [...fragments.keys()].filter((index) => frameOffsets.has(fragments[index][0] - 8));
  }
  return [...fragments.keys()].filter((index) => {
    const [first, second] = bytes.read(fragments[index][0], 2);
    return first === 0xff && (second === 0xd8 || second === 0x4f);
  });
}

/** Walks the item headers only; the first item is the basic offset table, possibly empty. */
function readItems(bytes: RandomAccessBytes, offset: number): ByteRange[] {
  const items: ByteRange[] = [];
  for (let at = offset; at + 8 <= bytes.size;) {
    const header = viewOf(bytes.read(at, 8));
    const tag = header.getUint16(0, true) * 0x10000 + header.getUint16(2, true);
    const length = header.getUint32(4, true);
    if (tag === SEQUENCE_DELIMITER) return items;
    if (tag !== ITEM) throw new RangeError('the compressed pixel data is damaged');
    items.push([at + 8, length]);
    at += 8 + length;
  }
  return items; // no delimiter: a cut file whose last fragment then reads short
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
