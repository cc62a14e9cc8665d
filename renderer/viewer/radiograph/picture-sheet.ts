/** A radiograph as layers see flat pictures: millimetres are its pixels, and v grows upwards as on every sheet. */
import type { Sheet } from '../layers/pane-layer.ts';
import type { PaneView } from '../pane-view.ts';
import type { PictureView } from './picture-view.ts';
import type { ScanImage } from '../scan-images.ts';

export function pictureSheet({ geometry, voxels }: ScanImage): Sheet {
  const [width, height] = geometry.dims;
  return {
    pane: 'panoramic',
    surface: { kind: 'panoramic' },
    toWorld: ([u, v]) => [u, -v, 0],
    toSheet: ([x, y]) => ({ at: [x, -y], offMm: 0 }),
    halfThicknessMm: 0.5,
    greyAt: ([u, v]) => {
      const [x, y] = [Math.round(u), Math.round(-v)];
      return x >= 0 && y >= 0 && x < width && y < height ? voxels[x + width * y] : null;
    },
  };
}

export function pictureAsPane({ widthPx, heightPx, centre, zoom }: PictureView): PaneView {
  return { widthPx, heightPx, centreMm: [centre[0], -centre[1]], mmPerPx: 1 / zoom };
}
