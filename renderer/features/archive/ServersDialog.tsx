import { CircleCheck, Lock, LockOpen, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ListedServer } from '#contract/pacs';
import { useApp, useArchive, useSettings, useText } from '../../app-context.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { numberText } from '#core/words/format';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { SureButton } from './SureButton.tsx';
import { addressOf } from './server-address.ts';
import { ServerForm } from './ServerForm.tsx';
import { SERVERS_TEXT } from './servers-text.ts';
import { ARCHIVE_TEXT } from './text.ts';
import styles from './Archive.module.css';

/** Which archives there are, whether they answer, and the form for one. */
export function ServersDialog() {
  const servers = useArchive((state) => state.servers);
  /** Being changed; 'new' for one that is not in the list yet. */
  const [edited, setEdited] = useState<ListedServer | 'new' | null>(null);
  const t = useText(SERVERS_TEXT);
  return (
    <ArchiveDialog which="servers" title={t.title}>
      <p className={styles.lead}>{t.lead}</p>
      {edited === null ? (
        <>
          {servers.length === 0 && <p role="status">{t.none}</p>}
          <ul className={styles.list}>
            {servers.map((listed) => (
              <ServerRow key={listed.serverId} listed={listed} onEdit={() => setEdited(listed)} />
            ))}
          </ul>
          <Button className={styles.add} icon={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            {t.add}
          </Button>
        </>
      ) : (
        <ServerForm known={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />
      )}
    </ArchiveDialog>
  );
}

function ServerRow({ listed, onEdit }: { readonly listed: ListedServer; readonly onEdit: () => void }) {
  const { archive } = useApp();
  const t = useText(SERVERS_TEXT);
  const { serverId, server } = listed;
  const { name } = server;
  return (
    <li className={styles.server} data-server={name}>
      <div className={styles.serverLine}>
        <div className={styles.serverName}>
          <strong>{name}</strong>
          <small>
            {t.kinds[server.kind]} · {addressOf(server)}
          </small>
          <Encryption encrypted={listed.encrypted} />
        </div>
        <Button onClick={() => void archive.test(serverId)} aria-label={t.test(name)}>
          {t.testWord}
        </Button>
        <IconButton label={t.edit(name)} onClick={onEdit}>
          <Pencil size={16} aria-hidden />
        </IconButton>
        <SureButton label={t.remove(name)} sure={t.removeSure} onSure={() => void archive.removeServer(serverId)} />
      </div>
      <CheckResult serverId={serverId} name={name} />
    </li>
  );
}

export function Encryption({ encrypted }: { readonly encrypted: boolean }) {
  const t = useText(ARCHIVE_TEXT);
  const Icon = encrypted ? Lock : LockOpen;
  return (
    <small className={styles.encryption} data-encrypted={encrypted}>
      <Icon size={13} aria-hidden />
      {encrypted ? t.encrypted : t.notEncrypted}
    </small>
  );
}

/** What the server said when it was asked whether it is there. */
function CheckResult({ serverId, name }: { readonly serverId: string; readonly name: string }) {
  const { archive } = useApp();
  const check = useArchive(({ checks }) => checks[serverId]);
  const language = useSettings((settings) => settings.language);
  const t = useText(SERVERS_TEXT);
  if (check === undefined) return null;
  switch (check.state) {
    case 'asking':
      return <p role="status">{t.testing}</p>;
    case 'answered':
      return (
        <p role="status" className={styles.answered} data-testid="server-answers">
          <CircleCheck size={15} aria-hidden />
          {t.answered(numberText(check.milliseconds, language))}
        </p>
      );
    case 'failed':
      return (
        <ErrorNotice title={t.testFailed(name)} error={check.error} onDismiss={() => archive.forgetCheck(serverId)} />
      );
  }
}
