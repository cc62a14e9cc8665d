import { expect, test } from 'vitest';
import { removeFragmentsInto } from '#core/intraoral/fragments';
import { sheet } from './flat-mesh.ts';

const COLUMNS = 12;
/** Faces of squares of 1 mm². */
const MESH = sheet(COLUMNS, 5);

/** A label a square, as text, row by row. */
function after(rows: readonly string[]): string[] {
  const squares = rows.join('');
  const labels = Uint8Array.from({ length: 2 * squares.length }, (_, face) => Number(squares[Math.floor(face / 2)]));
  removeFragmentsInto(labels, MESH.shapes.areas, MESH.neighbours, 3);
  return rows.map((_, j) =>
    Array.from({ length: COLUMNS }, (__, i) => {
      const [low, high] = labels.subarray(2 * (j * COLUMNS + i), 2 * (j * COLUMNS + i) + 2);
      return low === high ? String(low) : '?';
    }).join(''),
  );
}

test('a small piece of a tooth goes to what surrounds it, half of one stays', () => {
  expect(after(['111100000022', '111100001022', '111100000022', '111100000000', '111100000222'])).toEqual([
    '111100000022',
    '111100000022',
    '111100000022',
    '111100000000',
    '111100000222',
  ]);
});

test('a hole of gums in a tooth is filled up to 3 mm², a piece of one tooth in another one too', () => {
  expect(after(['111111110000', '101111112000', '111110011000', '111111111000', '222222222222'])).toEqual([
    '111111110000',
    '111111110000',
    '111111111000',
    '111111111000',
    '222222222222',
  ]);
});
