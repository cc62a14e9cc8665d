/** Data sets on disk, read back: the folders of STS-Tooth that Quadrant writes, and any other of images and masks by name. */
import { basename, dirname, join, relative } from 'node:path';
import { filesBelow } from '../../io/dicom/find-images.ts';
import { nameOf } from '../evaluate/evaluation-pairs.ts';

export const MANIFEST_NAME = 'manifest.json';
export const DATASHEET_NAME = 'datasheet.html';

export interface DatasetEntry {
  readonly name: string;
  /** Folder of images and masks, below the set: STS-2D-Tooth/A-PXI/Labeled, Train-Labeled. */
  readonly part: string;
  readonly modality: 'opg' | 'cbct';
  readonly image: string;
  /** NIfTI, label PNG or labelme; null where nobody drew. */
  readonly mask: string | null;
}

export interface ReadDataset {
  readonly entries: readonly DatasetEntry[];
  /** Masks without an image, below the set. */
  readonly strayMasks: readonly string[];
}

const IMAGES = /^(images?|imgs?)$/i;
const MASKS = /^(masks?|labels?)$/i;
const IMAGE_FILE = /\.(png|jpe?g|tiff?|nii|nii\.gz)$/i;
const MASK_FILE = /\.(png|json|nii|nii\.gz)$/i;
const NIFTI = /\.nii(\.gz)?$/i;

/**
 * Pairs images with masks of the same name: Labeled/Image + Labeled/Mask as STS-Tooth has it, Train-Labeled/Images +
 * Train-Labeled/Masks as STS 2024 does; where there is no folder for masks, and for images without one, nothing was drawn.
 * @throws QuadrantError scan.not-found
 */
export async function readDataset(folder: string): Promise<ReadDataset> {
  const files = (await filesBelow(folder)).filter((path) => !relative(folder, path).startsWith('.'));
  const masks = new Map<string, string>();
  const images: string[] = [];
  for (const path of files) {
    const [own, parent] = [basename(dirname(path)), dirname(dirname(path))];
    if (MASKS.test(own) && MASK_FILE.test(path)) masks.set(join(parent, nameOf(path)), path);
    else if (IMAGE_FILE.test(path)) images.push(path);
  }
  const entries = images.map((image): DatasetEntry => {
    const parent = dirname(image);
    const part = IMAGES.test(basename(parent)) ? dirname(parent) : parent;
    const name = nameOf(image);
    const mask = masks.get(join(part, name)) ?? null;
    masks.delete(join(part, name));
    const modality = NIFTI.test(image) ? 'cbct' : 'opg';
    return { name, part: relative(folder, part).replaceAll('\\', '/'), modality, image, mask };
  });
  return { entries, strayMasks: [...masks.values()].map((path) => relative(folder, path)) };
}
