import { describe, expect, it } from 'vitest';
import { histogramOf, histogramPath } from '../../../../../renderer/viewer/grey/histogram.ts';

describe('histogramOf', () => {
  it('counts every grey of a small volume in its bin', () => {
    const voxels = Int16Array.from({ length: 1280 }, (_, n) => n % 128);
    const { range, counts } = histogramOf(voxels);
    expect(range).toEqual([0, 127]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1280);
    expect(counts[0]).toBe(10);
  });

  it('is not squeezed by a few voxels of metal', () => {
    const voxels = Int16Array.from({ length: 100_000 }, (_, n) => (n < 5 ? 30_000 : n % 1000));
    expect(histogramOf(voxels).range[1]).toBeLessThan(1001);
  });

  it('stays a histogram when all greys are alike, or there are none', () => {
    expect(histogramOf(new Uint8Array(10)).counts[0]).toBe(10);
    expect(histogramOf(new Float32Array(0)).range).toEqual([0, 1]);
  });
});

describe('histogramPath', () => {
  it('is closed and as high as its fullest bin', () => {
    const path = histogramPath({ range: [0, 2], counts: Uint32Array.of(0, 9) });
    expect(path).toBe('M0,1L0.0000,1.0000L0.5000,1.0000L0.5000,0.0000L1.0000,0.0000L1,1Z');
  });
});
