/** The drawing of one tooth of a chart: which shapes it has and how they stand in their place. */
import { jawOf, sideOf } from '../fdi.ts';
import { silhouetteScale } from './chart-layout.ts';
import { bridgeBars, brokenNeck, screwBody, screwThreads } from './glyph-shapes.ts';
import { toothSilhouette } from './tooth-silhouette.ts';
import type { ToothState } from './tooth-state.ts';

/** What a shape shows; whoever draws gives each its line and colour. */
export type GlyphPart = 'rootBehind' | 'root' | 'screw' | 'thread' | 'crown' | 'relief' | 'filling';

export interface GlyphShape {
  readonly part: GlyphPart;
  /** SVG path in mm from the middle of the neck. */
  readonly d: string;
}

/** Back to front. */
export function glyphShapes(fdi: number, state: ToothState, filled: boolean): readonly GlyphShape[] {
  const { crown, root, rootBehind, relief, filling, rootMm, crownMm, widthMm } = toothSilhouette(fdi);
  const rootUp = jawOf(fdi) === 'upper';
  const ownRoot = state !== 'implant' && state !== 'pontic';
  const ownCrown = state !== 'remnant';
  const shapes: GlyphShape[] = [];
  const add = (part: GlyphPart, d: string | null): void => {
    if (d !== null) shapes.push({ part, d });
  };
  if (ownRoot) add('rootBehind', rootBehind);
  if (ownRoot) add('root', root);
  if (state === 'implant') add('screw', screwBody(rootMm, rootUp));
  if (state === 'implant') add('thread', screwThreads(rootMm, rootUp));
  if (state === 'pontic') add('thread', bridgeBars(widthMm, crownMm, rootUp));
  if (ownCrown) add('crown', crown);
  if (ownCrown) for (const line of relief) add('relief', line);
  if (!ownCrown) add('thread', brokenNeck(widthMm, rootUp));
  if (filled && ownCrown) add('filling', filling);
  return shapes;
}

/** Room between the crown's edge and the side of the drawing, mm. */
const EDGE_MM = 0.6;
/** An impacted tooth leans this much to the midline and lies this far back. */
const LEAN_DEG = 32;
const BACK_MM = 4.5;
/** Two teeth of one number stand side by side, narrower and this far from the middle, in widths of the drawing. */
const DOUBLE = { width: 0.52, aside: 0.24 } as const;

export interface GlyphFrame {
  readonly state: ToothState;
  /** Its number is given twice. */
  readonly double: boolean;
  /** Of the drawing, mm. */
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface GlyphPlaces {
  /** SVG transforms of the shapes, one for each tooth that is drawn. */
  readonly transforms: readonly string[];
  /** Where a letter stands in the root's outline, mm from the top. */
  readonly letterY: number;
}

export function glyphPlaces(fdi: number, { state, double, widthMm, heightMm }: GlyphFrame): GlyphPlaces {
  const upper = jawOf(fdi) === 'upper';
  const { crownMm, rootMm, widthMm: ownMm } = toothSilhouette(fdi);
  const scale = silhouetteScale(ownMm, widthMm);
  const neckY = upper ? heightMm - EDGE_MM - crownMm * scale : EDGE_MM + crownMm * scale;
  const middleY = ((upper ? -1 : 1) * (rootMm - crownMm)) / 2;
  const back = upper ? -BACK_MM : BACK_MM;
  const leanDeg = upper === (sideOf(fdi) === 'right') ? -LEAN_DEG : LEAN_DEG;
  const lean = state === 'impacted' ? ` translate(0 ${back}) rotate(${leanDeg} 0 ${middleY.toFixed(2)})` : '';
  const at = (x: number, width: number): string =>
    `translate(${x.toFixed(2)} ${neckY.toFixed(2)}) scale(${(scale * width).toFixed(3)} ${scale.toFixed(3)})${lean}`;
  return {
    transforms: double
      ? [at(widthMm * (0.5 - DOUBLE.aside), DOUBLE.width), at(widthMm * (0.5 + DOUBLE.aside), DOUBLE.width)]
      : [at(widthMm / 2, 1)],
    letterY: neckY + (upper ? -0.4 : 0.45) * rootMm,
  };
}
