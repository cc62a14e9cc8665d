import { CHART_ROWS, toothColour, toothName } from '#core/fdi';
import type { ToothInstance } from '#contract/case';
import { confidenceText, DOUBTFUL_BELOW } from './confidence-word.ts';
import styles from './Teeth.module.css';

interface ToothChartProps {
  readonly instances: readonly ToothInstance[];
  readonly selectedFdi: number | null;
  readonly onSelect: (fdi: number) => void;
}

/** Both jaws as the dentist faces them: the patient's right on the left. Missing teeth are dashed, doubtful ones dotted. */
export function ToothChart({ instances, selectedFdi, onSelect }: ToothChartProps) {
  const found = new Map(instances.map((tooth) => [tooth.fdi, tooth]));
  return (
    <div className={styles.chart} role="group" aria-label="Tooth chart">
      <span className={styles.side}>R</span>
      <div className={styles.rows}>
        {CHART_ROWS.map((row) => (
          <div key={row[0]} className={styles.row}>
            {row.map((fdi) => (
              <ChartCell
                key={fdi}
                fdi={fdi}
                tooth={found.get(fdi)}
                selected={fdi === selectedFdi}
                onSelect={onSelect}
              />
            ))}
          </div>
        ))}
      </div>
      <span className={styles.side}>L</span>
    </div>
  );
}

interface ChartCellProps {
  readonly fdi: number;
  readonly tooth: ToothInstance | undefined;
  readonly selected: boolean;
  readonly onSelect: (fdi: number) => void;
}

function ChartCell({ fdi, tooth, selected, onSelect }: ChartCellProps) {
  const state = tooth === undefined ? 'not found' : confidenceText(tooth.confidence);
  const label = `${fdi}, ${toothName(fdi)}, ${state}`;
  return (
    <button
      type="button"
      className={styles.cell}
      data-state={tooth === undefined ? 'missing' : tooth.confidence < DOUBTFUL_BELOW ? 'doubtful' : 'found'}
      aria-label={label}
      title={label}
      aria-pressed={selected}
      disabled={tooth === undefined}
      style={tooth === undefined ? undefined : { background: `rgb(${toothColour(fdi).join(' ')})` }}
      onClick={() => onSelect(fdi)}
    >
      {fdi}
    </button>
  );
}
