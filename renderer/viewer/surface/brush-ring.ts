/** The brush's circle over an intraoral scan: where it would paint, also for the keyboard. */
import type { PixelPoint } from '../scene/scene-pointer.ts';

const STYLE =
  'position:absolute;left:0;top:0;pointer-events:none;border-radius:50%;box-sizing:border-box;' +
  'border:1.5px solid #fff;box-shadow:0 0 0 1px rgb(0 0 0 / 0.8), inset 0 0 0 1px rgb(0 0 0 / 0.8)';
/** Beside the scan a small ring shows where the brush is, though it takes nothing there. */
const IDLE_PX = 4;

export class BrushRing {
  private readonly element = document.createElement('span');
  private where: PixelPoint | null = null;

  constructor(container: HTMLElement) {
    this.element.style.cssText = STYLE;
    this.element.dataset.mark = 'brush';
    container.append(this.element);
    this.show(null, 0, false);
  }

  dispose(): void {
    this.element.remove();
  }

  get at(): PixelPoint | null {
    return this.where;
  }

  /** Null hides it; a radius of 0 says that there is nothing to paint on. */
  show(at: PixelPoint | null, radiusPx: number, erases: boolean): void {
    this.where = at;
    const { style } = this.element;
    style.display = at === null ? 'none' : 'block';
    if (at === null) return;
    const size = 2 * Math.max(IDLE_PX, radiusPx);
    style.width = `${size}px`;
    style.height = `${size}px`;
    style.borderStyle = erases ? 'dashed' : 'solid';
    style.opacity = radiusPx === 0 ? '0.5' : '1';
    style.transform = `translate(${at[0]}px, ${at[1]}px) translate(-50%, -50%)`;
  }
}
