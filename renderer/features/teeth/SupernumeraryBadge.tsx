import { SUPERNUMERARY_COLOUR, supernumerarySign } from '../../viewer/picture-teeth.ts';
import styles from './Teeth.module.css';

/** "S1" in a dashed frame, as the picture draws supernumerary teeth. */
export function SupernumeraryBadge({ label }: { readonly label: number }) {
  return (
    <span
      className={[styles.badge, styles.supernumerary].join(' ')}
      style={{ borderColor: SUPERNUMERARY_COLOUR, color: SUPERNUMERARY_COLOUR }}
    >
      {supernumerarySign(label)}
    </span>
  );
}
