/** All pictures of a case as PNG files. */
import { join } from 'node:path';
import type { ToothInstance } from '#contract/case';
import type { LabelMap, Volume } from '#core/volume';
import { paintOverlay, type OverlayImage } from './overlay.ts';
import { panoramaPicture } from './panorama-picture.ts';
import { bestSlice, slicePicture } from './slice-pictures.ts';
import { cutToothBlock } from './tooth-block.ts';

const SCALE = 3;

/** Draws into `folder` and returns the paths, the panorama first. */
export async function drawCase(
  folder: string,
  volume: Volume,
  labelMap: LabelMap,
  teeth: readonly ToothInstance[],
): Promise<readonly string[]> {
  const block = cutToothBlock(volume, labelMap, teeth);
  const pictures: readonly (readonly [string, OverlayImage])[] = [
    ['panorama.png', panoramaPicture(block, teeth)],
    ['axial-upper.png', slicePicture(block, 'axial', bestSlice(block, 'axial', 'upper'))],
    ['axial-lower.png', slicePicture(block, 'axial', bestSlice(block, 'axial', 'lower'))],
    ['coronal.png', slicePicture(block, 'coronal', bestSlice(block, 'coronal'))],
    ['sagittal.png', slicePicture(block, 'sagittal', bestSlice(block, 'sagittal'))],
  ];
  for (const [name, image] of pictures) await paintOverlay(image, SCALE).save(join(folder, name));
  return pictures.map(([name]) => join(folder, name));
}
