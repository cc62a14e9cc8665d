import type { ToothInstance } from '#contract/case';
import { toothColour } from '#core/fdi';
import { useText } from '../../../app-context.ts';
import { METRIC_TEXT } from '#core/words/metric-words';
import styles from './Card.module.css';

/** Crown and root as shares of the tooth's length, one bar. Cases of earlier versions have neither. */
export function CrownRootBar({ tooth }: { readonly tooth: ToothInstance }) {
  const t = useText(METRIC_TEXT);
  const { fdi, lengthMm, crownLengthMm, rootLengthMm } = tooth;
  if (crownLengthMm === undefined || rootLengthMm === undefined) return null;
  if (crownLengthMm === null || rootLengthMm === null) return <p className={styles.source}>{t.noNeck}</p>;
  const crownPercent = Math.round((100 * crownLengthMm) / lengthMm);
  const colour = `rgb(${toothColour(fdi).join(' ')})`;
  const [crown, root] = [`${crownPercent} %`, `${100 - crownPercent} %`];
  return (
    <div className={styles.bar} role="img" aria-label={t.crownRootPicture(crown, root)} style={{ color: colour }}>
      <span className={styles.barCrown} style={{ width: `${crownPercent}%` }}>
        <b>{`${t.crown} ${crown}`}</b>
      </span>
      <span className={styles.barRoot}>
        <b>{`${t.root} ${root}`}</b>
      </span>
    </div>
  );
}
