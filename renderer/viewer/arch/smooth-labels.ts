/** Straightens the ragged borders that labels have where voxels of neighbouring teeth interlock. */
import type { SliceFrame } from '../slices/slice.ts';

/** Each pass moves a border by at most a pixel. */
const PASSES = 2;

/**
 * Gives every pixel on a border the label that most of its 3 × 3 pixels have, its own on a tie; `labels` is changed.
 * Whole areas and straight borders stay as they are.
 */
export function smoothLabels(labels: Uint8Array, { width, height }: Pick<SliceFrame, 'width' | 'height'>): void {
  const counts = new Uint8Array(256);
  const before = new Uint8Array(labels.length);
  for (let pass = 0; pass < PASSES; pass++) {
    before.set(labels);
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const at = x + width * y;
        const own = before[at];
        if (
          before[at - 1] === own &&
          before[at + 1] === own &&
          before[at - width] === own &&
          before[at + width] === own
        )
          continue;
        let best = own;
        for (let dy = -width; dy <= width; dy += width) for (let dx = -1; dx <= 1; dx++) counts[before[at + dy + dx]]++;
        for (let dy = -width; dy <= width; dy += width)
          for (let dx = -1; dx <= 1; dx++) {
            const label = before[at + dy + dx];
            if (counts[label] > counts[best]) best = label;
          }
        for (let dy = -width; dy <= width; dy += width)
          for (let dx = -1; dx <= 1; dx++) counts[before[at + dy + dx]] = 0;
        labels[at] = best;
      }
    }
  }
}
