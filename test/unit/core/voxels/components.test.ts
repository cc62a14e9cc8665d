import { expect, it } from 'vitest';
import { labelComponents } from '#core/voxels/components';
import type { Vec3 } from '#core/volume';

/** Flood fill, written for clarity: the answer to compare with. */
function floodFill(labels: Uint8Array, [ni, nj, nk]: Vec3): Int32Array {
  const ids = new Int32Array(labels.length);
  let count = 0;
  for (let seed = 0; seed < labels.length; seed++) {
    if (labels[seed] === 0 || ids[seed] !== 0) continue;
    ids[seed] = ++count;
    const stack = [seed];
    for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
      const i = n % ni;
      const j = Math.floor(n / ni) % nj;
      const k = Math.floor(n / ni / nj);
      const neighbours = [
        i > 0 ? n - 1 : n,
        i + 1 < ni ? n + 1 : n,
        j > 0 ? n - ni : n,
        j + 1 < nj ? n + ni : n,
        k > 0 ? n - ni * nj : n,
        k + 1 < nk ? n + ni * nj : n,
      ];
      for (const m of neighbours) {
        if (ids[m] !== 0 || labels[m] !== labels[seed]) continue;
        ids[m] = count;
        stack.push(m);
      }
    }
  }
  return ids;
}

it.each<[Vec3, number]>([
  [[23, 17, 11], 2],
  [[23, 17, 11], 4],
  [[64, 1, 9], 3],
  [[1, 5, 300], 3],
])('agrees with a flood fill on noise of dims %j with %i labels', (dims, labelCount) => {
  let state = 12345;
  const labels = Uint8Array.from({ length: dims[0] * dims[1] * dims[2] }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % labelCount;
  });
  const result = labelComponents(labels, dims);
  const expected = floodFill(labels, dims);
  expect(result.ids).toEqual(expected);
  expect(result.count).toBe(expected.reduce((a, b) => Math.max(a, b), 0));
  const sizes = new Uint32Array(result.count + 1);
  expected.forEach((id, n) => {
    sizes[id]++;
    expect(result.labelOf[id]).toBe(labels[n]);
  });
  expect(result.sizes).toEqual(sizes);
});

it('joins a spiral whose ends meet only late', () => {
  // A U in the first slice whose arms are joined by the second slice.
  const labels = Uint8Array.from([5, 0, 5, 5, 0, 5, /* */ 0, 0, 0, 5, 5, 5]);
  expect(labelComponents(labels, [3, 2, 2]).count).toBe(1);
});

it('keeps touching labels and diagonal neighbours apart', () => {
  const { count, labelOf } = labelComponents(Uint8Array.from([1, 2, 0, 0, 0, 2]), [3, 2, 1]);
  expect(count).toBe(3);
  expect(Array.from(labelOf)).toEqual([0, 1, 2, 2]);
});

it('has nothing to say about an empty volume, and refuses a wrong length', () => {
  expect(labelComponents(new Uint8Array(60), [3, 4, 5]).count).toBe(0);
  expect(() => labelComponents(new Uint8Array(59), [3, 4, 5])).toThrow(RangeError);
});

it('copes with more runs than its first buffers hold', () => {
  const labels = Uint8Array.from({ length: 600 * 300 }, (_, n) => ((n % 600) + Math.floor(n / 600)) % 2);
  expect(labelComponents(labels, [600, 300, 1]).count).toBe(90_000);
});
