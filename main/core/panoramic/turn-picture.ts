/** Pictures and masks the other way round. */
import type { WindowMask } from './mask-outline.ts';
import type { Picture } from './picture-frame.ts';

/** The picture with left and right exchanged, in memory of its own. */
export function mirroredPicture({ width, height, data }: Picture): Picture {
  const turned = data.slice();
  for (let y = 0; y < height; y++) turned.subarray(y * width, (y + 1) * width).reverse();
  return { width, height, data: turned };
}

/** The picture with top and bottom exchanged, in memory of its own. */
export function turnedUpsideDown({ width, height, data }: Picture): Picture {
  const turned = data.slice();
  for (let y = 0; y < height; y++) turned.set(data.subarray(y * width, (y + 1) * width), (height - 1 - y) * width);
  return { width, height, data: turned };
}

/** The same mask in the mirrored picture. */
export function mirroredMask({ x0, y0, width, height, inside }: WindowMask, pictureWidth: number): WindowMask {
  const turned = inside.slice();
  for (let y = 0; y < height; y++) turned.subarray(y * width, (y + 1) * width).reverse();
  return { x0: pictureWidth - x0 - width, y0, width, height, inside: turned };
}
