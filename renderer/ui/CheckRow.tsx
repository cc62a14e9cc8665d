import type { LabelHTMLAttributes } from 'react';
import styles from './CheckRow.module.css';

interface CheckRowProps extends Omit<LabelHTMLAttributes<HTMLLabelElement>, 'onChange'> {
  readonly title: string;
  /** Stands behind the title, quieter. */
  readonly aside?: string;
  readonly note: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** One of several things to be chosen: a box, what it is, and what it is for. */
export function CheckRow({ title, aside, note, checked, onChange, ...rest }: CheckRowProps) {
  return (
    <label className={styles.row} {...rest}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        <strong>{title}</strong>
        {aside !== undefined && <small className={styles.aside}> {aside}</small>}
        <small>{note}</small>
      </span>
    </label>
  );
}
