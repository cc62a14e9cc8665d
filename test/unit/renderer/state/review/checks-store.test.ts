/** The way through what is odd about a case: found after every action, put right, let stand, decided. */
import { expect, test } from 'vitest';
import type { CaseFile, CbctCase } from '#contract/case';
import type { QueueItem } from '#contract/review-queue';
import { dentition } from '../../../core/arch-phantom.ts';
import { checkedTooth } from '../../../core/checks/checked-dentition.ts';
import { CASE_FILE, OPG_CASE, TOOTH } from '../../../../fixtures/contract/samples.ts';
import { reviewHost, reviewWindow, settled } from '../../../../fixtures/review-host.ts';
import { createChecks, createChecksStore } from '../../../../../renderer/state/review/checks-store.ts';
import { createViewStore } from '../../../../../renderer/state/view/view-store.ts';

const WISDOM = [18, 28, 38, 48];
const CASE: CbctCase = {
  ...CASE_FILE,
  instances: dentition({ missing: WISDOM })
    .map(checkedTooth)
    .map(({ fdi, centre, sizes }) => ({
      ...TOOTH,
      fdi,
      centroidMm: centre,
      volumeMm3: sizes.volumeMm3 ?? 0,
      lengthMm: sizes.lengthMm ?? 0,
      mesiodistalMm: sizes.mesiodistalMm ?? 0,
      confidence: fdi === 25 ? 0.41 : 0.93,
      runnerUpFdi: null,
      touchesBorder: false,
      warnings: [],
      hints: [],
    })),
};

async function reviewing(caseFile: CaseFile = CASE, queue: readonly QueueItem[] = []) {
  const host = reviewHost();
  const window = reviewWindow(host);
  const view = createViewStore();
  const visited: number[] = [];
  const checks = createChecks({
    store: createChecksStore(),
    session: window.session,
    review: window.review,
    view,
    images: window.images,
    queueOf: async () => queue,
    goToTooth: (label) => visited.push(label),
  });
  await window.open(caseFile);
  await settled();
  const open = (): readonly string[] => checks.store.getState().open.map(({ code }) => code);
  return { ...window, host, view, checks, visited, open };
}

const numbered = (label: number, fdi: number) =>
  ({ kind: 'identify', tool: 'number', teeth: [{ label, fdi, type: 'tooth' }] }) as const;

test('leads to what training takes for another tooth, and lets a person settle it', async () => {
  const boundsPx = { min: [2, 1], max: [3, 3] } as const;
  const item = { label: 36, confidence: 0.4, boundsPx };
  const { checks, open, visited } = await reviewing(OPG_CASE, [
    { ...item, key: 'queue.36.0', fdi: 36 }, // agrees
    { ...item, key: 'queue.37.1', fdi: 37 },
    { ...item, key: 'queue.38.2', fdi: 38, label: null }, // no tooth is there
  ]);
  expect(open().filter((code) => code === 'queued')).toHaveLength(1);
  const [finding] = checks.store.getState().open.filter(({ code }) => code === 'queued');
  expect(finding).toMatchObject({ labels: [36], facts: { from: [36], to: [37] }, fix: null });
  checks.goTo(finding.key);
  expect(visited).toEqual([36]);
  checks.accept(finding);
  await settled();
  expect(open()).not.toContain('queued');
});

test('finds what an action made odd, and puts it right in one step that undo takes back', async () => {
  const { review, checks, open, visited, session } = await reviewing();
  expect(open()).toEqual(['unsure']);
  review.perform(numbered(15, 14));
  await settled();
  expect(open()).toEqual(['duplicate', 'unsure']);
  checks.step(1);
  expect(visited).toEqual([15]);
  checks.withCurrent(checks.fix);
  await settled();
  expect(open()).toEqual(['unsure']);
  expect(session.getState().caseFile?.instances.every(({ fdi, label }) => (label ?? fdi) === fdi)).toBe(true);
  expect(review.store.getState().entries.at(-1)?.action).toMatchObject({ kind: 'identify', tool: 'fix' });
  review.undo();
  await settled();
  expect(open()).toEqual(['duplicate', 'unsure']);
});

test('walks from one finding to the next and round, and leads somewhere before it does anything', async () => {
  const { review, checks, visited, open } = await reviewing();
  review.perform(numbered(15, 14));
  await settled();
  checks.withCurrent(checks.fix);
  expect(open()).toHaveLength(2);
  checks.step(1);
  checks.step(1);
  checks.step(-1);
  expect(visited).toEqual([15, 25, 15, 25]);
});

test('lets a finding stand until it says something else, and opens it again', async () => {
  const { review, checks, open } = await reviewing();
  review.perform(numbered(15, 14));
  await settled();
  const [duplicate] = checks.store.getState().open;
  checks.accept(duplicate);
  await settled();
  expect(open()).toEqual(['unsure']);
  expect(checks.store.getState().settled).toMatchObject([{ code: 'duplicate' }]);
  checks.reopenFinding(duplicate);
  await settled();
  expect(open()).toEqual(['duplicate', 'unsure']);
});

test('accepts the tooth of an unsure number, and all teeth with nothing to look at', async () => {
  const { review, checks, open } = await reviewing();
  review.perform(numbered(15, 14));
  await settled();
  expect(checks.undisputed()).not.toContain(15);
  checks.acceptAll();
  await settled();
  const decisions = review.store.getState().review?.now.teeth;
  expect([11, 14, 15, 25].map((label) => decisions?.get(label)?.decision)).toEqual([
    'accepted',
    'proposed',
    'proposed',
    'proposed',
  ]);
  const unsure = checks.store.getState().open.find(({ code }) => code === 'unsure');
  if (unsure === undefined) throw new Error('25 is unsure');
  checks.accept(unsure);
  await settled();
  expect(open()).toEqual(['duplicate']);
  expect(review.store.getState().review?.now.teeth.get(25)).toMatchObject({ decision: 'accepted', by: 'me' });
});

test('decides about the selected tooth, once', async () => {
  const { review, checks, view } = await reviewing();
  checks.decideSelected('rejected');
  expect(review.store.getState().entries).toHaveLength(0);
  view.setState({ selectedTooth: 11 });
  checks.decideSelected('rejected');
  checks.decideSelected('rejected');
  expect(review.store.getState().entries).toHaveLength(1);
  checks.decideSelected('proposed');
  expect(review.store.getState().review?.now.teeth.get(11)?.decision).toBe('proposed');
});

test('a signed case stays as it is', async () => {
  const { checks, review, view, reported } = await reviewing();
  view.setState({ selectedTooth: 11 });
  checks.sign();
  checks.decideSelected('accepted');
  expect(review.store.getState().review?.now.teeth.get(11)?.decision).toBe('proposed');
  expect(reported).toMatchObject([{ code: 'review.refused' }]);
  checks.reopen();
  checks.decideSelected('accepted');
  expect(review.store.getState().review?.now.teeth.get(11)?.decision).toBe('accepted');
});

test('forgets everything with the case', async () => {
  const { review, session, open } = await reviewing();
  session.setState({ caseFile: null });
  review.close();
  await settled();
  expect(open()).toEqual([]);
});
