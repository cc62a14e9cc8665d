import { Inbox, Search, Server } from 'lucide-react';
import { useEffect, useRef, type FormEvent } from 'react';
import { archivedModalitySchema } from '#contract/pacs';
import { useApp, useArchive, useText } from '../../app-context.ts';
import { chosenServer } from '../../state/exchange/archive-store.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { RetrievalCard } from './RetrievalCard.tsx';
import { SEARCH_TEXT } from './search-text.ts';
import { ServerChoice } from './ServerChoice.tsx';
import { StudyRows } from './StudyRows.tsx';
import styles from './Archive.module.css';

/** Looking for a patient's studies in an archive, and opening one of their scans. */
export function SearchDialog() {
  const { archive } = useApp();
  const t = useText(SEARCH_TEXT);
  return (
    <ArchiveDialog
      which="search"
      title={t.title}
      width="full"
      actions={
        <>
          <Button icon={<Inbox size={15} aria-hidden />} onClick={() => archive.show('outbox')}>
            {t.outbox}
          </Button>
          <Button icon={<Server size={15} aria-hidden />} onClick={() => archive.show('servers')}>
            {t.servers}
          </Button>
        </>
      }
    >
      <SearchForm />
      <RetrievalCard />
      <Found />
    </ArchiveDialog>
  );
}

function SearchForm() {
  const { archive } = useApp();
  const { query, modality, searching } = useArchive((state) => state);
  const first = useRef<HTMLDivElement>(null);
  const t = useText(SEARCH_TEXT);
  // The name is what most people look for.
  useEffect(() => first.current?.querySelector('input')?.focus(), []);

  const change = (part: Partial<typeof query>): void => archive.store.setState({ query: { ...query, ...part } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void archive.search();
  };
  return (
    <form className={styles.search} onSubmit={submit}>
      <ServerChoice />
      <div ref={first}>
        <TextField
          label={t.patientName}
          maxLength={64}
          value={query.patientName}
          onChange={(patientName) => change({ patientName })}
        />
      </div>
      <TextField
        label={t.patientId}
        maxLength={64}
        value={query.patientId}
        onChange={(patientId) => change({ patientId })}
      />
      <TextField
        label={t.accession}
        maxLength={16}
        value={query.accessionNumber}
        onChange={(accessionNumber) => change({ accessionNumber })}
      />
      <TextField label={t.fromDay} type="date" value={query.fromDay} onChange={(fromDay) => change({ fromDay })} />
      <TextField label={t.toDay} type="date" value={query.toDay} onChange={(toDay) => change({ toDay })} />
      <label className={styles.choice}>
        <span>{t.kind}</span>
        <select
          value={modality ?? ''}
          onChange={(event) =>
            archive.store.setState({
              modality: archivedModalitySchema.safeParse(event.currentTarget.value).data ?? null,
            })
          }
        >
          <option value="">{t.anyKind}</option>
          {archivedModalitySchema.options.map((value) => (
            <option key={value} value={value}>
              {t.kinds[value]}
            </option>
          ))}
        </select>
      </label>
      <Button onClick={() => change({ fromDay: today(), toDay: today() })}>{t.today}</Button>
      <Button kind="primary" type="submit" icon={<Search size={15} aria-hidden />} aria-disabled={searching}>
        {searching ? t.searching : t.search}
      </Button>
    </form>
  );
}

/** The day here, as the fields write it: YYYY-MM-DD. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function Found() {
  const { archive } = useApp();
  const { studies, next, searching, modality } = useArchive((state) => state);
  const server = useArchive(chosenServer);
  const t = useText(SEARCH_TEXT);
  if (server === null) return null;
  if (studies === null) return <p className={styles.empty}>{t.hint}</p>;
  const shown = studies.filter(({ series }) => modality === null || series.some(({ kind }) => kind === modality));
  return (
    <div className={styles.found}>
      <p role="status" className={styles.lead}>
        {t.found(shown.length)}
      </p>
      {shown.length === 0 && next === null ? (
        <div className={styles.empty}>
          <strong>{t.none}</strong>
          <p>{t.noneHint}</p>
        </div>
      ) : (
        <StudyRows studies={shown} />
      )}
      {next !== null && (
        <Button aria-disabled={searching} onClick={() => void archive.more()} data-testid="more-studies">
          {searching ? t.searching : t.more}
        </Button>
      )}
    </div>
  );
}
