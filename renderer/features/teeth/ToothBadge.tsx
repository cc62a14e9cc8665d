import { memo } from 'react';
import { useSession, useSettings } from '../../app-context.ts';
import { cssColour, lookOf, lookSign, type ToothLook } from '../../viewer/tooth-looks.ts';
import styles from './Teeth.module.css';

/** The number of a label on its colour; of a supernumerary tooth "S1" in a dashed frame, as the picture draws it. */
export const ToothBadge = memo(function ToothBadge({ label }: { readonly label: number }) {
  const notation = useSettings((settings) => settings.notation);
  // Texts, so that only a tooth whose look changed is drawn again.
  const sign = useSession((state) => lookSign(lookOf(state.caseFile, label), notation));
  const colour = useSession((state) => cssColour(lookOf(state.caseFile, label).colour));
  const dashed = useSession((state) => isDashed(lookOf(state.caseFile, label)));
  return (
    <span
      className={dashed ? [styles.badge, styles.supernumerary].join(' ') : styles.badge}
      style={dashed ? { borderColor: colour } : { background: colour }}
    >
      {sign}
    </span>
  );
});

function isDashed({ type, counts }: ToothLook): boolean {
  return type === 'supernumerary' || !counts;
}
