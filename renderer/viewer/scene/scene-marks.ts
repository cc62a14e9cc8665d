/** What is written over the 3D picture: numbers on teeth and the crosshair. They move without drawing the picture anew. */
import type { PixelPoint } from './scene-pointer.ts';

const WRITING =
  'position:absolute;left:0;top:0;pointer-events:none;white-space:nowrap;color:#fff;font-weight:700;' +
  'text-shadow:0 0 3px #000,0 0 5px #000;';
const SVG = 'http://www.w3.org/2000/svg';
const CROSSHAIR_PX = 22;
/** Gap, then an arm, on each side: two strokes, so that it shows on bright and on dark. */
const ARMS = 'M11 1V7M11 15V21M1 11H7M15 11H21';

export class SceneMarks {
  private readonly number = document.createElement('span');
  private readonly hovered = document.createElement('span');
  private readonly crosshair = crosshairMark();

  constructor(container: HTMLElement) {
    this.number.style.cssText = `${WRITING}font-size:14px`;
    this.hovered.style.cssText = `${WRITING}font-size:13px`;
    this.number.dataset.mark = 'selected';
    this.hovered.dataset.mark = 'hovered';
    container.append(this.crosshair, this.number, this.hovered);
    this.placeNumber(null, '');
    this.placeHovered(null, '');
    this.placeCrosshair(null);
  }

  dispose(): void {
    this.number.remove();
    this.hovered.remove();
    this.crosshair.remove();
  }

  /** The selected tooth's number, on the tooth: colour is never the only sign. */
  placeNumber(at: PixelPoint | null, text: string): void {
    this.number.textContent = text;
    place(this.number, at, '-50%, -50%');
  }

  /** Number or name of what is under the pointer, beside it. */
  placeHovered(at: PixelPoint | null, text: string): void {
    this.hovered.textContent = text;
    place(this.hovered, at, '14px, -120%');
  }

  placeCrosshair(at: PixelPoint | null): void {
    place(this.crosshair, at, '-50%, -50%');
  }
}

function place(mark: HTMLElement | SVGElement, at: PixelPoint | null, shift: string): void {
  mark.style.display = at === null ? 'none' : 'block';
  if (at !== null) mark.style.transform = `translate(${at[0]}px, ${at[1]}px) translate(${shift})`;
}

function crosshairMark(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', String(CROSSHAIR_PX));
  svg.setAttribute('height', String(CROSSHAIR_PX));
  svg.setAttribute('aria-hidden', 'true');
  svg.dataset.mark = 'crosshair';
  svg.style.cssText = 'position:absolute;left:0;top:0;pointer-events:none';
  for (const [colour, width] of [
    ['rgb(0 0 0 / 0.7)', 3.5],
    ['#fff', 1.4],
  ] as const) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', ARMS);
    path.setAttribute('stroke', colour);
    path.setAttribute('stroke-width', String(width));
    path.setAttribute('stroke-linecap', 'round');
    svg.append(path);
  }
  return svg;
}
