/**
 * Reviewed cases as labelled data for models/training, without anything that names a patient: a name is cut from the
 * fingerprint of the voxels, headers hold the grid and nothing else.
 *
 *   <out>/cbct/images/NAME.nii.gz   grey values        <out>/cbct/labels/NAME.nii.gz   FDI codes, 201 … supernumerary
 *   <out>/opg/images/NAME.png       8-bit grey         <out>/opg/labels/NAME.json      labelme
 *   <out>/dataset.json              what is there
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OpgCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { pictureOf } from '#core/panoramic/picture-frame';
import { mirroredPicture } from '#core/panoramic/turn-picture';
import type { Volume } from '#core/volume';
import { readCase } from '../../io/case-folder.ts';
import { unwritable } from '../../io/flushed-file.ts';
import { labelmeDocument } from '../../io/labelme.ts';
import { writeLabelNifti, writeVolumeNifti } from '../../io/nifti-labels.ts';
import { outlinedPicture } from '../../io/outlined-picture.ts';
import { writeGreyPng } from '../../io/png.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { asBytes, onlyTeethOf, reasonOf, scanOf, withoutReplacements } from '../dataset/labelled-scan.ts';
import { isReviewed, readReviewedCase, type ReviewedResult } from '../review/reviewed-result.ts';

const itemSchema = z.object({
  name: z.string(),
  modality: z.enum(['cbct', 'opg']),
  teeth: z.number().int(),
  signed: z.boolean(), // off; otherwise every tooth was accepted, edited or rejected
});
const datasetSchema = z.object({ schemaVersion: z.literal(1), items: z.array(itemSchema) });
type Item = z.infer<typeof itemSchema>;

export interface ExportedTraining {
  readonly out: string;
  readonly exported: readonly (Item & { readonly caseDir: string })[];
  readonly left: readonly { readonly caseDir: string; readonly reason: string }[];
}

/**
 * Writes the cases that a person reviewed into one folder; those that nobody has finished are left out, with the reason.
 * What an earlier export put there stays, the same scan is replaced.
 * @throws QuadrantError usage when no case is reviewed; case.*, scan.* when one cannot be read; disk.unwritable
 */
export async function exportTraining(caseDirs: readonly string[], outDir: string): Promise<ExportedTraining> {
  const exported: (Item & { caseDir: string })[] = [];
  const left: { caseDir: string; reason: string }[] = [];
  for (const caseDir of caseDirs) {
    const { caseFile } = await readCase(caseDir);
    if (caseFile.modality === 'ios') {
      left.push({ caseDir, reason: NO_GREYS });
      continue;
    }
    const volume = await scanOf(caseFile);
    const result = await readReviewedCase(caseDir, { volumeAtHand: () => volume });
    if (isReviewed(result.review)) exported.push({ ...(await writeItem(outDir, result, volume)), caseDir });
    else left.push({ caseDir, reason: reasonOf(result) });
  }
  if (exported.length === 0) {
    throw new QuadrantError(
      'usage',
      `Nothing was exported: ${left.map(({ reason }) => reason).join(' ')}`,
      'Accept, change or reject every tooth of a case, or sign it off, before it teaches a model.',
      { cases: caseDirs.length },
    );
  }
  await addToDataset(
    outDir,
    exported.map(({ caseDir: _caseDir, ...item }) => item),
  );
  return { out: outDir, exported, left };
}

const NAME_DIGITS = 16;
const NO_GREYS = 'An intraoral scan has no grey values to learn from.';

async function writeItem(outDir: string, { caseFile, labels, review }: ReviewedResult, volume: Volume): Promise<Item> {
  const name = `scan-${caseFile.source.fingerprint.slice(0, NAME_DIGITS)}`;
  const { modality } = caseFile;
  const grown = withoutReplacements(caseFile);
  const place = async (part: 'images' | 'labels', ending: string): Promise<string> => {
    const folder = join(outDir, modality, part);
    await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
      throw unwritable(folder, cause);
    });
    return join(folder, `${name}.${ending}`);
  };
  if (grown.modality === 'ios') throw new TypeError(NO_GREYS);
  if (grown.modality === 'cbct') {
    await writeVolumeNifti(await place('images', 'nii.gz'), volume);
    await writeLabelNifti(await place('labels', 'nii.gz'), onlyTeethOf(grown, labels));
  } else {
    const { mirrored } = grown.source.radiograph;
    const picture = mirrored ? mirroredPicture(pictureOf(volume)) : pictureOf(volume);
    await writeGreyPng(await place('images', 'png'), { ...picture, data: asBytes(picture.data) });
    const outlined = outlinedPicture(mirrored ? mirroredOutlines(grown) : grown);
    const document = labelmeDocument({ ...outlined, fileName: `../images/${name}.png` });
    await replaceFile(await place('labels', 'json'), `${JSON.stringify(document)}\n`, 'The outlines');
  }
  const extra = grown.modality === 'opg' ? grown.supernumerary.length : 0;
  return { name, modality: grown.modality, teeth: grown.instances.length + extra, signed: review?.signed != null };
}

/** Left and right exchanged, like the picture: its file says that it shows the patient mirrored. */
function mirroredOutlines(caseFile: OpgCase): OpgCase {
  const last = caseFile.source.geometry.dims[0] - 1;
  const turned = <Tooth extends Pick<OpgCase['instances'][number], 'polygons'>>(tooth: Tooth): Tooth => ({
    ...tooth,
    polygons: tooth.polygons.map((ring) => ring.map(([x, y]): [number, number] => [last - x, y])),
  });
  return { ...caseFile, instances: caseFile.instances.map(turned), supernumerary: caseFile.supernumerary.map(turned) };
}

async function addToDataset(outDir: string, items: readonly Item[]): Promise<void> {
  const path = join(outDir, 'dataset.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  const before = text === null ? [] : datasetSchema.parse(JSON.parse(text)).items;
  const names = new Set(items.map(({ name }) => name));
  const all = [...before.filter(({ name }) => !names.has(name)), ...items];
  const document = { schemaVersion: 1, items: all.toSorted((a, b) => a.name.localeCompare(b.name)) };
  await replaceFile(path, `${JSON.stringify(document, null, 2)}\n`, 'The list of the data set');
}
