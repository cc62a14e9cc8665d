import { EyeOff, LibraryBig, ScanLine, X } from 'lucide-react';
import { thumbnailRoute, type RecentScan } from '#contract/api';
import { useApp, useSession, useSettings, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { dayText, momentText } from '#core/words/format';
import { readableName } from '#core/words/person-name';
import { TEXT as SHELL_TEXT } from '../shell/text.ts';
import { TEXT } from './text.ts';
import styles from './Recents.module.css';

interface RecentScansProps {
  readonly disabled: boolean;
}

/** What was open before, as cards with a small picture. */
export function RecentScans({ disabled }: RecentScansProps) {
  const { commands } = useApp();
  const recents = useSession((state) => state.recents);
  const keepsRecents = useSession((state) => state.host?.host === 'electron');
  const t = useText(TEXT);
  return (
    <section className={styles.recents} aria-label={t.recentTitle}>
      <div className={styles.heading}>
        {(recents.length > 0 || keepsRecents) && <h3>{t.recent}</h3>}
        <Button kind="quiet" icon={<LibraryBig size={16} aria-hidden />} onClick={() => commands.cases.show()}>
          {t.allCases}
        </Button>
      </div>
      <Removed />
      {recents.length === 0 && keepsRecents && <p className={styles.none}>{t.noRecents}</p>}
      {recents.length > 0 && (
        <ul className={styles.cards}>
          {recents.map((entry) => (
            <RecentCard key={entry.recentId} entry={entry} disabled={disabled} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RecentCard({ entry, disabled }: { readonly entry: RecentScan; readonly disabled: boolean }) {
  const { commands } = useApp();
  const { language, hidePatients } = useSettings((state) => state);
  const t = useText(TEXT);
  const { recentId, openedAt, studyDate, teeth } = entry;
  const kind = useKind(entry);
  const name = useEntryName(entry);
  const facts = [
    ...(studyDate === '' ? [] : [dayText(studyDate, language)]),
    ...(teeth === null ? [] : [t.teeth(teeth)]),
  ];
  return (
    <li className={styles.card}>
      <button
        type="button"
        className={styles.open}
        disabled={disabled}
        onClick={() => void commands.openRecent(recentId)}
      >
        <span className={styles.picture} data-pane="thumbnail">
          {entry.thumbnail && !hidePatients ? (
            <img src={thumbnailRoute(recentId)} alt="" />
          ) : hidePatients ? (
            <EyeOff size={22} aria-hidden />
          ) : (
            <ScanLine size={22} aria-hidden />
          )}
        </span>
        <strong>{name}</strong>
        {kind !== name && <span>{kind}</span>}
        {facts.length > 0 && <span>{facts.join(' · ')}</span>}
        <time dateTime={openedAt}>{t.opened(momentText(openedAt, language))}</time>
      </button>
      <IconButton
        className={styles.remove}
        label={t.remove(name)}
        disabled={disabled}
        onClick={() => void commands.removeRecent(entry)}
      >
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}

/** Taken off the list by mistake: it comes back with one press. */
function Removed() {
  const removed = useSession((state) => state.removedRecent);
  return removed === null ? null : <RemovedNote entry={removed} />;
}

function RemovedNote({ entry }: { readonly entry: RecentScan }) {
  const { commands } = useApp();
  const t = useText(TEXT);
  const name = useEntryName(entry);
  return (
    <div className={styles.removed} role="status">
      <span>{t.removed(name)}</span>
      <Button onClick={() => void commands.restoreRecent()}>{t.undo}</Button>
    </div>
  );
}

/** The patient; of a scan without one, its title line. Both are gone from the list once patients were hidden. */
function useEntryName({ patientName, title }: RecentScan): string {
  const hidden = useSettings((settings) => settings.hidePatients);
  const t = useText(TEXT);
  if (hidden || (patientName === '' && title === '')) return t.patientHidden;
  return patientName === '' ? title : readableName(patientName);
}

function useKind({ modality, title }: RecentScan): string {
  const t = useText(SHELL_TEXT);
  const hidden = useSettings((settings) => settings.hidePatients);
  if (modality === null) return hidden ? '' : title;
  return t.modality[modality];
}
