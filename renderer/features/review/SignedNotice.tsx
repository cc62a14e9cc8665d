import { LockKeyhole, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useApp, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { REVIEW_TEXT } from './text.ts';
import styles from './Review.module.css';

/** In place of an error: a change was refused because the case is signed off, and how to go on. */
export function SignedNotice({ onDismiss }: { readonly onDismiss: () => void }) {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const notice = useRef<HTMLDivElement>(null);
  // The panel may be scrolled down to the tooth that was to be changed.
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={notice} className={styles.refused} role="alert">
      <LockKeyhole size={16} aria-hidden />
      <p>
        <strong>{t.refusedTitle}</strong>
        <span>{t.signedHint}</span>
      </p>
      <Button
        onClick={() => {
          checks.reopen();
          onDismiss();
        }}
      >
        {t.reopen}
      </Button>
      <IconButton label={t.close} onClick={onDismiss}>
        <X size={15} aria-hidden />
      </IconButton>
    </div>
  );
}
