import { useApp, useArchive, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ARCHIVE_TEXT } from './text.ts';
import styles from './Archive.module.css';

/** The only thing that is seen of archives while none is set up. */
export function ArchiveSetting() {
  const { archive, view } = useApp();
  const count = useArchive(({ servers }) => servers.length);
  const t = useText(ARCHIVE_TEXT);
  return (
    <section className={styles.setting} aria-label={t.setting}>
      <div>
        <h3>{t.setting}</h3>
        <p>{count === 0 ? t.settingOff : t.settingOn(count)}</p>
      </div>
      <Button
        onClick={() => {
          view.setState({ settingsOpen: false });
          archive.show('servers');
        }}
      >
        {count === 0 ? t.settingAdd : t.settingShow}
      </Button>
    </section>
  );
}
