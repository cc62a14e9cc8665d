import { CircleHelp } from 'lucide-react';
import { useApp, useModality, useTeeth, useText } from '../../../app-context.ts';
import { IconButton } from '../../../ui/Button.tsx';
import type { ToothMark, ToothState } from './chart-state.ts';
import { columnMm } from './chart-layout.ts';
import { CHART_TEXT } from './text.ts';
import { ToothBadges, ToothGlyph } from './ToothGlyph.tsx';
import styles from './Chart.module.css';

/** Below the chart: the number being typed, and on demand what the signs mean. */
export function ChartFoot() {
  const { teeth } = useApp();
  const t = useText(CHART_TEXT);
  const modality = useModality() ?? 'cbct';
  const typed = useTeeth((state) => state.typed);
  const legendOpen = useTeeth((state) => state.legendOpen);
  return (
    <>
      <div className={styles.foot}>
        <p aria-live="polite" data-unknown={typed?.unknown}>
          {typed === null ? t.hint[modality] : typed.unknown ? t.notFound(typed.digits) : t.typing(typed.digits)}
        </p>
        <IconButton
          label={legendOpen ? t.hideLegend : t.legend}
          aria-expanded={legendOpen}
          onClick={() => teeth.setState({ legendOpen: !legendOpen })}
        >
          <CircleHelp size={15} aria-hidden />
        </IconButton>
      </div>
      {legendOpen && <Legend />}
    </>
  );
}

interface LegendSign {
  readonly name: ToothState | ToothMark;
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
}

const SIGNS: readonly LegendSign[] = [
  { name: 'present', state: 'present', marks: [] },
  { name: 'missing', state: 'missing', marks: [] },
  { name: 'impacted', state: 'impacted', marks: [] },
  { name: 'restored', state: 'present', marks: ['restored'] },
  { name: 'doubtful', state: 'present', marks: ['doubtful'] },
  { name: 'edited', state: 'present', marks: ['edited'] },
];
/** The tooth that the signs are shown on, and its column. */
const EXAMPLE = { fdi: 36, widthMm: columnMm(13), heightMm: 23 } as const;

function Legend() {
  const t = useText(CHART_TEXT);
  const words = { ...t.states, ...t.marks };
  return (
    <ul className={styles.legend}>
      {SIGNS.map(({ name, state, marks }) => (
        <li key={name} data-state={state}>
          <span className={styles.sample}>
            <ToothGlyph {...EXAMPLE} state={state} marks={marks} />
            <ToothBadges marks={marks} />
          </span>
          {words[name]}
        </li>
      ))}
    </ul>
  );
}
