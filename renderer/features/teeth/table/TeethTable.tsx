import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { CaseFile } from '#contract/case';
import { useApp, useTeeth, useText } from '../../../app-context.ts';
import { teethInOrder } from '../../../state/teeth/tooth-order.ts';
import { METRIC_TEXT } from '#core/words/metric-words';
import { metricNumber, metricSheet, outlierOf, type MetricColumn, type MetricRow } from '../metric.ts';
import { scrollWithin } from '../scroll-within.ts';
import { TEETH_TEXT } from '../text.ts';
import { ToothBadge } from '../ToothBadge.tsx';
import { useLabelSign } from '../use-sign.ts';
import { useToothHover } from '../use-tooth-hover.ts';
import { nextOrder, sortedRows, TOOTH_COLUMN } from './sort-rows.ts';
import { TABLE_TEXT } from './text.ts';
import styles from './Table.module.css';

/** Height of the heads, which stay in view above the rows. */
const HEAD_PX = 44;

interface TeethTableProps {
  readonly caseFile: CaseFile;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
}

/** Every value of every tooth; heads are buttons that sort, arrow keys walk through the rows. */
export function TeethTable({ caseFile, selectedTooth, onSelect }: TeethTableProps) {
  const t = useText(TABLE_TEXT);
  const { columns: heads } = useText(TEETH_TEXT);
  const { names, short } = useText(METRIC_TEXT);
  const order = useTeeth((state) => state.order);
  const body = useRef<HTMLTableSectionElement>(null);
  const sheet = metricSheet(caseFile);
  const rows = sortedRows(sheet, order, teethInOrder(caseFile));
  const stop = rows.some(({ label }) => label === selectedTooth) ? selectedTooth : rows[0]?.label;
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = rows[rows.findIndex(({ label }) => label === stop) + by];
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (next === undefined) return;
    onSelect(next.label);
    body.current?.querySelector<HTMLButtonElement>(`[data-tooth="${next.label}"]`)?.focus();
  };
  return (
    <div className={styles.box} data-scrolls>
      <table className={styles.table}>
        <caption className="visually-hidden">{t.caption}</caption>
        <thead>
          <tr>
            <Head column={TOOTH_COLUMN} name={heads.tooth} shown={heads.number} unit="" />
            {sheet.columns.map(({ id, unit }) => (
              <Head key={id} column={id} name={names[id]} shown={short[id]} unit={unit} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={walk}>
          {rows.map((row) => (
            <Row
              key={row.label}
              row={row}
              columns={sheet.columns}
              selected={row.label === selectedTooth}
              tabStop={row.label === stop}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps {
  readonly column: string;
  readonly name: string;
  readonly shown: string;
  readonly unit: string;
}

function Head({ column, name, shown, unit }: HeadProps) {
  const { teeth } = useApp();
  const t = useText(TABLE_TEXT);
  const order = useTeeth((state) => state.order);
  const sorted = order.column === column;
  const Arrow = order.ascending ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={sorted ? (order.ascending ? 'ascending' : 'descending') : 'none'}>
      <button
        type="button"
        title={t.sortBy(name)}
        aria-label={`${name}${unit === '' ? '' : `, ${unit}`}`}
        onClick={() => teeth.setState({ order: nextOrder(order, column) })}
      >
        <span>
          {shown}
          {sorted && <Arrow size={11} aria-hidden />}
        </span>
        {unit !== '' && <small>{unit}</small>}
      </button>
    </th>
  );
}

interface RowProps {
  readonly row: MetricRow;
  readonly columns: readonly MetricColumn[];
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onSelect: (label: number) => void;
}

function Row({ row: { label, fdi, values }, columns, selected, tabStop, onSelect }: RowProps) {
  const { outlier: words } = useText(METRIC_TEXT);
  const sign = useLabelSign();
  const hover = useToothHover(label);
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (selected) scrollWithin(line.current, HEAD_PX);
  }, [selected]);
  return (
    <tr
      ref={line}
      data-label={label}
      data-selected={selected}
      data-hovered={hover.hovered}
      onClick={() => onSelect(label)}
      {...hover.listeners}
    >
      <th scope="row">
        <button
          type="button"
          data-tooth={label}
          aria-pressed={selected}
          aria-label={sign(label)}
          tabIndex={tabStop ? 0 : -1}
        >
          <ToothBadge label={label} />
        </button>
      </th>
      {columns.map((column, index) => {
        const value = values[index];
        const outlier = outlierOf(column, fdi, value);
        return (
          <td key={column.id} data-outlier={outlier ?? undefined}>
            {outlier !== null && (
              <span role="img" aria-label={words[outlier]}>
                {outlier === 'high' ? '▲' : '▼'}
              </span>
            )}
            {metricNumber(column, value)}
          </td>
        );
      })}
    </tr>
  );
}
