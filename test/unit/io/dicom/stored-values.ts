/** Decodes a whole DICOM image to its stored values, as the goldens of make-dicom-goldens.py describe them. */
import { createHash } from 'node:crypto';
import { decodeFrame } from '../../../../main/io/dicom/decode-frame.ts';
import { openFrames } from '../../../../main/io/dicom/frame-bytes.ts';
import type { ImageHeader } from '../../../../main/io/dicom/image-header.ts';
import { sampleCount } from '../../../../main/io/dicom/pixel-format.ts';
import { readHeader } from '../../../../main/io/dicom/read-header.ts';
import { transferSyntax } from '../../../../main/io/dicom/transfer-syntax.ts';

export interface StoredSummary {
  readonly image: ImageHeader;
  readonly type: string;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sha256: string;
}

export async function summariseStored(path: string): Promise<StoredSummary> {
  const header = await readHeader(path);
  if (header.kind !== 'image') throw new Error(`${path} is ${header.kind}`);
  const { image } = header;
  const reader = openFrames(path, image.pixelData, image.frames.length, image.format);
  const hash = createHash('sha256');
  let [type, min, max, sum] = ['', Infinity, -Infinity, 0];
  for (const { frame } of image.frames) {
    const values = await decodeFrame(
      reader.read(frame),
      image.format,
      transferSyntax(image.transferSyntaxUid),
      image.pixelData.vr,
    );
    hash.update(values);
    type = values.constructor.name.replace('Array', '').toLowerCase();
    for (const value of values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
  }
  reader.close();
  const count = sampleCount(image.format) * image.frames.length;
  return { image, type, count, min, max, mean: sum / count, sha256: hash.digest('hex') };
}
