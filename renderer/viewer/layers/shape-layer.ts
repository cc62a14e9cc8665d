/** The tools that change shapes, over every flat picture: the brush's circle, the line of a cut, seeds; and their pointer. */
import { cross, subtract, unit } from '#core/vector';
import type { Vec3 } from '#core/volume';
import type { ShapeCommands, ShapePlace } from '../../state/shapes/shape-commands.ts';
import type { ShapeState, ShapeStore } from '../../state/shapes/shape-store.ts';
import { SHAPE_TOOLS, type ShapeTool, type Tool, type ViewStore } from '../../state/view/view-store.ts';
import { drawBrush, drawCutLine, drawPlaceMark, drawSeed } from './draw-shape-tools.ts';
import type { LayerDrag, LayerPointer, LayerScene, PaneLayer, Sheet } from './pane-layer.ts';
import { toPixels } from '../pane-view.ts';
import type { PlanePoint } from '../plane.ts';

export interface ShapeLayerOptions {
  readonly store: ShapeStore;
  readonly view: ViewStore;
  readonly commands: ShapeCommands;
  /** The open scan is a radiograph. */
  readonly isPicture: () => boolean;
  /** CSS colour of a tooth. */
  readonly colourOf: (label: number) => string;
}

/** A layer takes what lies this far off its picture for being on it, in millimetres. */
const ON_SHEET_MM = 0.01;
const NOTHING: LayerDrag = { move() {}, end() {}, cancel() {} };

export class ShapeLayer implements PaneLayer {
  private readonly options: ShapeLayerOptions;

  constructor(options: ShapeLayerOptions) {
    this.options = options;
  }

  draw(scene: LayerScene): void {
    const { store, view } = this.options;
    const tool = shapeToolOf(view.getState().tool);
    if (tool === null) return;
    const state = store.getState();
    this.drawPending(scene, state);
    if (tool === 'paint' || tool === 'erase') this.drawBrush(scene, state, tool);
    else if (state.hover === null && this.options.isPicture()) this.drawPlace(scene);
  }

  /** The brush of the keyboard stands at the crosshair. */
  followsCrosshair(): boolean {
    const { store, view } = this.options;
    return shapeToolOf(view.getState().tool) !== null && store.getState().hover === null;
  }

  press({ sheet, at, shift }: LayerPointer, tool: Tool): LayerDrag | null {
    const shape = shapeToolOf(tool);
    if (shape === null || shift) return null; // with Shift the picture is moved, whatever the tool
    const place = placeOn(sheet, at);
    switch (shape) {
      case 'paint':
      case 'erase':
        return this.stroke(shape, place);
      case 'cut':
        return this.line(place);
      case 'seeds':
        this.options.commands.setPoint('seeds', place);
        return NOTHING;
      case 'merge':
        if (this.options.view.getState().selectedTooth === null) this.options.commands.selectAt(place.atMm);
        else this.options.commands.mergeAt(place.atMm);
        return NOTHING;
    }
  }

  doubleClick(_pointer: LayerPointer, tool: Tool): boolean {
    return shapeToolOf(tool) !== null;
  }

  cursorAt({ sheet, at }: LayerPointer, tool: Tool): string | null {
    const shape = shapeToolOf(tool);
    if (shape === null) return null;
    this.hover(sheet, at);
    return shape === 'paint' || shape === 'erase' ? 'none' : 'crosshair';
  }

  pointerLeft(): void {
    if (this.options.store.getState().hover !== null) this.options.store.setState({ hover: null });
  }

  private hover(sheet: Sheet, at: PlanePoint): void {
    this.options.store.setState({ hover: { pane: sheet.pane, atMm: sheet.toWorld(at) } });
  }

  private stroke(tool: 'paint' | 'erase', { atMm }: ShapePlace): LayerDrag {
    const { commands, view, store } = this.options;
    const needsTooth = view.getState().selectedTooth === null && !(tool === 'paint' && store.getState().newTooth);
    // Without a chosen tooth the first click chooses the one under it.
    if (needsTooth && commands.selectAt(atMm)) return NOTHING;
    if (!commands.beginStroke(tool, atMm)) return NOTHING;
    return {
      move: ({ sheet, at }) => {
        this.hover(sheet, at);
        commands.strokeTo(sheet.toWorld(at));
      },
      end: ({ sheet, at }) => {
        commands.strokeTo(sheet.toWorld(at));
        commands.endStroke(tool);
      },
      cancel: () => commands.cancelStroke(),
    };
  }

  /** From press to release, or from one click to the next. */
  private line(place: ShapePlace): LayerDrag {
    const { commands, store } = this.options;
    const isSecond = store.getState().pending?.tool === 'cut';
    commands.setPoint('cut', place);
    return {
      move: ({ sheet, at }) => this.hover(sheet, at),
      end: ({ sheet, at }, moved) => {
        if (moved && !isSecond && store.getState().pending !== null) commands.setPoint('cut', placeOn(sheet, at));
      },
      cancel: () => commands.cancelPoint(),
    };
  }

  private drawPending({ context, sheet, view }: LayerScene, { pending, hover }: ShapeState): void {
    if (pending === null || pending.pane !== sheet.pane) return;
    const from = toPixels(view, sheet.toSheet(pending.pointMm).at);
    if (pending.tool === 'seeds') return drawSeed(context, from);
    const end = hover?.pane === sheet.pane ? hover.atMm : this.options.view.getState().crosshairMm;
    drawCutLine(context, from, toPixels(view, sheet.toSheet(end).at));
  }

  /** A radiograph has no crosshair that would show where the keyboard works. */
  private drawPlace({ context, sheet, view }: LayerScene): void {
    const { crosshairMm } = this.options.view.getState();
    drawPlaceMark(context, toPixels(view, sheet.toSheet(crosshairMm).at));
  }

  private drawBrush({ context, sheet, view }: LayerScene, state: ShapeState, tool: 'paint' | 'erase'): void {
    const { crosshairMm, selectedTooth } = this.options.view.getState();
    const { at, offMm } = sheet.toSheet(state.hover?.atMm ?? crosshairMm);
    const radiusMm = this.options.commands.brushRadius();
    // Of a ball, the circle in which this picture cuts it.
    const circleMm = Math.sqrt(Math.max(0, radiusMm ** 2 - Math.max(0, offMm - ON_SHEET_MM) ** 2));
    if (circleMm === 0) return;
    const isHere = state.hover === null || state.hover.pane === sheet.pane;
    const { limits } = state;
    drawBrush(context, {
      middle: toPixels(view, at),
      radiusPx: circleMm / view.mmPerPx,
      erases: tool === 'erase',
      colour: selectedTooth === null || state.newTooth ? null : this.options.colourOf(selectedTooth),
      takes:
        limits === null || tool === 'erase' || !isHere
          ? null
          : ([right, down]) => {
              const grey = sheet.greyAt([at[0] + right * view.mmPerPx, at[1] - down * view.mmPerPx]);
              return grey !== null && grey >= limits[0] && grey <= limits[1];
            },
    });
  }
}

export function shapeToolOf(tool: Tool): ShapeTool | null {
  return SHAPE_TOOLS.find((one) => one === tool) ?? null;
}

/** A place on a picture; its normal also on pictures that are unrolled. */
export function placeOn(sheet: Sheet, at: PlanePoint): ShapePlace {
  const atMm = sheet.toWorld(at);
  const { surface, pane } = sheet;
  if (surface.kind === 'plane') return { pane, atMm, normal: surface.normal };
  const right = subtract(sheet.toWorld([at[0] + 0.1, at[1]]), atMm);
  const up = subtract(sheet.toWorld([at[0], at[1] + 0.1]), atMm);
  const normal: Vec3 = unit(cross(right, up)) ?? [0, 1, 0];
  return { pane, atMm, normal };
}
