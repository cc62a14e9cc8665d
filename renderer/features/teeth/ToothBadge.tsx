import { useSession, useSettings } from '../../app-context.ts';
import { cssColour, lookOf, lookSign } from '../../viewer/tooth-looks.ts';
import styles from './Teeth.module.css';

/** The number of a label on its colour; of a supernumerary tooth "S1" in a dashed frame, as the picture draws it. */
export function ToothBadge({ label }: { readonly label: number }) {
  const notation = useSettings((settings) => settings.notation);
  const look = lookOf(
    useSession((state) => state.caseFile),
    label,
  );
  const colour = cssColour(look.colour);
  const dashed = look.type === 'supernumerary' || !look.counts;
  return (
    <span
      className={dashed ? [styles.badge, styles.supernumerary].join(' ') : styles.badge}
      style={dashed ? { borderColor: colour } : { background: colour }}
    >
      {lookSign(look, notation)}
    </span>
  );
}
