/** Outlined teeth in COCO's instance format: a category for every FDI code, its id the code. */
import { FIRST_SUPERNUMERARY } from '#contract/case';
import { DECIDUOUS_FDI, PERMANENT_FDI } from '#core/fdi';
import type { OutlinedPicture } from './outlined-picture.ts';

const IMAGE_ID = 1;

/**
 * A picture as a COCO document. Coordinates are pixel centres counted from 0, as annotation tools write them; `bbox` is
 * x, y, width, height in whole pixels and `area` counts pixels. All supernumerary teeth share one category.
 * @param contributors who reviewed the outlines
 */
export function cocoDocument(
  { width, height, fileName, teeth }: OutlinedPicture,
  description: string,
  contributors: readonly string[] = [],
): object {
  const categories = [...PERMANENT_FDI, ...DECIDUOUS_FDI].map((fdi) => ({ id: fdi, name: String(fdi) }));
  return {
    info: { description, version: '1.0', ...(contributors.length > 0 && { contributor: contributors.join(', ') }) },
    licenses: [],
    images: [{ id: IMAGE_ID, file_name: fileName, width, height }],
    annotations: teeth.map(({ label, supernumerary, confidence, areaPx, boundsPx: { min, max }, rings }, index) => ({
      id: index + 1,
      image_id: IMAGE_ID,
      category_id: supernumerary ? FIRST_SUPERNUMERARY : label,
      segmentation: rings.map((ring) => ring.flat()),
      bbox: [min[0], min[1], max[0] - min[0] + 1, max[1] - min[1] + 1],
      area: areaPx,
      iscrowd: 0,
      score: confidence,
    })),
    categories: [...categories, { id: FIRST_SUPERNUMERARY, name: 'supernumerary' }].map((category) => ({
      ...category,
      supercategory: 'tooth',
    })),
  };
}
