import { useState, type FormEvent } from 'react';
import { pacsServerSchema, type ListedServer, type PacsServer } from '#contract/pacs';
import { useApp, useArchive, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx';
import { CheckField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { draftOf, serverOf, type ServerDraft } from './server-draft.ts';
import { SERVERS_TEXT } from './servers-text.ts';
import { ARCHIVE_TEXT } from './text.ts';
import styles from './Archive.module.css';

const KINDS: readonly PacsServer['kind'][] = ['dicomweb', 'dimse'];

interface ServerFormProps {
  /** null for a new one. */
  readonly known: ListedServer | null;
  readonly onDone: () => void;
}

/** One server as a person types it. The password goes in and is never shown again. */
export function ServerForm({ known, onDone }: ServerFormProps) {
  const { archive } = useApp();
  const servers = useArchive((state) => state.servers);
  const [draft, setDraft] = useState(() => draftOf(known?.server ?? null));
  const [password, setPassword] = useState('');
  const [forget, setForget] = useState(false);
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const t = useText(SERVERS_TEXT);
  const { cancel } = useText(ARCHIVE_TEXT);
  const isNameTaken = servers.some(
    ({ serverId, server }) => serverId !== known?.serverId && server.name === draft.name.trim(),
  );

  const change = (part: Partial<ServerDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const parsed = pacsServerSchema.safeParse(serverOf(draft));
    const faults = parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
    setInvalid(new Set(isNameTaken ? [...faults, 'name'] : faults));
    if (!parsed.success || isNameTaken) return;
    const newPassword = draft.kind === 'dicomweb' && password !== '' ? password : forget ? '' : null;
    if (await archive.saveServer(known?.serverId ?? null, parsed.data, newPassword)) onDone();
  };
  /** A line of text of the draft. */
  const field = (name: { [K in keyof ServerDraft]: ServerDraft[K] extends string ? K : never }[keyof ServerDraft]) => ({
    value: draft[name],
    'aria-invalid': invalid.has(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  const place = known?.password ?? 'none';
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} noValidate>
      <h3>{known === null ? t.formNew : t.formOf(known.server.name)}</h3>
      <div>
        <ChoiceGroup
          label={t.kind}
          value={draft.kind}
          choices={KINDS.map((value) => ({ value, title: t.kinds[value] }))}
          onChange={(kind) => change({ kind })}
        />
        <p className={styles.note}>{t.kindNotes[draft.kind]}</p>
      </div>
      <TextField label={t.name} note={isNameTaken ? t.nameTaken : t.nameNote} maxLength={64} {...field('name')} />
      {draft.kind === 'dicomweb' ? (
        <>
          <TextField label={t.url} note={t.urlNote} inputMode="url" {...field('url')} />
          <div className={styles.pair}>
            <TextField label={t.user} note={t.userNote} {...field('user')} />
            <TextField
              label={t.password}
              note={t.passwordNotes[place]}
              type="password"
              autoComplete="new-password"
              value={password}
              onChange={setPassword}
            />
          </div>
          {place !== 'none' && <CheckField label={t.forget} checked={forget} onChange={setForget} />}
          {draft.url.startsWith('http:') && <p className={styles.warning}>{t.clear}</p>}
        </>
      ) : (
        <>
          <div className={styles.pair}>
            <TextField label={t.host} note={t.hostNote} {...field('host')} />
            <TextField label={t.port} inputMode="numeric" {...field('port')} />
          </div>
          <div className={styles.pair}>
            <TextField label={t.calledAet} maxLength={16} {...field('calledAet')} />
            <TextField label={t.callingAet} note={t.callingNote} maxLength={16} {...field('callingAet')} />
          </div>
          <CheckField label={t.tls} note={t.tlsNote} checked={draft.tls} onChange={(tls) => change({ tls })} />
          <TextField label={t.receivePort} note={t.receiveNote} inputMode="numeric" {...field('receivePort')} />
        </>
      )}
      {(draft.kind === 'dimse' ? draft.tls : !draft.url.startsWith('http:')) && (
        <details className={styles.fold} open={known !== null && known.server.trusted !== ''}>
          <summary>{t.trusted}</summary>
          <TextAreaField label={t.trusted} note={t.trustedNote} {...field('trusted')} />
        </details>
      )}
      {invalid.size > 0 && (
        <p role="alert" className={styles.warning}>
          {t.check}
        </p>
      )}
      <div className={styles.buttons}>
        <Button kind="primary" type="submit">
          {t.save}
        </Button>
        <Button onClick={onDone}>{cancel}</Button>
      </div>
    </form>
  );
}
