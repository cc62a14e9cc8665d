/** What a person decided shows in the case: also in what is said about a tooth. */
import { expect, test } from 'vitest';
import { begunReview } from '#contract/review';
import { reviewedCase } from '#contract/reviewed-case';
import { NO_ANNOTATIONS } from '#contract/annotations';
import { advance } from '#core/review/review';
import { OPG_CASE, OUTLINED_TOOTH } from '../fixtures/contract/samples.ts';

const REPLACED = { code: 'tooth.replaced', message: 'To 80 % it looks like an implant or a pontic, not a tooth.' };
const CUT = { code: 'tooth.cut-by-border', message: 'The picture ends within this tooth.' };

test('what a person calls a tooth is no longer said to look like an implant', () => {
  const caseFile = {
    ...OPG_CASE,
    instances: [{ ...OUTLINED_TOOTH, type: 'implant' as const, warnings: [REPLACED, CUT] }],
  };
  const begun = begunReview(caseFile, NO_ANNOTATIONS);
  expect(reviewedCase(caseFile, begun.now).instances[0]).toMatchObject({ type: 'implant', warnings: [REPLACED, CUT] });
  const teeth = [{ label: 36, fdi: 36, type: 'tooth' as const }];
  const action = { kind: 'identify', tool: 'type', teeth } as const;
  const changed = advance(begun, { seq: 1, at: '2026-11-30T08:00:00.000Z', by: 'Dr Example', action }).review;
  expect(reviewedCase(caseFile, changed.now).instances[0]).toMatchObject({ type: 'tooth', warnings: [CUT] });
});

test('nor is a tooth without a number that a person gives one', () => {
  const { fdi: _, runnerUpFdi: __, ...outline } = OUTLINED_TOOTH;
  const extra = { ...outline, label: 201, nearFdi: 36, warnings: [REPLACED, CUT] };
  const caseFile = { ...OPG_CASE, instances: [], supernumerary: [extra] };
  const action = { kind: 'identify', tool: 'type', teeth: [{ label: 201, fdi: 36, type: 'tooth' }] } as const;
  const entry = { seq: 1, at: '2026-11-30T08:00:00.000Z', by: 'Dr Example', action } as const;
  const { now } = advance(begunReview(caseFile, NO_ANNOTATIONS), entry).review;
  expect(reviewedCase(caseFile, now).instances[0]).toMatchObject({ label: 201, type: 'tooth', warnings: [CUT] });
});
