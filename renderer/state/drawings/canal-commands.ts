/** Drawing nerve canals: one for each side of the patient, its points in order along it. */
import type { Annotations, Canal } from '#contract/annotations';
import { insertionIndex } from '#core/canal/canal-points';
import type { Side } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import type { AnnotationCommands, AnnotationsStore } from './annotations-store.ts';
import type { CanalPoint, CanalStore } from './canal-store.ts';
import type { ViewStore } from '../view/view-store.ts';

/** Of the mandibular canal, mm; as the annotations allow. */
const USUAL_DIAMETER_MM = 3;
export const DIAMETER_MM = { min: 0.5, max: 8, step: 0.5 } as const;
const MOST_POINTS = 200;

interface CanalCommandOptions {
  readonly store: CanalStore;
  readonly drawn: AnnotationsStore;
  readonly annotations: AnnotationCommands;
  readonly view: ViewStore;
  /** The patient's side that a world point lies on. */
  readonly sideOf: (worldMm: Vec3) => Side;
  /** In the person's language: "Right nerve canal". */
  readonly nameOf: (side: Side) => string;
}

export type CanalCommands = ReturnType<typeof createCanalCommands>;

export function createCanalCommands({ store, drawn, annotations, view, sideOf, nameOf }: CanalCommandOptions) {
  const canals = (): readonly Canal[] => drawn.getState().now.canals;
  const canalOf = (id: string): Canal | undefined => canals().find((canal) => canal.id === id);

  function withCanal(id: string, change: (canal: Canal) => Canal) {
    return (all: Annotations): Annotations => ({
      ...all,
      canals: all.canals.map((canal) => (canal.id === id ? change(canal) : canal)),
    });
  }

  function withPoint({ canalId, index }: CanalPoint, worldMm: Vec3) {
    return withCanal(canalId, (canal) => ({ ...canal, pointsMm: canal.pointsMm.with(index, worldMm) }));
  }

  function remove(id: string): void {
    if (canalOf(id) === undefined) return;
    annotations.change((all) => ({ ...all, canals: all.canals.filter((canal) => canal.id !== id) }));
    store.setState(({ picked }) => ({ picked: picked?.canalId === id ? null : picked }));
    if (drawn.getState().selectedId === id) annotations.select(null);
  }

  function start(worldMm: Vec3): CanalPoint {
    const side = sideOf(worldMm);
    const id = crypto.randomUUID();
    const canal: Canal = { id, name: nameOf(side), side, pointsMm: [worldMm], diameterMm: USUAL_DIAMETER_MM };
    annotations.change((all) => ({ ...all, canals: [...all.canals, canal] }));
    annotations.select(id);
    return { canalId: id, index: 0 };
  }

  return {
    /** On the canal of that side, where it makes the way shortest; the first point of a side begins its canal. */
    addPoint(worldMm: Vec3): CanalPoint | null {
      const side = sideOf(worldMm);
      const { selectedId } = drawn.getState();
      const ofSide = canals().filter((canal) => canal.side === side);
      const canal = ofSide.find(({ id }) => id === selectedId) ?? ofSide[0];
      if (canal === undefined) return start(worldMm);
      if (canal.pointsMm.length >= MOST_POINTS) return null;
      const index = insertionIndex(canal.pointsMm, worldMm);
      annotations.change(
        withCanal(canal.id, (old) => ({ ...old, pointsMm: old.pointsMm.toSpliced(index, 0, worldMm) })),
      );
      annotations.select(canal.id);
      return { canalId: canal.id, index };
    },

    /** While dragging; `annotations.endDrag` makes it one step. */
    dragPoint: (point: CanalPoint, worldMm: Vec3): void => annotations.drag(withPoint(point, worldMm)),

    movePoint: (point: CanalPoint, worldMm: Vec3): void => annotations.change(withPoint(point, worldMm)),

    /** The last point takes its canal with it. */
    removePoint({ canalId, index }: CanalPoint): void {
      const canal = canalOf(canalId);
      if (canal === undefined) return;
      if (canal.pointsMm.length === 1) {
        remove(canalId);
        return;
      }
      annotations.change(withCanal(canalId, (old) => ({ ...old, pointsMm: old.pointsMm.toSpliced(index, 1) })));
      store.setState({ picked: null });
    },

    remove,

    pick(picked: CanalPoint | null): void {
      store.setState({ picked });
      if (picked !== null) annotations.select(picked.canalId);
    },

    /** Picks the next point of all canals and goes there; false at the end, where nothing is picked any more. */
    pickNext(by: 1 | -1): boolean {
      const all = canals().flatMap(({ id, pointsMm }) => pointsMm.map((_, index) => ({ canalId: id, index })));
      const { picked } = store.getState();
      const at = all.findIndex((point) => point.canalId === picked?.canalId && point.index === picked.index);
      const next = all.at(picked === null ? (by === 1 ? 0 : -1) : at + by);
      const beyond = picked !== null && (at + by < 0 || at + by >= all.length);
      if (next === undefined || beyond) {
        store.setState({ picked: null });
        return false;
      }
      store.setState({ picked: next });
      annotations.select(next.canalId);
      const place = canalOf(next.canalId)?.pointsMm[next.index];
      if (place !== undefined) view.setState({ crosshairMm: place });
      return true;
    },

    pointOf: ({ canalId, index }: CanalPoint): Vec3 | null => canalOf(canalId)?.pointsMm[index] ?? null,

    /** Selects a canal and brings the crosshair to its middle point. */
    goTo({ id, pointsMm }: Canal): void {
      annotations.select(id);
      view.setState({ crosshairMm: pointsMm[Math.floor(pointsMm.length / 2)] });
    },

    rename(id: string, name: string): void {
      const wanted = name.trim().slice(0, 80);
      if (wanted !== '' && wanted !== canalOf(id)?.name)
        annotations.change(withCanal(id, (canal) => ({ ...canal, name: wanted })));
    },

    setDiameter(id: string, diameterMm: number): void {
      const { min, max } = DIAMETER_MM;
      annotations.change(
        withCanal(id, (canal) => ({ ...canal, diameterMm: Math.min(max, Math.max(min, diameterMm)) })),
      );
    },
  };
}
