import { Inbox, TriangleAlert } from 'lucide-react';
import { useApp, useArchive, useText } from '../../app-context.ts';
import { outboxCounts } from '../../state/exchange/archive-store.ts';
import { ARCHIVE_TEXT } from './text.ts';
import styles from './Archive.module.css';

/** In the status bar, while something waits to be sent or could not be sent. */
export function OutboxSign() {
  const { archive } = useApp();
  const outbox = useArchive((state) => state.outbox);
  const t = useText(ARCHIVE_TEXT);
  const { waiting, stopped } = outboxCounts(outbox);
  if (waiting + stopped === 0) return null;
  const said = [...(stopped > 0 ? [t.stopped(stopped)] : []), ...(waiting > 0 ? [t.waiting(waiting)] : [])].join(' · ');
  return (
    <button
      type="button"
      className={styles.sign}
      data-stopped={stopped > 0}
      data-testid="outbox-sign"
      title={t.showOutbox}
      onClick={() => archive.show('outbox')}
    >
      {stopped > 0 ? <TriangleAlert size={13} aria-hidden /> : <Inbox size={13} aria-hidden />}
      {said}
    </button>
  );
}
