import { Download, Redo2, Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import { reviewLogRoute } from '#contract/api';
import { historyOf, type HistoryLine } from '#core/review/history';
import { useApp, useChecks, useReview, useSettings, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import buttons from '../../ui/Button.module.css';
import { Dialog } from '../../ui/Dialog.tsx';
import { stampText } from '#core/words/format';
import { useSign } from '../teeth/use-sign.ts';
import { tellLine } from './action-words.ts';
import { REVIEW_TEXT } from './text.ts';
import { useTravel } from './use-travel.ts';
import styles from './Review.module.css';

/** Everything that was done to the case, by whom and when, the latest first. */
export function HistoryDialog() {
  const { checks, review } = useApp();
  const t = useText(REVIEW_TEXT);
  const open = useChecks((state) => state.historyOpen);
  const caseId = useReview((state) => state.caseId);
  const isSigned = useReview((state) => state.review?.signed != null);
  const travel = useTravel();
  return (
    <Dialog
      open={open}
      title={t.history}
      close={t.close}
      onOpenChange={(historyOpen) => checks.store.setState({ historyOpen })}
      actions={
        caseId !== null && (
          <a
            className={[buttons.button, buttons.plain, styles.export].join(' ')}
            href={reviewLogRoute(caseId)}
            download
          >
            <Download size={15} aria-hidden />
            {t.exportLog}
          </a>
        )
      }
    >
      <div className={styles.travel}>
        <Button
          icon={<Undo2 size={15} aria-hidden />}
          disabled={travel.undo === null || isSigned}
          onClick={review.undo}
        >
          {travel.undo === null ? t.undo : t.undoWhat(travel.undo)}
        </Button>
        <Button
          icon={<Redo2 size={15} aria-hidden />}
          disabled={travel.redo === null || isSigned}
          onClick={review.redo}
        >
          {travel.redo === null ? t.redo : t.redoWhat(travel.redo)}
        </Button>
      </div>
      {open && <Lines />}
    </Dialog>
  );
}

function Lines() {
  const t = useText(REVIEW_TEXT);
  const entries = useReview((state) => state.entries);
  const lines = useMemo(() => historyOf(entries).toReversed(), [entries]);
  if (lines.length === 0) return <p className={styles.hint}>{t.historyEmpty}</p>;
  return (
    <ol className={styles.history}>
      {lines.map((line) => (
        <Line key={line.entry.seq} line={line} />
      ))}
    </ol>
  );
}

function Line({ line }: { readonly line: HistoryLine }) {
  const t = useText(REVIEW_TEXT);
  const language = useSettings((settings) => settings.language);
  const sign = useSign();
  const { entry, undone } = line;
  const isTravel = entry.action.kind === 'undo' || entry.action.kind === 'redo';
  const what = tellLine(line, language, sign);
  return (
    <li className={styles.line} data-undone={undone} data-travel={isTravel}>
      <span className={styles.seq}>{entry.seq}</span>
      {undone ? (
        <span>
          <s>{what}</s> <small>{t.taken}</small>
        </span>
      ) : (
        <span>{what}</span>
      )}
      <span className={styles.by}>{entry.by === '' ? t.nobody : entry.by}</span>
      <time dateTime={entry.at}>{stampText(entry.at, language)}</time>
    </li>
  );
}
