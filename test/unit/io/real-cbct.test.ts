import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readScan } from '../../../main/io/read-scan.ts';

const REAL_CBCT = fileURLToPath(new URL('../../../../shared/data/cbct/real-cbct-1', import.meta.url));

it.skipIf(!existsSync(REAL_CBCT))(
  'reads a whole JPEG-LS CBCT into Int16 (skipped: ../shared not present)',
  async () => {
    const { volume, series, warnings } = await readScan(REAL_CBCT);
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
