/** Intraoral scans on slices: the line in which the picture's plane cuts each of them. */
import { planeCut } from '#core/surface/plane-cut';
import type { Vec3 } from '#core/volume';
import type { LaidMesh, LaidSurfacesState } from '../../state/drawings/laid-surfaces.ts';
import type { LayerScene, PaneLayer, Sheet } from './pane-layer.ts';
import { toPixels } from '../pane-view.ts';

interface LaidSurfaceLayerOptions {
  readonly state: () => LaidSurfacesState;
  /** Those that the case has now. */
  readonly shown: () => readonly string[];
}

interface Cut {
  readonly mesh: LaidMesh;
  readonly normal: Vec3;
  readonly throughMm: Vec3;
  readonly ends: Float32Array;
}

const COLOUR = '#9fe3ff';

export class LaidSurfaceLayer implements PaneLayer {
  private readonly options: LaidSurfaceLayerOptions;
  /** The last cut of each pane and scan: hovering draws a pane anew without moving it. */
  private readonly cuts = new Map<string, Cut>();

  constructor(options: LaidSurfaceLayerOptions) {
    this.options = options;
  }

  draw({ context, sheet, view }: LayerScene): void {
    if (sheet.surface.kind !== 'plane') return;
    const { meshes, hidden } = this.options.state();
    for (const id of this.options.shown()) {
      const mesh = meshes.get(id);
      if (mesh === undefined || hidden.has(id)) continue;
      const ends = this.cut(`${sheet.pane}.${id}`, mesh, sheet, sheet.surface.normal);
      context.beginPath();
      for (let n = 0; n < ends.length; n += 6) {
        const from = toPixels(view, sheet.toSheet([ends[n], ends[n + 1], ends[n + 2]]).at);
        const to = toPixels(view, sheet.toSheet([ends[n + 3], ends[n + 4], ends[n + 5]]).at);
        context.moveTo(from[0], from[1]);
        context.lineTo(to[0], to[1]);
      }
      context.lineCap = 'round';
      // Dark below bright: seen on enamel and on air.
      context.strokeStyle = 'rgb(0 0 0 / 0.65)';
      context.lineWidth = 3;
      context.stroke();
      context.strokeStyle = COLOUR;
      context.lineWidth = 1.25;
      context.stroke();
    }
  }

  private cut(key: string, mesh: LaidMesh, sheet: Sheet, normal: Vec3): Float32Array {
    const throughMm = sheet.toWorld([0, 0]);
    const known = this.cuts.get(key);
    const same = (a: Vec3, b: Vec3): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
    if (known?.mesh === mesh && same(known.normal, normal) && same(known.throughMm, throughMm)) return known.ends;
    const ends = planeCut(mesh, normal, throughMm);
    this.cuts.set(key, { mesh, normal, throughMm, ends });
    return ends;
  }
}
