import { CircleCheck, Clock, Send, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { OutboxEntry } from '#contract/pacs';
import { useApp, useArchive, useSettings, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { sizeText, stampText } from '#core/words/format';
import { errorWords } from '../../words/error-words.ts';
import { readableName } from '#core/words/person-name';
import { formatWords } from '../exports/index.ts';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { SEND_TEXT } from './send-text.ts';
import { SureButton } from './SureButton.tsx';
import styles from './Archive.module.css';

/** What was sent, what waits, and what needs a person. */
export function OutboxDialog() {
  const outbox = useArchive((state) => state.outbox);
  const t = useText(SEND_TEXT);
  return (
    <ArchiveDialog which="outbox" title={t.outboxTitle}>
      <p className={styles.lead}>{t.outboxNote}</p>
      {outbox.length === 0 && <p role="status">{t.empty}</p>}
      <ul className={styles.list}>
        {outbox.map((entry) => (
          <Entry key={entry.entryId} entry={entry} />
        ))}
      </ul>
    </ArchiveDialog>
  );
}

const STATE_ICONS: { readonly [S in OutboxEntry['state']]: LucideIcon } = {
  waiting: Clock,
  sending: Send,
  sent: CircleCheck,
  stopped: TriangleAlert,
};

function Entry({ entry }: { readonly entry: OutboxEntry }) {
  const { archive } = useApp();
  const language = useSettings((settings) => settings.language);
  const t = useText(SEND_TEXT);
  const { entryId, state, files, serverName } = entry;
  const patient = readableName(entry.patientName) || t.noName;
  const Icon = STATE_ICONS[state];
  return (
    <li className={styles.entry} data-entry={state}>
      <div className={styles.serverLine}>
        <div className={styles.serverName}>
          <strong>{patient}</strong>
          <small>
            {t.to(serverName)} · {stampText(entry.createdAt, language)}
          </small>
          <small className={styles.state} data-state={state}>
            <Icon size={14} aria-hidden />
            <span role="status">{t.states[state]}</span>
            <Attempts entry={entry} />
          </small>
        </div>
        {(state === 'waiting' || state === 'stopped') && (
          <Button aria-label={t.retryOf(patient)} onClick={() => void archive.retry(entryId)}>
            {t.retry}
          </Button>
        )}
        {state !== 'sending' && (
          <SureButton
            label={t.removeOf(patient)}
            sure={state === 'sent' ? null : t.removeSure}
            onSure={() => void archive.removeEntry(entryId)}
          />
        )}
      </div>
      <ul className={styles.files}>
        {files.map(({ format, sopInstanceUid, bytes, sentAt, warning }) => (
          <li key={sopInstanceUid}>
            {formatWords(format, language).title} · {sizeText(bytes, language)}
            {sentAt !== null && ` · ${t.sentAt(stampText(sentAt, language))}`}
            {warning !== null && <small>{t.said(warning)}</small>}
          </li>
        ))}
      </ul>
      {state !== 'sent' && entry.error !== null && <Reason entry={entry} error={entry.error} />}
    </li>
  );
}

function Attempts({ entry: { state, attempts, nextAttemptAt } }: { readonly entry: OutboxEntry }) {
  const language = useSettings((settings) => settings.language);
  const t = useText(SEND_TEXT);
  if (state === 'sent' || attempts === 0) return null;
  const next = nextAttemptAt === null ? [] : [t.nextAt(stampText(nextAttemptAt, language))];
  return <span>{[t.attempts(attempts), ...next].join(', ')}</span>;
}

interface ReasonProps {
  readonly entry: OutboxEntry;
  readonly error: NonNullable<OutboxEntry['error']>;
}

/** Why the last attempt failed, and what to do. */
function Reason({ entry, error }: ReasonProps) {
  const language = useSettings((settings) => settings.language);
  const t = useText(SEND_TEXT);
  const { what, next } = errorWords(error, language);
  return (
    <div className={styles.reason} data-state={entry.state}>
      <strong>{t.failed(entry.serverName)}</strong>
      <p>{what}</p>
      <p>{next}</p>
      <small>
        {error.code}
        {what !== error.message && <span lang="en"> · {error.message}</span>}
      </small>
    </div>
  );
}
