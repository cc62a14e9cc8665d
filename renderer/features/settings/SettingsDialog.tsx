import { LANGUAGES, NOTATIONS, THEMES } from '#contract/settings';
import { toothSign } from '#core/notation';
import { useApp, useSession, useSettings, useText, useView } from '../../app-context.ts';
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { ArchiveSetting } from '../archive/index.ts';
import { DoctorSetting } from '../doctor/index.ts';
import { PrivacySetting } from '../lock/index.ts';
import { LANGUAGE_NAMES, TEXT } from './text.ts';
import styles from './Settings.module.css';

/** The upper right first molar. */
const EXAMPLE_FDI = 16;

/** What a practice or a person sets once; each change acts and is kept at once. */
export function SettingsDialog() {
  const { view, settings } = useApp();
  const open = useView((state) => state.settingsOpen);
  const { language, theme, notation, reviewerName, practiceName, practiceAddress, practiceContact, hidePatients } =
    useSettings((state) => state);
  const account = useSession((state) => state.host?.account ?? '');
  const t = useText(TEXT);
  return (
    <Dialog
      open={open}
      title={t.title}
      close={t.close}
      width="narrow"
      onOpenChange={(settingsOpen) => view.setState({ settingsOpen })}
    >
      <div className={styles.form}>
        <ChoiceGroup
          label={t.language}
          value={language}
          choices={LANGUAGES.map((value) => ({ value, title: LANGUAGE_NAMES[value], lang: value }))}
          onChange={(value) => settings.setState({ language: value })}
        />
        <div>
          <ChoiceGroup
            label={t.theme}
            value={theme}
            choices={THEMES.map((value) => ({ value, title: t.themes[value] }))}
            onChange={(value) => settings.setState({ theme: value })}
          />
          <p className={styles.note}>{t.themeNote}</p>
        </div>
        <div>
          <ChoiceGroup
            label={t.notation}
            value={notation}
            choices={NOTATIONS.map((value) => ({
              value,
              title: t.notations[value],
              detail: toothSign(EXAMPLE_FDI, value),
            }))}
            onChange={(value) => settings.setState({ notation: value })}
          />
          <p className={styles.note}>{t.notationNote}</p>
        </div>
        <TextField
          label={t.reviewer}
          note={t.reviewerNote}
          placeholder={account}
          value={reviewerName}
          maxLength={120}
          onChange={(value) => settings.setState({ reviewerName: value })}
        />
        <TextField
          label={t.practice}
          note={t.practiceNote}
          value={practiceName}
          maxLength={120}
          onChange={(value) => settings.setState({ practiceName: value })}
        />
        <TextField
          label={t.practiceAddress}
          value={practiceAddress}
          maxLength={160}
          onChange={(value) => settings.setState({ practiceAddress: value })}
        />
        <TextField
          label={t.practiceContact}
          value={practiceContact}
          maxLength={160}
          onChange={(value) => settings.setState({ practiceContact: value })}
        />
        <CheckField
          label={t.hidePatients}
          note={t.hidePatientsNote}
          checked={hidePatients}
          onChange={(checked) => settings.setState({ hidePatients: checked })}
        />
        <PrivacySetting />
        <ArchiveSetting />
        <DoctorSetting />
      </div>
    </Dialog>
  );
}
