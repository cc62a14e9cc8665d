import { CircleHelp } from 'lucide-react';
import { MISSING_REASONS } from '#core/review/action';
import { useApp, useModality, useTeeth, useText } from '../../../app-context.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { NUMBERS_TEXT } from '../../numbers/index.ts';
import type { ToothMark, ToothState } from '#core/chart/tooth-state';
import { columnMm } from '#core/chart/chart-layout';
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
  readonly name: ToothState | ToothMark | 'missingWhy';
  readonly state: ToothState;
  readonly marks: readonly ToothMark[];
  readonly letter?: true;
}

const SIGNS: readonly LegendSign[] = [
  { name: 'present', state: 'present', marks: [] },
  { name: 'accepted', state: 'present', marks: ['accepted'] },
  { name: 'edited', state: 'present', marks: ['edited'] },
  { name: 'doubtful', state: 'present', marks: ['doubtful'] },
  { name: 'double', state: 'present', marks: ['double'] },
  { name: 'missing', state: 'missing', marks: [] },
  { name: 'missingWhy', state: 'missing', marks: [], letter: true },
  { name: 'impacted', state: 'impacted', marks: [] },
  { name: 'restored', state: 'present', marks: ['restored'] },
  { name: 'implant', state: 'implant', marks: [] },
  { name: 'pontic', state: 'pontic', marks: [] },
  { name: 'remnant', state: 'remnant', marks: [] },
];
/** The tooth that the signs are shown on, and its column. */
const EXAMPLE = { fdi: 36, widthMm: columnMm(13), heightMm: 23 } as const;

function Legend() {
  const t = useText(CHART_TEXT);
  const { reasons } = useText(NUMBERS_TEXT);
  const why = MISSING_REASONS.map((reason) => `${t.reasonLetters[reason]} ${reasons[reason]}`).join(', ');
  const words = { ...t.states, present: t.proposed, ...t.marks, missingWhy: why };
  return (
    <ul className={styles.legend}>
      {SIGNS.map(({ name, state, marks, letter }) => (
        <li key={name} data-state={state} data-wide={letter}>
          <span className={styles.sample}>
            <ToothGlyph
              {...EXAMPLE}
              state={state}
              marks={marks}
              letter={letter === true ? t.reasonLetters.extracted : ''}
            />
            <ToothBadges marks={marks} />
          </span>
          {words[name]}
        </li>
      ))}
    </ul>
  );
}
