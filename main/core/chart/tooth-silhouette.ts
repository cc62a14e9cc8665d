/**
 * Drawings of every kind of tooth from the cheek's side, made from textbook sizes: our own outlines, neither traced nor
 * copied. Units are mm, so that teeth stand in proportion. The neck lies at y = 0; on the screen x grows to the right and
 * y downwards, upper crowns point down, lower ones up, and mesial is towards the midline.
 */
import { isDeciduous, jawOf, positionOf, sideOf, type Jaw } from '../fdi.ts';
import { usualRange } from '../teeth/tooth-sizes.ts';
import { smoothPath, type OutlinePoint, type Turn } from './smooth-path.ts';

export interface Silhouette {
  readonly crown: string;
  readonly root: string;
  /** A root that stands behind the others: the palatal one. */
  readonly rootBehind: string | null;
  /** Ridges and grooves on the crown, thin lines. */
  readonly relief: readonly string[];
  /** Where a filling is drawn. */
  readonly filling: string;
  readonly crownMm: number;
  readonly rootMm: number;
  readonly widthMm: number;
}

/** Mesiodistal width at the neck, mm (Wheeler). */
const NECK_MM: { readonly [J in Jaw]: readonly number[] } = {
  upper: [7, 5, 5.5, 5, 5, 8, 7, 6.5],
  lower: [3.5, 4, 5.5, 5, 5, 9, 8, 7.5],
};
const DECIDUOUS_NECK_MM: { readonly [J in Jaw]: readonly number[] } = {
  upper: [4.5, 3.7, 5.1, 5.2, 6.4],
  lower: [3, 3, 3.7, 6.5, 7.2],
};

type Kind = 'incisor' | 'lateral' | 'lower-incisor' | 'canine' | 'premolar' | 'molar' | 'three-cusps';
type Roots = 'one' | 'one-and-palatal' | 'two' | 'two-and-palatal';

/** Half sizes in mm: crown, neck; and the heights of crown and root. */
interface Size {
  readonly w: number;
  readonly n: number;
  readonly c: number;
  readonly r: number;
}

const known = new Map<number, Silhouette>();

/** The drawing of a tooth, made once. */
export function toothSilhouette(fdi: number): Silhouette {
  const silhouette = known.get(fdi) ?? draw(fdi);
  known.set(fdi, silhouette);
  return silhouette;
}

function draw(fdi: number): Silhouette {
  const [jaw, position] = [jawOf(fdi), positionOf(fdi)];
  const widthMm = usualRange(fdi, 'mesiodistalMm').mean;
  const crownMm = usualRange(fdi, 'crownLengthMm').mean;
  const rootMm = usualRange(fdi, 'rootLengthMm').mean;
  const neckMm = (isDeciduous(fdi) ? DECIDUOUS_NECK_MM : NECK_MM)[jaw][position - 1];
  const size: Size = { w: widthMm / 2, n: neckMm / 2, c: crownMm, r: rootMm };
  const kind = kindOf(fdi);
  const roots = rootsOf(fdi);
  const turn: Turn = { x: sideOf(fdi) === 'right' ? -1 : 1, y: jaw === 'upper' ? 1 : -1 };
  const closed = (points: readonly OutlinePoint[]): string => smoothPath(points, turn, true);
  const neckDip = kind === 'molar' || kind === 'three-cusps' ? 0.06 * crownMm : 0.11 * crownMm;
  return {
    crown: closed([...crownOutline(kind, size), { x: 0, y: -neckDip }]),
    root: closed(rootOutline(roots, size)),
    rootBehind: roots.endsWith('palatal') ? closed(palatalRoot(roots, size)) : null,
    relief: reliefOf(kind, size).map((line) => smoothPath(line, turn, false)),
    filling: closed(fillingOutline(kind, size)),
    crownMm,
    rootMm,
    widthMm,
  };
}

function kindOf(fdi: number): Kind {
  const [jaw, position] = [jawOf(fdi), positionOf(fdi)];
  if (position <= 2) return jaw === 'lower' ? 'lower-incisor' : position === 1 ? 'incisor' : 'lateral';
  if (position === 3) return 'canine';
  if (isDeciduous(fdi)) return jaw === 'lower' && position === 5 ? 'three-cusps' : 'molar';
  if (position <= 5) return 'premolar';
  return jaw === 'lower' && position === 6 ? 'three-cusps' : 'molar';
}

function rootsOf(fdi: number): Roots {
  const [jaw, position] = [jawOf(fdi), positionOf(fdi)];
  if (isDeciduous(fdi)) return position <= 3 ? 'one' : jaw === 'upper' ? 'two-and-palatal' : 'two';
  if (position === 4 && jaw === 'upper') return 'one-and-palatal';
  if (position <= 5) return 'one';
  return jaw === 'upper' ? 'two-and-palatal' : 'two';
}

/** From the mesial neck over the crown's edge to the distal neck, as shares: x of half the width, y of the height. */
const CROWN_EDGE: { readonly [K in Kind]: readonly (readonly [x: number, y: number])[] } = {
  incisor: [
    [-1, 0.76],
    [-0.96, 0.93],
    [-0.8, 0.995],
    [0, 0.995],
    [0.62, 0.985],
    [0.92, 0.9],
    [1, 0.7],
  ],
  lateral: [
    [-1, 0.7],
    [-0.95, 0.89],
    [-0.72, 0.985],
    [0, 1],
    [0.5, 0.96],
    [0.88, 0.82],
    [1, 0.62],
  ],
  'lower-incisor': [
    [-1, 0.82],
    [-0.97, 0.95],
    [-0.84, 1],
    [0, 0.995],
    [0.82, 0.995],
    [0.96, 0.94],
    [1, 0.8],
  ],
  canine: [
    [-1, 0.66],
    [-0.84, 0.8],
    [-0.34, 0.95],
    [-0.08, 1],
    [0.2, 0.94],
    [0.8, 0.73],
    [1, 0.55],
  ],
  premolar: [
    [-1, 0.62],
    [-0.86, 0.79],
    [-0.32, 0.95],
    [0, 1],
    [0.3, 0.94],
    [0.86, 0.76],
    [1, 0.58],
  ],
  molar: [
    [-1, 0.6],
    [-0.92, 0.82],
    [-0.54, 1],
    [-0.24, 0.92],
    [-0.02, 0.82],
    [0.22, 0.9],
    [0.52, 0.97],
    [0.9, 0.79],
    [1, 0.56],
  ],
  'three-cusps': [
    [-1, 0.6],
    [-0.94, 0.84],
    [-0.66, 1],
    [-0.42, 0.93],
    [-0.3, 0.84],
    [-0.16, 0.92],
    [0.06, 0.98],
    [0.28, 0.9],
    [0.4, 0.82],
    [0.54, 0.87],
    [0.7, 0.91],
    [0.93, 0.76],
    [1, 0.54],
  ],
};

/** From the mesial neck to the distal one; the line of the neck closes it. */
function crownOutline(kind: Kind, { w, n, c }: Size): readonly OutlinePoint[] {
  const bulge = kind === 'molar' || kind === 'three-cusps' ? 0.8 : 0.55;
  return [
    { x: -n, y: 0, corner: true },
    { x: -n - bulge * (w - n), y: 0.3 * c },
    ...CROWN_EDGE[kind].map(([x, y]): OutlinePoint => ({ x: x * w, y: y * c })),
    { x: n + bulge * (w - n), y: 0.27 * c },
    { x: n, y: 0, corner: true },
  ];
}

/** From the distal neck round the roots to the mesial neck; ends bend a little to the distal side. */
function rootOutline(roots: Roots, { n, r, c }: Size): readonly OutlinePoint[] {
  const tops: readonly OutlinePoint[] = [
    { x: -n, y: 0, corner: true },
    { x: 0, y: 0.1 * c },
    { x: n, y: 0, corner: true },
  ];
  const points = (shares: readonly (readonly [x: number, y: number])[]): OutlinePoint[] =>
    shares.map(([x, y]) => ({ x: x * n, y: -y * r }));
  if (roots === 'one' || roots === 'one-and-palatal') {
    return [
      ...tops,
      ...points([
        [0.95, 0.22],
        [0.74, 0.6],
        [0.54, 0.88],
        [0.36, 0.985],
        [0.18, 0.985],
        [-0.06, 0.88],
        [-0.58, 0.58],
        [-0.94, 0.22],
      ]),
    ];
  }
  const [furcation, spread] = roots === 'two' ? [0.32, 1.02] : [0.36, 1.1];
  return [
    ...tops,
    ...points([
      [1, 0.2],
      [spread, 0.52],
      [spread, 0.83],
      [spread - 0.1, 0.94],
      [spread - 0.28, 0.92],
      [0.42, 0.6],
      [0.14, furcation + 0.03],
      [-0.06, furcation + 0.02],
      [-0.22, 0.58],
      [-0.36, 0.9],
      [-0.5, 0.99],
      [-0.68, 0.97],
      [-0.92, 0.7],
      [-spread + 0.02, 0.42],
      [-1, 0.18],
    ]),
  ];
}

function palatalRoot(roots: Roots, { n, r }: Size): readonly OutlinePoint[] {
  const [from, to] = roots === 'one-and-palatal' ? [0.05, 1.02] : [-0.34, 0.5];
  const middle = (from + to) / 2;
  return [
    { x: from * n, y: -0.12 * r },
    { x: (from + 0.02) * n, y: -0.6 * r },
    { x: (middle - 0.16) * n, y: -0.97 * r },
    { x: (middle + 0.16) * n, y: -0.97 * r },
    { x: (to - 0.02) * n, y: -0.6 * r },
    { x: to * n, y: -0.12 * r },
  ];
}

function reliefOf(kind: Kind, { w, c }: Size): readonly (readonly OutlinePoint[])[] {
  const line = (...shares: readonly (readonly [x: number, y: number])[]): readonly OutlinePoint[] =>
    shares.map(([x, y]) => ({ x: x * w, y: y * c }));
  switch (kind) {
    case 'incisor':
    case 'lateral':
    case 'lower-incisor':
      return [line([-0.34, 0.9], [-0.3, 0.62]), line([0.34, 0.88], [0.3, 0.62])];
    case 'canine':
    case 'premolar':
      return [line([-0.06, 0.9], [0, 0.45])];
    case 'molar':
      return [line([-0.02, 0.82], [0, 0.62], [0.02, 0.42])];
    case 'three-cusps':
      return [line([-0.3, 0.84], [-0.28, 0.5]), line([0.4, 0.82], [0.38, 0.55])];
  }
}

/** On the edge of a front tooth, on the biting face of the others. */
function fillingOutline(kind: Kind, { w, c }: Size): readonly OutlinePoint[] {
  const front = kind === 'incisor' || kind === 'lateral' || kind === 'lower-incisor' || kind === 'canine';
  const [left, right, low, high] = front ? [0.1, 0.78, 0.42, 0.72] : [-0.5, 0.5, 0.48, 0.76];
  return [
    { x: left * w, y: high * c },
    { x: right * w, y: high * c },
    { x: 0.8 * right * w + 0.2 * left * w, y: low * c },
    { x: 0.2 * right * w + 0.8 * left * w, y: low * c },
  ];
}
