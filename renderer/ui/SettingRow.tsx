import type { ReactNode } from 'react';
import styles from './SettingRow.module.css';

interface SettingRowProps {
  readonly title: string;
  readonly note: string;
  /** The button that leads on. */
  readonly children: ReactNode;
}

/** A part of the settings that has a window of its own: what it is, how it stands, and the way there. */
export function SettingRow({ title, note, children }: SettingRowProps) {
  return (
    <section className={styles.row} aria-label={title}>
      <div>
        <h3>{title}</h3>
        <p>{note}</p>
      </div>
      {children}
    </section>
  );
}
