import { jawOf, sideOf, toothColour } from '#core/fdi';
import { Pencil } from 'lucide-react';
import type { ToothMark, ToothState } from './chart-state.ts';
import { silhouetteScale } from './chart-layout.ts';
import { toothSilhouette } from './tooth-silhouette.ts';
import styles from './Chart.module.css';

interface ToothGlyphProps {
  readonly fdi: number;
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
  /** Of the drawing, mm. */
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Room between the crown's edge and the side of the drawing, mm. */
const EDGE_MM = 0.6;
/** An impacted tooth leans this much to the midline and lies this far back. */
const LEAN_DEG = 32;
const BACK_MM = 4.5;

/** One tooth, crown towards the bite, in its colour; what is known of it is told by shape as well. */
export function ToothGlyph({ fdi, state, marks, widthMm, heightMm }: ToothGlyphProps) {
  const upper = jawOf(fdi) === 'upper';
  const { crown, root, rootBehind, relief, filling, crownMm, rootMm, widthMm: ownMm } = toothSilhouette(fdi);
  const scale = silhouetteScale(ownMm, widthMm);
  const neckY = upper ? heightMm - EDGE_MM - crownMm * scale : EDGE_MM + crownMm * scale;
  const middleY = ((upper ? -1 : 1) * (rootMm - crownMm)) / 2;
  const back = upper ? -BACK_MM : BACK_MM;
  const leanDeg = upper === (sideOf(fdi) === 'right') ? -LEAN_DEG : LEAN_DEG;
  const place = `translate(${widthMm / 2} ${neckY.toFixed(2)}) scale(${scale.toFixed(3)})`;
  const lean = state === 'impacted' ? ` translate(0 ${back}) rotate(${leanDeg} 0 ${middleY.toFixed(2)})` : '';
  return (
    <svg
      className={styles.glyph}
      data-state={state}
      viewBox={`0 0 ${widthMm} ${heightMm}`}
      aria-hidden
      style={{ color: `rgb(${toothColour(fdi).join(' ')})` }}
    >
      <g transform={place + lean}>
        {rootBehind !== null && <path className={styles.rootBehind} d={rootBehind} />}
        <path className={styles.root} d={root} />
        <path className={styles.crown} d={crown} />
        {relief.map((line) => (
          <path key={line} className={styles.relief} d={line} />
        ))}
        {marks.includes('restored') && <path className={styles.filling} d={filling} />}
      </g>
    </svg>
  );
}

/** Badges beside the number: a dot for a doubtful one, a pencil for one that a person changed. */
export function ToothBadges({ marks }: { readonly marks: readonly ToothMark[] }) {
  return (
    <>
      {marks.includes('doubtful') && <span className={styles.doubtful} aria-hidden />}
      {marks.includes('edited') && <Pencil className={styles.edited} size={11} aria-hidden />}
    </>
  );
}
