import { jawOf, sideOf, toothColour } from '#core/fdi';
import { Check, Pencil } from 'lucide-react';
import { memo } from 'react';
import type { ToothMark, ToothState } from './chart-state.ts';
import { silhouetteScale } from './chart-layout.ts';
import { brokenNeck, bridgeBars, screwBody, screwThreads } from './glyph-shapes.ts';
import { toothSilhouette, type Silhouette } from './tooth-silhouette.ts';
import styles from './Chart.module.css';

interface ToothGlyphProps {
  readonly fdi: number;
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
  /** Stands in the outline of a missing tooth: why it is missing. */
  readonly letter?: string;
  /** Of the drawing, mm. */
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Room between the crown's edge and the side of the drawing, mm. */
const EDGE_MM = 0.6;
/** An impacted tooth leans this much to the midline and lies this far back. */
const LEAN_DEG = 32;
const BACK_MM = 4.5;
/** Two teeth of one number stand side by side, narrower and this far from the middle, in widths of the drawing. */
const DOUBLE = { width: 0.52, aside: 0.24 } as const;

/** One tooth, crown towards the bite, in its colour; what is known of it is told by shape as well. */
export const ToothGlyph = memo(function ToothGlyph({
  fdi,
  state,
  marks,
  letter = '',
  widthMm,
  heightMm,
}: ToothGlyphProps) {
  const upper = jawOf(fdi) === 'upper';
  const silhouette = toothSilhouette(fdi);
  const { crownMm, rootMm, widthMm: ownMm } = silhouette;
  const scale = silhouetteScale(ownMm, widthMm);
  const neckY = upper ? heightMm - EDGE_MM - crownMm * scale : EDGE_MM + crownMm * scale;
  const middleY = ((upper ? -1 : 1) * (rootMm - crownMm)) / 2;
  const back = upper ? -BACK_MM : BACK_MM;
  const leanDeg = upper === (sideOf(fdi) === 'right') ? -LEAN_DEG : LEAN_DEG;
  const lean = state === 'impacted' ? ` translate(0 ${back}) rotate(${leanDeg} 0 ${middleY.toFixed(2)})` : '';
  const at = (x: number, width: number): string =>
    `translate(${x.toFixed(2)} ${neckY.toFixed(2)}) scale(${(scale * width).toFixed(3)} ${scale.toFixed(3)})${lean}`;
  const places = marks.includes('double')
    ? [at(widthMm * (0.5 - DOUBLE.aside), DOUBLE.width), at(widthMm * (0.5 + DOUBLE.aside), DOUBLE.width)]
    : [at(widthMm / 2, 1)];
  const drawing = (
    <svg
      className={styles.glyph}
      data-state={state}
      data-accepted={marks.includes('accepted')}
      viewBox={`0 0 ${widthMm} ${heightMm}`}
      aria-hidden
      style={{ color: `rgb(${toothColour(fdi).join(' ')})` }}
    >
      {places.map((place) => (
        <g key={place} transform={place}>
          <Shapes silhouette={silhouette} state={state} filled={marks.includes('restored')} rootUp={upper} />
        </g>
      ))}
    </svg>
  );
  if (letter === '') return drawing;
  const rootAt = (neckY + (upper ? -0.4 : 0.45) * rootMm) / heightMm;
  // Written by the style sheet: the place's name says the reason in words.
  return (
    <span className={styles.why}>
      {drawing}
      <span className={styles.letter} data-letter={letter} style={{ top: `${(100 * rootAt).toFixed(1)}%` }} />
    </span>
  );
}, looksAlike);

/** Marks are told anew with every change of the case; the drawing is the same while they say the same. */
function looksAlike(a: ToothGlyphProps, b: ToothGlyphProps): boolean {
  const same = a.fdi === b.fdi && a.state === b.state && a.letter === b.letter;
  return same && a.widthMm === b.widthMm && a.heightMm === b.heightMm && a.marks.join() === b.marks.join();
}

interface ShapesProps {
  readonly silhouette: Silhouette;
  readonly state: ToothState;
  readonly filled: boolean;
  readonly rootUp: boolean;
}

/** In mm from the middle of the neck. */
function Shapes({ silhouette, state, filled, rootUp }: ShapesProps) {
  const { crown, root, rootBehind, relief, filling, rootMm, crownMm, widthMm } = silhouette;
  const ownRoot = state !== 'implant' && state !== 'pontic';
  const ownCrown = state !== 'remnant';
  return (
    <>
      {ownRoot && rootBehind !== null && <path className={styles.rootBehind} d={rootBehind} />}
      {ownRoot && <path className={styles.root} d={root} />}
      {state === 'implant' && <path className={styles.screw} d={screwBody(rootMm, rootUp)} />}
      {state === 'implant' && <path className={styles.thread} d={screwThreads(rootMm, rootUp)} />}
      {state === 'pontic' && <path className={styles.thread} d={bridgeBars(widthMm, crownMm, rootUp)} />}
      {ownCrown && <path className={styles.crown} d={crown} />}
      {ownCrown && relief.map((line) => <path key={line} className={styles.relief} d={line} />)}
      {!ownCrown && <path className={styles.thread} d={brokenNeck(widthMm, rootUp)} />}
      {filled && ownCrown && <path className={styles.filling} d={filling} />}
    </>
  );
}

/** Badges beside the number: a dot for a doubtful one, a pencil for one that a person changed, a tick, "2×". */
export function ToothBadges({ marks }: { readonly marks: readonly ToothMark[] }) {
  return (
    <>
      {marks.includes('doubtful') && <span className={styles.doubtful} aria-hidden />}
      {marks.includes('edited') && <Pencil className={styles.edited} size={10} strokeWidth={2.5} aria-hidden />}
      {marks.includes('accepted') && <Check className={styles.edited} size={10} strokeWidth={4} aria-hidden />}
      {marks.includes('double') && <span className={styles.double} aria-hidden />}
    </>
  );
}
