/** The frames of a segmentation drawn onto its planes, a label for each segment that is wanted. */
import type { LabelPlane, LabelStack } from '#core/voxels/label-stack';
import { decodeFrame } from '../dicom/decode-frame.ts';
import { openFrames } from '../dicom/frame-bytes.ts';
import { sampleCount, type PixelFormat, type StoredValues } from '../dicom/pixel-format.ts';
import { transferSyntax } from '../dicom/transfer-syntax.ts';
import { failedReading, tooLarge } from '../scan-errors.ts';
import { MAX_VOXELS } from '../scan-limits.ts';
import type { Segmentation } from './read-segmentation.ts';

export interface PaintedSegments {
  readonly stack: LabelStack;
  /** Voxels that more than one wanted segment claims. */
  readonly overlapping: number;
}

/** Told 0…1 between frames; throws to stop when the job was cancelled. */
type Checkpoint = (fraction: number) => Promise<void>;

/**
 * Draws the wanted segments (number → label, 1…255); of a fractional one what is at least half. What two of them claim goes
 * to the smaller one. Planes are made as frames decode, so that a header that claims much takes no memory.
 * @throws QuadrantError scan.corrupt-file, scan.not-found, scan.too-large, and what `checkpoint` throws
 */
export async function paintSegments(
  segmentation: Segmentation,
  wanted: ReadonlyMap<number, number>,
  checkpoint: Checkpoint,
): Promise<PaintedSegments> {
  const { header, layout, positionsMm, stepMm } = segmentation;
  const { rows, columns } = header.format;
  const voxels = rows * columns * layout.slices.length;
  if (voxels > MAX_VOXELS) throw tooLarge(header.path, voxels, MAX_VOXELS);
  const canvas = new Canvas(rows * columns, layout.slices.length);
  const frames = [...header.frames.keys()].filter((frame) => {
    const segment = segmentation.segmentOfFrame[frame];
    return segment === null || wanted.has(segment);
  });
  await paint(segmentation, { frames, wanted, canvas, checkpoint });
  const { overlapping } = canvas;
  if (overlapping > 0) {
    const size = (frame: number): number => canvas.sizes[labelOf(segmentation, frame, wanted)];
    const largestFirst = frames.toSorted((a, b) => size(b) - size(a));
    await paint(segmentation, { frames: largestFirst, wanted, canvas, checkpoint });
  }
  const planes = layout.slices.flatMap(({ source }, plane): LabelPlane[] => {
    const labels = canvas.planes[plane];
    return labels === undefined ? [] : [{ originMm: positionsMm[source], labels }];
  });
  const { axes, grid } = layout;
  return { stack: { rows, columns, spacingMm: grid.spacingMm, axes, stepMm, planes }, overlapping };
}

/** Planes by index, with holes where nothing was drawn. */
class Canvas {
  readonly planes: (Uint8Array | undefined)[];
  /** Pixels drawn with each label. */
  readonly sizes = new Float64Array(256);
  overlapping = 0;
  private readonly planeLength: number;

  constructor(planeLength: number, planes: number) {
    this.planeLength = planeLength;
    this.planes = new Array<Uint8Array | undefined>(planes).fill(undefined);
  }

  /** Bits from `firstBit` on, lowest first (PS3.5 8.2): those that are set get the label. */
  drawBits(plane: number, bits: Uint8Array, firstBit: number, label: number): void {
    const labels = this.plane(plane);
    const from = Math.floor(firstBit / 8);
    const to = Math.ceil((firstBit + labels.length) / 8);
    for (let at = from; at < to; at++) {
      const byte = bits[at];
      if (byte === 0) continue;
      for (let bit = 0, p = at * 8 - firstBit; bit < 8; bit++, p++) {
        if ((byte & (1 << bit)) !== 0 && p >= 0 && p < labels.length) this.draw(labels, p, label);
      }
    }
  }

  /** Each value gets its label of the table, 0 for none. */
  drawValues(plane: number, values: StoredValues, labelOfValue: Uint8Array): void {
    const labels = this.plane(plane);
    for (let p = 0; p < labels.length; p++) {
      const label = labelOfValue[values[p]];
      if (label !== 0) this.draw(labels, p, label);
    }
  }

  private draw(labels: Uint8Array, p: number, label: number): void {
    if (labels[p] !== 0 && labels[p] !== label) this.overlapping++;
    labels[p] = label;
    this.sizes[label]++;
  }

  private plane(index: number): Uint8Array {
    return (this.planes[index] ??= new Uint8Array(this.planeLength));
  }
}

interface Painting {
  /** In the order in which they are drawn. */
  readonly frames: readonly number[];
  readonly wanted: ReadonlyMap<number, number>;
  readonly canvas: Canvas;
  readonly checkpoint: Checkpoint;
}

async function paint(segmentation: Segmentation, painting: Painting): Promise<void> {
  const { header, planeOfFrame } = segmentation;
  const { frames, wanted, canvas, checkpoint } = painting;
  const tables = new Map<number, Uint8Array>();
  let reader: PixelReader | null = null;
  try {
    reader = pixelReader(segmentation);
    for (const [done, frame] of frames.entries()) {
      if (done % FRAMES_BETWEEN_CHECKPOINTS === 0) await checkpoint(done / frames.length);
      const label = labelOf(segmentation, frame, wanted);
      const plane = planeOfFrame[frame];
      const read = await reader.read(frame);
      if (read.kind === 'bits') {
        canvas.drawBits(plane, read.bytes, read.firstBit, label);
        continue;
      }
      const table = tables.get(label) ?? labelTable(segmentation, label, wanted);
      tables.set(label, table);
      canvas.drawValues(plane, read.values, table);
    }
  } catch (thrown) {
    throw failedReading(header.path, thrown);
  } finally {
    reader?.close();
  }
}

const FRAMES_BETWEEN_CHECKPOINTS = 64;

/** 0 where pixels tell it. */
function labelOf({ segmentOfFrame }: Segmentation, frame: number, wanted: ReadonlyMap<number, number>): number {
  const segment = segmentOfFrame[frame];
  return segment === null ? 0 : (wanted.get(segment) ?? 0);
}

/** The label of each value that a pixel may have. */
function labelTable({ pixels, header }: Segmentation, label: number, wanted: ReadonlyMap<number, number>): Uint8Array {
  const table = new Uint8Array(header.format.bitsAllocated === 16 ? 2 ** 16 : 2 ** 8);
  switch (pixels.kind) {
    case 'binary':
      return table.fill(label, 1);
    case 'fractional':
      return table.fill(label, Math.ceil(pixels.maximum / 2));
    case 'label-map':
      for (const [segment, of] of wanted) if (segment < table.length) table[segment] = of;
      return table;
  }
}

type FramePixels =
  | { readonly kind: 'bits'; readonly bytes: Uint8Array; readonly firstBit: number }
  | { readonly kind: 'values'; readonly values: StoredValues };

interface PixelReader {
  read(frame: number): Promise<FramePixels>;
  close(): void;
}

/**
 * Frames of one bit follow each other without padding where pixels are not compressed, each padded to a whole byte where
 * RLE and Deflate compress them as bytes; JPEG 2000 decodes them to a byte for each pixel.
 */
function pixelReader({ header }: Segmentation): PixelReader {
  const { path, format, frames, transferSyntaxUid, pixelData } = header;
  const syntax = transferSyntax(transferSyntaxUid);
  const pixelCount = sampleCount(format);
  const open = (count: number, decoded: PixelFormat) => {
    const reader = openFrames(path, pixelData, count, decoded);
    return {
      close: () => reader.close(),
      decode: (frame: number) => decodeFrame(reader.read(frame), decoded, syntax, pixelData.vr),
    };
  };
  const asBytes = (length: number): PixelFormat => ({ ...format, ...BYTES, rows: 1, columns: length });
  if (format.bitsAllocated !== 1) {
    const { close, decode } = open(frames.length, format);
    return { close, read: async (frame) => ({ kind: 'values', values: await decode(frame) }) };
  }
  if (syntax.codec === 'native') {
    const length = Math.ceil((frames.length * pixelCount) / 8);
    const even = length + (length % 2); // big-endian words are swapped in pairs
    const { close, decode } = open(1, asBytes((pixelData.length ?? 0) >= even ? even : length));
    let bytes: Promise<Uint8Array> | null = null;
    return {
      close,
      read: async (frame) => {
        bytes ??= decode(0).then(bytesOf);
        return { kind: 'bits', bytes: await bytes, firstBit: frame * pixelCount };
      },
    };
  }
  if (syntax.codec === 'rle' || syntax.codec === 'deflated-frame') {
    const { close, decode } = open(frames.length, asBytes(Math.ceil(pixelCount / 8)));
    return { close, read: async (frame) => ({ kind: 'bits', bytes: bytesOf(await decode(frame)), firstBit: 0 }) };
  }
  const { close, decode } = open(frames.length, { ...format, ...BYTES });
  return { close, read: async (frame) => ({ kind: 'values', values: await decode(frame) }) };
}

const BYTES = { bitsAllocated: 8, bitsStored: 8, highBit: 7, signed: false } as const;

function bytesOf(values: StoredValues): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
