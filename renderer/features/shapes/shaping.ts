/** Puts the editing of shapes together: the brush's state, its commands and its layer over the panes. */
import type { Review } from '../../state/review/review-store.ts';
import { measuredMiddle } from '../../state/shapes/edited-teeth.ts';
import type { SessionStore } from '../../state/session-store.ts';
import { createShapeCommands, type ShapeCommands } from '../../state/shapes/shape-commands.ts';
import { createShapeWork } from '../../state/shapes/shape-work.ts';
import { createSurfaceStrokes, type SurfaceStrokes } from '../../state/shapes/surface-strokes.ts';
import type { OpenSurface } from '../../viewer/surface/open-surface.ts';
import { createShapeStore, type ShapeStore } from '../../state/shapes/shape-store.ts';
import type { ViewStore } from '../../state/view/view-store.ts';
import type { ScanImages } from '../../viewer/scan-images.ts';
import { ShapeLayer, shapeToolOf } from '../../viewer/layers/shape-layer.ts';
import { cssColour, type ToothLooks } from '../../viewer/tooth-looks.ts';

export interface Shaping {
  readonly store: ShapeStore;
  readonly commands: ShapeCommands;
  /** The brush on an intraoral scan. */
  readonly surfaceStrokes: SurfaceStrokes;
  readonly layer: ShapeLayer;
}

export interface ShapingOptions {
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  readonly surface: OpenSurface;
  readonly review: Review;
  readonly looks: ToothLooks;
}

export function createShaping({ session, view, images, surface, review, looks }: ShapingOptions): Shaping {
  const store = createShapeStore();
  const work = createShapeWork({ store, session, view, images, review });
  const commands = createShapeCommands({ store, session, view, images, work });
  const surfaceStrokes = createSurfaceStrokes({ work, store, view, images, surface });
  const isPicture = (): boolean => session.getState().scan?.info.modality === 'opg';
  const layer = new ShapeLayer({
    store,
    view,
    commands,
    isPicture,
    colourOf: (label) => cssColour(looks.of(label).colour),
  });
  session.subscribe((now, before) => {
    if (now.scan?.scanId === before.scan?.scanId) return;
    surfaceStrokes.cancel();
    commands.forget();
  });
  view.subscribe((now, before) => {
    if (now.tool === before.tool && now.selectedTooth === before.selectedTooth) return;
    const { caseFile } = session.getState();
    if (isPicture() && caseFile !== null && now.selectedTooth !== null && now.selectedTooth !== before.selectedTooth) {
      // Where the keyboard's brush begins; a scan's crosshair goes to a chosen tooth by itself.
      const middle = measuredMiddle(caseFile, now.selectedTooth);
      if (middle !== null) view.setState({ crosshairMm: middle });
    }
    // Half a cut belongs to the tool and the tooth it was begun with.
    commands.cancelStroke();
    surfaceStrokes.cancel();
    const { pending, note, hover } = store.getState();
    const hidden = shapeToolOf(now.tool) === null && hover !== null;
    if (now.tool !== before.tool && (pending !== null || note !== null || hidden)) {
      store.setState({ pending: null, note: null, ...(hidden ? { hover: null } : {}) });
    } else if (pending !== null) store.setState({ pending: null });
  });
  return { store, commands, surfaceStrokes, layer };
}
