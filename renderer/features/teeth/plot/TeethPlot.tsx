import { useRef, type KeyboardEvent } from 'react';
import type { CaseFile } from '#contract/case';
import { toothColour } from '#core/fdi';
import { useApp, useTeeth, useText } from '../../../app-context.ts';
import { METRIC_TEXT } from '#core/words/metric-words';
import { metricNumber, metricSheet, metricValue, type MetricColumn } from '../metric.ts';
import { useLabelSign, useSign } from '../use-sign.ts';
import { useToothHover } from '../use-tooth-hover.ts';
import { plotOf, type PlotMark, type PlotPlace, type PlotTick } from './plot-data.ts';
import { PLOT_TEXT } from './text.ts';
import styles from './Plot.module.css';

interface TeethPlotProps {
  readonly caseFile: CaseFile;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
}

/** One value over both arches against its usual range. Arrow keys walk through the marks; one is in the tab order. */
export function TeethPlot({ caseFile, selectedTooth, onSelect }: TeethPlotProps) {
  const { teeth } = useApp();
  const t = useText(PLOT_TEXT);
  const { names } = useText(METRIC_TEXT);
  const plotted = useTeeth((state) => state.plotted);
  const box = useRef<HTMLDivElement>(null);
  const sheet = metricSheet(caseFile);
  const index = Math.max(
    0,
    sheet.columns.findIndex(({ id }) => id === plotted),
  );
  const column = sheet.columns[index];
  const { rows, ticks } = plotOf(sheet, index);
  const marks = rows.flatMap(({ places }) => places.flatMap((place) => place.marks.map(({ label }) => label)));
  const stop = selectedTooth !== null && marks.includes(selectedTooth) ? selectedTooth : marks[0];
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = marks[marks.indexOf(stop) + by];
    if (next === undefined) return;
    onSelect(next);
    box.current?.querySelector<HTMLButtonElement>(`[data-tooth="${next}"]`)?.focus();
  };
  return (
    <div className={styles.box}>
      <label className={styles.choice}>
        <span>{t.metric}</span>
        <select value={column.id} onChange={({ target }) => teeth.setState({ plotted: target.value })}>
          {sheet.columns.map(({ id, unit }) => (
            <option key={id} value={id}>
              {names[id]}
              {unit === '' ? '' : ` (${unit})`}
            </option>
          ))}
        </select>
      </label>
      <div ref={box} className={styles.rows} onKeyDown={walk}>
        {rows.map(({ jaw, places }) => (
          <div key={jaw} role="group" aria-label={t[jaw]} className={styles.row}>
            <span className={styles.jaw} aria-hidden>
              {t[jaw]}
            </span>
            <Grid ticks={ticks} column={column} />
            <div className={styles.places}>
              {places.map((place) => (
                <Place
                  key={place.fdi}
                  place={place}
                  column={column}
                  selectedTooth={selectedTooth}
                  stop={stop}
                  onSelect={onSelect}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <p className={styles.legend}>{column.usual === null ? t.noRange : t.legend}</p>
    </div>
  );
}

function Grid({ ticks, column }: { readonly ticks: readonly PlotTick[]; readonly column: MetricColumn }) {
  const decimals = ticks.every(({ value }) => Number.isInteger(value)) ? 0 : Math.max(1, column.decimals);
  return (
    <div className={styles.grid} aria-hidden>
      {ticks.map(({ value, at }) => (
        <span key={value} style={{ bottom: `${100 * at}%` }}>
          {value.toFixed(decimals)}
        </span>
      ))}
    </div>
  );
}

interface PlaceProps {
  readonly place: PlotPlace;
  readonly column: MetricColumn;
  readonly selectedTooth: number | null;
  readonly stop: number | undefined;
  readonly onSelect: (label: number) => void;
}

function Place({ place: { fdi, band, marks }, column, selectedTooth, stop, onSelect }: PlaceProps) {
  const sign = useSign();
  return (
    <div className={styles.place} data-empty={marks.length === 0}>
      <div className={styles.field}>
        {band !== null && (
          <span
            className={styles.band}
            style={{ bottom: `${100 * band.from}%`, height: `${100 * (band.to - band.from)}%` }}
          />
        )}
        {band !== null && <span className={styles.mean} style={{ bottom: `${100 * band.mean}%` }} />}
        {marks.map((mark) => (
          <Mark
            key={mark.label}
            mark={mark}
            column={column}
            selected={mark.label === selectedTooth}
            tabStop={mark.label === stop}
            onSelect={onSelect}
          />
        ))}
      </div>
      <span className={styles.number} aria-hidden>
        {sign(marks.length === 1 ? marks[0].fdi : fdi)}
      </span>
    </div>
  );
}

interface MarkProps {
  readonly mark: PlotMark;
  readonly column: MetricColumn;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onSelect: (label: number) => void;
}

function Mark({ mark: { label, fdi, value, outlier, at }, column, selected, tabStop, onSelect }: MarkProps) {
  const t = useText(METRIC_TEXT);
  const sign = useLabelSign();
  const hover = useToothHover(label);
  const range = column.usual?.(fdi);
  const words = [
    `${sign(label)}: ${metricValue(column, value)}`,
    ...(outlier === null ? [] : [t.outlier[outlier]]),
    ...(range === undefined ? [] : [t.usual(metricNumber(column, range.low), metricNumber(column, range.high))]),
  ].join(', ');
  return (
    <button
      type="button"
      className={styles.mark}
      data-tooth={label}
      data-outlier={outlier ?? 'none'}
      data-hovered={hover.hovered}
      aria-pressed={selected}
      aria-label={words}
      title={words}
      tabIndex={tabStop ? 0 : -1}
      style={{ bottom: `${100 * at}%`, color: `rgb(${toothColour(fdi).join(' ')})` }}
      onClick={() => onSelect(label)}
      {...hover.listeners}
    >
      <svg viewBox="-7 -7 14 14" aria-hidden>
        {outlier === null ? (
          <circle r="4.6" />
        ) : (
          <path d={outlier === 'high' ? 'M0 -6L5.8 4.6L-5.8 4.6Z' : 'M0 6L5.8 -4.6L-5.8 -4.6Z'} />
        )}
      </svg>
    </button>
  );
}
