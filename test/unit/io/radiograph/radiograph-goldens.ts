/** Compares a radiograph with what make-radiograph-goldens.py says of it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { z } from 'zod';
import { readScan, type ReadScan } from '../../../../main/io/read-scan.ts';

const goldenSchema = z.object({
  width: z.number(),
  height: z.number(),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  sha256: z.string().nullable(), // null for lossy compression and fractions
});
export type RadiographGolden = z.infer<typeof goldenSchema>;

export const FIXTURES = new URL('../../../fixtures/radiographs/', import.meta.url);

export function goldensOf(name: string): readonly (readonly [string, RadiographGolden])[] {
  const text = readFileSync(new URL(`${name}-goldens.json`, FIXTURES), 'utf8');
  return Object.entries(z.record(z.string(), goldenSchema).parse(JSON.parse(text)));
}

export async function expectGolden(path: string, golden: RadiographGolden): Promise<ReadScan> {
  const scan = await readScan(path);
  const { geometry, data } = scan.volume;
  expect(geometry).toEqual({
    dims: [golden.width, golden.height, 1],
    spacingMm: [1, 1, 1],
    originMm: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  });
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const value of data) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  const tolerance = golden.sha256 === null ? Math.max(1, golden.max / 256) : 0;
  expect(Math.abs(min - golden.min)).toBeLessThanOrEqual(tolerance);
  expect(Math.abs(max - golden.max)).toBeLessThanOrEqual(tolerance);
  expect(sum / data.length).toBeCloseTo(golden.mean, golden.sha256 === null ? 1 : 6);
  if (golden.sha256 !== null) {
    const stored = golden.max <= 255 ? Uint8Array.from(data) : Uint16Array.from(data);
    expect(createHash('sha256').update(stored).digest('hex')).toBe(golden.sha256);
  }
  return scan;
}
