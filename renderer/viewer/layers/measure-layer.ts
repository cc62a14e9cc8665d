/** Measurements on every flat picture: drawn, hit and dragged. */
import { MEASUREMENT_KINDS, type Measurement, type MeasurementKind } from '#contract/annotations';
import { measured, type Measured } from '#contract/measured-drawing';
import type { FlatPoint } from '#core/metrics/measure';
import type { Vec3 } from '#core/volume';
import type { AnnotationCommands, AnnotationsStore } from '../../state/drawings/annotations-store.ts';
import type { MeasureCommands, MeasureStore } from '../../state/drawings/measure-store.ts';
import type { Tool } from '../../state/view/view-store.ts';
import { drawMeasurement, labelBox } from './draw-measurement.ts';
import { isShownOn } from './measurement.ts';
import { toPixels, type PixelPoint } from '../pane-view.ts';
import type { PlanePoint } from '../plane.ts';
import type { LayerDrag, LayerPointer, LayerScene, PaneLayer, Sheet } from './pane-layer.ts';

export interface MeasureLayerOptions {
  readonly store: MeasureStore;
  readonly drawn: AnnotationsStore;
  readonly annotations: AnnotationCommands;
  readonly commands: MeasureCommands;
  /** Distance between samples of a region, mm: a voxel. */
  readonly stepMm: () => number;
  /** The scan's own grey, whatever slab the picture shows. */
  readonly sampler: () => (worldMm: Vec3) => number | null;
  readonly format: (value: Measured) => string;
}

const HANDLE_PX = 8;
const LINE_PX = 4;

type Hit =
  | { readonly measurement: Measurement; readonly point: number }
  /** On the line: moves all of it. */
  | { readonly measurement: Measurement; readonly point: null };

export class MeasureLayer implements PaneLayer {
  private readonly options: MeasureLayerOptions;

  constructor(options: MeasureLayerOptions) {
    this.options = options;
  }

  draw(scene: LayerScene): void {
    const { now, selectedId } = this.options.drawn.getState();
    for (const measurement of now.measurements) {
      if (isShownOn(scene.sheet, measurement)) {
        this.drawOne(scene, measurement.kind, measurement.pointsMm, measurement.id === selectedId);
      }
    }
    const { pending } = this.options.store.getState();
    if (pending === null || !isShownOn(scene.sheet, pending)) return;
    const points = pending.hoverMm === null ? pending.pointsMm : [...pending.pointsMm, pending.hoverMm];
    this.drawOne(scene, pending.kind, points, true);
  }

  private drawOne(scene: LayerScene, kind: MeasurementKind, pointsMm: readonly Vec3[], selected: boolean): void {
    const { sheet, view, context } = scene;
    const flat = pointsMm.map((point) => sheet.toSheet(point).at);
    const { stepMm, sampler } = this.options;
    const greyAt = sampler();
    // The panoramic's greys exist in the picture only.
    const sample =
      sheet.surface.kind === 'plane' ? (at: FlatPoint) => greyAt(sheet.toWorld(at)) : sheet.greyAt.bind(sheet);
    const value = measured(kind, flat, stepMm(), sample);
    drawMeasurement(context, {
      kind,
      points: flat.map((at) => toPixels(view, at)),
      label: value === null ? '' : this.options.format(value),
      selected,
      bounds: [view.widthPx, view.heightPx],
    });
  }

  press(pointer: LayerPointer, tool: Tool): LayerDrag | null {
    const { store } = this.options;
    const measuring = kindOf(tool);
    if (store.getState().pending === null && (measuring !== null || tool === 'crosshair')) {
      const hit = this.hit(pointer);
      if (hit !== null) return this.dragOf(hit, pointer);
    }
    return measuring === null ? null : this.drawing(measuring, pointer);
  }

  /** A press sets a point; what is dragged from it sets the next one where it ends. */
  private drawing(kind: MeasurementKind, { sheet, at }: LayerPointer): LayerDrag {
    const { commands } = this.options;
    commands.addPoint(kind, sheet.surface, sheet.toWorld(at));
    return {
      move: ({ at: now }) => commands.hover(sheet.toWorld(now)),
      end: ({ at: now }, moved) => {
        if (moved && this.options.store.getState().pending !== null) {
          commands.addPoint(kind, sheet.surface, sheet.toWorld(now));
        }
      },
      cancel: () => commands.cancel(),
    };
  }

  private dragOf({ measurement, point }: Hit, { sheet, at: start }: LayerPointer): LayerDrag {
    const { commands, annotations } = this.options;
    const { id, pointsMm } = measurement;
    const flat = pointsMm.map((world) => sheet.toSheet(world));
    annotations.select(id);
    return {
      move: ({ at }) => {
        const by = [at[0] - start[0], at[1] - start[1]];
        const moved = pointsMm.map((world, n) => {
          if (point !== null && n !== point) return world;
          return keptOff(sheet, world, flat[n].at, [flat[n].at[0] + by[0], flat[n].at[1] + by[1]]);
        });
        commands.dragPoints(id, moved);
      },
      end: () => annotations.endDrag(),
      cancel: () => annotations.cancelDrag(),
    };
  }

  doubleClick(_pointer: LayerPointer, tool: Tool): boolean {
    if (kindOf(tool) === null) return false;
    this.options.commands.finish();
    return true;
  }

  /** Asked at each move of the pointer: what is being drawn follows it. */
  cursorAt(pointer: LayerPointer, tool: Tool): string | null {
    const { store, commands } = this.options;
    const { pending } = store.getState();
    if (pending !== null) {
      if (isShownOn(pointer.sheet, pending)) commands.hover(pointer.sheet.toWorld(pointer.at));
      return 'crosshair';
    }
    if (kindOf(tool) === null && tool !== 'crosshair') return null;
    const hit = this.hit(pointer);
    if (hit !== null) return hit.point === null ? 'move' : 'grab';
    return kindOf(tool) === null ? null : 'crosshair';
  }

  /** The topmost measurement under the pointer: its points before its lines and its label. */
  private hit({ sheet, view, at }: LayerPointer): Hit | null {
    const pixel = toPixels(view, at);
    const shown = this.options.drawn.getState().now.measurements.filter((one) => isShownOn(sheet, one));
    const withPixels = shown.toReversed().map((measurement) => ({
      measurement,
      points: measurement.pointsMm.map((world) => toPixels(view, sheet.toSheet(world).at)),
    }));
    for (const { measurement, points } of withPixels) {
      const point = points.findIndex((handle) => distancePx(handle, pixel) <= HANDLE_PX);
      if (point >= 0) return { measurement, point };
    }
    for (const { measurement, points } of withPixels) {
      const onLine = points.some((end, n) => n > 0 && distanceToLine(pixel, points[n - 1], end) <= LINE_PX);
      const { x, y, width, height } = labelBox(points, [view.widthPx, view.heightPx]);
      const onLabel = pixel[0] >= x && pixel[0] <= x + width && pixel[1] >= y && pixel[1] <= y + height;
      if ((onLine && measurement.kind !== 'ellipse') || onLabel) return { measurement, point: null };
    }
    return null;
  }
}

export function kindOf(tool: Tool): MeasurementKind | null {
  return MEASUREMENT_KINDS.find((kind) => kind === tool) ?? null;
}

/** The world point at `to` on the sheet, as far off it as the old one was. */
function keptOff(sheet: Sheet, world: Vec3, from: PlanePoint, to: PlanePoint): Vec3 {
  const [a, b] = [sheet.toWorld(from), sheet.toWorld(to)];
  return [world[0] + b[0] - a[0], world[1] + b[1] - a[1], world[2] + b[2] - a[2]];
}

function distancePx(a: PixelPoint, b: PixelPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function distanceToLine(point: PixelPoint, from: PixelPoint, to: PixelPoint): number {
  const along = [to[0] - from[0], to[1] - from[1]];
  const squared = along[0] ** 2 + along[1] ** 2;
  const share = squared === 0 ? 0 : ((point[0] - from[0]) * along[0] + (point[1] - from[1]) * along[1]) / squared;
  const clamped = Math.min(1, Math.max(0, share));
  return distancePx(point, [from[0] + clamped * along[0], from[1] + clamped * along[1]]);
}
