/** The measurement that is being drawn, and what the mouse and the keyboard can do with measurements. */
import { createStore } from 'zustand/vanilla';
import type { Measurement, MeasurementKind } from '#contract/annotations';
import { mean } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { POINTS_OF } from '../../viewer/layers/measurement.ts';
import { axesFacing } from '../../viewer/slices/mpr-axes.ts';
import type { AnnotationCommands, AnnotationsStore } from './annotations-store.ts';
import type { PlanesStore } from '../view/planes-store.ts';
import type { ViewStore } from '../view/view-store.ts';

export interface PendingMeasurement {
  readonly kind: MeasurementKind;
  readonly surface: Measurement['surface'];
  readonly pointsMm: readonly Vec3[];
  /** Where the next point would be: follows the pointer. */
  readonly hoverMm: Vec3 | null;
}

export interface MeasureState {
  readonly pending: PendingMeasurement | null;
}

export const createMeasureStore = () => createStore<MeasureState>(() => ({ pending: null }));
export type MeasureStore = ReturnType<typeof createMeasureStore>;

export interface MeasureCommandOptions {
  readonly store: MeasureStore;
  readonly drawn: AnnotationsStore;
  readonly annotations: AnnotationCommands;
  readonly view: ViewStore;
  readonly planes: PlanesStore;
  /** Name of a kind of measurement in the person's language: "Distance". */
  readonly titleOf: (kind: MeasurementKind) => string;
}

export type MeasureCommands = ReturnType<typeof createMeasureCommands>;

/** Two points nearer than this are one. */
const SAME_PLACE_MM = 0.01;

export function createMeasureCommands({ store, drawn, annotations, view, planes, titleOf }: MeasureCommandOptions) {
  function update(id: string, change: (measurement: Measurement) => Measurement) {
    return (all: ReturnType<AnnotationsStore['getState']>['now']) => ({
      ...all,
      measurements: all.measurements.map((one) => (one.id === id ? change(one) : one)),
    });
  }

  function finish(): void {
    const { pending } = store.getState();
    store.setState({ pending: null });
    if (pending === null || pending.pointsMm.length < Math.min(2, POINTS_OF[pending.kind])) return;
    const { kind, surface, pointsMm } = pending;
    const { measurements } = drawn.getState().now;
    const id = crypto.randomUUID();
    const measurement: Measurement = {
      id,
      name: freeName(titleOf(kind), measurements),
      kind,
      pointsMm: [...pointsMm],
      surface,
    };
    annotations.change((all) => ({ ...all, measurements: [...all.measurements, measurement] }));
    annotations.select(id);
  }

  return {
    /** Begins a measurement or continues it; the same place twice, or enough points, ends it. */
    addPoint(kind: MeasurementKind, surface: Measurement['surface'], worldMm: Vec3): void {
      const { pending } = store.getState();
      const going = pending?.kind === kind && sameSurface(pending.surface, surface) ? pending : null;
      const pointsMm = going?.pointsMm ?? [];
      const last = pointsMm.at(-1);
      if (last !== undefined && distanceMm(last, worldMm) < SAME_PLACE_MM) {
        if (kind === 'polyline' && pointsMm.length > 1) finish();
        return;
      }
      store.setState({ pending: { kind, surface, pointsMm: [...pointsMm, worldMm], hoverMm: null } });
      if (pointsMm.length + 1 >= POINTS_OF[kind]) finish();
    },

    hover(worldMm: Vec3 | null): void {
      const { pending } = store.getState();
      if (pending !== null) store.setState({ pending: { ...pending, hoverMm: worldMm } });
    },

    finish,
    cancel: () => store.setState({ pending: null }),

    /** The last point of what is being drawn, or else the selected measurement. */
    removeLast(): void {
      const { pending } = store.getState();
      const { selectedId } = drawn.getState();
      if (pending !== null) {
        const pointsMm = pending.pointsMm.slice(0, -1);
        store.setState({ pending: pointsMm.length === 0 ? null : { ...pending, pointsMm } });
      } else if (selectedId !== null) {
        this.remove(selectedId);
      }
    },

    remove(id: string): void {
      const { now, selectedId } = drawn.getState();
      if (!now.measurements.some((one) => one.id === id)) return;
      annotations.change((all) => ({ ...all, measurements: all.measurements.filter((one) => one.id !== id) }));
      if (selectedId === id) annotations.select(null);
    },

    /** Selects a measurement, turns the planes to the one it was drawn on and brings the crosshair to its middle. */
    goTo({ id, pointsMm, surface }: Measurement): void {
      annotations.select(id);
      if (surface.kind === 'plane') {
        planes.setState(({ mprAxes }) => ({ mprAxes: axesFacing(mprAxes, surface.normal) }));
      }
      view.setState({ crosshairMm: mean(pointsMm) });
    },

    rename(id: string, name: string): void {
      const old = drawn.getState().now.measurements.find((one) => one.id === id)?.name;
      const wanted = name.trim().slice(0, 80);
      if (old !== undefined && wanted !== '' && wanted !== old) {
        annotations.change(update(id, (one) => ({ ...one, name: wanted })));
      }
    },

    /** While dragging; `annotations.endDrag` makes it one step. */
    dragPoints: (id: string, pointsMm: readonly Vec3[]) =>
      annotations.drag(update(id, (one) => ({ ...one, pointsMm: [...pointsMm] }))),
  };
}

/** "Distance 3", the first number that is free. */
function freeName(title: string, measurements: readonly Measurement[]): string {
  const taken = new Set(measurements.map(({ name }) => name));
  let n = 1;
  while (taken.has(`${title} ${n}`)) n++;
  return `${title} ${n}`;
}

function sameSurface(a: Measurement['surface'], b: Measurement['surface']): boolean {
  if (a.kind === 'panoramic' || b.kind === 'panoramic') return a.kind === b.kind;
  return a.normal.every((value, axis) => Math.abs(value - b.normal[axis]) < 1e-6);
}

function distanceMm(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
