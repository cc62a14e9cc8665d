import { CheckCheck } from 'lucide-react';
import { useApp, useChecks, useReview, useSession, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useKey } from '../shortcuts/use-key.ts';
import { reviewCounts } from './review-counts.ts';
import { REVIEW_TEXT } from './text.ts';
import styles from './Review.module.css';

/** How many teeth are accepted, and one button for those that have nothing to look at. */
export function ReviewProgress() {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const key = useKey('review.accept-all');
  const caseFile = useSession((state) => state.caseFile);
  // What `undisputed` reads besides the case.
  useChecks((state) => state.open);
  useReview((state) => state.review);
  if (caseFile === null) return null;
  const { accepted, all } = reviewCounts(caseFile);
  const acceptable = checks.undisputed().length;
  return (
    <div className={styles.progress}>
      <span data-testid="accepted-count">{t.decided(accepted, all)}</span>
      {acceptable > 0 && (
        <Button
          kind="quiet"
          icon={<CheckCheck size={15} aria-hidden />}
          title={key?.text}
          aria-keyshortcuts={key?.aria}
          onClick={checks.acceptAll}
        >
          {t.acceptAll(acceptable)}
        </Button>
      )}
    </div>
  );
}
