import { describe, expect, it } from 'vitest';
import { archSurface, worldToArch } from '#core/arch/arch-surface';
import type { Vec3 } from '#core/volume';
import {
  createAnnotationCommands,
  createAnnotationsStore,
} from '../../../../../renderer/state/drawings/annotations-store.ts';
import { createArchCommands } from '../../../../../renderer/state/drawings/arch-commands.ts';
import { createArchStore, setArchLength } from '../../../../../renderer/state/drawings/arch-store.ts';
import { createCanalCommands } from '../../../../../renderer/state/drawings/canal-commands.ts';
import { createCanalStore } from '../../../../../renderer/state/drawings/canal-store.ts';
import { createViewStore } from '../../../../../renderer/state/view/view-store.ts';
import { reviewHost, reviewWindow } from '../../../../fixtures/review-host.ts';

const FITTED: readonly Vec3[] = [
  [-20, 20, 5],
  [-12, 0, 5],
  [0, -10, 5],
  [12, 0, 5],
  [20, 20, 5],
];

function drawing() {
  const drawn = createAnnotationsStore();
  const annotations = createAnnotationCommands({ store: drawn, review: reviewWindow(reviewHost()).review });
  const store = createArchStore();
  const arch = {
    get controlMm(): readonly Vec3[] {
      return drawn.getState().now.archMm ?? FITTED;
    },
    get surface() {
      return archSurface(this.controlMm);
    },
  };
  const commands = createArchCommands({ store, annotations, arch });
  return { drawn, annotations, store, arch, commands };
}

describe('the arch by hand', () => {
  it('makes a drag one step that undo takes back, and keeps points at the height of the arch', () => {
    const { arch, commands, annotations, store } = drawing();
    commands.dragPoint(2, [1, -14, 30]);
    commands.dragPoint(2, [2, -15, 30]);
    expect(store.getState().dragging).toBe(true);
    commands.endDrag();
    expect(store.getState().dragging).toBe(false);
    expect(arch.controlMm[2]).toEqual([2, -15, 5]);
    annotations.undo();
    expect(arch.controlMm).toEqual(FITTED);
  });

  it('adds a point where the curve is nearest and picks it, removes it, and goes back to the fitted curve', () => {
    const { arch, commands, store, drawn } = drawing();
    expect(commands.addPoint([-17, 10, 9])).toBe(1);
    expect(store.getState().pickedPoint).toBe(1);
    expect(arch.controlMm).toHaveLength(6);
    const along = arch.controlMm.map((point) => (arch.surface === null ? NaN : worldToArch(arch.surface, point).s));
    expect(along).toEqual([...along].sort((a, b) => a - b));
    commands.removePoint(1);
    expect(arch.controlMm).toEqual(FITTED);
    commands.reset();
    expect(drawn.getState().now.archMm).toBeNull();
  });

  it('keeps three points, and walks through them in a ring', () => {
    const { arch, commands, store } = drawing();
    for (let n = 0; n < 5; n++) commands.removePoint(0);
    expect(arch.controlMm).toHaveLength(3);
    commands.pick(null);
    commands.pickNext(-1);
    expect(store.getState().pickedPoint).toBe(2);
    commands.pickNext(1);
    expect(store.getState().pickedPoint).toBe(0);
  });

  it('keeps lengths within their limits', () => {
    const { store } = drawing();
    setArchLength(store, 'thicknessMm', 100);
    setArchLength(store, 'sectionDistanceMm', 0);
    expect(store.getState()).toMatchObject({ thicknessMm: 40, sectionDistanceMm: 0.5 });
  });
});

function canals() {
  const { drawn, annotations } = drawing();
  const store = createCanalStore();
  const view = createViewStore();
  const commands = createCanalCommands({
    store,
    drawn,
    annotations,
    view,
    sideOf: ([x]) => (x < 0 ? 'right' : 'left'),
    nameOf: (side) => `${side} canal`,
  });
  return { drawn, annotations, store, view, commands, all: () => drawn.getState().now.canals };
}

describe('canals by hand', () => {
  it('have one for each side, and their points in order along them', () => {
    const { commands, all } = canals();
    for (const point of [
      [-20, 10, 0],
      [20, 10, 0],
      [-20, 0, 0],
      [-20, -10, 0],
      [-20, 5, 1],
      [-20, 18, 0],
    ] as const)
      commands.addPoint(point);
    expect(all().map(({ side, name }) => [side, name])).toEqual([
      ['right', 'right canal'],
      ['left', 'left canal'],
    ]);
    expect(all()[0].pointsMm.map(([, y]) => y)).toEqual([18, 10, 5, 0, -10]);
  });

  it('are renamed, widened within limits and removed with their last point; undo brings them back', () => {
    const { commands, all, annotations } = canals();
    const point = commands.addPoint([3, 0, 0]);
    if (point === null) throw new Error('no point');
    commands.rename(point.canalId, '  Inferior alveolar ');
    commands.rename(point.canalId, ' ');
    commands.setDiameter(point.canalId, 20);
    expect(all()[0]).toMatchObject({ name: 'Inferior alveolar', diameterMm: 8 });
    commands.removePoint(point);
    expect(all()).toEqual([]);
    annotations.undo();
    expect(all()).toHaveLength(1);
  });

  it('lead through their points one after another, and on after the last', () => {
    const { commands, store, view } = canals();
    commands.addPoint([3, 0, 0]);
    commands.addPoint([3, 5, 0]);
    expect(commands.pickNext(1)).toBe(true);
    expect(commands.pickNext(1)).toBe(true);
    expect(view.getState().crosshairMm).toEqual([3, 5, 0]);
    expect(commands.pickNext(1)).toBe(false);
    expect(store.getState().picked).toBeNull();
    expect(canals().commands.pickNext(1)).toBe(false);
  });
});
