/** Makes surfaces fit to be looked at, and keeps the coarse ones of a case beside it once there are all. */
import type { SurfaceDetail } from '#contract/api';
import { logText } from '#contract/log-text';
import type { TriangleMesh } from '#core/surface/mesh';
import { encodeSurface } from '#core/surface/surface-bytes';
import { coarse, finished } from '#core/surface/surface-finish';
import { keepSurfaces, surfacesKey } from '../../io/kept-surfaces.ts';
import type { FollowedCase } from '../review/reviewed-cases.ts';

export class CoarseSurfaces {
  private caseDir: string | null = null;
  /** Label → encoded surface of the case in `caseDir`, as the nets left it. */
  private readonly made = new Map<number, Uint8Array>();

  /** A tooth's surface as the window gets it. */
  async encode(
    { caseDir, original, review }: Pick<FollowedCase, 'caseDir' | 'original' | 'review'>,
    label: number,
    { positionsMm, triangles }: TriangleMesh,
    detail: SurfaceDetail,
  ): Promise<Uint8Array> {
    const fine = finished({ positions: positionsMm, indices: triangles });
    const asTheNetsLeftIt = review.done.every(({ action }) => action.kind !== 'reshape');
    if (detail === 'fine' && !asTheNetsLeftIt) return encodeSurface(fine);
    const encoded = encodeSurface(coarse(fine));
    if (asTheNetsLeftIt) {
      if (this.caseDir !== caseDir) this.made.clear();
      this.caseDir = caseDir;
      const isNew = !this.made.has(label);
      this.made.set(label, encoded);
      if (isNew && this.made.size === original.instances.length) await this.keep(caseDir, original);
    }
    return detail === 'coarse' ? encoded : encodeSurface(fine);
  }

  /** Without them the case only opens more slowly. */
  private async keep(caseDir: string, original: FollowedCase['original']): Promise<void> {
    try {
      await keepSurfaces(caseDir, await surfacesKey(caseDir, original), this.made);
    } catch (thrown) {
      process.stderr.write(logText(thrown));
    }
  }
}
