import { expect, it } from 'vitest';
import { closingLine } from '../../harness/closing-line.ts';

it('ends a run with a line that programs can read', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(closingLine({ passed: 12, failed: 3, skipped: 1 })).toBe('12 passed, 3 failed, 1 skipped');
});
