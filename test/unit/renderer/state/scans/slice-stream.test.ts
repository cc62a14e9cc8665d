import { describe, expect, test } from 'vitest';
import { streamOrder } from '#core/voxels/stream-order';
import { SliceStream } from '../../../../../renderer/state/scans/slice-stream.ts';

const SLICES = 21;
const SLICE_BYTES = 6;
const volume = Uint8Array.from({ length: SLICES * SLICE_BYTES }, (_, n) => 1 + Math.floor(n / SLICE_BYTES));
const sent = Uint8Array.from(
  [...streamOrder(SLICES)].flatMap((k) => [...volume.subarray(k * SLICE_BYTES, (k + 1) * SLICE_BYTES)]),
);

describe('a stream of slices', () => {
  test.each([1, 4, 6, 7, 40, 1000])('in pieces of %i bytes fills the volume in its own order', (size) => {
    const bytes = new Uint8Array(volume.length);
    const stream = new SliceStream(bytes, SLICES);
    for (let from = 0; from < sent.length; from += size) {
      expect(stream.isComplete).toBe(false);
      expect(stream.write(sent.subarray(from, from + size))).toBe(true);
    }
    expect(stream.isComplete).toBe(true);
    expect(bytes).toEqual(volume);
  });

  test('shows something in every slice after the first pass, and never over what has arrived', () => {
    const bytes = new Uint8Array(volume.length);
    const stream = new SliceStream(bytes, SLICES);
    stream.write(sent.subarray(0, 4 * SLICE_BYTES)); // the middle one, 0, 8, 16
    expect(stream.slices).toBe(4);
    const shown = Array.from({ length: SLICES }, (_, k) => bytes[k * SLICE_BYTES] - 1);
    expect(shown).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 10, 8, 8, 8, 8, 8, 16, 16, 16, 16, 16]);
  });

  test('takes no more than the volume holds', () => {
    const stream = new SliceStream(new Uint8Array(volume.length), SLICES);
    stream.write(sent);
    expect(stream.write(new Uint8Array(1))).toBe(false);
  });
});
