import { glyphPlaces, glyphShapes } from '#core/chart/tooth-glyph';
import type { ToothMark, ToothState } from '#core/chart/tooth-state';
import { toothColour } from '#core/fdi';
import { Check, Pencil } from 'lucide-react';
import { memo } from 'react';
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

/** One tooth, crown towards the bite, in its colour; what is known of it is told by shape as well. */
export const ToothGlyph = memo(function ToothGlyph({
  fdi,
  state,
  marks,
  letter = '',
  widthMm,
  heightMm,
}: ToothGlyphProps) {
  const { transforms, letterY } = glyphPlaces(fdi, { state, double: marks.includes('double'), widthMm, heightMm });
  const shapes = glyphShapes(fdi, state, marks.includes('restored'));
  const drawing = (
    <svg
      className={styles.glyph}
      data-state={state}
      data-accepted={marks.includes('accepted')}
      viewBox={`0 0 ${widthMm} ${heightMm}`}
      aria-hidden
      style={{ color: `rgb(${toothColour(fdi).join(' ')})` }}
    >
      {transforms.map((transform) => (
        <g key={transform} transform={transform}>
          {shapes.map(({ part, d }) => (
            <path key={d} className={styles[part]} d={d} />
          ))}
        </g>
      ))}
    </svg>
  );
  if (letter === '') return drawing;
  // Written by the style sheet: the place's name says the reason in words.
  return (
    <span className={styles.why}>
      {drawing}
      <span
        className={styles.letter}
        data-letter={letter}
        style={{ top: `${((100 * letterY) / heightMm).toFixed(1)}%` }}
      />
    </span>
  );
}, looksAlike);

/** Marks are told anew with every change of the case; the drawing is the same while they say the same. */
function looksAlike(a: ToothGlyphProps, b: ToothGlyphProps): boolean {
  const same = a.fdi === b.fdi && a.state === b.state && a.letter === b.letter;
  return same && a.widthMm === b.widthMm && a.heightMm === b.heightMm && a.marks.join() === b.marks.join();
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
