import { Eye, EyeOff, Keyboard, Settings, X } from 'lucide-react';
import type { OpenScan } from '#contract/api';
import { useApp, useSession, useView } from '../../app-context.ts';
import { IconButton } from '../../ui/Button.tsx';
import { useKey } from '../shortcuts/index.ts';
import iconUrl from '../../ui/icon.svg';
import styles from './Shell.module.css';

/** Case, patient (hidden on request), scan date, and what this program is not for. */
export function TitleBar() {
  const { commands, view } = useApp();
  const scan = useSession((state) => state.scan);
  const patientVisible = useView((state) => state.patientVisible);
  const helpKey = useKey('app.shortcuts');
  const settingsKey = useKey('app.settings');
  return (
    <header className={styles.titleBar}>
      <img src={iconUrl} alt="" width={22} height={22} />
      <h1 className={styles.product}>Quadrant</h1>
      {scan !== null && (
        <>
          <span className={styles.scanTitle} data-testid="scan-title">
            {scanName(scan)}
          </span>
          {scan.info.patientName !== '' && (
            <span className={styles.patient}>
              {patientVisible ? readableName(scan.info.patientName) : 'Patient hidden'}
            </span>
          )}
          {scan.info.studyDate !== '' && <time dateTime={scan.info.studyDate}>{scan.info.studyDate}</time>}
          <IconButton
            label={patientVisible ? 'Hide the patient’s name' : 'Show the patient’s name'}
            pressed={!patientVisible}
            onClick={() => view.setState({ patientVisible: !patientVisible })}
          >
            {patientVisible ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
          </IconButton>
        </>
      )}
      <span className={styles.spacer} />
      <strong className={styles.notice}>Research use, not for diagnosis</strong>
      <IconButton label="Keyboard shortcuts" shortcut={helpKey} onClick={() => view.setState({ helpOpen: true })}>
        <Keyboard size={17} aria-hidden />
      </IconButton>
      <IconButton label="Settings" shortcut={settingsKey} onClick={() => view.setState({ settingsOpen: true })}>
        <Settings size={17} aria-hidden />
      </IconButton>
      {scan !== null && (
        <IconButton label="Close the scan" data-testid="close-scan" onClick={commands.closeScan}>
          <X size={17} aria-hidden />
        </IconButton>
      )}
    </header>
  );
}

const MODALITY_NAMES = { cbct: 'CBCT scan', opg: 'Panoramic radiograph' } as const;

/** What the scan is, without the patient: the name can be hidden, and title lines that contain it with it. */
function scanName({ title, info }: OpenScan): string {
  if (info.patientName === '') return title;
  const chosen = info.series.find(({ uid }) => uid === info.chosenUid);
  return info.studyDescription || chosen?.description || MODALITY_NAMES[info.modality];
}

/** DICOM person names are "Family^Given^Middle^Prefix^Suffix" (PS3.5 6.2.1). */
function readableName(personName: string): string {
  return personName.split('^').filter(Boolean).join(', ');
}
