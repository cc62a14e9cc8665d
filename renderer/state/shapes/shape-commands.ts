/** Everything a person can do to the shape of a tooth. Each ends as one action of the review, or says why it cannot. */
import type { Modality } from '#contract/scan';
import type { Bounds } from '#core/geometry';
import type { Identity, ReshapeTool } from '#core/review/action';
import type { LabelPatch } from '#core/review/label-patch';
import { keepLargestPartInPlace, outlineOf, type Vec2 } from '#core/panoramic/mask-outline';
import { freeLabel } from '#core/review/review';
import { leastRadiusMm } from '#core/review/shapes/brush';
import { cutShape } from '#core/review/shapes/cut';
import { fillBetweenSlices } from '#core/review/shapes/fill-slices';
import { greySpan } from '#core/review/shapes/grey-span';
import { growShape, shrinkShape } from '#core/review/shapes/grow';
import { dropIslands } from '#core/review/shapes/islands';
import { mergeShapes } from '#core/review/shapes/merge';
import { outlineShape } from '#core/review/shapes/outline-shape';
import { cutRegion, maskOf, unitedBox, type GreyLimits } from '#core/review/shapes/region';
import { restoreShape } from '#core/review/shapes/restore';
import { smoothShape } from '#core/review/shapes/smooth';
import { splitShape } from '#core/review/shapes/split';
import { dot } from '#core/vector';
import type { Geometry, Vec3 } from '#core/volume';
import type { ScanImages } from '../../viewer/scan-images.ts';
import {
  boxOfTooth,
  identityOfPart,
  isFromNets,
  measuredMiddle,
  middleOfGain,
  patchesInForce,
} from './edited-teeth.ts';
import { LiveStroke } from './live-stroke.ts';
import type { SessionStore } from '../session-store.ts';
import { brushRadius, FRESH_SHAPES, type ShapeStore } from './shape-store.ts';
import { Refused, type ShapeWork, type Work } from './shape-work.ts';
import type { PaneId, ViewStore } from '../view/view-store.ts';

export interface ShapeCommandOptions {
  readonly store: ShapeStore;
  readonly session: SessionStore;
  readonly view: ViewStore;
  readonly images: ScanImages;
  readonly work: ShapeWork;
}

export type ShapeCommands = ReturnType<typeof createShapeCommands>;

/** A place on a picture, and where that picture looks there. */
export interface ShapePlace {
  readonly pane: PaneId;
  readonly atMm: Vec3;
  readonly normal: Vec3;
}

export function createShapeCommands({ store, session, view, images, work: shared }: ShapeCommandOptions) {
  const { attempt, chosen, perform, newTooth } = shared;
  let stroke: {
    readonly live: LiveStroke;
    readonly made: readonly Identity[];
    readonly label: number;
    readonly known: Bounds | null;
  } | null = null;

  /** @throws Refused */
  function boxOf({ caseFile, review: now, geometry }: Work, label: number): Bounds {
    const box = boxOfTooth(caseFile, now, label, geometry);
    if (box === null) throw new Refused('no-tooth');
    return box;
  }

  function limitsOf({ greys }: Work): GreyLimits | null {
    const { limits } = store.getState();
    return limits === null ? null : { greys, low: limits[0], high: limits[1] };
  }

  /** An edit of the selected tooth as a whole. */
  function reshape(tool: ReshapeTool, edit: (work: Work, label: number, box: Bounds) => LabelPatch): void {
    attempt((work) => {
      const label = chosen(work);
      perform(tool, edit(work, label, boxOf(work, label)));
    });
  }

  /** The label at a place becomes the selected tooth; false when there is none. */
  function selectAt(atMm: Vec3): boolean {
    const label = images.labelAt(atMm);
    if (label !== 0) view.setState({ selectedTooth: label });
    return label !== 0;
  }

  /** Puts a part of the tooth under a new label. */
  function part(work: Work, label: number, edit: (newLabel: number, box: Bounds) => LabelPatch): void {
    const { caseFile, review: now, geometry } = work;
    const newLabel = freeLabel(now);
    const patch = edit(newLabel, boxOf(work, label));
    const partMm = middleOfGain(patch, newLabel, geometry);
    const parentMm = measuredMiddle(caseFile, label) ?? partMm;
    if (partMm === null || parentMm === null) throw new Refused('unchanged');
    perform('split', patch, [identityOfPart(caseFile, now, { label: newLabel, parent: label, partMm, parentMm })]);
  }

  /** Never so small that it could miss every voxel. */
  function brushRadiusOf(geometry: Geometry, modality: Modality): number {
    return Math.max(brushRadius(store.getState(), modality), leastRadiusMm(geometry));
  }

  function beginStroke(tool: 'paint' | 'erase', atMm: Vec3): boolean {
    cancelStroke();
    const begun = attempt((work) => {
      const { over, newTooth: isNew } = store.getState();
      const made = tool === 'paint' && isNew ? [newTooth(work, atMm)] : [];
      const label = made[0]?.label ?? chosen(work);
      const radiusMm = brushRadiusOf(work.geometry, work.caseFile.modality);
      // The rubber takes what it touches: limits are for finding the border of a tooth.
      const limits = tool === 'paint' ? limitsOf(work) : null;
      const live = new LiveStroke(images, { tool, label, radiusMm, limits, over }, atMm);
      const known = boxOfTooth(work.caseFile, work.review, label, work.geometry);
      stroke = { live, made, label, known };
      return true;
    });
    return begun === true;
  }

  function endStroke(tool: 'paint' | 'erase'): void {
    if (stroke === null) return;
    const { live, made } = stroke;
    stroke = null;
    attempt(() => {
      perform(tool, live.end(), made);
      if (made.length === 0) return;
      store.setState({ newTooth: false });
      view.setState({ selectedTooth: made[0].label });
    });
  }

  function cancelStroke(): void {
    stroke?.live.cancel();
    stroke = null;
  }

  function cut(from: Vec3, to: ShapePlace): void {
    store.setState({ pending: null });
    attempt((work) => {
      const label = chosen(work);
      const lineMm = [from, to.atMm] as const;
      part(work, label, (newLabel, box) =>
        cutShape(work.labels, work.geometry, { label, newLabel, lineMm, normal: to.normal, keepsMm: null, box }),
      );
    });
  }

  function split(seedsMm: readonly [Vec3, Vec3]): void {
    store.setState({ pending: null });
    attempt((work) => {
      const label = chosen(work);
      part(work, label, (newLabel, box) => splitShape(work.labels, work.geometry, { label, newLabel, seedsMm, box }));
    });
  }

  return {
    beginStroke,
    strokeTo: (atMm: Vec3): void => stroke?.live.goTo(atMm),
    endStroke,
    cancelStroke,
    selectAt,

    /** The ball's radius in the world of the open scan, as strokes have it. */
    brushRadius(): number {
      const { scan } = session.getState();
      return scan === null ? 0 : brushRadiusOf(scan.geometry, scan.info.modality);
    },

    /** Of a radiograph: the tooth that is being drawn and its ring of border pixels as it is now; null when there is none. */
    strokeOutline(): { readonly label: number; readonly ring: readonly Vec2[] } | null {
      const { labels, scan } = images;
      if (stroke === null || labels === null || scan === null) return null;
      const { label, known, live } = stroke;
      const region = cutRegion(labels, scan.geometry, unitedBox(known, live.bounds));
      if (region === null) return null;
      const [width, height] = region.size;
      const mask = { x0: region.box.min[0], y0: region.box.min[1], width, height, inside: maskOf(region, label) };
      return keepLargestPartInPlace(mask) === 0 ? null : { label, ring: outlineOf(mask) };
    },

    /** Paints or erases one ball. */
    dab(tool: 'paint' | 'erase', atMm: Vec3): void {
      if (beginStroke(tool, atMm)) endStroke(tool);
    },

    /** The first point of a cut or the first seed; the second one finishes it. */
    setPoint(tool: 'cut' | 'seeds', place: ShapePlace): void {
      const { pending } = store.getState();
      if (pending?.tool !== tool) {
        const ready = attempt((work) => {
          chosen(work);
          return true;
        });
        if (ready === true) store.setState({ pending: { tool, pointMm: place.atMm, pane: place.pane } });
      } else if (tool === 'cut') cut(pending.pointMm, place);
      else split([pending.pointMm, place.atMm]);
    },

    cancelPoint: (): void => store.setState({ pending: null }),

    /** The tooth at a place becomes part of the selected one. */
    mergeAt(atMm: Vec3): void {
      attempt((work) => {
        const into = chosen(work);
        const from = images.labelAt(atMm);
        if (from === 0 || from === into) throw new Refused('pick-other');
        perform('merge', mergeShapes(work.labels, work.geometry, { from, into, box: boxOf(work, from) }));
      });
    },

    grow: (): void =>
      reshape('grow', (work, label, box) => {
        const { growMm: byMm } = store.getState();
        return growShape(work.labels, work.geometry, { label, byMm, box, limits: limitsOf(work) });
      }),

    shrink: (): void =>
      reshape('shrink', ({ labels, geometry }, label, box) =>
        shrinkShape(labels, geometry, { label, byMm: store.getState().growMm, box }),
      ),

    smooth: (): void =>
      reshape('smooth', ({ labels, geometry }, label, box) =>
        smoothShape(labels, geometry, { label, radiusMm: store.getState().smoothMm, box }),
      ),

    /** Across the grid's axis that comes nearest to where the active picture looks. */
    fillSlices: (normal: Vec3): void =>
      reshape('fill', (work, label, box) =>
        fillBetweenSlices(work.labels, work.geometry, {
          label,
          axis: axisAlong(work.geometry, normal),
          limits: limitsOf(work),
          box,
        }),
      ),

    /** Crumbs go; the history calls it erasing, which it is. */
    dropIslands: (): void =>
      reshape('erase', ({ labels, geometry }, label, box) => dropIslands(labels, geometry, { label, box })),

    restore: (): void =>
      reshape('restore', ({ labels, geometry, review: now }, label, box) => {
        if (!isFromNets(now, label)) throw new Refused('unchanged');
        return restoreShape(labels, geometry, { label, patches: patchesInForce(now), box });
      }),

    /** Rings of a radiograph's pixels become the selected tooth's shape, or a tooth of their own. */
    takeOutline(polygons: readonly (readonly (readonly [number, number])[])[], as: 'selected' | 'new'): boolean {
      const done = attempt((work) => {
        const rings = polygons.map((ring) => ring.flatMap(([x, y]) => [Math.round(x), Math.round(y)]));
        const [x, y] = polygons[0]?.[0] ?? [0, 0];
        const made = as === 'new' ? [newTooth(work, [x, y, 0])] : [];
        const label = made[0]?.label ?? chosen(work);
        const box = as === 'new' ? null : boxOf(work, label);
        perform('outline', outlineShape(work.labels, work.geometry, { label, polygons: rings, box }), made);
        view.setState({ selectedTooth: label });
        return true;
      });
      return done === true;
    },

    /** Limits on, around the greys of the selected tooth; or off. */
    limitGreys(on: boolean): void {
      if (!on) return store.setState({ limits: null });
      const span = attempt((work) => {
        const label = chosen(work);
        return greySpan(work.labels, work.geometry, { label, box: boxOf(work, label), greys: work.greys });
      });
      const whole = session.getState().scan?.greyRange ?? [0, 1];
      const [low, high] = span ?? whole;
      store.setState({ limits: [Math.round(low), Math.round(Math.max(high, whole[1]))], note: null });
    },

    /** Another scan: nothing of the old one stays. */
    forget(): void {
      cancelStroke();
      store.setState(FRESH_SHAPES);
    },
  };
}

function axisAlong({ direction }: Geometry, normal: Vec3): 0 | 1 | 2 {
  const along = (axis: 0 | 1 | 2): number =>
    Math.abs(dot([direction[3 * axis], direction[3 * axis + 1], direction[3 * axis + 2]], normal));
  const axes = [0, 1, 2] as const;
  return axes.reduce<0 | 1 | 2>((best, axis) => (along(axis) > along(best) ? axis : best), 0);
}
