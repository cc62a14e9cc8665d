import { describe, expect, it } from 'vitest';
import { createNumbers } from '../../../../../renderer/state/teeth/numbers-commands.ts';
import { createNumbersStore } from '../../../../../renderer/state/teeth/numbers-store.ts';
import { createViewStore, INITIAL_VIEW } from '../../../../../renderer/state/view/view-store.ts';
import { toothLooks } from '../../../../../renderer/viewer/tooth-looks.ts';
import { CASE_FILE, OPG_CASE, OUTLINED_TOOTH, TOOTH } from '../../../../fixtures/contract/samples.ts';
import { reviewHost, reviewWindow, settled } from '../../../../fixtures/review-host.ts';

async function openWindow(fdis: readonly number[]) {
  const host = reviewHost();
  const { review, session, open } = reviewWindow(host);
  const view = createViewStore();
  view.setState(INITIAL_VIEW);
  const numbers = createNumbers({ store: createNumbersStore(), review, session, view });
  await open({ ...CASE_FILE, instances: fdis.map((fdi) => ({ ...TOOTH, fdi })) });
  const select = (selectedTooth: number | null): void => view.setState({ selectedTooth });
  const shown = (): Record<number, number> =>
    Object.fromEntries((session.getState().caseFile?.instances ?? []).map(({ fdi, label }) => [label ?? fdi, fdi]));
  const told = () => numbers.store.getState().told;
  return { host, review, numbers, select, shown, told };
}

describe('correcting numbers', () => {
  it('is one action of the log each, and one step back', async () => {
    const { host, review, numbers, shown, told } = await openWindow([36, 37]);
    expect(numbers.number(36, 37)).toBe(true);
    expect(shown()).toEqual({ 36: 37, 37: 36 });
    await settled();
    expect(host.logs.get(CASE_FILE.id)).toHaveLength(1);
    expect(told()).toMatchObject({ kind: 'identified', tool: 'number', seq: 1, wanted: { label: 36, fdi: 37 } });
    review.undo();
    expect(shown()).toEqual({ 36: 36, 37: 37 });
  });

  it('leaves a number twice when that is asked after the swap', async () => {
    const { numbers, shown, told } = await openWindow([36, 37]);
    numbers.number(36, 37);
    numbers.leaveBoth();
    expect(shown()).toEqual({ 36: 37, 37: 37 });
    expect(told()).toMatchObject({ twice: true, wanted: null });
  });

  it('waits for a number or for the other tooth', async () => {
    const { numbers, select, shown, told } = await openWindow([13, 23, 36]);
    numbers.ask('number');
    expect(told()).toMatchObject({ kind: 'refused', why: 'none-selected' });
    select(36);
    numbers.ask('number');
    expect(numbers.takeNumber(46)).toBe(true);
    expect(numbers.takeNumber(45)).toBe(false);
    expect(shown()).toMatchObject({ 36: 46 });
    select(13);
    numbers.ask('swap');
    select(23);
    expect(shown()).toEqual({ 13: 23, 23: 13, 36: 46 });
    numbers.ask('swap');
    expect(numbers.cancel()).toBe(true);
    select(36);
    expect(shown()).toEqual({ 13: 23, 23: 13, 36: 46 });
  });

  it('leaves a case alone that is signed off', async () => {
    const { review, numbers, shown, told } = await openWindow([11, 12]);
    review.sign();
    expect(numbers.number(11, 21)).toBe(false);
    numbers.markMissing(22, 'extracted');
    expect(told()).toMatchObject({ kind: 'refused', why: 'signed' });
    expect(shown()).toEqual({ 11: 11, 12: 12 });
  });

  it('tells why not, and writes nothing', async () => {
    const { host, numbers, told } = await openWindow([11, 12]);
    expect(numbers.push(12, 'mesial')).toBe(false);
    expect(told()).toEqual({ kind: 'refused', why: 'midline', fdi: 11 });
    await settled();
    expect(host.logs.get(CASE_FILE.id) ?? []).toHaveLength(0);
  });

  it('marks a missing place with a reason and takes the mark back', async () => {
    const { numbers, review } = await openWindow([11]);
    numbers.markMissing(12, 'never-formed');
    expect(review.store.getState().review?.now.missing.get(12)).toBe('never-formed');
    numbers.markMissing(12, null);
    expect(review.store.getState().review?.now.missing.has(12)).toBe(false);
  });

  it('gives a supernumerary tooth of a radiograph a number, and the one that had it takes its place', async () => {
    const { session, review, open } = reviewWindow(reviewHost());
    const view = createViewStore();
    const numbers = createNumbers({ store: createNumbersStore(), review, session, view });
    const { fdi: _, runnerUpFdi: __, ...outline } = OUTLINED_TOOTH;
    await open({
      ...OPG_CASE,
      instances: [{ ...OUTLINED_TOOTH, fdi: 36 }],
      supernumerary: [{ ...outline, label: 201, nearFdi: 36 }],
    });
    const looks = (): readonly (readonly unknown[])[] => {
      const { caseFile } = session.getState();
      return caseFile === null
        ? []
        : [...toothLooks(caseFile).values()].map(({ label, fdi, type }) => [label, fdi, type]);
    };
    expect(numbers.number(201, 36)).toBe(true);
    expect(looks()).toEqual([
      [36, 36, 'supernumerary'],
      [201, 36, 'tooth'],
    ]);
    review.undo();
    expect(numbers.number(201, 37)).toBe(true);
    expect(looks()).toEqual([
      [36, 36, 'tooth'],
      [201, 37, 'tooth'],
    ]);
  });
});
