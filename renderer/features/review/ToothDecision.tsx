import { Check, Undo2, X } from 'lucide-react';
import type { ToothRecord } from '#core/review/review';
import { statusOf } from '#core/review/review';
import { useApp, useReview, useSettings, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { stampText } from '#core/words/format';
import { useKey } from '../shortcuts/use-key.ts';
import { REVIEW_TEXT } from './text.ts';
import styles from './Review.module.css';

/** What was decided about a tooth, by whom and when; and the decision itself. */
export function ToothDecision({ label }: { readonly label: number }) {
  const { checks } = useApp();
  const t = useText(REVIEW_TEXT);
  const record = useReview(({ review }) => review?.now.teeth.get(label));
  const isSigned = useReview(({ review }) => review?.signed != null);
  const [acceptKey, rejectKey, backKey] = [useKey('tooth.accept'), useKey('tooth.reject'), useKey('tooth.propose')];
  if (record === undefined) return null;
  const { decision } = record;
  return (
    <div className={styles.decision} role="group" aria-label={t.decision}>
      <Status record={record} />
      {decision === 'proposed' ? (
        <>
          <Button
            icon={<Check size={15} aria-hidden />}
            disabled={isSigned}
            title={acceptKey?.text}
            aria-keyshortcuts={acceptKey?.aria}
            onClick={() => checks.decide('accepted', [label])}
          >
            {t.accept}
          </Button>
          <Button
            kind="quiet"
            icon={<X size={15} aria-hidden />}
            disabled={isSigned}
            title={rejectKey?.text}
            aria-keyshortcuts={rejectKey?.aria}
            onClick={() => checks.decide('rejected', [label])}
          >
            {t.reject}
          </Button>
        </>
      ) : (
        <Button
          kind="quiet"
          icon={<Undo2 size={15} aria-hidden />}
          disabled={isSigned}
          title={backKey?.text}
          aria-keyshortcuts={backKey?.aria}
          onClick={() => checks.decide('proposed', [label])}
        >
          {t.backToProposed}
        </Button>
      )}
    </div>
  );
}

/** "Accepted by Dr. Doe, 21 Nov, 14:03". */
function Status({ record }: { readonly record: ToothRecord }) {
  const t = useText(REVIEW_TEXT);
  const language = useSettings((settings) => settings.language);
  const status = statusOf(record);
  const by = record.by === '' || record.by === null ? t.nobody : record.by;
  const when = record.at === null ? '' : stampText(record.at, language);
  const proposed = record.at === null ? t.statuses.proposed : t.proposedAgain(by, when);
  return (
    <span className={styles.status} data-status={status} data-testid="tooth-status">
      {status === 'proposed' ? proposed : t.statusBy[status](by, when)}
    </span>
  );
}
