import { expect, it } from 'vitest';
import { readScan } from '../../../main/io/read-scan.ts';
import { sharedData } from './shared-data.ts';

const REAL_CBCT = sharedData('cbct/real-cbct-1');

it.skipIf(REAL_CBCT.absent)(
  REAL_CBCT.title('reads a whole JPEG-LS CBCT into Int16'),
  async () => {
    const { volume, series, warnings } = await readScan(REAL_CBCT.path);
    expect(volume.geometry).toMatchObject({ dims: [600, 600, 450], spacingMm: [0.25, 0.25, 0.25] });
    expect(series.transferSyntax).toContain('JPEG-LS');
    expect(warnings).toEqual([]);
    expect(volume.data).toBeInstanceOf(Int16Array);
    let [min, max] = [Infinity, -Infinity];
    for (let p = 0; p < volume.data.length; p++) {
      min = Math.min(min, volume.data[p]);
      max = Math.max(max, volume.data[p]);
    }
    expect([min, max]).toEqual([-760, 4340]); // 0 and 255 through HU = 20 · grey − 760
  },
  60_000,
);
