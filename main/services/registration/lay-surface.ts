/** An intraoral scan laid onto the teeth of a CBCT's case and kept beside them, so that it is there again with the case. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LaidSurface } from '#contract/annotations';
import { encodeScanSurface } from '#core/surface/scan-surface-bytes';
import { replaceFile } from '../../io/replace-file.ts';
import { fitSurface } from './register-surface.ts';

/** Within the folder of a case. */
const FOLDER = 'surfaces';

export interface SurfaceToLay {
  readonly surfacePath: string;
  readonly caseDir: string;
}

/**
 * Keeps the scan in world LPS mm of the CBCT under the hash of its bytes; nothing of the case itself changes.
 * @throws QuadrantError surface.*, case.*, usage (no CBCT), disk.unwritable
 */
export async function laySurface({ surfacePath, caseDir }: SurfaceToLay): Promise<LaidSurface> {
  const { surface, matrix, mmPerUnit, meanMm, p95Mm, usedShare, isUnsure } = await fitSurface(surfacePath, caseDir);
  const bytes = encodeScanSurface(surface, 1);
  const id = createHash('sha256').update(bytes).digest('hex');
  await mkdir(join(caseDir, FOLDER), { recursive: true });
  await replaceFile(laidSurfacePath(caseDir, id), bytes, 'The surface');
  return { id, name: basename(surfacePath).slice(0, 80), matrix, mmPerUnit, meanMm, p95Mm, usedShare, isUnsure };
}

export function laidSurfacePath(caseDir: string, id: string): string {
  return join(caseDir, FOLDER, `${id}.bin`);
}
