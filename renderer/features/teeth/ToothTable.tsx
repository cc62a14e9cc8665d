import { useEffect, useRef, type KeyboardEvent } from 'react';
import { toothColour, toothName } from '#core/fdi';
import type { ToothInstance } from '#contract/case';
import { confidenceText, DOUBTFUL_BELOW } from './confidence-word.ts';
import styles from './Teeth.module.css';

interface ToothTableProps {
  /** In the order of the chart. */
  readonly instances: readonly ToothInstance[];
  readonly selectedFdi: number | null;
  readonly onSelect: (fdi: number) => void;
}

/** One row a tooth; arrow keys walk, numbers are right-aligned under their unit. */
export function ToothTable({ instances, selectedFdi, onSelect }: ToothTableProps) {
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = instances[instances.findIndex(({ fdi }) => fdi === selectedFdi) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    onSelect(next.fdi);
  };
  return (
    <div className={styles.tableBox}>
      <div className={styles.tableHead} aria-hidden>
        <span>FDI</span>
        <span>Tooth</span>
        <span>Length mm</span>
        <span>Volume mm³</span>
        <span>Widths mm</span>
        <span>Tilt</span>
      </div>
      <div role="listbox" aria-label="Teeth found" tabIndex={0} className={styles.table} onKeyDown={walk}>
        {instances.map((tooth) => (
          <ToothRow key={tooth.fdi} tooth={tooth} selected={tooth.fdi === selectedFdi} onSelect={onSelect} />
        ))}
      </div>
    </div>
  );
}

interface ToothRowProps {
  readonly tooth: ToothInstance;
  readonly selected: boolean;
  readonly onSelect: (fdi: number) => void;
}

function ToothRow({ tooth, selected, onSelect }: ToothRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const { fdi, confidence, lengthMm, volumeMm3, mesiodistalMm, buccolingualMm, tiltDeg } = tooth;
  return (
    <div
      ref={row}
      role="option"
      aria-selected={selected}
      data-fdi={fdi}
      className={styles.tooth}
      onClick={() => onSelect(fdi)}
    >
      <span className={styles.badge} style={{ background: `rgb(${toothColour(fdi).join(' ')})` }}>
        {fdi}
      </span>
      <span className={styles.name}>
        {toothName(fdi).split(',')[0]}
        <small data-doubtful={confidence < DOUBTFUL_BELOW}>{confidenceText(confidence)}</small>
      </span>
      <span className={styles.number}>{lengthMm.toFixed(1)}</span>
      <span className={styles.number}>{Math.round(volumeMm3)}</span>
      <span className={styles.number}>
        {mesiodistalMm.toFixed(1)} × {buccolingualMm.toFixed(1)}
      </span>
      <span className={styles.number}>{tiltDeg === null ? '–' : `${tiltDeg.toFixed(0)}°`}</span>
    </div>
  );
}
