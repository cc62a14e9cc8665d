/** Nerve canals on every flat picture: the cut of the tube, its course near the picture, and points to set and drag. */
import type { Canal } from '#contract/annotations';
import { archToWorld, worldToArch } from '#core/arch/arch-surface';
import type { Vec3 } from '#core/volume';
import { canalCurve } from '#core/canal/canal-curve';
import type { AnnotationCommands, AnnotationsStore } from '../../state/drawings/annotations-store.ts';
import type { CanalCommands } from '../../state/drawings/canal-commands.ts';
import type { CanalPoint, CanalStore } from '../../state/drawings/canal-store.ts';
import type { Tool, ViewStore } from '../../state/view/view-store.ts';
import { shadowedText } from '../arch/arch-marks.ts';
import type { ArchOfScan } from '../arch/dental-arch.ts';
import { CANAL_COLOURS } from './canal-colours.ts';
import { coursePath, cutPath, projectedCourse, type CoursePoint } from './canal-shape.ts';
import type { LayerDrag, LayerPointer, LayerScene, PaneLayer, Sheet } from './pane-layer.ts';
import { toPixels, type PixelPoint } from '../pane-view.ts';

interface CanalLayerOptions {
  readonly arch: ArchOfScan;
  readonly store: CanalStore;
  readonly drawn: AnnotationsStore;
  readonly annotations: AnnotationCommands;
  readonly commands: CanalCommands;
  readonly view: ViewStore;
}

const HIT_PX = 9;
const POINT_PX = 4;
const NAME_FONT = '600 11px Inter, system-ui, sans-serif';

export class CanalLayer implements PaneLayer {
  private readonly options: CanalLayerOptions;

  constructor(options: CanalLayerOptions) {
    this.options = options;
  }

  draw(scene: LayerScene): void {
    const { drawn, store, view } = this.options;
    const { now, selectedId } = drawn.getState();
    const { picked } = store.getState();
    const drawing = view.getState().tool === 'canal';
    for (const canal of now.canals) {
      this.drawCanal(scene, canal, canal.id === selectedId);
      if (drawing) this.drawPoints(scene, canal, picked);
    }
  }

  private drawCanal({ context, sheet, view }: LayerScene, canal: Canal, selected: boolean): void {
    const course = projectedCourse(canalCurve(canal), sheet);
    const colour = CANAL_COLOURS[canal.side].css;
    const unrolled = sheet.surface.kind === 'panoramic';
    const near = unrolled ? Infinity : canal.diameterMm;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    context.strokeStyle = colour;
    context.fillStyle = colour;
    if (unrolled) {
      // The whole band, wherever it lies behind the arch.
      context.lineWidth = canal.diameterMm / view.mmPerPx;
      context.globalAlpha = 0.35;
      if (course.length === 1)
        context.fill(cutPath(course, { ...view, radiusMm: canal.diameterMm / 2, anyDepth: true }));
      else context.stroke(coursePath(course, view, near));
      context.globalAlpha = 1;
    } else {
      context.globalAlpha = 0.5;
      context.fill(cutPath(course, { ...view, radiusMm: canal.diameterMm / 2, anyDepth: false }));
    }
    context.globalAlpha = unrolled ? 0.9 : 0.6;
    context.lineWidth = selected ? 2 : 1.25;
    context.setLineDash(unrolled ? [] : [4, 3]);
    context.stroke(coursePath(course, view, near));
    context.setLineDash([]);
    context.globalAlpha = 1;
    this.drawName({ context, sheet, view }, canal, course);
  }

  /** Where the canal is cut; on the panoramic at its first point, and once among the cross-sections. */
  private drawName({ context, sheet, view }: LayerScene, canal: Canal, course: readonly CoursePoint[]): void {
    const { crosshairMm } = this.options.view.getState();
    const beside = sheet.pane === 'cross-sections' && sheet.toSheet(crosshairMm).offMm > sheet.halfThicknessMm;
    if (beside) return;
    const radiusMm = canal.diameterMm / 2;
    const anywhere = sheet.surface.kind === 'panoramic';
    const first = course.find(({ offMm }) => anywhere || offMm <= radiusMm);
    if (first === undefined) return;
    const [x, y] = toPixels(view, first.at);
    context.font = NAME_FONT;
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    shadowedText(context, canal.name, [x, y - radiusMm / view.mmPerPx - 3], CANAL_COLOURS[canal.side].css);
  }

  private drawPoints({ context, sheet, view }: LayerScene, canal: Canal, picked: CanalPoint | null): void {
    for (const [index, point] of canal.pointsMm.entries()) {
      const { at, offMm } = sheet.toSheet(point);
      if (!isNear(sheet, offMm, canal)) continue;
      const [x, y] = toPixels(view, at);
      const isPicked = picked?.canalId === canal.id && picked.index === index;
      context.beginPath();
      context.arc(x, y, isPicked ? POINT_PX + 2 : POINT_PX, 0, 2 * Math.PI);
      context.fillStyle = isPicked ? '#ffffff' : CANAL_COLOURS[canal.side].css;
      context.fill();
      context.strokeStyle = '#06090c';
      context.lineWidth = 1.5;
      context.stroke();
    }
  }

  press(pointer: LayerPointer, tool: Tool): LayerDrag | null {
    const { commands } = this.options;
    if (tool !== 'canal') return null;
    const hit = this.pointAt(pointer);
    if (hit !== null) {
      commands.pick(hit);
      return this.dragOf(hit);
    }
    const added = commands.addPoint(this.newPoint(pointer));
    return added === null ? null : this.dragOf(added);
  }

  /** On the panoramic as deep as the canal's nearest point is: only cross-sections show the depth. */
  private newPoint({ sheet, at }: LayerPointer): Vec3 {
    const world = sheet.toWorld(at);
    const { surface } = this.options.arch;
    if (sheet.surface.kind !== 'panoramic' || surface === null) return world;
    const here = worldToArch(surface, world);
    const places = this.options.drawn
      .getState()
      .now.canals.flatMap(({ pointsMm }) => pointsMm.map((point) => worldToArch(surface, point)))
      .filter(({ s }) => s < surface.lengthMm / 2 === here.s < surface.lengthMm / 2)
      .toSorted((a, b) => Math.abs(a.s - here.s) - Math.abs(b.s - here.s));
    return archToWorld(surface, { ...here, off: places[0]?.off ?? 0 });
  }

  private dragOf(point: CanalPoint): LayerDrag {
    const { commands, annotations } = this.options;
    const from = commands.pointOf(point);
    return {
      move: ({ sheet, at }) => {
        if (from !== null) commands.dragPoint(point, this.keptOff(sheet, from, at));
      },
      end: (_, moved) => {
        if (moved) annotations.endDrag();
        else annotations.cancelDrag();
      },
      cancel: () => annotations.cancelDrag(),
    };
  }

  /** The point moved within the picture, as far off it as it was. */
  private keptOff(sheet: Sheet, from: Vec3, at: readonly [number, number]): Vec3 {
    const { surface } = this.options.arch;
    if (sheet.surface.kind === 'panoramic' && surface !== null)
      return archToWorld(surface, { s: at[0], h: at[1], off: worldToArch(surface, from).off });
    const [a, b] = [sheet.toWorld(sheet.toSheet(from).at), sheet.toWorld(at)];
    return [from[0] + b[0] - a[0], from[1] + b[1] - a[1], from[2] + b[2] - a[2]];
  }

  cursorAt(pointer: LayerPointer, tool: Tool): string | null {
    if (tool !== 'canal') return null;
    return this.pointAt(pointer) === null ? 'crosshair' : 'grab';
  }

  private pointAt({ sheet, view, at }: LayerPointer): CanalPoint | null {
    const pixel = toPixels(view, at);
    let [nearest, best]: [CanalPoint | null, number] = [null, HIT_PX];
    for (const canal of this.options.drawn.getState().now.canals) {
      for (const [index, point] of canal.pointsMm.entries()) {
        const found = sheet.toSheet(point);
        const distance = distancePx(toPixels(view, found.at), pixel);
        if (distance > best || !isNear(sheet, found.offMm, canal)) continue;
        [nearest, best] = [{ canalId: canal.id, index }, distance];
      }
    }
    return nearest;
  }
}

/** Points are shown, and can be taken, where they lie in the picture or hardly off it. */
function isNear(sheet: Sheet, offMm: number, { diameterMm }: Canal): boolean {
  return sheet.surface.kind === 'panoramic' || offMm <= Math.max(sheet.halfThicknessMm, diameterMm / 2);
}

function distancePx(a: PixelPoint, b: PixelPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
