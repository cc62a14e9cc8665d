import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { useApp, useModality, useText } from './app-context.ts';
import { useToolKeys } from './features/arch/index.ts';
import { ArchiveDialogs } from './features/archive/index.ts';
import { CasesDialog } from './features/cases/index.ts';
import { DoctorDialog } from './features/doctor/index.ts';
import { ExportDialog } from './features/exports/index.ts';
import { DropTarget, ScanPicker, StartScreen } from './features/open/index.ts';
import { ScanSurfacePaneView } from './features/intraoral/index.ts';
import { NumbersMenu, NumbersStatus } from './features/numbers/index.ts';
import { LockScreen } from './features/lock/index.ts';
import { PaneGrid, RadiographPaneView } from './features/panes/index.ts';
import { ReviewDialogs } from './features/review/index.ts';
import { SettingsDialog, useAppearance } from './features/settings/index.ts';
import { StatusBar, TitleBar, ToolRail, useCatchUp, useLeaveGuard, useNarrow } from './features/shell/index.ts';
import { useShapeKeys } from './features/shapes/index.ts';
import { ShortcutsDialog, useShortcuts } from './features/shortcuts/index.ts';
import { TeethPanel } from './features/teeth/index.ts';
import type { Modality } from '#contract/scan';
import { lockStore } from './state/lock-store.ts';
import { texts } from './text.ts';
import styles from './App.module.css';

const TEXT = texts({
  en: { separator: 'Width of the tooth panel' },
  de: { separator: 'Breite der Zahnspalte' },
  fr: { separator: 'Largeur du volet des dents' },
  zh: { separator: '牙齿面板的宽度' },
});

export function App() {
  const app = useApp();
  const locked = useStore(lockStore, (state) => state.locked);
  useAppearance();
  useLeaveGuard(app);
  return <CSPProvider disableStyleElements>{locked ? <LockScreen /> : <OpenWindow />}</CSPProvider>;
}

/** Not there at all while the window is locked; what was being done lies in the stores. */
function OpenWindow() {
  const app = useApp();
  const modality = useModality();
  useNarrow();
  useToolKeys(app);
  useShapeKeys(app);
  useShortcuts(app);
  useCatchUp(app);
  return (
    <>
      <DropTarget>
        <div className={styles.app}>
          <TitleBar />
          {modality === null ? <StartScreen /> : <Workplace />}
          <StatusBar />
        </div>
      </DropTarget>
      <ScanPicker />
      <CasesDialog />
      <SettingsDialog />
      <DoctorDialog />
      <ShortcutsDialog />
      <ReviewDialogs />
      <ExportDialog />
      <ArchiveDialogs />
      <NumbersMenu />
    </>
  );
}

const PICTURES: { readonly [M in Modality]: ReactNode } = {
  cbct: <PaneGrid />,
  opg: <RadiographPaneView />,
  ios: <ScanSurfacePaneView />,
};

/** Tools, pictures and teeth. In a narrow window the teeth lie over the pictures, so that these keep their room. */
function Workplace() {
  const { shell } = useApp();
  const modality = useModality();
  const { narrow, panelOpen, drawerOpen } = useStore(shell);
  const t = useText(TEXT);
  return (
    <main className={styles.work}>
      <ToolRail />
      <Group orientation="horizontal" className={styles.split}>
        <Panel id="pictures" minSize={narrow ? 0 : 480} className={styles.panes}>
          {modality !== null && PICTURES[modality]}
          <NumbersStatus />
        </Panel>
        {!narrow && panelOpen && (
          <>
            <Separator className={styles.separator} aria-label={t.separator} />
            <Panel
              id="teeth"
              defaultSize={430}
              minSize={360}
              maxSize={640}
              groupResizeBehavior="preserve-pixel-size"
              className={styles.side}
            >
              <TeethPanel />
            </Panel>
          </>
        )}
      </Group>
      {narrow && drawerOpen && (
        <div className={styles.drawer}>
          <TeethPanel />
        </div>
      )}
    </main>
  );
}
