import { useApp, useText } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXT } from './text.ts';
import styles from './Doctor.module.css';

/** The way to the doctor, in the settings. */
export function DoctorSetting() {
  const { doctor, view } = useApp();
  const t = useText(TEXT);
  return (
    <section className={styles.setting} aria-label={t.setting}>
      <div>
        <h3>{t.setting}</h3>
        <p>{t.settingNote}</p>
      </div>
      <Button
        onClick={() => {
          view.setState({ settingsOpen: false, doctorOpen: true });
          void doctor.examine();
        }}
      >
        {t.open}
      </Button>
    </section>
  );
}
