/** Numbers that float at the crowns of an intraoral scan; those of crowns behind others are not shown. */
import type { IosCase } from '#contract/case';
import { labelOf } from '#contract/case';
import { scaled, subtract } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { toScreen, type CameraPose, type PaneSize } from '../scene/camera-pose.ts';
import type { ToothLooks } from '../tooth-looks.ts';
import type { ScanMesh } from './scan-mesh.ts';

const STYLE =
  'position:absolute;left:0;top:0;pointer-events:none;white-space:nowrap;color:#fff;font-variant-numeric:tabular-nums;' +
  'text-shadow:0 0 3px #000,0 0 5px #000,0 0 2px #000;';
/** A crown's own surface may lie this far before its middle; what lies further in front hides it. */
const HIDDEN_MM = 7;

interface Numbered {
  readonly label: number;
  /** Of the crown: on it from wherever it is looked at. */
  readonly middleMm: Vec3;
  readonly element: HTMLElement;
}

export class CrownNumbers {
  private readonly container: HTMLElement;
  private numbers: readonly Numbered[] = [];

  constructor(container: HTMLElement) {
    this.container = container;
  }

  dispose(): void {
    for (const { element } of this.numbers) element.remove();
    this.numbers = [];
  }

  show(caseFile: IosCase | null, looks: ToothLooks): void {
    this.dispose();
    this.numbers = (caseFile?.instances ?? []).map((tooth) => {
      const label = labelOf(tooth);
      const element = document.createElement('span');
      element.style.cssText = STYLE;
      element.textContent = looks.shown(label).sign;
      element.dataset.mark = 'number';
      element.dataset.fdi = String(label);
      element.style.opacity = looks.of(label).counts ? '1' : '0.5';
      this.container.append(element);
      return { label, middleMm: tooth.centroidMm, element };
    });
  }

  place(pose: CameraPose, size: PaneSize, mesh: ScanMesh, selected: number | null): void {
    for (const { label, middleMm, element } of this.numbers) {
      const at = toScreen(pose, size, middleMm);
      const shown = at !== null && !isHidden(pose, mesh, middleMm);
      element.style.display = shown ? 'block' : 'none';
      if (!shown) continue;
      element.style.font = label === selected ? '700 16px var(--font, sans-serif)' : '600 12px var(--font, sans-serif)';
      element.style.transform = `translate(${at[0]}px, ${at[1]}px) translate(-50%, -50%)`;
    }
  }
}

function isHidden({ positionMm }: CameraPose, mesh: ScanMesh, middleMm: Vec3): boolean {
  const off = subtract(middleMm, positionMm);
  const distance = Math.hypot(...off);
  const hit = mesh.tree.firstHit(positionMm, scaled(off, 1 / distance));
  return hit !== null && hit.distance < distance - HIDDEN_MM;
}
