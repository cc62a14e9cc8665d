import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'primary' | 'plain' | 'quiet';
  readonly icon?: ReactNode;
}

export function Button({ kind = 'plain', icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={[styles.button, styles[kind], className].join(' ')} {...rest}>
      {icon}
      {children}
    </button>
  );
}

/** A key as a button tells it. */
export interface KeyLabel {
  /** For the tooltip, as it is printed on keyboards: "Strg+Z". */
  readonly text: string;
  /** For aria-keyshortcuts: "Control+Z". */
  readonly aria: string;
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for the screen reader and the tooltip. */
  readonly label: string;
  /** Key that does the same, shown in the tooltip: `useKey(id)`, so that it is the one in force. */
  readonly shortcut?: KeyLabel | string | undefined;
  readonly pressed?: boolean;
}

export function IconButton({ label, shortcut, pressed, children, className, ...rest }: IconButtonProps) {
  const key = typeof shortcut === 'string' ? { text: shortcut, aria: shortcut } : shortcut;
  return (
    <button
      type="button"
      className={[styles.icon, className].join(' ')}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={key?.aria}
      title={key === undefined ? label : `${label} (${key.text})`}
      {...rest}
    >
      {children}
    </button>
  );
}
