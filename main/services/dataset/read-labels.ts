import { labelmePicture } from '#core/dataset/label-picture';
import type { LabelMap } from '#core/volume';
import { readLabelme } from '../../io/labelme.ts';
import { readLabelNifti } from '../../io/nifti-labels.ts';
import { readLabelPng } from '../../io/png-labels.ts';
import { pictureVolume } from '../../io/radiograph/grey-picture.ts';

/** Labels of a scan as one map, from NIfTI, PNG or labelme; of teeth that overlap the higher value wins. @throws QuadrantError scan.* */
export async function readLabels(path: string): Promise<LabelMap> {
  if (/\.nii(\.gz)?$/i.test(path)) return readLabelNifti(path);
  if (/\.png$/i.test(path)) return readLabelPng(path);
  const outlines = await readLabelme(path);
  const { width, height } = outlines;
  const data = labelmePicture(outlines);
  return { geometry: pictureVolume({ width, height, data }).geometry, data };
}
