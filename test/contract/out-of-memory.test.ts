import { expect, test } from 'vitest';
import { asQuadrantError, QuadrantError } from '#contract/errors';

const heap = new RangeError('Array buffer allocation failed');
const damaged = (cause: unknown): QuadrantError =>
  new QuadrantError('scan.corrupt-file', 'The file is damaged.', 'Export it again.', {}, cause);

test.each([
  ['an array', heap],
  ['WebAssembly', new RangeError('WebAssembly.Memory(): could not allocate memory')],
  ['the system', Object.assign(new Error('ENOMEM: not enough memory, read'), { code: 'ENOMEM' })],
  ['a file that there was no room to decode', damaged(heap)],
])('a lack of memory is told as such: %s', (_name, thrown) => {
  expect(asQuadrantError(thrown)).toMatchObject({ code: 'memory.exhausted', cause: thrown });
});

test('a lack of memory on a graphics card, and other errors, keep their own words', () => {
  const net = new QuadrantError('inference.failed', 'A net stopped.', 'Choose cpu.', {}, new Error('std::bad_alloc'));
  for (const error of [net, damaged(new Error('no end of image'))]) expect(asQuadrantError(error)).toBe(error);
  expect(asQuadrantError(new RangeError('Invalid array length')).code).toBe('internal');
});
