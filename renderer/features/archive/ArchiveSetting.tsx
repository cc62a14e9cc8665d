import { useApp, useArchive, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { SettingRow } from '../../ui/SettingRow.tsx';
import { ARCHIVE_TEXT } from './text.ts';

/** The only thing that is seen of archives while none is set up. */
export function ArchiveSetting() {
  const { archive, view } = useApp();
  const count = useArchive(({ servers }) => servers.length);
  const t = useText(ARCHIVE_TEXT);
  return (
    <SettingRow title={t.setting} note={count === 0 ? t.settingOff : t.settingOn(count)}>
      <Button
        onClick={() => {
          view.setState({ settingsOpen: false });
          archive.show('servers');
        }}
      >
        {count === 0 ? t.settingAdd : t.settingShow}
      </Button>
    </SettingRow>
  );
}
