/** Changing the dental arch by hand: its control points, each change a step that undo takes back. */
import { atHeight, worldToArch, type ArchSurface } from '#core/arch/arch-surface';
import type { Vec3 } from '#core/volume';
import type { AnnotationCommands } from './annotations-store.ts';
import type { ArchStore } from './arch-store.ts';

/** As the case file allows. */
const FEWEST_POINTS = 3;
const MOST_POINTS = 60;

interface ArchCommandOptions {
  readonly store: ArchStore;
  readonly annotations: AnnotationCommands;
  readonly arch: { readonly controlMm: readonly Vec3[]; readonly surface: ArchSurface | null };
}

export type ArchCommands = ReturnType<typeof createArchCommands>;

export function createArchCommands({ store, annotations, arch }: ArchCommandOptions) {
  const onArch = (worldMm: Vec3): Vec3 =>
    arch.surface === null ? worldMm : atHeight(worldMm, arch.surface.up, arch.surface.heightMm);
  const withPoint = (index: number, worldMm: Vec3): Vec3[] => {
    const to = onArch(worldMm);
    return arch.controlMm.map((point, n) => (n === index ? to : point));
  };

  return {
    pick: (pickedPoint: number | null): void => store.setState({ pickedPoint }),

    /** Picks the point `by` further on, from none the first. */
    pickNext(by: 1 | -1): void {
      const { length } = arch.controlMm;
      if (length === 0) return;
      store.setState(({ pickedPoint }) => ({
        pickedPoint: pickedPoint === null ? (by === 1 ? 0 : length - 1) : (pickedPoint + by + length) % length,
      }));
    },

    /** While dragging; `endDrag` makes it one step. */
    dragPoint(index: number, worldMm: Vec3): void {
      const archMm = withPoint(index, worldMm);
      store.setState({ dragging: true, pickedPoint: index });
      annotations.drag((now) => ({ ...now, archMm }));
    },

    endDrag(): void {
      annotations.endDrag();
      store.setState({ dragging: false });
    },

    cancelDrag(): void {
      annotations.cancelDrag();
      store.setState({ dragging: false });
    },

    movePoint(index: number, worldMm: Vec3): void {
      const archMm = withPoint(index, worldMm);
      annotations.change((now) => ({ ...now, archMm }));
    },

    /** A new control point where the curve is nearest; returns its index, or null when there are too many. */
    addPoint(worldMm: Vec3): number | null {
      const { surface, controlMm } = arch;
      if (surface === null || controlMm.length >= MOST_POINTS) return null;
      const { s } = worldToArch(surface, worldMm);
      const after = controlMm.findIndex((point) => worldToArch(surface, point).s > s);
      const index = after < 0 ? controlMm.length : after;
      const archMm = controlMm.toSpliced(index, 0, onArch(worldMm));
      annotations.change((now) => ({ ...now, archMm }));
      store.setState({ pickedPoint: index });
      return index;
    },

    removePoint(index: number): void {
      const { controlMm } = arch;
      if (controlMm.length <= FEWEST_POINTS || controlMm[index] === undefined) return;
      const archMm = controlMm.toSpliced(index, 1);
      annotations.change((now) => ({ ...now, archMm }));
      store.setState({ pickedPoint: Math.min(index, archMm.length - 1) });
    },

    /** The fitted curve again. */
    reset(): void {
      annotations.change((now) => ({ ...now, archMm: null }));
      store.setState({ pickedPoint: null });
    },
  };
}
