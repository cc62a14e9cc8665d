import { masksOfOutlines, type ToothOutlines } from '../evaluate/tooth-masks.ts';

/** Outlined teeth as one picture of labels, flat x + y·width; where teeth overlap the higher label wins. */
export function labelmePicture(outlines: ToothOutlines): Uint8Array {
  const { width, height, teeth } = masksOfOutlines(outlines);
  const labels = new Uint8Array(width * height);
  const drawn = new Uint8Array(width * height);
  for (const [label, tooth] of [...teeth].toSorted(([a], [b]) => a - b)) {
    if (tooth.box === null) continue;
    tooth.drawInto(drawn);
    for (let n = 0; n < drawn.length; n++) if (drawn[n] !== 0) labels[n] = label;
    drawn.fill(0);
  }
  return labels;
}
