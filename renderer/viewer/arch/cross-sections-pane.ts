/** The cross-sections pane: as many sections across the arch as fit, around the one at the crosshair. */
import { worldToArch } from '#core/arch/arch-surface';
import type { VoxelArray } from '#core/volume';
import type { ArchState } from '../../state/drawings/arch-store.ts';
import type { Sheet } from '../layers/pane-layer.ts';
import { toMillimetres, toPixels, type PixelPoint } from '../pane-view.ts';
import type { PlaneBox } from '../plane.ts';
import { drawOverlay, drawScale } from '../slices/slice-overlay.ts';
import { sameKindOfArray, type SliceFrame } from '../slices/slice.ts';
import { drawLevelLine } from './arch-marks.ts';
import { ArchPane } from './arch-pane.ts';
import { labelInFrame } from './panoramic-picture.ts';
import { drawCell } from './section-cell.ts';
import { currentSection, sectionNumbers, stepSection } from './section-numbers.ts';
import {
  makeSection,
  middleOfSection,
  sectionAtStrip,
  sectionSheet,
  stripLayout,
  type SectionPicture,
  type StripLayout,
} from './section-pictures.ts';

/** At first a section shows this much above and below the arch. */
const FIRST_REACH_MM = 26;
const MOST_CELLS = 40;

export class CrossSectionsPane extends ArchPane {
  readonly id = 'cross-sections' as const;
  private layout: StripLayout | null = null;
  private sections = new Map<number, SectionPicture>();
  private strip: { readonly frame: SliceFrame; readonly greys: VoxelArray; readonly numbers: string } | null = null;
  /** The cell under the pointer, or the one in which a drag began. */
  private cell = 1;

  sheet(): Sheet | null {
    const image = this.options.images.scan;
    return this.layout === null || image === null ? null : sectionSheet(this.layout, this.cell, image);
  }

  /** The section at the crosshair: what the keyboard draws on. */
  currentSheet(): Sheet | null {
    this.cell = this.centreNumber();
    return this.sheet();
  }

  moveCrosshairTo(pixel: PixelPoint): void {
    const sheet = this.sheet();
    if (sheet !== null) this.options.view.setState({ crosshairMm: sheet.toWorld(this.insideCell(pixel)) });
  }

  toothAt(pixel: PixelPoint): number | null {
    const section = this.sections.get(this.cell);
    if (section === undefined || !this.options.view.getState().overlayVisible) return null;
    const label = labelInFrame(section.frame, section.labels, toMillimetres(this.paneView, pixel));
    return label === 0 ? null : label;
  }

  step(sections: number): void {
    stepSection(this.options, sections);
  }

  moveCrosshair([right, up]: readonly [right: number, up: number]): void {
    const { layout } = this;
    const sheet = this.currentSheet();
    if (layout === null || sheet === null) return;
    const { view } = this.options;
    const [u, v] = sheet.toSheet(view.getState().crosshairMm).at;
    view.setState({ crosshairMm: sheet.toWorld([u + right * layout.spacingMm, v + up * layout.spacingMm]) });
  }

  protected override pointerAt(pixel: PixelPoint): void {
    if (this.layout === null || this.pointer.dragging) return;
    const number = sectionAtStrip(this.layout, toMillimetres(this.paneView, pixel)[0]);
    this.cell = Math.min(this.layout.sections.count, Math.max(1, number));
  }

  protected fitBox(): PlaneBox | null {
    const layout = this.bringUpToDate();
    if (layout === null) return null;
    const { heightMm } = layout.surface;
    const middle = middleOfSection(layout, this.centreNumber());
    const min = Math.max(layout.bottomMm, heightMm - FIRST_REACH_MM);
    const max = Math.min(layout.topMm, heightMm + FIRST_REACH_MM);
    return { min: [middle - layout.widthMm / 2, min], max: [middle + layout.widthMm / 2, max] };
  }

  protected stale(): void {
    this.layout = null;
    this.schedule();
  }

  protected crosshairMoved(): void {
    const number = this.centreNumber();
    if (this.layout === null || this.pointer.dragging) return;
    this.paneView = {
      ...this.paneView,
      centreMm: [middleOfSection(this.layout, number), this.paneView.centreMm[1]],
    };
  }

  protected override archChanged(now: ArchState, before: ArchState): void {
    const { sectionDistanceMm, sectionWidthMm, sectionThicknessMm, fitted } = now;
    if (
      fitted !== before.fitted ||
      sectionDistanceMm !== before.sectionDistanceMm ||
      sectionWidthMm !== before.sectionWidthMm ||
      sectionThicknessMm !== before.sectionThicknessMm
    ) {
      this.layout = null;
      this.bringUpToDate();
      this.crosshairMoved();
    }
    super.archChanged(now, before);
  }

  protected prepare(): void {
    const layout = this.bringUpToDate();
    const image = this.options.images.scan;
    if (layout === null || image === null) {
      this.picture.clear();
      return;
    }
    const shown = this.visibleNumbers(layout);
    const numbers = shown.join(' ');
    if (this.strip?.numbers === numbers) return;
    const { labels } = this.options.images;
    const kept = new Map<number, SectionPicture>();
    for (const number of shown)
      kept.set(number, this.sections.get(number) ?? makeSection(layout, number, { image, labels }));
    this.sections = kept;
    const pictures = [...kept.values()];
    if (pictures.length === 0) return;
    const greys = sameKindOfArray(image.voxels, 0);
    this.strip = { ...sideBySide(pictures, greys, image.darkest), numbers };
    this.picture.setPixels(this.strip.frame, this.strip.greys);
  }

  protected drawOver(context: CanvasRenderingContext2D): void {
    const { layout, paneView: view } = this;
    const state = this.options.view.getState();
    const shown = state.overlayVisible ? [...this.sections.values()].flatMap(({ outlines }) => outlines) : [];
    drawOverlay(context, {
      view,
      outlines: layout === null ? [] : shown,
      fillOpacity: state.overlayOpacity,
      selectedTooth: state.selectedTooth,
      lookOf: this.options.lookOf,
    });
    const image = this.options.images.scan;
    if (layout === null || image === null) return;
    const current = this.currentNumber();
    for (const number of this.sections.keys()) {
      const sheet = sectionSheet(layout, number, image);
      const middle = middleOfSection(layout, number);
      const [left] = toPixels(view, [middle - layout.widthMm / 2, 0]);
      const [right] = toPixels(view, [middle + layout.widthMm / 2, 0]);
      context.save();
      context.beginPath();
      context.rect(left, 0, right - left, view.heightPx);
      context.clip();
      this.drawLayers({ context, sheet, view });
      context.restore();
      const upper = worldToArch(layout.surface, state.crosshairMm).h > layout.surface.heightMm;
      drawCell(context, { left, right, heightPx: view.heightPx, number, current: number === current, upper });
      if (number === current && state.crosshairVisible) {
        const [x, y] = toPixels(view, sheet.toSheet(state.crosshairMm).at);
        drawLevelLine(context, view, { x: x > left && x < right ? x : null, y });
      }
    }
    drawScale(context, view);
  }

  /** null while the crosshair is nowhere near the arch. */
  private currentNumber(): number | null {
    const { arch, store, view } = this.options;
    return currentSection(arch, store.getState(), view.getState().crosshairMm)?.number ?? null;
  }

  /** The section in the middle of the strip; the front teeth's before the crosshair has come to the arch. */
  private centreNumber(): number {
    return this.currentNumber() ?? Math.ceil((this.layout?.sections.count ?? 1) / 2);
  }

  private bringUpToDate(): StripLayout | null {
    const { arch, images, store } = this.options;
    const image = images.scan;
    const surface = image === null ? null : arch.surface;
    if (image === null || surface === null) {
      this.layout = null;
      this.sections.clear();
      this.strip = null;
      return null;
    }
    if (this.layout?.surface === surface) return this.layout;
    const { sectionDistanceMm, sectionWidthMm: widthMm, sectionThicknessMm: thicknessMm } = store.getState();
    const sections = sectionNumbers(surface.lengthMm, sectionDistanceMm);
    this.layout = stripLayout({ image, surface, sections, widthMm, thicknessMm });
    this.sections.clear();
    this.strip = null;
    return this.layout;
  }

  private visibleNumbers(layout: StripLayout): readonly number[] {
    const [from] = toMillimetres(this.paneView, [0, 0]);
    const [to] = toMillimetres(this.paneView, [this.paneView.widthPx, 0]);
    const first = Math.max(1, sectionAtStrip(layout, from));
    const last = Math.min(layout.sections.count, sectionAtStrip(layout, to), first + MOST_CELLS - 1);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  }

  private insideCell(pixel: PixelPoint): readonly [number, number] {
    const [u, v] = toMillimetres(this.paneView, pixel);
    if (this.layout === null) return [u, v];
    const { widthMm, bottomMm, topMm } = this.layout;
    const middle = middleOfSection(this.layout, this.cell);
    return [Math.min(middle + widthMm / 2, Math.max(middle - widthMm / 2, u)), Math.min(topMm, Math.max(bottomMm, v))];
  }
}

/** Neighbouring sections of one size in one picture, with the gap between them dark. */
function sideBySide(
  pictures: readonly SectionPicture[],
  kind: VoxelArray,
  darkest: number,
): { readonly frame: SliceFrame; readonly greys: VoxelArray } {
  const [{ frame }] = pictures;
  const last = pictures[pictures.length - 1].frame;
  const width = Math.round((last.originMm[0] - frame.originMm[0]) / frame.spacingMm[0]) + frame.width;
  const greys = sameKindOfArray(kind, width * frame.height).fill(darkest);
  for (const picture of pictures) {
    const left = Math.round((picture.frame.originMm[0] - frame.originMm[0]) / frame.spacingMm[0]);
    for (let row = 0; row < frame.height; row++) {
      const from = row * frame.width;
      greys.set(picture.greys.subarray(from, from + frame.width), left + row * width);
    }
  }
  return { frame: { ...frame, width }, greys };
}
