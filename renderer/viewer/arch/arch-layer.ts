/** The dental arch on axial slices: where the panoramic cuts them, its layer, its sections, and points to drag. */
import { archToWorld, type ArchSurface } from '#core/arch/arch-surface';
import { dot, subtract } from '#core/vector';
import type { Vec3 } from '#core/volume';
import type { ArchCommands } from '../../state/drawings/arch-commands.ts';
import type { ArchStore } from '../../state/drawings/arch-store.ts';
import type { Tool, ViewStore } from '../../state/view/view-store.ts';
import type { LayerDrag, LayerPointer, LayerScene, PaneLayer, Sheet } from '../layers/pane-layer.ts';
import { toPixels, type PaneView, type PixelPoint } from '../pane-view.ts';
import { MARK_FONT, numberEvery, SECTION_COLOUR, shadowedText } from './arch-marks.ts';
import type { ArchOfScan } from './dental-arch.ts';
import { currentSection, placeOfSection, sectionNumbers } from './section-numbers.ts';

interface ArchLayerOptions {
  readonly arch: ArchOfScan;
  readonly store: ArchStore;
  readonly commands: ArchCommands;
  readonly view: ViewStore;
}

const POINT_PX = 5;
const HIT_PX = 9;
/** The arch is drawn in straight pieces of this length. */
const PIECE_MM = 1;
/** A slice tilted further than this against the arch is not cut in a curve that anybody could use (cosine). */
const LEAST_LEVEL = 0.5;

export class ArchLayer implements PaneLayer {
  private readonly options: ArchLayerOptions;

  constructor(options: ArchLayerOptions) {
    this.options = options;
  }

  /** The section through the crosshair is marked. */
  followsCrosshair({ pane }: Sheet): boolean {
    const { tool, layout } = this.options.view.getState();
    return pane === 'axial' && (tool === 'arch' || layout === 'panoramic');
  }

  draw({ context, sheet, view }: LayerScene): void {
    const { arch, store } = this.options;
    const { crosshairMm } = this.options.view.getState();
    if (!this.followsCrosshair(sheet)) return;
    const surface = arch.surface;
    if (surface === null) return;
    const onSheet = alongUp(surface, sheet);
    if (onSheet === null) return;
    const { thicknessMm, sectionDistanceMm, sectionWidthMm, pickedPoint } = store.getState();
    const curve = this.line(surface, (world) => toPixels(view, onSheet(world)), 0);
    const mm = 1 / view.mmPerPx;
    context.lineJoin = 'round';
    trace(context, curve);
    context.strokeStyle = SECTION_COLOUR;
    context.globalAlpha = 0.16;
    context.lineWidth = thicknessMm * mm;
    context.stroke();
    context.globalAlpha = 0.9;
    context.lineWidth = 1.5;
    context.stroke();
    context.globalAlpha = 1;
    const sections = sectionNumbers(surface.lengthMm, sectionDistanceMm);
    const current = currentSection(arch, store.getState(), crosshairMm)?.number ?? null;
    const every = numberEvery(sectionDistanceMm * mm);
    for (let number = 1; number <= sections.count; number++) {
      const s = placeOfSection(sections, number);
      const isCurrent = number === current;
      const numbered = number % every === 0 || number === 1;
      if (!isCurrent && !numbered && sectionDistanceMm * mm < 4) continue;
      const reach = isCurrent ? sectionWidthMm / 2 : numbered ? 1.6 : 0.8;
      const at = (off: number): PixelPoint =>
        toPixels(view, onSheet(archToWorld(surface, { s, h: surface.heightMm, off })));
      trace(context, [at(-reach), at(reach)]);
      context.strokeStyle = SECTION_COLOUR;
      context.lineWidth = isCurrent ? 2 : 1;
      context.stroke();
      if (!numbered && !isCurrent) continue;
      context.font = MARK_FONT;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      const beyond = isCurrent ? reach + 10 / mm : 2 + 10 / mm;
      if (isCurrent || current === null || Math.abs(number - current) * sectionDistanceMm * mm > 16)
        shadowedText(context, String(number), at(beyond), isCurrent ? SECTION_COLOUR : 'rgb(235 240 245 / 0.8)');
    }
    if (this.options.view.getState().tool === 'arch') this.drawPoints(context, view, onSheet, pickedPoint);
  }

  private drawPoints(
    context: CanvasRenderingContext2D,
    view: PaneView,
    onSheet: OnSheet,
    pickedPoint: number | null,
  ): void {
    for (const [n, point] of this.options.arch.controlMm.entries()) {
      const [x, y] = toPixels(view, onSheet(point));
      const picked = n === pickedPoint;
      context.beginPath();
      context.arc(x, y, picked ? POINT_PX + 2 : POINT_PX, 0, 2 * Math.PI);
      context.fillStyle = picked ? SECTION_COLOUR : '#ffffff';
      context.fill();
      context.strokeStyle = '#06090c';
      context.lineWidth = 1.5;
      context.stroke();
      if (!picked) continue;
      context.beginPath();
      context.arc(x, y, POINT_PX + 5, 0, 2 * Math.PI);
      context.strokeStyle = '#ffffff';
      context.stroke();
    }
  }

  press(pointer: LayerPointer, tool: Tool): LayerDrag | null {
    const { commands, arch } = this.options;
    if (tool !== 'arch' || pointer.sheet.pane !== 'axial') return null;
    const point = this.pointAt(pointer);
    if (point !== null) {
      commands.pick(point);
      return this.dragOf(point);
    }
    if (!this.onCurve(pointer) || arch.surface === null) return null;
    const added = commands.addPoint(pointer.sheet.toWorld(pointer.at));
    return added === null ? null : this.dragOf(added);
  }

  private dragOf(point: number): LayerDrag {
    const { commands } = this.options;
    let dragged = false;
    return {
      move: ({ sheet, at }) => {
        dragged = true;
        commands.dragPoint(point, sheet.toWorld(at));
      },
      end: (_, moved) => {
        if (dragged && moved) commands.endDrag();
        else if (dragged) commands.cancelDrag();
      },
      cancel: () => commands.cancelDrag(),
    };
  }

  doubleClick(pointer: LayerPointer, tool: Tool): boolean {
    if (tool !== 'arch' || pointer.sheet.pane !== 'axial') return false;
    const point = this.pointAt(pointer);
    if (point !== null) this.options.commands.removePoint(point);
    return point !== null;
  }

  cursorAt(pointer: LayerPointer, tool: Tool): string | null {
    if (tool !== 'arch' || pointer.sheet.pane !== 'axial') return null;
    if (this.pointAt(pointer) !== null) return 'grab';
    return this.onCurve(pointer) ? 'copy' : null;
  }

  private pointAt({ sheet, view, at }: LayerPointer): number | null {
    const { arch } = this.options;
    const onSheet = arch.surface === null ? null : alongUp(arch.surface, sheet);
    if (onSheet === null) return null;
    const pixel = toPixels(view, at);
    let [nearest, best]: [number | null, number] = [null, HIT_PX];
    for (const [n, point] of arch.controlMm.entries()) {
      const distance = distancePx(pixel, toPixels(view, onSheet(point)));
      if (distance <= best) [nearest, best] = [n, distance];
    }
    return nearest;
  }

  private onCurve({ sheet, view, at }: LayerPointer): boolean {
    const { surface } = this.options.arch;
    const onSheet = surface === null ? null : alongUp(surface, sheet);
    if (surface === null || onSheet === null) return false;
    const pixel = toPixels(view, at);
    const line = this.line(surface, (world) => toPixels(view, onSheet(world)), 0);
    return line.some((point) => distancePx(point, pixel) <= Math.max(HIT_PX, PIECE_MM / view.mmPerPx / 2));
  }

  private line(surface: ArchSurface, toScreen: (world: Vec3) => PixelPoint, off: number): PixelPoint[] {
    const pieces = Math.ceil(surface.lengthMm / PIECE_MM);
    return Array.from({ length: pieces + 1 }, (_, n) =>
      toScreen(archToWorld(surface, { s: (surface.lengthMm * n) / pieces, h: surface.heightMm, off })),
    );
  }
}

type OnSheet = (worldMm: Vec3) => readonly [number, number];

/** Where a point of the arch, moved along the arch's up, lies in a slice; null when the slice is too steep for that. */
function alongUp({ up }: ArchSurface, sheet: Sheet): OnSheet | null {
  if (sheet.surface.kind !== 'plane') return null;
  const { normal } = sheet.surface;
  const level = dot(up, normal);
  if (Math.abs(level) < LEAST_LEVEL) return null;
  const through = sheet.toWorld([0, 0]);
  return (worldMm) => {
    const rise = dot(subtract(through, worldMm), normal) / level;
    return sheet.toSheet([worldMm[0] + rise * up[0], worldMm[1] + rise * up[1], worldMm[2] + rise * up[2]]).at;
  };
}

function trace(context: CanvasRenderingContext2D, points: readonly PixelPoint[]): void {
  context.beginPath();
  for (const [n, [x, y]] of points.entries()) {
    if (n === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

function distancePx(a: PixelPoint, b: PixelPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
