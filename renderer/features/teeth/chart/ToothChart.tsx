import { useRef, useState, type KeyboardEvent } from 'react';
import type { CaseFile } from '#contract/case';
import { CHART_ROWS } from '#core/fdi';
import { toothSign } from '#core/notation';
import { useSettings, useText } from '../../../app-context.ts';
import { fullToothName } from '../../../tooth-names.ts';
import { useConfidenceText } from '../confidence-word.ts';
import { useToothHover } from '../use-tooth-hover.ts';
import { CHART_COLUMNS, chartNeighbour, chartRows, columnMm, type ChartRow } from './chart-layout.ts';
import { chartTeeth, type ChartTooth } from './chart-state.ts';
import { ChartFoot } from './ChartFoot.tsx';
import { CHART_TEXT } from './text.ts';
import { ToothBadges, ToothGlyph } from './ToothGlyph.tsx';
import styles from './Chart.module.css';

interface ToothChartProps {
  readonly caseFile: CaseFile;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
}

/**
 * Both jaws as the dentist faces them: the patient's right on the left. Deciduous teeth have rows of their own between
 * the jaws, each at the place of its successor, when there are any. Arrow keys walk; one tooth is in the tab order.
 */
export function ToothChart({ caseFile, selectedTooth, onSelect }: ToothChartProps) {
  const t = useText(CHART_TEXT);
  const grid = useRef<HTMLDivElement>(null);
  const [walkedTo, setWalkedTo] = useState<number | null>(null);
  const teeth = chartTeeth(caseFile);
  const rows = chartRows(new Set(teeth.keys()));
  const shown = new Set(rows.flatMap(({ places }) => places));
  const selectedFdi = [...teeth.values()].find(({ label }) => label === selectedTooth)?.fdi ?? null;
  const stops = [walkedTo, selectedFdi, teeth.keys().next().value ?? null];
  const stop = stops.find((fdi) => fdi !== null && shown.has(fdi)) ?? 18;
  const walk = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow') || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = chartNeighbour(rows, stop, event.key);
    if (next === null) return;
    setWalkedTo(next);
    grid.current?.querySelector<HTMLButtonElement>(`button[data-fdi="${next}"]`)?.focus();
  };
  return (
    <div className={styles.box}>
      <div className={styles.chart} role="group" aria-label={t.chart}>
        <span className={styles.side}>{t.right}</span>
        <div ref={grid} className={styles.rows} onKeyDown={walk}>
          {rows.map((row) => (
            <ToothRow
              key={`${row.jaw} ${row.deciduous}`}
              row={row}
              teeth={teeth}
              stop={stop}
              selectedTooth={selectedTooth}
              onSelect={onSelect}
              onFocus={setWalkedTo}
            />
          ))}
        </div>
        <span className={styles.side}>{t.left}</span>
      </div>
      <ChartFoot />
    </div>
  );
}

interface ToothRowProps {
  readonly row: ChartRow;
  readonly teeth: ReadonlyMap<number, ChartTooth>;
  readonly stop: number;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
  readonly onFocus: (fdi: number) => void;
}

function ToothRow({ row, teeth, stop, selectedTooth, onSelect, onFocus }: ToothRowProps) {
  return (
    <div className={styles.row} data-jaw={row.jaw} style={{ gridTemplateColumns: CHART_COLUMNS }}>
      {row.places.map((fdi, place) => {
        if (fdi === null) return <span key={`none ${CHART_ROWS[0][place]}`} />;
        const tooth = teeth.get(fdi) ?? ({ label: null, fdi, state: 'missing', marks: [], confidence: null } as const);
        return (
          <ToothCell
            key={fdi}
            tooth={tooth}
            row={row}
            widthMm={columnMm(place)}
            selected={tooth.label !== null && tooth.label === selectedTooth}
            tabStop={fdi === stop}
            onSelect={onSelect}
            onFocus={onFocus}
          />
        );
      })}
    </div>
  );
}

interface ToothCellProps {
  readonly tooth: ChartTooth;
  readonly row: ChartRow;
  readonly widthMm: number;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onSelect: (label: number) => void;
  readonly onFocus: (fdi: number) => void;
}

function ToothCell({ tooth, row, widthMm, selected, tabStop, onSelect, onFocus }: ToothCellProps) {
  const { label, fdi, state, marks, confidence } = tooth;
  const t = useText(CHART_TEXT);
  const { notation, language } = useSettings((settings) => settings);
  const confidenceText = useConfidenceText();
  const hover = useToothHover(label);
  const missing = state === 'missing';
  const sign = toothSign(fdi, notation);
  const words = [
    sign,
    fullToothName(fdi, language),
    ...(state === 'present' ? [] : [t.states[state]]),
    ...marks.map((mark) => t.marks[mark]),
    ...(confidence === null ? [] : [confidenceText(confidence)]),
  ].join(', ');
  return (
    <button
      type="button"
      className={styles.cell}
      data-state={state}
      data-marks={marks.join(' ')}
      data-fdi={fdi}
      data-hovered={hover.hovered && !missing}
      aria-label={words}
      title={words}
      aria-pressed={selected}
      aria-disabled={missing}
      tabIndex={tabStop ? 0 : -1}
      onFocus={() => onFocus(fdi)}
      onClick={() => {
        if (label !== null) onSelect(label);
      }}
      {...(missing ? {} : hover.listeners)}
    >
      <ToothGlyph fdi={fdi} state={state} marks={marks} widthMm={widthMm} heightMm={row.heightMm} />
      <span className={styles.number}>
        {sign}
        <ToothBadges marks={marks} />
      </span>
    </button>
  );
}
