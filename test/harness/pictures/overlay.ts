/** Grey values with coloured teeth and their numbers, from two flat images of one size. */
import { toothColour } from '#core/fdi';
import { Canvas, type Rgb } from './canvas.ts';

export interface OverlayImage {
  readonly width: number;
  readonly height: number;
  /** 0…1, row by row from the top left. */
  readonly grey: Float32Array;
  /** FDI code per pixel, 0 = none. */
  readonly labels: Uint8Array;
  /** Letters at the left and right edge, e.g. R and L. */
  readonly sides: readonly [string, string];
}

const FILL = 0.35;
const OUTLINE = 0.95;
/** Pieces of a tooth with fewer pixels than this get no number. */
const MIN_NUMBERED_PIXELS = 60;

/** Paints `image` `scale` times as large: grey values interpolated, teeth tinted and outlined, numbers at their middle. */
export function paintOverlay(image: OverlayImage, scale: number): Canvas {
  const canvas = new Canvas(image.width * scale, image.height * scale);
  const colours = new Map<number, Rgb>();
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const grey = 255 * Math.min(1, Math.max(0, greyAt(image, (x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5)));
      const label = labelAt(image, x, y, scale);
      if (label === 0) {
        canvas.set(x, y, grey, grey, grey);
        continue;
      }
      const colour = colours.get(label) ?? toothColour(label);
      colours.set(label, colour);
      const part = isOutline(image, x, y, scale, label) ? OUTLINE : FILL;
      canvas.set(x, y, ...mix(grey, colour, part));
    }
  }
  for (const { fdi, x, y } of middles(image))
    canvas.text(String(fdi), (x + 0.5) * scale, (y + 0.5) * scale, scale > 2 ? 3 : 2);
  const [left, right] = image.sides;
  canvas.text(left, 18, 22, 3);
  canvas.text(right, canvas.width - 18, 22, 3);
  return canvas;
}

function mix(grey: number, [red, green, blue]: Rgb, part: number): [number, number, number] {
  return [grey + part * (red - grey), grey + part * (green - grey), grey + part * (blue - grey)];
}

function greyAt({ width, height, grey }: OverlayImage, x: number, y: number): number {
  const x0 = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const y0 = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = Math.min(1, Math.max(0, x - x0));
  const fy = Math.min(1, Math.max(0, y - y0));
  const top = grey[x0 + width * y0] * (1 - fx) + grey[x1 + width * y0] * fx;
  const bottom = grey[x0 + width * y1] * (1 - fx) + grey[x1 + width * y1] * fx;
  return top * (1 - fy) + bottom * fy;
}

function labelAt({ width, height, labels }: OverlayImage, x: number, y: number, scale: number): number {
  const px = Math.floor(x / scale);
  const py = Math.floor(y / scale);
  return px < 0 || py < 0 || px >= width || py >= height ? 0 : labels[px + width * py];
}

function isOutline(image: OverlayImage, x: number, y: number, scale: number, label: number): boolean {
  return (
    labelAt(image, x - 1, y, scale) !== label ||
    labelAt(image, x + 1, y, scale) !== label ||
    labelAt(image, x, y - 1, scale) !== label ||
    labelAt(image, x, y + 1, scale) !== label
  );
}

/** Where to put each tooth's number: the mean of its pixels. */
function middles({ width, labels }: OverlayImage): { fdi: number; x: number; y: number }[] {
  const sums = new Float64Array(3 * 256);
  for (let n = 0; n < labels.length; n++) {
    const at = 3 * labels[n];
    sums[at] += 1;
    sums[at + 1] += n % width;
    sums[at + 2] += Math.floor(n / width);
  }
  return Array.from({ length: 255 }, (_, index) => index + 1)
    .filter((fdi) => sums[3 * fdi] >= MIN_NUMBERED_PIXELS)
    .map((fdi) => ({ fdi, x: sums[3 * fdi + 1] / sums[3 * fdi], y: sums[3 * fdi + 2] / sums[3 * fdi] }));
}
