import { ChevronDown, ChevronUp, CircleCheck, History, Redo2, ShieldCheck, TriangleAlert, Undo2 } from 'lucide-react';
import { useChecks, useApp, useReview, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useKey } from '../shortcuts/use-key.ts';
import { ReviewProgress } from './ReviewProgress.tsx';
import { SignedBanner } from './SignedBanner.tsx';
import { REVIEW_TEXT } from './text.ts';
import { useTravel } from './use-travel.ts';
import { Worklist } from './Worklist.tsx';
import styles from './Review.module.css';

/** How far the review is: what is left to check, undo, the history, and signing off. */
export function ReviewCard() {
  const t = useText(REVIEW_TEXT);
  const signed = useReview(({ review }) => review?.signed ?? null);
  const ready = useReview(({ review }) => review !== null);
  if (!ready) return null;
  return (
    <section className={styles.card} aria-label={t.title} data-testid="review">
      <div className={styles.head}>
        <Badge />
        {signed === null && <Steps />}
        <ReviewTools />
      </div>
      {signed === null ? (
        <>
          <Worklist />
          <ReviewProgress />
        </>
      ) : (
        <SignedBanner by={signed.by} at={signed.at} />
      )}
    </section>
  );
}

/** How many findings are open, as a word, a number and a sign. */
function Badge() {
  const t = useText(REVIEW_TEXT);
  const open = useChecks((state) => state.open);
  const isClean = open.length === 0;
  const severity = isClean ? 'clean' : open[0].severity;
  return (
    <h3 className={styles.badge} data-severity={severity} data-testid="to-check" aria-live="polite">
      {isClean ? <CircleCheck size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
      {isClean ? t.nothingToCheck : t.toCheck(open.length)}
    </h3>
  );
}

/** From one finding to the next. */
function Steps() {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const count = useChecks((state) => state.open.length);
  const [next, previous] = [useKey('review.next'), useKey('review.previous')];
  if (count === 0) return null;
  return (
    <>
      <IconButton label={t.previous} shortcut={previous} onClick={() => checks.step(-1)}>
        <ChevronUp size={15} aria-hidden />
      </IconButton>
      <IconButton label={t.next} shortcut={next} onClick={() => checks.step(1)}>
        <ChevronDown size={15} aria-hidden />
      </IconButton>
    </>
  );
}

function ReviewTools() {
  const { checks, review } = useApp();
  const t = useText(REVIEW_TEXT);
  const isSigned = useReview((state) => state.review?.signed != null);
  const travel = useTravel();
  const signKey = useKey('review.sign');
  return (
    <div className={styles.tools}>
      <IconButton
        label={travel.undo === null ? t.undo : t.undoWhat(travel.undo)}
        shortcut={useKey('edit.undo')}
        disabled={travel.undo === null || isSigned}
        onClick={review.undo}
      >
        <Undo2 size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={travel.redo === null ? t.redo : t.redoWhat(travel.redo)}
        shortcut={useKey('edit.redo')}
        disabled={travel.redo === null || isSigned}
        onClick={review.redo}
      >
        <Redo2 size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={t.history}
        shortcut={useKey('review.history')}
        onClick={() => checks.store.setState({ historyOpen: true })}
      >
        <History size={15} aria-hidden />
      </IconButton>
      {!isSigned && (
        <Button
          icon={<ShieldCheck size={15} aria-hidden />}
          title={signKey?.text}
          onClick={() => checks.store.setState({ signOffOpen: true })}
        >
          {t.signOff}
        </Button>
      )}
    </div>
  );
}
