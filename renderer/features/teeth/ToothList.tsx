import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { toothColour, toothName } from '#core/fdi';
import { DOUBTFUL_BELOW } from '../../viewer/doubtful.ts';
import { useToothHover } from './use-tooth-hover.ts';
import styles from './Teeth.module.css';

interface ToothListProps {
  /** What arrow keys walk through: FDI codes, then labels of supernumerary teeth. */
  readonly order: readonly number[];
  readonly selectedTooth: number | null;
  readonly onSelect: (label: number) => void;
  /** Which columns there are. */
  readonly columns: 'cbct' | 'opg';
  readonly head: ReactNode;
  readonly children: ReactNode;
}

/** The list of teeth under its heading; arrow keys walk. */
export function ToothList({ order, selectedTooth, onSelect, columns, head, children }: ToothListProps) {
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = order[(selectedTooth === null ? -1 : order.indexOf(selectedTooth)) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };
  return (
    <div className={styles.tableBox} data-columns={columns}>
      <div className={styles.tableHead} aria-hidden>
        {head}
      </div>
      <div role="listbox" aria-label="Teeth found" tabIndex={0} className={styles.table} onKeyDown={walk}>
        {children}
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
export function ToothRow({ label, selected, onSelect, children }: ToothRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
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

/** The number on its colour. */
export function ToothBadge({ fdi }: { readonly fdi: number }) {
  return (
    <span className={styles.badge} style={{ background: `rgb(${toothColour(fdi).join(' ')})` }}>
      {fdi}
    </span>
  );
}

interface ToothTitleProps {
  readonly fdi: number;
  readonly confidence: number;
  /** How sure the number is, in words. */
  readonly note: string;
}

/** The tooth's name, and a note below it. */
export function ToothTitle({ fdi, confidence, note }: ToothTitleProps) {
  return (
    <span className={styles.name}>
      {toothName(fdi).split(',')[0]}
      <small data-doubtful={confidence < DOUBTFUL_BELOW}>{note}</small>
    </span>
  );
}
