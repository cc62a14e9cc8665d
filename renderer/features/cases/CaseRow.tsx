import {
  Archive,
  ArchiveRestore,
  BadgeCheck,
  CircleDashed,
  EyeOff,
  FileDown,
  PencilLine,
  RotateCcw,
  ScanLine,
  Trash2,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { caseThumbnailRoute, reviewLogRoute } from '#contract/api';
import { TRASH_DAYS, type CaseState, type CaseSummary } from '#contract/case-list';
import { useApp, useSession, useSettings, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { dayText, momentText } from '#core/words/format';
import { TagEditor } from './TagEditor.tsx';
import { TEXT } from './text.ts';
import { useCaseName, usePatientsHidden } from './use-case-name.ts';
import styles from './Cases.module.css';

interface CaseRowProps {
  readonly entry: CaseSummary;
  /** It is the one that the window shows. */
  readonly isOpen: boolean;
  readonly onTag: (tag: string) => void;
}

export function CaseRow({ entry, isOpen, onTag }: CaseRowProps) {
  const { commands } = useApp();
  const opening = useSession((state) => state.opening !== null);
  const language = useSettings((settings) => settings.language);
  const hidden = usePatientsHidden();
  const name = useCaseName()(entry);
  const t = useText(TEXT);
  const { modality, patientId, patientName, studyDate, createdAt, teeth, deletedAt } = entry;
  const facts = [
    ...(patientId === '' || patientName === '' || hidden ? [] : [patientId]),
    studyDate === '' ? t.made(momentText(createdAt, language)) : dayText(studyDate, language),
  ];
  return (
    <li className={styles.row} data-case={entry.caseId} data-open={isOpen} data-trash={deletedAt !== null}>
      <button
        type="button"
        className={styles.main}
        data-case-row
        title={t.open(name)}
        disabled={opening || deletedAt !== null}
        onClick={() => void commands.cases.openCase(entry)}
      >
        <Picture entry={entry} hidden={hidden} />
        <span className={styles.who}>
          <strong>{name}</strong>
          <span>{facts.join(' · ')}</span>
        </span>
        <span className={styles.kind}>
          <span>{t.modality[modality]}</span>
          <span className={styles.count}>{t.teeth(teeth)}</span>
        </span>
        <span className={styles.progress}>
          <StateBadge state={entry.state} />
          {entry.changedBy !== null && entry.changedAt !== null && (
            <small>{t.changed(entry.changedBy, momentText(entry.changedAt, language))}</small>
          )}
        </span>
      </button>
      <div className={styles.marks}>
        {isOpen && <span className={styles.openNow}>{t.openNow}</span>}
        {entry.damaged && (
          <span className={styles.damaged} title={t.damaged}>
            <TriangleAlert size={14} aria-hidden />
            <span className="visually-hidden">{t.damaged}</span>
          </span>
        )}
        {deletedAt === null && <TagEditor entry={entry} name={name} onTag={onTag} />}
      </div>
      {deletedAt === null ? (
        <RowActions entry={entry} name={name} isOpen={isOpen} />
      ) : (
        <TrashActions entry={entry} deletedAt={deletedAt} />
      )}
    </li>
  );
}

function Picture({ entry, hidden }: { readonly entry: CaseSummary; readonly hidden: boolean }) {
  return (
    <span className={styles.picture} data-pane="thumbnail">
      {entry.thumbnail && !hidden ? (
        <img src={caseThumbnailRoute(entry.caseId)} alt="" loading="lazy" />
      ) : hidden ? (
        <EyeOff size={18} aria-hidden />
      ) : (
        <ScanLine size={18} aria-hidden />
      )}
    </span>
  );
}

const STATE_ICONS: { readonly [S in CaseState]: LucideIcon } = {
  proposed: CircleDashed,
  'in-review': PencilLine,
  signed: BadgeCheck,
  reopened: RotateCcw,
};

function StateBadge({ state }: { readonly state: CaseState }) {
  const t = useText(TEXT);
  const Icon = STATE_ICONS[state];
  return (
    <span className={styles.state} data-state={state}>
      <Icon size={14} aria-hidden />
      {t.state[state]}
    </span>
  );
}

interface RowActionsProps {
  readonly entry: CaseSummary;
  readonly name: string;
  readonly isOpen: boolean;
}

function RowActions({ entry, name, isOpen }: RowActionsProps) {
  const { commands } = useApp();
  const t = useText(TEXT);
  const { caseId, archived, changedAt } = entry;
  return (
    <div className={styles.actions}>
      {changedAt !== null && (
        <a
          className={styles.iconLink}
          href={reviewLogRoute(caseId)}
          download
          aria-label={t.history(name)}
          title={t.history(name)}
        >
          <FileDown size={16} aria-hidden />
        </a>
      )}
      <IconButton
        label={archived ? t.unarchive(name) : t.archive(name)}
        onClick={() => void commands.cases.archive(caseId, !archived)}
      >
        {archived ? <ArchiveRestore size={16} aria-hidden /> : <Archive size={16} aria-hidden />}
      </IconButton>
      <IconButton
        label={isOpen ? t.closeFirst : t.remove(name)}
        disabled={isOpen}
        onClick={() => void commands.cases.deleteCase(entry)}
      >
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** A case of the trash comes back, or goes for good after a second press. */
function TrashActions({ entry, deletedAt }: { readonly entry: CaseSummary; readonly deletedAt: string }) {
  const { commands } = useApp();
  const [sure, setSure] = useState(false);
  const t = useText(TEXT);
  return (
    <div className={styles.actions}>
      <small>{t.daysLeft(daysLeft(deletedAt))}</small>
      <Button onClick={() => void commands.cases.restore(entry.caseId)}>{t.restore}</Button>
      <Button
        kind="quiet"
        className={sure ? styles.sure : undefined}
        onClick={() => (sure ? void commands.cases.erase(entry.caseId) : setSure(true))}
        onBlur={() => setSure(false)}
      >
        {sure ? t.eraseSure : t.erase}
      </Button>
    </div>
  );
}

function daysLeft(deletedAt: string): number {
  return Math.max(1, TRASH_DAYS - Math.floor((Date.now() - Date.parse(deletedAt)) / 86_400_000));
}
