import { describe, expect, it } from 'vitest';
import type { ReviewAction } from '#core/review/action';
import { advance, beginReview, freeLabel, ReviewError, statusOf, type Review } from '#core/review/review';

const TEETH = [11, 12, 13].map((fdi) => ({ label: fdi, fdi, type: 'tooth' as const }));

function after(actions: readonly ReviewAction<string>[], from: Review<string> = beginReview(TEETH, 'nothing')) {
  return actions.reduce(
    (review, action) =>
      advance(review, { seq: review.seq + 1, at: `t${review.seq + 1}`, by: 'Dr. Doe', action }).review,
    from,
  );
}

const SWAP: ReviewAction<string> = {
  kind: 'identify',
  tool: 'swap',
  teeth: [
    { label: 11, fdi: 12, type: 'tooth' },
    { label: 12, fdi: 11, type: 'tooth' },
  ],
};

describe('the review of a case', () => {
  it('tells who changed a tooth and when, and keeps its label', () => {
    const { now } = after([SWAP]);
    expect(now.teeth.get(11)).toMatchObject({ label: 11, fdi: 12, renumbered: true, by: 'Dr. Doe', at: 't1' });
    expect(now.teeth.get(13)).toMatchObject({ fdi: 13, renumbered: false, by: null });
  });

  it('knows proposed, accepted, edited and rejected teeth', () => {
    const { now } = after([
      SWAP,
      { kind: 'decide', decision: 'accepted', labels: [12] },
      { kind: 'decide', decision: 'rejected', labels: [13] },
    ]);
    const status = [...now.teeth.values()].map((tooth) => [tooth.label, statusOf(tooth)]);
    expect(status).toEqual([
      [11, 'edited'],
      [12, 'accepted'],
      [13, 'rejected'],
    ]);
    // A tooth that is changed after it was accepted has to be accepted again.
    const accepted = after([{ kind: 'decide', decision: 'accepted', labels: [12] }]);
    const changed = after([{ ...SWAP, teeth: [{ label: 12, fdi: 14, type: 'tooth' }] }], accepted);
    expect([...changed.now.teeth.values()].map(statusOf)).toEqual(['proposed', 'edited', 'proposed']);
  });

  it('takes back and does again everything, in order, with the change of labels', () => {
    const start = beginReview(TEETH, 'nothing');
    const reshape: ReviewAction<string> = {
      kind: 'reshape',
      tool: 'paint',
      patch: 'AAEACw==',
      touched: [11],
      made: [],
    };
    const whole = after([SWAP, reshape, { kind: 'draw', drawn: 'a line' }], start);
    expect(whole.now.drawn).toBe('a line');
    const first = advance(whole, { seq: 4, at: '', by: '', action: { kind: 'undo', of: 3 } });
    expect(first.patch).toBeNull();
    const second = advance(first.review, { seq: 5, at: '', by: '', action: { kind: 'undo', of: 2 } });
    expect(second.patch).toEqual({ patch: 'AAEACw==', direction: 'back' });
    const third = advance(second.review, { seq: 6, at: '', by: '', action: { kind: 'undo', of: 1 } });
    expect(third.review.now).toEqual(start.now);
    const again = advance(third.review, { seq: 7, at: '', by: '', action: { kind: 'redo', of: 1 } });
    expect(again.review.now.teeth.get(11)?.fdi).toBe(12);
    const redone = advance(again.review, { seq: 8, at: '', by: '', action: { kind: 'redo', of: 2 } });
    expect(redone.patch?.direction).toBe('forth');
    // Something new: what was taken back cannot be done again.
    const fresh = after([{ kind: 'missing', fdi: 18, reason: 'extracted' }], third.review);
    expect(() => after([{ kind: 'redo', of: 1 }], fresh)).toThrow(ReviewError);
  });

  it('changes nothing once it is signed off, until it is reopened', () => {
    const signed = after([{ kind: 'sign' }]);
    expect(signed.signed).toEqual({ by: 'Dr. Doe', at: 't1' });
    for (const action of [SWAP, { kind: 'sign' }, { kind: 'undo', of: 1 }] as const) {
      expect(() => after([action], signed)).toThrow(ReviewError);
    }
    expect(after([{ kind: 'reopen' }, SWAP], signed).now.teeth.get(11)?.fdi).toBe(12);
  });

  it.each<[string, ReviewAction<string>]>([
    ['a tooth that is not there', { kind: 'decide', decision: 'accepted', labels: [48] }],
    ['a number that no tooth has', { ...SWAP, teeth: [{ label: 11, fdi: 29, type: 'tooth' }] }],
    ['a place that no tooth has', { kind: 'missing', fdi: 19, reason: 'unknown' }],
    ['a step that is not the last', { kind: 'undo', of: 7 }],
    ['a label that is in use', { kind: 'reshape', tool: 'split', patch: '', touched: [], made: [TEETH[0]] }],
    ['reopening what is open', { kind: 'reopen' }],
  ])('refuses %s', (_what, action) => {
    expect(() => after([action])).toThrow(ReviewError);
  });

  it('gives a new tooth a label of its own', () => {
    const review = after([]);
    const label = freeLabel(review);
    const made = { label, fdi: 14, type: 'tooth' } as const;
    const split: ReviewAction<string> = {
      kind: 'reshape',
      tool: 'split',
      patch: '',
      touched: [13, label],
      made: [made],
    };
    const next = after([split], review);
    expect(next.now.teeth.get(label)).toMatchObject({ fdi: 14, made: true });
    expect(freeLabel(next)).not.toBe(label);
    expect(freeLabel(review, [label])).not.toBe(label);
  });
});
