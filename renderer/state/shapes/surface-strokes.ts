/** Painting teeth on an intraoral scan: a stroke is shown while it is drawn and ends as one action of the review. */
import type { Identity } from '#core/review/action';
import { faceCrumbs, facePatch, facesUnder, type FaceStroke, type SurfacePlace } from '#core/surface/face-brush';
import type { ScanImages } from '../../viewer/scan-images.ts';
import type { OpenSurface } from '../../viewer/surface/open-surface.ts';
import type { ScanMesh } from '../../viewer/surface/scan-mesh.ts';
import type { ShapeStore } from './shape-store.ts';
import { Refused, type ShapeWork } from './shape-work.ts';
import type { ViewStore } from '../view/view-store.ts';

export interface SurfaceStrokeOptions {
  readonly work: ShapeWork;
  readonly store: ShapeStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  readonly surface: OpenSurface;
}

export type SurfaceStrokes = ReturnType<typeof createSurfaceStrokes>;

interface Stroke {
  readonly mesh: ScanMesh;
  readonly tool: 'paint' | 'erase';
  readonly brush: Omit<FaceStroke, 'faces'>;
  readonly radiusMm: number;
  readonly made: readonly Identity[];
  readonly faces: Set<number>;
  /** Covered, but not shown yet. */
  readonly fresh: Set<number>;
}

export function createSurfaceStrokes({ work, store, view, images, surface }: SurfaceStrokeOptions) {
  let stroke: Stroke | null = null;
  let frame = 0;

  function begin(tool: 'paint' | 'erase', place: SurfacePlace): boolean {
    cancel();
    const { newTooth, over, brushMm } = store.getState();
    const isNew = tool === 'paint' && newTooth;
    // Without a chosen tooth the first press chooses the one there.
    if (view.getState().selectedTooth === null && !isNew && select(place)) return false;
    const begun = work.attempt((now) => {
      const { mesh } = surface;
      if (mesh === null) throw new Refused('no-labels');
      const made = isNew ? [work.newTooth(now, place.atMm)] : [];
      const brush = { label: made[0]?.label ?? work.chosen(now), over: tool === 'erase' ? 'erase' : over } as const;
      stroke = { mesh, tool, brush, radiusMm: brushMm / 2, made, faces: new Set(), fresh: new Set() };
      return true;
    });
    if (begun !== true) return false;
    to(place);
    return true;
  }

  function to(place: SurfacePlace): void {
    if (stroke === null) return;
    for (const face of facesUnder(stroke.mesh, place, stroke.radiusMm)) {
      if (stroke.faces.has(face)) continue;
      stroke.faces.add(face);
      stroke.fresh.add(face);
    }
    frame ||= requestAnimationFrame(show);
  }

  function show(): void {
    frame = 0;
    if (stroke === null || images.labels === null || stroke.fresh.size === 0) return;
    images.previewLabels(facePatch(images.labels, { ...stroke.brush, faces: stroke.fresh }));
    stroke.fresh.clear();
  }

  /** Labels are again as before. */
  function cancel(): void {
    if (stroke === null) return;
    stroke = null;
    cancelAnimationFrame(frame);
    frame = 0;
    images.endPreview();
  }

  function end(): void {
    const done = stroke;
    if (done === null) return;
    cancel();
    work.attempt(({ labels }) => {
      const { brush, faces, tool, made } = done;
      work.perform(tool, facePatch(labels, { ...brush, faces }), made);
      if (made.length === 0) return;
      store.setState({ newTooth: false });
      view.setState({ selectedTooth: made[0].label });
    });
  }

  /** The tooth at a place becomes the selected one; false on the gums. */
  function select({ face }: SurfacePlace): boolean {
    const label = images.labels?.[face] ?? 0;
    if (label !== 0) view.setState({ selectedTooth: label });
    return label !== 0;
  }

  return {
    begin,
    to,
    end,
    cancel,

    /** Paints or erases one spot. */
    dab(tool: 'paint' | 'erase', place: SurfacePlace): void {
      if (begin(tool, place)) end();
    },

    /** Crumbs go; the history calls it erasing, which it is. */
    dropCrumbs: (): void => {
      work.attempt((now) => {
        const { mesh } = surface;
        if (mesh === null) throw new Refused('no-labels');
        work.perform('erase', faceCrumbs(now.labels, mesh.neighbours, work.chosen(now)));
      });
    },
  };
}
