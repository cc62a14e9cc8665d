/** What a person does to shapes, from the command to the log: labels, made teeth, refusals, strokes that are shown early. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenScan } from '#contract/api';
import type { CbctCase } from '#contract/case';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { createShapeCommands } from '../../../../../renderer/state/shapes/shape-commands.ts';
import { createShapeWork } from '../../../../../renderer/state/shapes/shape-work.ts';
import { changeBrush, createShapeStore } from '../../../../../renderer/state/shapes/shape-store.ts';
import { createViewStore } from '../../../../../renderer/state/view/view-store.ts';
import { CASE_FILE, SCAN_INFO, TOOTH } from '../../../../fixtures/contract/samples.ts';
import { reviewHost, reviewWindow } from '../../../../fixtures/review-host.ts';

const GRID: Geometry = {
  dims: [30, 12, 10],
  spacingMm: [0.5, 0.6, 0.4],
  originMm: [-5, 2, 3],
  direction: [0, 1, 0, -1, 0, 0, 0, 0, 1],
};
const SCAN: OpenScan = {
  scanId: 'scan',
  title: 'scan',
  info: SCAN_INFO,
  geometry: GRID,
  voxelType: 'int16',
  greyRange: [0, 2900],
  warnings: [],
};

function world(ijk: Vec3): Vec3 {
  return applyAffine(affineIjkToWorld(GRID), ijk);
}

function index([i, j, k]: Vec3): number {
  return i + GRID.dims[0] * (j + GRID.dims[1] * k);
}

/** Two blocks that touch: 16 in i 4…9, 17 in i 10…15; both in j 3…8, k 2…7. */
const BLOCKS = { 16: [4, 9], 17: [10, 15] } as const;
const CASE: CbctCase = {
  ...CASE_FILE,
  source: { ...CASE_FILE.source, geometry: { ...GRID, direction: [...GRID.direction] } },
  instances: ([16, 17] as const).map((fdi) => ({
    ...TOOTH,
    fdi,
    centroidMm: world([(BLOCKS[fdi][0] + BLOCKS[fdi][1]) / 2, 5.5, 4.5]),
    boundsIjk: { min: [BLOCKS[fdi][0], 3, 2], max: [BLOCKS[fdi][1], 8, 7] },
  })),
};

function labelsOfNets(): Uint8Array {
  const labels = new Uint8Array(voxelCount(GRID));
  for (const fdi of [16, 17] as const) {
    for (let k = 2; k <= 7; k++) {
      for (let j = 3; j <= 8; j++) {
        for (let i = BLOCKS[fdi][0]; i <= BLOCKS[fdi][1]; i++) labels[index([i, j, k])] = fdi;
      }
    }
  }
  return labels;
}

async function editing() {
  const { review, session, images, reported, open } = reviewWindow(reviewHost());
  const greys = new Int16Array(images.begin(SCAN).buffer);
  for (let n = 0; n < greys.length; n++) greys[n] = (n % GRID.dims[0]) * 100;
  session.setState({ scan: SCAN });
  await open(CASE);
  const labels = labelsOfNets();
  review.labelsArrived(labels);
  images.showLabels(labels);
  const store = createShapeStore();
  const view = createViewStore();
  view.setState({ selectedTooth: 16 });
  const work = createShapeWork({ store, session, view, images, review });
  const commands = createShapeCommands({ store, session, view, images, work });
  const at = (ijk: Vec3): number => labels[index(ijk)];
  const entries = () => review.store.getState().entries.map(({ action }) => action);
  return { commands, store, view, review, session, images, labels, at, entries, reported };
}

const place = (ijk: Vec3) => ({ pane: 'axial' as const, atMm: world(ijk), normal: [0, 0, 1] as const });

describe('editing shapes', () => {
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', () => 1);
    vi.stubGlobal('cancelAnimationFrame', () => {});
    return () => vi.unstubAllGlobals();
  });

  it('shows a stroke while it is drawn, and puts it on record once, when it ends', async () => {
    const { commands, at, entries, review, labels } = await editing();
    commands.beginStroke('paint', world([20, 5, 5]));
    expect(at([20, 5, 5])).toBe(16);
    commands.strokeTo(world([24, 5, 5]));
    expect(entries()).toEqual([]);
    commands.endStroke('paint');
    expect([20, 22, 24, 28].map((i) => at([i, 5, 5]))).toEqual([16, 16, 16, 0]);
    expect(entries()).toMatchObject([{ kind: 'reshape', tool: 'paint', touched: [16], made: [] }]);
    review.undo();
    expect(labels).toEqual(labelsOfNets());
  });

  it('leaves no trace of a stroke that is given up, or overtaken by another change', async () => {
    const { commands, labels, review, images, entries } = await editing();
    commands.beginStroke('erase', world([6, 5, 5]));
    expect(labels).not.toEqual(labelsOfNets());
    commands.cancelStroke();
    expect(labels).toEqual(labelsOfNets());
    commands.dab('erase', world([6, 5, 5]));
    const erased = labels.slice();
    commands.beginStroke('paint', world([20, 5, 5]));
    review.undo();
    expect(labels).toEqual(labelsOfNets());
    expect(images.previewing).toBe(false);
    commands.cancelStroke();
    review.redo();
    expect(labels).toEqual(erased);
    expect(entries()).toHaveLength(3);
  });

  it('paints a new tooth under a label of its own, numbered by its neighbour', async () => {
    const { commands, store, view, at, entries } = await editing();
    store.setState({ newTooth: true });
    commands.dab('paint', world([20, 5, 5]));
    expect(at([20, 5, 5])).toBe(101);
    expect(entries()).toMatchObject([{ made: [{ label: 101, fdi: 18, type: 'tooth' }], touched: [101] }]);
    expect(view.getState().selectedTooth).toBe(101);
    expect(store.getState()).toMatchObject({ newTooth: false, note: { kind: 'made', label: 101 } });
  });

  it('merges, splits between two seeds, and cuts along a line', async () => {
    const { commands, labels, at, entries, review } = await editing();
    commands.mergeAt(world([12, 5, 5]));
    expect(at([12, 5, 5])).toBe(16);
    commands.setPoint('seeds', place([5, 5, 5]));
    commands.setPoint('seeds', place([14, 5, 5]));
    expect([5, 9, 10, 14].map((i) => at([i, 5, 5]))).toEqual([16, 16, 101, 101]);
    review.undo();
    commands.setPoint('cut', place([11.5, 0, 5]));
    commands.setPoint('cut', place([11.5, 11, 5]));
    expect([5, 11, 12, 15].map((i) => at([i, 5, 5]))).toEqual([16, 16, 101, 101]);
    expect(entries()).toMatchObject([
      { tool: 'merge', touched: [16, 17] },
      { tool: 'split', touched: [16, 101] },
      { kind: 'undo' },
      { tool: 'split', touched: [16, 101] },
    ]);
    review.undo();
    review.undo();
    expect(labels).toEqual(labelsOfNets());
  });

  it('restores the AI’s shape whatever came in between, also what another tooth took', async () => {
    const { commands, view, labels } = await editing();
    commands.mergeAt(world([12, 5, 5]));
    commands.grow();
    commands.dab('erase', world([6, 5, 5]));
    view.setState({ selectedTooth: 17 });
    commands.restore();
    expect(labels.map((label) => Number(label === 17))).toEqual(labelsOfNets().map((label) => Number(label === 17)));
    view.setState({ selectedTooth: 16 });
    commands.restore();
    expect(labels).toEqual(labelsOfNets());
  });

  it('takes the greys of the tooth for its first limits, and paints within them', async () => {
    const { commands, store, at } = await editing();
    commands.limitGreys(true);
    expect(store.getState().limits).toEqual([400, 2900]);
    store.setState({ limits: [2000, 2100], brushMm: 6 });
    commands.dab('paint', world([20, 5, 5]));
    expect([19, 20, 21, 22].map((i) => at([i, 5, 5]))).toEqual([0, 16, 16, 0]);
  });

  it.each([
    ['select-tooth', (one) => one.view.setState({ selectedTooth: null })],
    ['signed', (one) => one.review.sign()],
    ['no-labels', (one) => one.images.showLabels(null)],
  ] satisfies [string, (one: Awaited<ReturnType<typeof editing>>) => unknown][])('refuses: %s', async (why, make) => {
    const one = await editing();
    make(one);
    const before = one.entries().length;
    const refused = () => one.store.getState().note;
    for (const edit of [
      () => one.commands.dab('paint', world([20, 5, 5])),
      () => one.commands.mergeAt(world([12, 5, 5])),
      () => one.commands.grow(),
      () => one.commands.setPoint('cut', place([11.5, 0, 5])),
      () => one.commands.restore(),
    ]) {
      one.store.setState({ note: null });
      edit();
      expect(refused()).toEqual({ kind: 'refused', why });
    }
    expect(one.entries()).toHaveLength(before);
    expect(one.labels).toEqual(labelsOfNets());
  });

  it('says why nothing happens', async () => {
    const { commands, store, entries } = await editing();
    const why = (edit: () => void) => {
      edit();
      const { note } = store.getState();
      return note?.kind === 'refused' ? note.why : null;
    };
    expect(why(() => commands.restore())).toBe('unchanged');
    expect(why(() => commands.mergeAt(world([6, 5, 5])))).toBe('pick-other');
    expect(why(() => commands.fillSlices([0, 0, 1]))).toBe('nothing-to-fill');
    commands.setPoint('seeds', place([5, 5, 5]));
    expect(why(() => commands.setPoint('seeds', place([29, 0, 0])))).toBe('seeds-outside');
    expect(store.getState().pending).toBeNull();
    expect(entries()).toEqual([]);
  });

  it('has a brush between half a millimetre and fifteen', () => {
    const store = createShapeStore();
    const sizes = (by: 1 | -1, times: number) => {
      for (let n = 0; n < times; n++) changeBrush(store, by);
      return store.getState().brushMm;
    };
    expect(sizes(1, 1)).toBe(3.5);
    expect(sizes(1, 4)).toBe(6);
    expect(sizes(1, 40)).toBe(15);
    expect(sizes(-1, 1)).toBe(14);
    expect(sizes(-1, 60)).toBe(0.5);
  });
});
