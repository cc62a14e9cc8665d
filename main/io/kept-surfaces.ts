/**
 * The coarse surfaces of a case as the nets left it, kept beside it so that a stored case is seen at once. They are made of
 * the label map and may be deleted at any time; whatever belongs to another label map, or was made otherwise, does not count.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MESHES_KEY_BYTES } from '#contract/api';
import { labelOf, type CaseFile } from '#contract/case';
import { joinSurfaces } from '#core/surface/surface-bytes';
import { replaceFile } from './replace-file.ts';
import { readKept, sealedFor } from './vault/kept-file.ts';

const SURFACES_BIN = 'surfaces.bin';
/** Another one whenever surfaces or their bytes are made otherwise. */
const MAKING = 'surface nets, Taubin, 0.6 mm, 2';

/** What a case's surfaces are made of: a hash of its teeth and of the label map as it lies on the disk. @throws the file system's error */
export async function surfacesKey(caseDir: string, { labelmap, instances }: CaseFile): Promise<Buffer> {
  const file = await readKept(join(caseDir, labelmap));
  const teeth = JSON.stringify(instances.map(labelOf));
  return createHash('sha256').update(MAKING).update(teeth).update(file).digest();
}

/** Keeps all surfaces of a case by their labels, coarse and encoded. @throws QuadrantError disk.unwritable */
export async function keepSurfaces(
  caseDir: string,
  key: Buffer,
  encoded: ReadonlyMap<number, Uint8Array>,
): Promise<void> {
  const content = Buffer.concat([key, joinSurfaces(encoded)]);
  const path = join(caseDir, SURFACES_BIN);
  await replaceFile(path, sealedFor(path, content), 'The surfaces of the teeth');
}

/** Where the surfaces of a case lie, if they are those of its label map. */
export async function findKeptSurfaces(
  caseDir: string,
  caseFile: CaseFile,
): Promise<{ readonly path: string; readonly sizeBytes: number } | null> {
  const path = join(caseDir, SURFACES_BIN);
  const content = await readKept(path).catch(() => null);
  if (content?.subarray(0, MESHES_KEY_BYTES).equals(await surfacesKey(caseDir, caseFile)) !== true) return null;
  return { path, sizeBytes: content.length };
}
