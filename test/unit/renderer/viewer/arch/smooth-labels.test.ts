import { expect, it } from 'vitest';
import { smoothLabels } from '../../../../../renderer/viewer/arch/smooth-labels.ts';

const parse = (rows: readonly string[]): Uint8Array => Uint8Array.from(rows.join(''), Number);

it('takes teeth and notches off a border and leaves straight ones as they are', () => {
  const ragged = parse(['1112222', '1122222', '1111222', '1122222', '1112222', '1112222', '1112222']);
  smoothLabels(ragged, { width: 7, height: 7 });
  expect([...ragged.subarray(14, 21)].join('')).toBe('1112222');
  const straight = parse(['0003333', '0003333', '0003333', '0003333']);
  const before = straight.slice();
  smoothLabels(straight, { width: 7, height: 4 });
  expect(straight).toEqual(before);
});
