import { useApp, useArchive, useText } from '../../app-context.ts';
import { chosenServer } from '../../state/exchange/archive-store.ts';
import { addressOf } from './server-address.ts';
import { ARCHIVE_TEXT } from './text.ts';
import styles from './Archive.module.css';

/** Which archive is meant; nothing to choose where there is one. */
export function ServerChoice() {
  const { archive } = useApp();
  const servers = useArchive((state) => state.servers);
  const chosen = useArchive(chosenServer);
  const t = useText(ARCHIVE_TEXT);
  if (servers.length < 2) return null;
  return (
    <label className={styles.choice}>
      <span>{t.server}</span>
      <select
        value={chosen?.serverId ?? ''}
        onChange={(event) => archive.chooseServer(event.currentTarget.value)}
        data-testid="archive-server"
      >
        {servers.map(({ serverId, server }) => (
          <option key={serverId} value={serverId}>
            {t.addressOf(server.name, addressOf(server))}
          </option>
        ))}
      </select>
    </label>
  );
}
