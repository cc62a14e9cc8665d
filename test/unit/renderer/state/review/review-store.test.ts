/** A person's actions on a case: shown at once, saved in order, followed from other windows. */
import { describe, expect, test } from 'vitest';
import { labelOf, type CbctCase } from '#contract/case';
import { patchToText, type Action } from '#contract/review';
import { patchBetween } from '#core/review/label-patch';
import { voxelCount } from '#core/volume';
import { CASE_FILE, TOOTH } from '../../../../fixtures/contract/samples.ts';
import { reviewHost, reviewWindow, settled } from '../../../../fixtures/review-host.ts';

const CASE: CbctCase = {
  ...CASE_FILE,
  instances: [11, 12, 13].map((fdi) => ({ ...TOOTH, fdi })),
};

const swap = (a: number, b: number): Action => ({
  kind: 'identify',
  tool: 'swap',
  teeth: [
    { label: a, fdi: b, type: 'tooth' },
    { label: b, fdi: a, type: 'tooth' },
  ],
});

function numbers(caseFile: { readonly instances: CbctCase['instances'] } | null) {
  return caseFile?.instances.map((tooth) => [labelOf(tooth), tooth.fdi]);
}

describe('a case under review', () => {
  test('shows a new number at once under the old label, and on record soon after', async () => {
    const host = reviewHost();
    const { review, session, open } = reviewWindow(host);
    await open(CASE);
    expect(review.perform(swap(11, 12))).toBe(true);
    const shown = session.getState().caseFile;
    if (shown?.modality !== 'cbct') throw new Error('no case');
    expect(numbers(shown)).toEqual([
      [11, 12],
      [12, 11],
      [13, 13],
    ]);
    expect(shown.instances[0]).toMatchObject({ status: 'edited', type: 'tooth' });
    expect(review.store.getState()).toMatchObject({ unsaved: 1, entries: [{ by: 'me' }] });
    await settled();
    expect(host.logs.get(CASE.id)).toMatchObject([{ seq: 1, by: 'Dr. Doe' }]);
    expect(review.store.getState().entries).toMatchObject([{ seq: 1, by: 'Dr. Doe' }]);
  });

  test('changes labels in place, also when they come after the change, and takes it back', async () => {
    const host = reviewHost();
    const { review, images, open } = reviewWindow(host);
    await open(CASE);
    const before = new Uint8Array(voxelCount(CASE.source.geometry));
    before.fill(11, 10, 20);
    const after = before.slice().fill(12, 15, 22);
    const patch = patchToText(patchBetween(before, after));
    const reshape: Action = { kind: 'reshape', tool: 'paint', patch, touched: [11, 12], made: [] };
    review.perform(reshape);
    const labels = before.slice();
    review.labelsArrived(labels);
    images.showLabels(labels);
    expect(labels).toEqual(after);
    review.undo();
    expect(labels).toEqual(before);
    review.redo();
    expect(labels).toEqual(after);
    await settled();
    // The next day: labels as the nets left them, and the log.
    const next = reviewWindow(host);
    await next.open(CASE);
    const fresh = before.slice();
    next.review.labelsArrived(fresh);
    expect(fresh).toEqual(after);
  });

  test('gives way to what another window did first, and says so', async () => {
    const host = reviewHost();
    const { review, session, reported, open } = reviewWindow(host);
    await open(CASE);
    host.append(CASE.id, swap(12, 13));
    review.perform(swap(11, 12));
    review.perform({ kind: 'missing', fdi: 18, reason: 'extracted' });
    await settled();
    expect(reported).toMatchObject([{ code: 'review.conflict' }]);
    expect(numbers(session.getState().caseFile as CbctCase)).toEqual([
      [11, 11],
      [12, 13],
      [13, 12],
    ]);
    expect(review.store.getState()).toMatchObject({ unsaved: 0 });
    expect(host.logs.get(CASE.id)).toHaveLength(1);
    // And goes on from there.
    review.perform(swap(11, 12));
    await settled();
    expect(host.logs.get(CASE.id)).toHaveLength(2);
  });

  test('has the labels that another window left, and goes on with them', async () => {
    const before = new Uint8Array(voxelCount(CASE.source.geometry)).fill(11, 10, 20);
    const theirs = before.slice().fill(12, 15, 22);
    const ours = before.slice().fill(13, 11, 13);
    const reshape = (to: Uint8Array, from: Uint8Array, touched: readonly number[]): Action => ({
      kind: 'reshape',
      tool: 'paint',
      patch: patchToText(patchBetween(from, to)),
      touched,
      made: [],
    });
    const host = reviewHost();
    const { review, images, session, reported, open } = reviewWindow(host, before);
    await open(CASE);
    const labels = before.slice();
    images.showLabels(labels);
    host.append(CASE.id, reshape(theirs, before, [11, 12]));
    review.perform(reshape(ours, before, [11, 13]));
    expect(labels).toEqual(ours);
    await settled();
    expect(reported).toMatchObject([{ code: 'review.conflict' }]);
    expect(images.labels).toEqual(theirs);
    expect(session.getState().labelsLoaded).toBe(true);
    // What does not fit the labels any more is refused and changes nothing.
    expect(review.perform(reshape(before, ours, [11, 13]))).toBe(false);
    expect(images.labels).toEqual(theirs);
    expect(review.perform(reshape(before, theirs, [11, 12]))).toBe(true);
    expect(images.labels).toEqual(before);
  });

  test('follows another window when it is asked to', async () => {
    const host = reviewHost();
    const { review, session, open, reported } = reviewWindow(host);
    await open(CASE);
    await review.catchUp();
    host.append(CASE.id, swap(11, 13));
    await review.catchUp();
    expect(numbers(session.getState().caseFile as CbctCase)?.[0]).toEqual([11, 13]);
    expect(reported).toEqual([]);
  });

  test('refuses what makes no sense and changes nothing', async () => {
    const host = reviewHost();
    const { review, session, reported, open } = reviewWindow(host);
    expect(review.perform(swap(11, 12))).toBe(false); // no case is open
    await open(CASE);
    const shown = session.getState().caseFile;
    expect(review.perform(swap(11, 48))).toBe(false);
    expect(session.getState().caseFile).toBe(shown);
    expect(reported).toMatchObject([{ code: 'review.refused' }]);
    await settled();
    expect(host.logs.size).toBe(0);
  });
});
