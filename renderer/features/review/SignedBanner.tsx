import { LockKeyhole } from 'lucide-react';
import { useApp, useSettings, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { stampText } from '#core/words/format';
import { useKey } from '../shortcuts/use-key.ts';
import { REVIEW_TEXT } from './text.ts';
import styles from './Review.module.css';

/** Who stands for the case, and the way back to changing it. */
export function SignedBanner({ by, at }: { readonly by: string; readonly at: string }) {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const language = useSettings((settings) => settings.language);
  const key = useKey('review.sign');
  return (
    <div className={styles.signed} role="status">
      <LockKeyhole size={16} aria-hidden />
      <p>
        <strong>{t.signedBy(by === '' ? t.nobody : by, stampText(at, language))}</strong>
        <span>{t.signedHint}</span>
      </p>
      <Button title={key?.text} aria-keyshortcuts={key?.aria} onClick={checks.reopen}>
        {t.reopen}
      </Button>
    </div>
  );
}
