import { CHART_ROWS, predecessorOf, toothColour, toothName } from '#core/fdi';
import { DECIDUOUS_ROWS } from '../../state/tooth-order.ts';
import { DOUBTFUL_BELOW } from '../../viewer/doubtful.ts';
import { confidenceText } from './confidence-word.ts';
import { useToothHover } from './use-tooth-hover.ts';
import styles from './Teeth.module.css';

interface ChartTooth {
  readonly fdi: number;
  readonly confidence: number;
}

interface ToothChartProps {
  readonly instances: readonly ChartTooth[];
  readonly selectedTooth: number | null;
  readonly onSelect: (fdi: number) => void;
}

/**
 * Both jaws as the dentist faces them: the patient's right on the left. Missing teeth are dashed, doubtful ones dotted.
 * Deciduous teeth have rows of their own between the jaws, each at the place of its successor, when there are any.
 */
export function ToothChart({ instances, selectedTooth, onSelect }: ToothChartProps) {
  const found = new Map(instances.map((tooth) => [tooth.fdi, tooth]));
  const deciduous = DECIDUOUS_ROWS.flat().some((fdi) => found.has(fdi));
  const [upper, lower] = CHART_ROWS;
  const rows = deciduous ? [upper, upper.map(predecessorOf), lower.map(predecessorOf), lower] : CHART_ROWS;
  return (
    <div className={styles.chart} role="group" aria-label="Tooth chart">
      <span className={styles.side}>R</span>
      <div className={styles.rows}>
        {rows.map((row) => (
          <div key={row[7]} className={styles.row}>
            {row.map((fdi, place) =>
              fdi === null || (deciduous && fdi > 50 && !found.has(fdi)) ? (
                <span key={`empty ${upper[place]}`} />
              ) : (
                <ChartCell
                  key={fdi}
                  fdi={fdi}
                  tooth={found.get(fdi)}
                  selected={fdi === selectedTooth}
                  onSelect={onSelect}
                />
              ),
            )}
          </div>
        ))}
      </div>
      <span className={styles.side}>L</span>
    </div>
  );
}

interface ChartCellProps {
  readonly fdi: number;
  readonly tooth: ChartTooth | undefined;
  readonly selected: boolean;
  readonly onSelect: (fdi: number) => void;
}

function ChartCell({ fdi, tooth, selected, onSelect }: ChartCellProps) {
  const state = tooth === undefined ? 'not found' : confidenceText(tooth.confidence);
  const label = `${fdi}, ${toothName(fdi)}, ${state}`;
  const hover = useToothHover(fdi);
  return (
    <button
      type="button"
      className={styles.cell}
      data-state={tooth === undefined ? 'missing' : tooth.confidence < DOUBTFUL_BELOW ? 'doubtful' : 'found'}
      data-fdi={fdi}
      data-hovered={hover.hovered}
      aria-label={label}
      title={label}
      aria-pressed={selected}
      disabled={tooth === undefined}
      style={tooth === undefined ? undefined : { background: `rgb(${toothColour(fdi).join(' ')})` }}
      onClick={() => onSelect(fdi)}
      {...hover.listeners}
    >
      {fdi}
    </button>
  );
}
