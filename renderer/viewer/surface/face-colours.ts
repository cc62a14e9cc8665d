/** What colour each face of an intraoral scan has: the scanner's or plaster, with the tooth's laid over it. */

/** sRGB 0–255. */
type Colour = readonly [number, number, number];

export interface FaceLook {
  /** The scanner's colours, three a face; null: plaster. */
  readonly ground: Uint8Array | null;
  /** A label for each face; null before there are any. */
  readonly labels: Uint8Array | null;
  /** Three numbers for each label, see `labelPalette`. */
  readonly palette: Uint8Array;
  /** 0…1 of the teeth's colours. */
  readonly opacity: number;
  readonly selected: number | null;
  readonly hovered: number | null;
}

export const PLASTER: Colour = [222, 213, 198];
/** Towards white, so that a selection is seen on colours too. */
const HOVERED_LIFT = 0.16;
const SELECTED_LIFT = 0.3;

/** Writes three numbers for each of `faces`, in their order. */
export function faceColoursInto(colours: Uint8Array, faces: Uint32Array, look: FaceLook): void {
  const { ground, labels, palette, opacity, selected, hovered } = look;
  for (let n = 0; n < faces.length; n++) {
    const face = faces[n];
    const label = labels === null ? 0 : labels[face];
    const share = label === 0 ? 0 : opacity;
    const lift = label === 0 ? 0 : label === selected ? SELECTED_LIFT : label === hovered ? HOVERED_LIFT : 0;
    for (let channel = 0; channel < 3; channel++) {
      const below = ground === null ? PLASTER[channel] : ground[3 * face + channel];
      const mixed = below + share * (palette[3 * label + channel] - below);
      colours[3 * n + channel] = mixed + lift * (255 - mixed);
    }
  }
}

/** The colour of every label that there can be. */
export function labelPalette(colourOf: (label: number) => Colour): Uint8Array {
  const palette = new Uint8Array(3 * 256);
  for (let label = 1; label < 256; label++) palette.set(colourOf(label), 3 * label);
  return palette;
}
