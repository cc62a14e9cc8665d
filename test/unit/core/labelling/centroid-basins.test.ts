import { describe, expect, it } from 'vitest';
import { centroidBasins, STRAY } from '#core/labelling/centroid-basins';
import { dentition, drawTeeth, offsetsTo } from '../arch-phantom.ts';
import { grid } from '../grids.ts';

const GEOMETRY = grid([136, 112, 116], [0.5, 0.5, 0.5], [1, 0, 0, 0, 1, 0, 0, 0, 1], [-34, -6, -29]);
const teeth = dentition();
const truth = drawTeeth(teeth, GEOMETRY);

/** For each instance found, the tooth that most of its voxels belong to; for each tooth, the share it keeps together. */
function compare(found: Uint8Array): { readonly owners: number[]; readonly wholeness: Map<number, number> } {
  const counts = new Map<number, Map<number, number>>();
  found.forEach((instance, n) => {
    if (truth[n] === 0) return;
    const row = counts.get(truth[n]) ?? new Map<number, number>();
    row.set(instance, (row.get(instance) ?? 0) + 1);
    counts.set(truth[n], row);
  });
  const owners: number[] = [];
  const wholeness = new Map<number, number>();
  for (const [fdi, row] of counts) {
    const total = [...row.values()].reduce((a, b) => a + b, 0);
    const [instance, most] = [...row].sort((a, b) => b[1] - a[1])[0];
    owners.push(instance);
    wholeness.set(fdi, most / total);
  }
  return { owners, wholeness };
}

describe.each([0, 1.5])('offsets that are up to %i mm off', (noiseMm) => {
  const found = centroidBasins(GEOMETRY, truth, offsetsTo(truth, GEOMETRY, noiseMm));
  const { owners, wholeness } = compare(found);

  it('give each of 32 teeth an instance of its own', () => {
    expect(new Set(owners).size).toBe(32);
    expect(owners).not.toContain(STRAY);
  });

  it('keep each tooth together', () => {
    for (const [fdi, share] of wholeness) expect.soft(share, `tooth ${fdi}`).toBeGreaterThan(0.97);
  });
});

it('takes neighbours apart that bear one number', () => {
  const oneNumber = truth.map((label) => (label === 0 ? 0 : 11));
  expect(new Set(compare(centroidBasins(GEOMETRY, oneNumber, offsetsTo(truth, GEOMETRY, 1))).owners).size).toBe(32);
});

it('calls a crumb that points nowhere a stray', () => {
  const labels = truth.slice();
  labels[3] = 11;
  const found = centroidBasins(GEOMETRY, labels, offsetsTo(truth, GEOMETRY));
  expect(found[3]).toBe(STRAY);
});

it('refuses offsets of another grid', () => {
  const offsets = { stride: 2, stepMm: 0.25, steps: new Int8Array(3) };
  expect(() => centroidBasins(GEOMETRY, truth, offsets)).toThrow(RangeError);
});
