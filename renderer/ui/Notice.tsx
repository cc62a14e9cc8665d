import { CircleAlert, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorBody } from '#contract/errors';
import { IconButton } from './Button.tsx';
import styles from './Notice.module.css';

interface ErrorNoticeProps {
  readonly title: string;
  readonly error: ErrorBody;
  readonly onDismiss: () => void;
  readonly children?: ReactNode;
}

/** What happened, what it means, and the one next step. The code is for the person who is asked for help. */
export function ErrorNotice({ title, error, onDismiss, children }: ErrorNoticeProps) {
  return (
    <div role="alert" className={styles.error}>
      <CircleAlert size={18} aria-hidden />
      <div className={styles.body}>
        <h2>{title}</h2>
        <p>{error.message}</p>
        <p className={styles.remedy}>{error.remedy}</p>
        <p className={styles.code}>{error.code}</p>
        {children}
      </div>
      <IconButton label="Dismiss" onClick={onDismiss}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

interface WarningListProps {
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export function WarningList({ warnings }: WarningListProps) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label="Warnings">
      {warnings.map(({ code, message }, index) => (
        <li key={`${code}-${index}`}>
          <TriangleAlert size={14} aria-hidden />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
