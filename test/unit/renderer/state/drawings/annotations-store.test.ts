/** Drawings with undo and redo, as actions of the case's review; before there is a case they wait. */
import { describe, expect, test } from 'vitest';
import { NO_ANNOTATIONS, type Annotations } from '#contract/annotations';
import {
  createAnnotationCommands,
  createAnnotationsStore,
} from '../../../../../renderer/state/drawings/annotations-store.ts';
import { ANNOTATIONS, CASE_FILE } from '../../../../fixtures/contract/samples.ts';
import { reviewHost, reviewWindow, settled } from '../../../../fixtures/review-host.ts';

function setUp(stored: Readonly<Record<string, Annotations>> = {}) {
  const host = reviewHost(stored);
  const { review, open, reported } = reviewWindow(host);
  const store = createAnnotationsStore();
  const commands = createAnnotationCommands({ store, review });
  const showCase = async (id: string): Promise<void> => {
    await open({ ...CASE_FILE, id });
    commands.showCase(id);
  };
  /** What a window that opens the case now would show. */
  const storedIn = (id: string): Annotations => {
    const draws = (host.logs.get(id) ?? []).flatMap(({ action }) => (action.kind === 'draw' ? [action.drawn] : []));
    return draws.at(-1) ?? stored[id] ?? NO_ANNOTATIONS;
  };
  return { host, review, store, commands, reported, showCase, storedIn };
}

const named =
  (name: string) =>
  (all: Annotations): Annotations => ({
    ...all,
    measurements: ANNOTATIONS.measurements.map((one) => ({ ...one, name })),
  });
const nameIn = ({ measurements }: Annotations) => measurements[0]?.name;

describe('drawings', () => {
  test('are put on record at each change, undone and redone', async () => {
    const { store, commands, host, review, showCase } = setUp();
    await showCase('c');
    commands.change(named('A'));
    commands.change(named('B'));
    commands.undo();
    expect(nameIn(store.getState().now)).toBe('A');
    commands.undo();
    commands.undo(); // nothing is left: stays
    expect(store.getState().now).toEqual(NO_ANNOTATIONS);
    commands.redo();
    expect(review.store.getState().unsaved).toBe(5);
    await settled();
    expect(host.logs.get('c')?.map(({ action }) => action.kind)).toEqual(['draw', 'draw', 'undo', 'undo', 'redo']);
    expect(review.store.getState().unsaved).toBe(0);
    // Another window, or the next day: the steps are still there.
    await showCase('c');
    expect(nameIn(store.getState().now)).toBe('A');
    commands.undo();
    expect(store.getState().now).toEqual(NO_ANNOTATIONS);
  });

  test('a drag is one step, and a cancelled one none', async () => {
    const { store, commands, host, showCase } = setUp();
    await showCase('c');
    commands.change(named('A'));
    for (const name of ['B', 'C', 'D']) commands.drag(named(name));
    commands.endDrag();
    expect(nameIn(store.getState().now)).toBe('D');
    commands.drag(named('E'));
    commands.cancelDrag();
    expect(nameIn(store.getState().now)).toBe('D');
    commands.undo();
    expect(nameIn(store.getState().now)).toBe('A');
    await settled();
    expect(host.logs.get('c')).toHaveLength(3);
  });

  test('wait for a case with steps of their own, and go into it when it comes', async () => {
    const { store, commands, showCase, storedIn } = setUp();
    commands.change(named('early'));
    commands.change(named('mistaken'));
    commands.undo();
    await showCase('c');
    await settled();
    expect(nameIn(storedIn('c'))).toBe('early');
    expect(nameIn(store.getState().now)).toBe('early');
  });

  test('are carried to a new case of the same scan, but never over what is stored there', async () => {
    const { store, commands, showCase, storedIn } = setUp({ other: named('other')(NO_ANNOTATIONS) });
    await showCase('old');
    commands.change(named('old'));
    await showCase('new');
    await settled();
    expect(nameIn(storedIn('new'))).toBe('old');
    await showCase('other');
    expect(nameIn(store.getState().now)).toBe('other');
  });

  test('a failed save is told, stays unsaved and is repaired by the next', async () => {
    const { commands, review, host, reported, showCase, storedIn } = setUp();
    await showCase('c');
    host.fail(new Error('disk full'));
    commands.change(named('A'));
    await settled();
    expect(reported).toHaveLength(1);
    expect(review.store.getState().unsaved).toBe(1);
    host.fail(null);
    commands.change(named('B'));
    await settled();
    expect(nameIn(storedIn('c'))).toBe('B');
    expect(host.logs.get('c')).toHaveLength(2);
    expect(review.store.getState().unsaved).toBe(0);
  });

  test('what was drawn before a stored case could be read is not lost', async () => {
    const { store, commands, showCase } = setUp({ c: named('stored')(NO_ANNOTATIONS) });
    commands.change((all) => ({ ...all, canals: ANNOTATIONS.canals }));
    await showCase('c');
    expect(nameIn(store.getState().now)).toBe('stored');
    expect(store.getState().now.canals).toEqual(ANNOTATIONS.canals);
  });

  test('a signed case keeps its drawings as they are', async () => {
    const { store, commands, review, reported, showCase } = setUp();
    await showCase('c');
    commands.change(named('A'));
    review.sign();
    commands.change(named('B'));
    for (const name of ['C', 'D']) commands.drag(named(name));
    commands.endDrag();
    expect(nameIn(store.getState().now)).toBe('A');
    expect(reported).toMatchObject([{ code: 'review.refused' }, { code: 'review.refused' }]);
    review.reopen();
    commands.change(named('B'));
    expect(nameIn(store.getState().now)).toBe('B');
  });
});
