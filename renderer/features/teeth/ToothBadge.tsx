import { FIRST_SUPERNUMERARY } from '#contract/case';
import { toothColour } from '#core/fdi';
import { toothSign } from '#core/notation';
import { useSettings } from '../../app-context.ts';
import { SUPERNUMERARY_COLOUR, supernumerarySign } from '../../viewer/picture-teeth.ts';
import styles from './Teeth.module.css';

/** The number on its colour; of a supernumerary tooth "S1" in a dashed frame, as the picture draws it. */
export function ToothBadge({ label }: { readonly label: number }) {
  const notation = useSettings((settings) => settings.notation);
  if (label >= FIRST_SUPERNUMERARY) {
    return (
      <span className={[styles.badge, styles.supernumerary].join(' ')} style={{ borderColor: SUPERNUMERARY_COLOUR }}>
        {supernumerarySign(label)}
      </span>
    );
  }
  return (
    <span className={styles.badge} style={{ background: `rgb(${toothColour(label).join(' ')})` }}>
      {toothSign(label, notation)}
    </span>
  );
}
