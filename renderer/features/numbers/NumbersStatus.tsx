import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useApp, useNumbers, useReview, useSession, useSettings, useText } from '../../app-context.ts';
import { toothSign } from '#core/notation';
import type { Told } from '../../state/teeth/numbers-store.ts';
import { lookOf, lookSign } from '../../viewer/tooth-looks.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { NUMBERS_TEXT } from './text.ts';
import { useToldText } from './told-text.ts';
import styles from './Numbers.module.css';

/** What was done goes after this time; what was asked stays until it is answered. */
const SHOWN_MS = 8000;

/** A line over the pictures: what is being asked for, or what was done, with the way back. */
export function NumbersStatus() {
  const t = useText(NUMBERS_TEXT);
  const wanted = useNumbers((state) => state.wanted);
  const told = useNumbers((state) => state.told);
  return (
    <div className={styles.status} role="status" aria-label={t.status} aria-live="polite">
      {wanted !== null && <Asked kind={wanted.kind} label={wanted.label} />}
      {wanted === null && told !== null && <WasDone told={told} />}
    </div>
  );
}

function Asked({ kind, label }: { readonly kind: 'number' | 'swap'; readonly label: number }) {
  const { numbers } = useApp();
  const t = useText(NUMBERS_TEXT);
  const notation = useSettings((settings) => settings.notation);
  const look = lookOf(
    useSession((state) => state.caseFile),
    label,
  );
  return (
    <div className={styles.line} data-kind="asked">
      <span>{t.ask[kind](lookSign(look, notation))}</span>
      <Button kind="quiet" onClick={() => numbers.cancel()}>
        {t.cancel}
      </Button>
    </div>
  );
}

function WasDone({ told }: { readonly told: Told }) {
  const { numbers, review } = useApp();
  const t = useText(NUMBERS_TEXT);
  const text = useToldText()(told);
  const notation = useSettings((settings) => settings.notation);
  const seq = told.kind === 'refused' ? null : told.seq;
  const isLast = useReview((state) => seq !== null && state.review?.done.at(-1)?.entry.seq === seq);
  const isUndone = useReview((state) => seq !== null && state.review?.undone.at(-1)?.entry.seq === seq);
  useEffect(() => {
    const timer = window.setTimeout(numbers.dismiss, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [numbers, told, isUndone]);
  return (
    <div className={styles.line} data-kind={told.kind}>
      <span>{isUndone ? t.undone(text) : text}</span>
      {isLast && (
        <Button kind="quiet" onClick={review.undo}>
          {t.undo}
        </Button>
      )}
      {isUndone && (
        <Button kind="quiet" onClick={review.redo}>
          {t.redo}
        </Button>
      )}
      {isLast && told.kind === 'identified' && told.wanted !== null && (
        <Button kind="quiet" onClick={() => numbers.leaveBoth()}>
          {t.both(toothSign(told.wanted.fdi, notation))}
        </Button>
      )}
      {told.kind === 'refused' && told.why === 'signed' && (
        <Button
          kind="quiet"
          onClick={() => {
            review.reopen();
            numbers.dismiss();
          }}
        >
          {t.reopen}
        </Button>
      )}
      <IconButton label={t.close} onClick={numbers.dismiss}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
