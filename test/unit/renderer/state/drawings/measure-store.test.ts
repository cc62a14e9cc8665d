import { describe, expect, test } from 'vitest';
import type { MeasurementKind } from '#contract/annotations';
import {
  createAnnotationCommands,
  createAnnotationsStore,
} from '../../../../../renderer/state/drawings/annotations-store.ts';
import { createMeasureCommands, createMeasureStore } from '../../../../../renderer/state/drawings/measure-store.ts';
import { createPlanesStore } from '../../../../../renderer/state/view/planes-store.ts';
import { PATIENT_AXES } from '../../../../../renderer/viewer/slices/mpr-axes.ts';
import { createViewStore } from '../../../../../renderer/state/view/view-store.ts';
import { reviewHost, reviewWindow } from '../../../../fixtures/review-host.ts';

const PLANE = { kind: 'plane', normal: [0, 0, 1], up: [0, -1, 0] } as const;

function setUp() {
  const drawn = createAnnotationsStore();
  const annotations = createAnnotationCommands({ store: drawn, review: reviewWindow(reviewHost()).review });
  const store = createMeasureStore();
  const view = createViewStore();
  const planes = createPlanesStore();
  const titleOf = (kind: MeasurementKind): string => kind.toUpperCase();
  const commands = createMeasureCommands({ store, drawn, annotations, view, planes, titleOf });
  return { drawn, annotations, store, view, planes, commands, all: () => drawn.getState().now.measurements };
}

describe('measuring', () => {
  test.each([
    ['distance', 2],
    ['angle', 3],
    ['ellipse', 2],
    ['profile', 2],
  ] as const)('a %s is done with %i points, selected and named', (kind, points) => {
    const { commands, all, drawn, store } = setUp();
    for (let n = 0; n < points; n++) {
      expect(all()).toHaveLength(0);
      commands.addPoint(kind, PLANE, [n, n * n, 0]);
    }
    expect(all()).toMatchObject([{ kind, name: `${kind.toUpperCase()} 1`, surface: PLANE }]);
    expect(all()[0].pointsMm).toHaveLength(points);
    expect(drawn.getState().selectedId).toBe(all()[0].id);
    expect(store.getState().pending).toBeNull();
  });

  test('a polyline goes on until it is ended, or the same place is set twice', () => {
    const { commands, all } = setUp();
    for (let n = 0; n < 5; n++) commands.addPoint('polyline', PLANE, [n, 0, 0]);
    commands.addPoint('polyline', PLANE, [4, 0, 0]);
    expect(all()[0].pointsMm).toHaveLength(5);
    commands.addPoint('polyline', PLANE, [0, 0, 0]);
    commands.finish();
    expect(all()).toHaveLength(1);
  });

  test('another pane or another kind begins anew', () => {
    const { commands, all, store } = setUp();
    commands.addPoint('distance', PLANE, [0, 0, 0]);
    commands.addPoint('distance', { ...PLANE, normal: [0, 1, 0], up: [0, 0, 1] }, [5, 0, 0]);
    expect(all()).toHaveLength(0);
    expect(store.getState().pending?.pointsMm).toEqual([[5, 0, 0]]);
    commands.addPoint('angle', PLANE, [6, 0, 0]);
    expect(store.getState().pending).toMatchObject({ kind: 'angle', pointsMm: [[6, 0, 0]] });
  });

  test('taking back goes point by point, then to the selected measurement; undo brings it back', () => {
    const { commands, annotations, all, store } = setUp();
    commands.addPoint('distance', PLANE, [0, 0, 0]);
    commands.addPoint('distance', PLANE, [1, 0, 0]);
    commands.addPoint('angle', PLANE, [0, 0, 0]);
    commands.addPoint('angle', PLANE, [1, 1, 0]);
    commands.removeLast();
    expect(store.getState().pending?.pointsMm).toHaveLength(1);
    commands.removeLast();
    expect(store.getState().pending).toBeNull();
    commands.removeLast();
    expect(all()).toHaveLength(0);
    annotations.undo();
    expect(all()).toHaveLength(1);
  });

  test('names are free ones, and renaming keeps an old name when the new one is blank', () => {
    const { commands, all } = setUp();
    for (const x of [0, 1, 2]) {
      commands.addPoint('distance', PLANE, [x, 0, 0]);
      commands.addPoint('distance', PLANE, [x, 9, 0]);
    }
    commands.remove(all()[1].id);
    commands.addPoint('distance', PLANE, [0, 0, 0]);
    commands.addPoint('distance', PLANE, [0, 9, 0]);
    expect(all().map(({ name }) => name)).toEqual(['DISTANCE 1', 'DISTANCE 3', 'DISTANCE 2']);
    commands.rename(all()[0].id, '  Bone over the canal ');
    commands.rename(all()[1].id, '   ');
    expect(all().map(({ name }) => name)).toEqual(['Bone over the canal', 'DISTANCE 3', 'DISTANCE 2']);
  });

  test('going to a measurement brings the crosshair to its middle', () => {
    const { commands, all, view } = setUp();
    commands.addPoint('distance', PLANE, [0, 2, 7]);
    commands.addPoint('distance', PLANE, [4, 4, 7]);
    commands.goTo(all()[0]);
    expect(view.getState().crosshairMm).toEqual([2, 3, 7]);
  });

  test('going to a measurement on an oblique plane turns the planes to it, and to a straight one leaves them', () => {
    const { commands, all, planes } = setUp();
    commands.addPoint('distance', PLANE, [0, 0, 0]);
    commands.addPoint('distance', PLANE, [1, 0, 0]);
    commands.goTo(all()[0]);
    expect(planes.getState().mprAxes).toEqual(PATIENT_AXES);
    const oblique = { kind: 'plane', normal: [0, -0.6, -0.8], up: [0, -0.8, 0.6] } as const;
    commands.addPoint('distance', oblique, [0, 0, 0]);
    commands.addPoint('distance', oblique, [1, 0, 0]);
    commands.goTo(all()[1]);
    // The nearest of the planes, the axial one, faces it now; left to right stays.
    const [x, , z] = planes.getState().mprAxes;
    for (const axis of [0, 1, 2]) {
      expect(x[axis]).toBeCloseTo([1, 0, 0][axis], 9);
      expect(z[axis]).toBeCloseTo([0, 0.6, 0.8][axis], 9);
    }
  });
});
