/** Findings and actions in words: every code in every language, with the numbers a person writes. */
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#contract/settings';
import { CHECK_CODES, type CheckFinding } from '#core/checks/checked-tooth';
import { historyOf } from '#core/review/history';
import type { ReviewAction } from '#core/review/action';
import { tellFinding } from '#core/words/check-words';
import { tellLine } from '../../../../../renderer/features/review/action-words.ts';

const sign = (fdi: number): string => `#${fdi}`;

const finding = (code: CheckFinding['code'], change: Partial<CheckFinding> = {}): CheckFinding => ({
  key: code,
  code,
  severity: 'wrong',
  labels: [13, 23],
  facts: { from: [13, 23], to: [23, 13], value: 1.94, metric: 'volumeMm3' },
  fix: null,
  ...change,
});

describe.each(LANGUAGES)('findings in %s', (language) => {
  it.each(CHECK_CODES)('%s names its teeth', (code) => {
    const { title, says } = tellFinding(finding(code), language, sign);
    expect(title).not.toBe('');
    expect(says).toContain('#13');
    expect(says).not.toMatch(/undefined|NaN/);
  });
});

it('says what a fix does', () => {
  const identify = (numbers: Readonly<Record<number, number>>): CheckFinding['fix'] => ({
    kind: 'identify',
    tool: 'fix',
    teeth: Object.entries(numbers).map(([label, fdi]) => ({ label: Number(label), fdi, type: 'tooth' })),
  });
  const fixOf = (one: CheckFinding): string | null => tellFinding(one, 'en', sign).fix;
  expect(fixOf(finding('swapped', { fix: identify({ 13: 23, 23: 13 }) }))).toBe('Swap');
  expect(
    fixOf(finding('shifted', { fix: identify({ 46: 46, 47: 47 }), facts: { from: [47, 48], to: [46, 47] } })),
  ).toBe('Renumber #47 → #46, #48 → #47');
  expect(fixOf(finding('duplicate', { fix: identify({ 15: 15 }), facts: { from: [14], to: [15] } }))).toBe(
    'Renumber #14 → #15',
  );
  expect(fixOf(finding('missing-contradicts', { fix: { kind: 'missing', fdi: 13, reason: null } }))).toBe(
    'Remove the mark',
  );
  const extra = finding('duplicate', { fix: identify({ 15: 15 }), facts: { from: [15], to: [0] } });
  expect(fixOf(extra)).toBe('Make one #15 supernumerary');
  expect(fixOf(finding('order'))).toBe(null);
});

describe.each(LANGUAGES)('the history in %s', (language) => {
  const actions: readonly (readonly [ReviewAction, string])[] = [
    [{ kind: 'identify', tool: 'number', teeth: [{ label: 36, fdi: 37, type: 'tooth' }] }, '#36 → #37'],
    [{ kind: 'identify', tool: 'type', teeth: [{ label: 36, fdi: 37, type: 'implant' }] }, '#37'],
    [{ kind: 'missing', fdi: 18, reason: 'extracted' }, '#18'],
    [{ kind: 'missing', fdi: 18, reason: null }, '#18'],
    [{ kind: 'decide', decision: 'accepted', labels: [11, 36] }, '#11, #37'],
    [{ kind: 'decide', decision: 'rejected', labels: [11] }, '#11'],
    [{ kind: 'reshape', tool: 'smooth', patch: '', touched: [21], made: [] }, '#21'],
    [{ kind: 'undo', of: 7 }, '#21'],
    [{ kind: 'redo', of: 7 }, '#21'],
    [{ kind: 'settle', findings: ['a', 'b'], settled: true }, '2'],
    [{ kind: 'sign' }, ''],
    [{ kind: 'reopen' }, ''],
  ];
  const lines = historyOf(
    actions.map(([action], n) => ({ seq: n + 1, at: '2026-11-21T14:03:00.000Z', by: '', action })),
  );

  it.each(lines.map((line, n) => [line.entry.action.kind, n] as const))('tells %s (%i)', (_kind, n) => {
    const told = tellLine(lines[n], language, sign);
    expect(told).not.toBe('');
    expect(told).toContain(actions[n][1]);
    expect(told).not.toMatch(/undefined|null/);
  });
});

it('names only the teeth whose number changed', () => {
  const teeth = [
    { label: 47, fdi: 47, type: 'tooth' },
    { label: 46, fdi: 45, type: 'tooth' },
    { label: 45, fdi: 44, type: 'tooth' },
  ] as const;
  const [line] = historyOf([{ seq: 1, at: '', by: '', action: { kind: 'identify', tool: 'fix', teeth } }]);
  expect(tellLine(line, 'en', sign)).toBe('Renumbered: #46 → #45, #45 → #44');
});
