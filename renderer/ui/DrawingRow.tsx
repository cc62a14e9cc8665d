import { Trash2 } from 'lucide-react';
import type { LiHTMLAttributes, ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import styles from './DrawingRow.module.css';

interface DrawingRowProps extends LiHTMLAttributes<HTMLLIElement> {
  readonly icon: ReactNode;
  readonly name: string;
  readonly selected: boolean;
  /** What was measured on it. */
  readonly reading?: string;
  /** What its controls do, for the screen reader. */
  readonly labels: { readonly goTo: string; readonly rename: string; readonly remove: string };
  readonly onGoTo: () => void;
  readonly onRename: (name: string) => void;
  readonly onRemove: () => void;
  /** Below the line, as wide as the row. */
  readonly children?: ReactNode;
}

/** Something that a person drew, in a list: a click goes there, its name can be changed, and it can be taken away. */
export function DrawingRow(props: DrawingRowProps) {
  const { icon, name, selected, reading, labels, onGoTo, onRename, onRemove, children, ...rest } = props;
  return (
    <li className={styles.row} data-selected={selected} {...rest}>
      <button
        type="button"
        className={styles.goThere}
        aria-pressed={selected}
        aria-label={labels.goTo}
        onClick={onGoTo}
      >
        {icon}
      </button>
      <input
        className={styles.name}
        aria-label={labels.rename}
        defaultValue={name}
        key={name}
        maxLength={80}
        onBlur={(event) => onRename(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {reading !== undefined && <output className={styles.reading}>{reading}</output>}
      <IconButton label={labels.remove} onClick={onRemove}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
      <div className={styles.below}>{children}</div>
    </li>
  );
}
