import type { CaseFile } from '#contract/case';
import { useText } from '../../../app-context.ts';
import { ToothBadge } from '../ToothBadge.tsx';
import { useLabelSign } from '../use-sign.ts';
import { useToothHover } from '../use-tooth-hover.ts';
import { teethBeside, type BesideTooth } from '#contract/charted-case';
import { CHART_TEXT } from './text.ts';
import styles from './Chart.module.css';

interface TeethBesideProps {
  readonly caseFile: CaseFile;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
}

/** Below the chart, the teeth that have no place in it: supernumerary, rejected, or no tooth at all. */
export function TeethBeside({ caseFile, selectedTooth, onSelect }: TeethBesideProps) {
  const t = useText(CHART_TEXT);
  const beside = teethBeside(caseFile);
  if (beside.length === 0) return null;
  return (
    <div className={styles.beside} role="group" aria-label={t.besideGroup}>
      {beside.map((tooth) => (
        <Beside key={tooth.label} tooth={tooth} selected={tooth.label === selectedTooth} onSelect={onSelect} />
      ))}
    </div>
  );
}

interface BesideProps {
  readonly tooth: BesideTooth;
  readonly selected: boolean;
  readonly onSelect: (label: number) => void;
}

function Beside({ tooth: { label, fdi, why }, selected, onSelect }: BesideProps) {
  const t = useText(CHART_TEXT);
  const sign = useLabelSign();
  const hover = useToothHover(label);
  return (
    <button
      type="button"
      className={styles.besideTooth}
      data-why={why}
      data-place={fdi}
      data-label={label}
      data-hovered={hover.hovered}
      aria-label={`${sign(label)}, ${t.beside[why]}`}
      title={t.beside[why]}
      aria-pressed={selected}
      onClick={() => onSelect(label)}
      {...hover.listeners}
    >
      <ToothBadge label={label} />
      <span>{t.beside[why]}</span>
    </button>
  );
}
