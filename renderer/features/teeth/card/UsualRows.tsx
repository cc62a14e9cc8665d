import type { ToothInstance } from '#contract/case';
import { useText } from '../../../app-context.ts';
import { METRIC_TEXT } from '#core/words/metric-words';
import { CBCT_METRICS, metricNumber, metricValue, outlierOf } from '../metric.ts';
import styles from './Card.module.css';

/** Sizes beside what is usual for such a tooth; what lies outside has a sign and a word. */
export function UsualRows({ tooth }: { readonly tooth: ToothInstance }) {
  const t = useText(METRIC_TEXT);
  return (
    <dl className={styles.usual}>
      {CBCT_METRICS.map((metric) => {
        const value = metric.value(tooth);
        if (metric.usual === null || value === null || metric.id === 'crownShare') return null;
        const { low, high } = metric.usual(tooth.fdi);
        const outlier = outlierOf(metric, tooth.fdi, value);
        return (
          <div key={metric.id} data-outlier={outlier ?? 'none'}>
            <dt>{t.names[metric.id]}</dt>
            <dd>{metricValue(metric, value)}</dd>
            <dd className={styles.range}>
              {outlier !== null && (
                <strong>
                  <span aria-hidden>{outlier === 'high' ? '▲' : '▼'}</span> {t.outlier[outlier]}
                </strong>
              )}
              {t.usual(metricNumber(metric, low), metricNumber(metric, high))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
