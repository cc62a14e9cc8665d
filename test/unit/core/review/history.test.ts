import { expect, it } from 'vitest';
import type { ReviewAction, ReviewEntry } from '#core/review/action';
import { historyOf } from '#core/review/history';

const entries = (...actions: readonly ReviewAction[]): ReviewEntry[] =>
  actions.map((action, n) => ({ seq: n + 1, at: '2026-11-21T14:03:00.000Z', by: 'Dr. Doe', action }));

const number = (label: number, fdi: number): ReviewAction => ({
  kind: 'identify',
  tool: 'number',
  teeth: [{ label, fdi, type: 'tooth' }],
});

it('knows the numbers before each step, also after undo and redo', () => {
  const lines = historyOf(
    entries(
      number(36, 37),
      number(36, 38),
      { kind: 'undo', of: 2 },
      number(36, 46),
      { kind: 'undo', of: 4 },
      { kind: 'redo', of: 4 },
      { kind: 'decide', decision: 'accepted', labels: [36, 11, 201] },
    ),
  );
  expect(lines.map(({ before }) => before.get(36))).toEqual([36, 37, 37, 37, 37, 37, 46]);
  expect(lines.at(-1)?.before).toEqual(
    new Map([
      [36, 46],
      [11, 11],
      [201, null],
    ]),
  );
});

it('strikes what was taken back and not done again', () => {
  const lines = historyOf(
    entries(
      number(36, 37),
      { kind: 'undo', of: 1 },
      { kind: 'redo', of: 1 },
      number(11, 21),
      { kind: 'undo', of: 4 },
      { kind: 'sign' },
      { kind: 'reopen' },
      { kind: 'undo', of: 1 },
    ),
  );
  expect(lines.map(({ undone }) => undone)).toEqual([true, false, false, true, false, false, false, false]);
  expect(lines.map(({ step }) => step?.kind ?? null)).toEqual([
    'identify',
    'identify',
    'identify',
    'identify',
    'identify',
    null,
    null,
    'identify',
  ]);
});

it('knows the numbers of teeth that a person made', () => {
  const made = [{ label: 101, fdi: 47, type: 'tooth' }] as const;
  const lines = historyOf(
    entries(
      { kind: 'reshape', tool: 'split', patch: '', touched: [46, 101], made },
      { kind: 'decide', decision: 'rejected', labels: [101] },
    ),
  );
  expect(lines[0].before.get(101)).toBe(null);
  expect(lines[1].before.get(101)).toBe(47);
});
