import { CircleAlert, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorBody } from '#contract/errors';
import { useSettings, useText } from '../app-context.ts';
import { errorWords } from '../words/error-words.ts';
import { readerWarning } from '#core/words/reader-warnings';
import { IconButton } from './Button.tsx';
import styles from './Notice.module.css';
import { TEXT } from './text.ts';

interface ErrorNoticeProps {
  readonly title: string;
  readonly error: ErrorBody;
  readonly onDismiss: () => void;
  readonly children?: ReactNode;
}

/** What happened, what it means, and the one next step. The last line is for the person who is asked for help. */
export function ErrorNotice({ title, error, onDismiss, children }: ErrorNoticeProps) {
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  const { what, next } = errorWords(error, language);
  return (
    <div role="alert" className={styles.error}>
      <CircleAlert size={18} aria-hidden />
      <div className={styles.body}>
        <h2>{title}</h2>
        <p>{what}</p>
        <p className={styles.remedy}>{next}</p>
        <p className={styles.code}>
          {error.code}
          {what !== error.message && <span lang="en"> · {error.message}</span>}
        </p>
        {children}
      </div>
      <IconButton label={t.dismiss} onClick={onDismiss}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

interface WarningListProps {
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export function WarningList({ warnings }: WarningListProps) {
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label={t.warnings}>
      {warnings.map((warning, index) => (
        <li key={`${warning.code}-${index}`}>
          <TriangleAlert size={14} aria-hidden />
          <span>{readerWarning(warning, language)}</span>
        </li>
      ))}
    </ul>
  );
}
