/** Drawings with undo and redo, saved in order, waiting for a case, carried to the next case of the same scan. */
import { describe, expect, test } from 'vitest';
import { NO_ANNOTATIONS, type Annotations } from '#contract/annotations';
import { createAnnotationCommands, createAnnotationsStore } from '../../../../renderer/state/annotations-store.ts';
import { ANNOTATIONS } from '../../../fixtures/contract/samples.ts';

/** A host that keeps annotations per case; `break` makes the next save fail. */
function setUp(stored: Record<string, Annotations> = {}) {
  const store = createAnnotationsStore();
  const cases = new Map(Object.entries(stored));
  const saves: Annotations[] = [];
  const reported: unknown[] = [];
  let broken = false;
  const call = async (name: string, params: { caseId: string; annotations?: Annotations }) => {
    if (name === 'cases.annotations') return cases.get(params.caseId) ?? NO_ANNOTATIONS;
    if (broken) throw new Error('disk full');
    if (params.annotations !== undefined) {
      saves.push(params.annotations);
      cases.set(params.caseId, params.annotations);
    }
    return {};
  };
  const commands = createAnnotationCommands({
    store,
    // The two calls of this feature, with the types of the whole host.
    host: { call: call as never },
    report: (thrown) => reported.push(thrown),
  });
  return { store, commands, cases, saves, reported, break: (now: boolean) => (broken = now) };
}

const named =
  (name: string) =>
  (all: Annotations): Annotations => ({
    ...all,
    measurements: ANNOTATIONS.measurements.map((one) => ({ ...one, name })),
  });
const nameIn = ({ measurements }: Annotations) => measurements[0]?.name;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('drawings', () => {
  test('are saved at each change, undone and redone', async () => {
    const { store, commands, cases } = setUp();
    await commands.showCase('c');
    commands.change(named('A'));
    commands.change(named('B'));
    commands.undo();
    expect(nameIn(store.getState().now)).toBe('A');
    commands.undo();
    commands.undo(); // nothing is left: stays
    expect(store.getState().now).toEqual(NO_ANNOTATIONS);
    commands.redo();
    await settled();
    expect(cases.get('c')).toEqual(store.getState().now);
    expect(store.getState()).toMatchObject({ saved: true });
    commands.change(named('C'));
    expect(store.getState().redo).toEqual([]);
  });

  test('a drag is one step, and a cancelled one none', async () => {
    const { store, commands, saves } = setUp();
    await commands.showCase('c');
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
    expect(saves.map(nameIn)).not.toContain('B');
  });

  test('wait for a case, and go into it when it comes', async () => {
    const { store, commands, cases } = setUp();
    commands.change(named('early'));
    await settled();
    expect(store.getState().saved).toBe(false);
    await commands.showCase('c');
    await settled();
    expect(nameIn(cases.get('c') ?? NO_ANNOTATIONS)).toBe('early');
    expect(store.getState().saved).toBe(true);
  });

  test('are carried to a new case of the same scan, but never over what is stored there', async () => {
    const { store, commands, cases } = setUp({
      old: named('old')(NO_ANNOTATIONS),
      other: named('other')(NO_ANNOTATIONS),
    });
    await commands.showCase('old');
    await commands.showCase('new');
    await settled();
    expect(nameIn(cases.get('new') ?? NO_ANNOTATIONS)).toBe('old');
    await commands.showCase('other');
    expect(nameIn(store.getState().now)).toBe('other');
  });

  test('a failed save is told, stays unsaved and is repaired by the next', async () => {
    const { store, commands, reported, cases, break: setBroken } = setUp();
    await commands.showCase('c');
    setBroken(true);
    commands.change(named('A'));
    await settled();
    expect(reported).toHaveLength(1);
    expect(store.getState().saved).toBe(false);
    setBroken(false);
    commands.change(named('B'));
    await settled();
    expect(nameIn(cases.get('c') ?? NO_ANNOTATIONS)).toBe('B');
    expect(store.getState().saved).toBe(true);
  });

  test('what was drawn before a stored case could be read is not lost', async () => {
    const { store, commands } = setUp({ c: named('stored')(NO_ANNOTATIONS) });
    commands.change((all) => ({ ...all, canals: ANNOTATIONS.canals }));
    await commands.showCase('c');
    expect(nameIn(store.getState().now)).toBe('stored');
    expect(store.getState().now.canals).toEqual(ANNOTATIONS.canals);
  });
});
