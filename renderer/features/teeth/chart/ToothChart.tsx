import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { CaseFile } from '#contract/case';
import { CHART_ROWS } from '#core/fdi';
import type { MissingReason } from '#core/review/action';
import { toothSign } from '#core/notation';
import { useApp, useReview, useSettings, useText } from '../../../app-context.ts';
import { fullToothName } from '#core/words/tooth-names';
import { NUMBERS_TEXT } from '../../numbers/index.ts';
import { useConfidenceText } from '../confidence-word.ts';
import { useToothHover } from '../use-tooth-hover.ts';
import { CHART_COLUMNS, chartNeighbour, chartRows, columnMm, type ChartRow } from '#core/chart/chart-layout';
import { chartTeeth, type ChartTooth } from '#contract/charted-case';
import { ChartFoot } from './ChartFoot.tsx';
import { TeethBeside } from './TeethBeside.tsx';
import { CHART_TEXT } from './text.ts';
import { ToothBadges, ToothGlyph } from './ToothGlyph.tsx';
import styles from './Chart.module.css';

interface ToothChartProps {
  readonly caseFile: CaseFile;
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
}

/**
 * Both jaws, or the one that was scanned, as the dentist faces them: the patient's right on the left. Deciduous teeth have rows of their own between
 * the jaws, each at the place of its successor, when there are any. Arrow keys walk; one tooth is in the tab order.
 */
export function ToothChart({ caseFile, selectedTooth, onSelect }: ToothChartProps) {
  const t = useText(CHART_TEXT);
  const grid = useRef<HTMLDivElement>(null);
  const [walkedTo, setWalkedTo] = useState<number | null>(null);
  const teeth = chartTeeth(caseFile);
  const rows = chartRows(new Set(teeth.keys()), caseFile.modality === 'ios' ? caseFile.jaw.is : null);
  const shown = new Set(rows.flatMap(({ places }) => places));
  const isSelected = ({ label, others }: ChartTooth): boolean =>
    selectedTooth !== null && [label, ...others].includes(selectedTooth);
  const selectedFdi = [...teeth.values()].find(isSelected)?.fdi ?? null;
  const stops = [walkedTo, selectedFdi, teeth.keys().next().value ?? null];
  const stop = stops.find((fdi) => fdi !== null && shown.has(fdi)) ?? rows[0]?.places[0] ?? 18;
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
      <TeethBeside caseFile={caseFile} selectedTooth={selectedTooth} onSelect={onSelect} />
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
        const tooth = teeth.get(fdi) ?? missingTooth(fdi);
        return (
          <ToothCell
            key={fdi}
            tooth={tooth}
            row={row}
            widthMm={columnMm(place)}
            selectedTooth={selectedTooth}
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
  readonly selectedTooth: number | null;
  readonly tabStop: boolean;
  readonly onSelect: (label: number) => void;
  readonly onFocus: (fdi: number) => void;
}

/** A place of the chart. Of several teeth with one number each click selects the next; an empty place asks why it is. */
function ToothCell({ tooth, row, widthMm, selectedTooth, tabStop, onSelect, onFocus }: ToothCellProps) {
  const { label, others, fdi, state, marks } = tooth;
  const { numbers } = useApp();
  const notation = useSettings((settings) => settings.notation);
  const t = useText(CHART_TEXT);
  const missing = state === 'missing';
  const reason = useReview(({ review }) => (missing ? review?.now.missing.get(fdi) : undefined)) ?? null;
  const labels = label === null ? [] : [label, ...others];
  const at = selectedTooth === null ? -1 : labels.indexOf(selectedTooth);
  const hover = useToothHover(at === -1 ? label : labels[at]);
  const words = useWords(tooth, { reason, at });
  const sign = toothSign(fdi, notation);
  const askWhy = (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    numbers.openMenu({ kind: 'place', fdi }, [left, bottom]);
  };
  const clicked = (event: MouseEvent<HTMLElement>): void => {
    if (numbers.takeNumber(fdi)) return;
    if (label === null) askWhy(event);
    else onSelect(labels[(at + 1) % labels.length]);
  };
  return (
    <button
      type="button"
      className={styles.cell}
      data-state={state}
      data-marks={marks.join(' ')}
      data-fdi={fdi}
      data-place={fdi}
      data-label={(at === -1 ? label : labels[at]) ?? undefined}
      data-reason={reason ?? undefined}
      data-hovered={hover.hovered && !missing}
      aria-label={words}
      title={words}
      aria-pressed={missing ? undefined : at !== -1}
      aria-haspopup={missing ? 'menu' : undefined}
      tabIndex={tabStop ? 0 : -1}
      onFocus={() => onFocus(fdi)}
      onClick={clicked}
      {...(missing ? { onContextMenu: askWhy } : hover.listeners)}
    >
      <ToothGlyph
        fdi={fdi}
        state={state}
        marks={marks}
        letter={reason === null ? '' : t.reasonLetters[reason]}
        widthMm={widthMm}
        heightMm={row.heightMm}
      />
      <span className={styles.number}>
        {sign}
        <ToothBadges marks={marks} />
      </span>
    </button>
  );
}

interface Situation {
  readonly reason: MissingReason | null;
  /** Which of several teeth with this number is selected; −1: none. */
  readonly at: number;
}

/** What a place says to a screen reader and in its tooltip. */
function useWords({ label, others, fdi, state, marks, confidence }: ChartTooth, { reason, at }: Situation): string {
  const t = useText(CHART_TEXT);
  const { reasons } = useText(NUMBERS_TEXT);
  const { notation, language } = useSettings((settings) => settings);
  const confidenceText = useConfidenceText();
  return [
    toothSign(fdi, notation),
    fullToothName(fdi, language),
    ...(state === 'present' ? [] : [t.states[state]]),
    ...(reason === null ? [] : [reasons[reason]]),
    ...marks.map((mark) => t.marks[mark]),
    ...(others.length > 0 && at !== -1 ? [t.ofSeveral(at + 1, others.length + 1)] : []),
    ...(confidence === null || label === null ? [] : [confidenceText(confidence)]),
  ].join(', ');
}

function missingTooth(fdi: number): ChartTooth {
  return { label: null, others: [], fdi, state: 'missing', marks: [], confidence: null };
}
