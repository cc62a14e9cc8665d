/**
 * What is drawn over a flat picture of the volume and takes its pointer: measurements, the dental arch, nerve canals.
 * Panes know layers by this interface only, so that one layer works on slices, the panoramic and cross-sections alike.
 */
import type { Measurement } from '#contract/annotations';
import type { Vec3 } from '#core/volume';
import type { PaneId, Tool } from '../../state/view/view-store.ts';
import type { PaneView } from '../pane-view.ts';
import type { PlanePoint } from '../plane.ts';

/** A flat picture: u grows to the right of the screen, v upwards, both in mm. */
export interface Sheet {
  readonly pane: PaneId;
  /** What a measurement drawn here is bound to. */
  readonly surface: Measurement['surface'];
  toWorld(at: PlanePoint): Vec3;
  /** The nearest place on the sheet and how far the world point lies off it, mm. */
  toSheet(worldMm: Vec3): { readonly at: PlanePoint; readonly offMm: number };
  /** Half the thickness that the picture shows (slab, or half a slice step), mm: what lies further off is not drawn. */
  readonly halfThicknessMm: number;
  /** Grey value of the picture, interpolated; null beyond the scan. */
  greyAt(at: PlanePoint): number | null;
}

export interface LayerScene {
  /** Scaled to CSS pixels. */
  readonly context: CanvasRenderingContext2D;
  readonly sheet: Sheet;
  readonly view: PaneView;
}

export interface LayerPointer {
  readonly sheet: Sheet;
  readonly view: PaneView;
  readonly at: PlanePoint;
  readonly shift: boolean;
}

/** A press that a layer has taken; the pane tells it the rest. */
export interface LayerDrag {
  move(pointer: LayerPointer): void;
  /** `moved`: further than a click. */
  end(pointer: LayerPointer, moved: boolean): void;
  cancel(): void;
}

export interface PaneLayer {
  draw(scene: LayerScene): void;
  /** What it draws on this sheet follows the crosshair; others are drawn again only when they or the picture change. */
  followsCrosshair?(sheet: Sheet): boolean;
  /** The left button went down; null leaves it to the layers below and to the pane itself. */
  press?(pointer: LayerPointer, tool: Tool): LayerDrag | null;
  doubleClick?(pointer: LayerPointer, tool: Tool): boolean;
  /** CSS cursor over this place, or null. */
  cursorAt?(pointer: LayerPointer, tool: Tool): string | null;
  /** The pointer left the picture. */
  pointerLeft?(): void;
}

/** The layers of all panes, drawn in the order they were added; the last one is asked first for the pointer. */
export class PaneLayers {
  private readonly listeners = new Set<() => void>();
  private layers: readonly PaneLayer[] = [];

  get all(): readonly PaneLayer[] {
    return this.layers;
  }

  /** Returns the way to take it off again. */
  add(layer: PaneLayer): () => void {
    this.layers = [...this.layers, layer];
    this.changed();
    return () => {
      this.layers = this.layers.filter((other) => other !== layer);
      this.changed();
    };
  }

  /** Panes redraw at their next frame. */
  changed(): void {
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
