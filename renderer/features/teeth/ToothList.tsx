import { TriangleAlert } from 'lucide-react';
import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { labelOf, type CaseFile } from '#contract/case';
import type { Modality } from '#contract/scan';
import type { ToothType } from '#core/review/action';
import { useSettings, useText } from '../../app-context.ts';
import { inChartOrder, teethInOrder } from '../../state/teeth/tooth-order.ts';
import { toothKindName } from '#core/words/tooth-names';
import { NUMBERS_TEXT } from '../numbers/index.ts';
import { DOUBTFUL_BELOW } from '#core/doubtful';
import { useConfidenceText } from './confidence-word.ts';
import { METRIC_TEXT, type MetricName } from '#core/words/metric-words';
import { metricNumber, metricSheet } from './metric.ts';
import { TEETH_TEXT } from './text.ts';
import { ToothBadge } from './ToothBadge.tsx';
import { scrollWithin } from './scroll-within.ts';
import { useSign } from './use-sign.ts';
import { useToothHover } from './use-tooth-hover.ts';
import styles from './Teeth.module.css';

interface ToothListProps {
  readonly caseFile: CaseFile;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
}

/** What the list shows of all that is measured; the table has the rest. */
const LISTED: { readonly [M in Modality]: readonly MetricName[] } = {
  cbct: ['lengthMm', 'volumeMm3', 'tiltDeg'],
  opg: ['lengthMm', 'widthMm'],
  ios: ['mesiodistalMm', 'buccolingualMm', 'crownLengthMm'],
};

/** The teeth in order under their heading, supernumerary ones last; arrow keys walk. */
export function ToothList({ caseFile, selectedTooth, onSelect }: ToothListProps) {
  const t = useText(TEETH_TEXT);
  const { short } = useText(METRIC_TEXT);
  const order = teethInOrder(caseFile);
  const { columns, rows } = metricSheet(caseFile);
  const listed = LISTED[caseFile.modality];
  const shown = columns.flatMap((column, index) => (listed.includes(column.id) ? [{ column, index }] : []));
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = order[(selectedTooth === null ? -1 : order.indexOf(selectedTooth)) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };
  const row = (label: number, title: ReactNode) => {
    const values = rows.find((one) => one.label === label)?.values ?? [];
    return (
      <ToothRow key={label} label={label} selected={label === selectedTooth} onSelect={onSelect}>
        <ToothBadge label={label} />
        {title}
        {shown.map(({ column, index }) => (
          <span key={column.id} className={styles.number}>
            {metricNumber(column, values[index] ?? null)}
          </span>
        ))}
      </ToothRow>
    );
  };
  const supernumerary = caseFile.modality === 'opg' ? caseFile.supernumerary : [];
  const sign = useSign();
  return (
    <div className={styles.tableBox} data-columns={shown.length}>
      <div className={styles.tableHead} aria-hidden>
        <span>{t.columns.number}</span>
        <span>{t.columns.tooth}</span>
        {shown.map(({ column }) => (
          <span key={column.id}>{`${short[column.id]} ${column.unit}`}</span>
        ))}
      </div>
      <div role="listbox" aria-label={t.list} tabIndex={0} className={styles.table} data-scrolls onKeyDown={walk}>
        {inChartOrder<CaseFile['instances'][number]>(caseFile.instances).map((tooth) =>
          row(
            labelOf(tooth),
            <ToothTitle
              fdi={tooth.fdi}
              type={tooth.type ?? 'tooth'}
              confidence={tooth.confidence}
              warned={tooth.warnings.length > 0}
            />,
          ),
        )}
        {supernumerary.length > 0 && (
          <div role="group" aria-label={t.supernumeraryTeeth}>
            <p className={styles.groupTitle} aria-hidden>
              {t.supernumeraryNote}
            </p>
            {supernumerary.map(({ label, nearFdi, confidence }) =>
              row(
                label,
                <span className={styles.name}>
                  {t.near(sign(nearFdi))}
                  <Confidence confidence={confidence} />
                </span>,
              ),
            )}
          </div>
        )}
      </div>
    </div>
  );
}

interface ToothRowProps {
  readonly label: number;
  readonly selected: boolean;
  readonly onSelect: (label: number) => void;
  readonly children: ReactNode;
}

/** One row of the list; it comes into view when it is selected. */
function ToothRow({ label, selected, onSelect, children }: ToothRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) scrollWithin(row.current);
  }, [selected]);
  const hover = useToothHover(label);
  return (
    <div
      ref={row}
      role="option"
      aria-selected={selected}
      data-fdi={label}
      data-hovered={hover.hovered}
      className={styles.tooth}
      onClick={() => onSelect(label)}
      {...hover.listeners}
    >
      {children}
    </div>
  );
}

interface ToothTitleProps {
  readonly fdi: number;
  readonly type: ToothType;
  readonly confidence: number;
  readonly warned: boolean;
}

/** The tooth's name, and below it how sure its number is. */
const ToothTitle = memo(function ToothTitle({ fdi, type, confidence, warned }: ToothTitleProps) {
  const t = useText(TEETH_TEXT);
  const { types } = useText(NUMBERS_TEXT);
  const language = useSettings((settings) => settings.language);
  return (
    <span className={styles.name}>
      {type === 'tooth' ? '' : `${types[type]} · `}
      {toothKindName(fdi, language)}
      {warned && <TriangleAlert className={styles.mark} size={12} aria-label={t.hasWarning} role="img" />}
      <Confidence confidence={confidence} />
    </span>
  );
});

function Confidence({ confidence }: { readonly confidence: number }) {
  const confidenceText = useConfidenceText();
  return <small data-doubtful={confidence < DOUBTFUL_BELOW}>{confidenceText(confidence)}</small>;
}
