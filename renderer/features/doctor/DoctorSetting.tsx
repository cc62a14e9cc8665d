import { useApp, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { SettingRow } from '../../ui/SettingRow.tsx';
import { TEXT } from './text.ts';

/** The way to the doctor, in the settings. */
export function DoctorSetting() {
  const { doctor, view } = useApp();
  const t = useText(TEXT);
  return (
    <SettingRow title={t.setting} note={t.settingNote}>
      <Button
        onClick={() => {
          view.setState({ settingsOpen: false, doctorOpen: true });
          void doctor.examine();
        }}
      >
        {t.open}
      </Button>
    </SettingRow>
  );
}
