import { masksOfOutlines, type ToothOutlines } from '../evaluate/tooth-masks.ts';

/** Outlined teeth as one picture of labels, flat x + y·width; where teeth overlap the higher label wins. */
export function labelmePicture(outlines: ToothOutlines): Uint8Array {
  const { width, height, teeth } = masksOfOutlines(outlines);
  const labels = new Uint8Array(width * height);
  const drawn = new Uint8Array(width * height);
  for (const [label, tooth] of [...teeth].toSorted(([a], [b]) => a - b)) {
    if (tooth.box === null) continue;
    const [x0, y0, x1, y1] = tooth.box;
    tooth.drawInto(drawn);
    for (let y = y0; y <= y1; y++) {
      const [from, to] = [x0 + y * width, x1 + y * width + 1];
      for (let n = from; n < to; n++) if (drawn[n] !== 0) labels[n] = label;
      drawn.fill(0, from, to);
    }
  }
  return labels;
}

/** The values of a label map other than 0, ascending. */
export function labelValues(labels: Uint8Array): number[] {
  const seen = new Uint8Array(256);
  for (let n = 0; n < labels.length; n++) seen[labels[n]] = 1;
  return [...seen.keys()].filter((value) => value > 0 && seen[value] === 1);
}
