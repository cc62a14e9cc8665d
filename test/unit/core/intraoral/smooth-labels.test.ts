import { expect, test } from 'vitest';
import { smoothLabelsInto } from '#core/intraoral/smooth-labels';
import { randomNumbers } from '../random-numbers.ts';
import { sheet } from './flat-mesh.ts';

/** Two labels: the second one's probabilities, and the first one's beside them. */
function rowsOf(second: readonly number[]): Float32Array {
  return Float32Array.from(second.flatMap((share) => [1 - share, share]));
}

test('of two labels on few faces the cheapest drawing of all is found', () => {
  const mesh = sheet(3, 2); // 12 faces
  const { a, b, from, to } = mesh.neighbours;
  const random = randomNumbers(2);
  for (let round = 0; round < 6; round++) {
    const shares = Array.from({ length: 12 }, () => 0.05 + 0.9 * random());
    const costOf = (drawing: number): number => {
      const label = (face: number): number => (drawing >> face) & 1;
      let cost = 0;
      shares.forEach((share, face) => (cost -= 0.5 * Math.log(label(face) === 1 ? share : 1 - share)));
      for (let n = 0; n < a.length; n++) {
        if (label(a[n]) === label(b[n])) continue;
        const [u, v] = [3 * from[n], 3 * to[n]];
        const length = Math.hypot(mesh.positions[u] - mesh.positions[v], mesh.positions[u + 1] - mesh.positions[v + 1]);
        cost += 0.4 * length;
      }
      return cost;
    };
    const found = new Uint8Array(12);
    smoothLabelsInto(found, { mesh, probabilities: rowsOf(shares), labels: 2 });
    const drawing = found.reduce((bits, label, face) => bits | (label << face), 0);
    let least = Infinity;
    for (let all = 0; all < 2 ** 12; all++) least = Math.min(least, costOf(all));
    expect(costOf(drawing)).toBeCloseTo(least, 5);
  }
});

test('a doubtful border lies in the crease', () => {
  const mesh = sheet(12, 4, (x) => Math.abs(x - 7)); // a valley along x = 7
  const shares = Array.from({ length: 96 }, (_, face) => {
    const x = Math.floor(face / 2) % 12;
    return x < 3 ? 0.05 : x > 9 ? 0.95 : 0.5;
  });
  const found = new Uint8Array(96);
  smoothLabelsInto(found, { mesh, probabilities: rowsOf(shares), labels: 2 });
  found.forEach((label, face) => expect(label).toBe(Math.floor(face / 2) % 12 < 7 ? 0 : 1));
});

test('faces that look for no label keep theirs', () => {
  const mesh = sheet(4, 1);
  const found = Uint8Array.of(2, 2, 0, 0, 0, 0, 1, 1);
  const faces = Uint32Array.of(2, 3, 4, 5);
  // Nothing to choose for themselves: they follow their neighbours, whole squares since the diagonal is dearest.
  const probabilities = Float32Array.from(Array.from({ length: 4 }, () => [0.02, 0.49, 0.49]).flat());
  smoothLabelsInto(found, { mesh, faces, probabilities, labels: 3 });
  expect([...found.subarray(0, 2), ...found.subarray(6)]).toEqual([2, 2, 1, 1]);
  expect(new Set(found.subarray(2, 6)).has(0)).toBe(false);
});
