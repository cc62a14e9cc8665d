import {
  DatabaseSearch,
  Download,
  Eye,
  EyeOff,
  Keyboard,
  LibraryBig,
  Lock,
  PanelRight,
  Settings,
  X,
} from 'lucide-react';
import { useStore } from 'zustand';
import type { OpenScan } from '#contract/api';
import { useApp, useArchive, useSession, useSettings, useText, useView } from '../../app-context.ts';
import { panelShown, togglePanel } from '../../state/shell-store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { dayText } from '#core/words/format';
import { readableName } from '#core/words/person-name';
import { useKey } from '../shortcuts/index.ts';
import iconUrl from '../../ui/icon.svg';
import { TEXT } from './text.ts';
import styles from './Shell.module.css';

/** Case, patient (hidden on request), scan date, and what this program is not for. */
export function TitleBar() {
  const { view, commands, lock } = useApp();
  const scan = useSession((state) => state.scan);
  const t = useText(TEXT);
  return (
    <header className={styles.titleBar}>
      <img src={iconUrl} alt="" width={22} height={22} />
      <h1 className={styles.product} data-compact={scan !== null}>
        Quadrant
      </h1>
      {scan !== null && <ScanLine scan={scan} />}
      <span className={styles.spacer} />
      <strong className={styles.notice}>{t.researchUse}</strong>
      <ArchiveButton />
      <IconButton label={t.lock} shortcut={useKey('app.lock')} onClick={() => void lock.lock()}>
        <Lock size={17} aria-hidden />
      </IconButton>
      <IconButton label={t.cases} shortcut={useKey('app.cases')} onClick={() => commands.cases.show()}>
        <LibraryBig size={17} aria-hidden />
      </IconButton>
      <IconButton
        label={t.shortcuts}
        shortcut={useKey('app.shortcuts')}
        onClick={() => view.setState({ helpOpen: true })}
      >
        <Keyboard size={17} aria-hidden />
      </IconButton>
      <IconButton
        label={t.settings}
        shortcut={useKey('app.settings')}
        onClick={() => view.setState({ settingsOpen: true })}
      >
        <Settings size={17} aria-hidden />
      </IconButton>
      {scan !== null && <ScanButtons />}
    </header>
  );
}

/** Nothing while no archive is set up. */
function ArchiveButton() {
  const { archive } = useApp();
  const there = useArchive(({ servers }) => servers.length > 0);
  const shortcut = useKey('archive.search');
  const t = useText(TEXT);
  if (!there) return null;
  return (
    <IconButton label={t.archive} shortcut={shortcut} onClick={() => archive.show('search')}>
      <DatabaseSearch size={17} aria-hidden />
    </IconButton>
  );
}

function ScanLine({ scan }: { readonly scan: OpenScan }) {
  const { view } = useApp();
  const patientVisible = useView((state) => state.patientVisible);
  const language = useSettings((settings) => settings.language);
  const t = useText(TEXT);
  const { patientName, studyDate } = scan.info;
  return (
    <>
      <span className={styles.scanTitle} data-testid="scan-title">
        {scanName(scan, t)}
      </span>
      {patientName !== '' && (
        <span className={styles.patient}>{patientVisible ? readableName(patientName) : t.patientHidden}</span>
      )}
      {studyDate !== '' && <time dateTime={studyDate}>{dayText(studyDate, language)}</time>}
      {patientName !== '' && (
        <IconButton
          label={patientVisible ? t.hidePatient : t.showPatient}
          onClick={() => view.setState({ patientVisible: !patientVisible })}
        >
          {patientVisible ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
        </IconButton>
      )}
    </>
  );
}

function ScanButtons() {
  const { commands, shell, exporting } = useApp();
  const shown = useStore(shell, panelShown);
  const t = useText(TEXT);
  return (
    <>
      <IconButton label={t.export} shortcut={useKey('app.export')} onClick={exporting.show}>
        <Download size={17} aria-hidden />
      </IconButton>
      <IconButton
        label={shown ? t.hidePanel : t.showPanel}
        shortcut={useKey('app.panel')}
        aria-expanded={shown}
        onClick={() => togglePanel(shell)}
      >
        <PanelRight size={17} aria-hidden />
      </IconButton>
      <IconButton label={t.closeScan} data-testid="close-scan" onClick={commands.closeScan}>
        <X size={17} aria-hidden />
      </IconButton>
    </>
  );
}

/** What the scan is, without the patient: the name can be hidden, and title lines that contain it with it. */
function scanName({ title, info }: OpenScan, { modality }: (typeof TEXT)['en']): string {
  if (info.patientName === '') return title;
  const chosen = info.series.find(({ uid }) => uid === info.chosenUid);
  return info.studyDescription || chosen?.description || modality[info.modality];
}
