import { CSPProvider } from '@base-ui/react/csp-provider';
import { useApp, useModality } from './app-context.ts';
import { useToolKeys } from './features/arch/index.ts';
import { DropTarget, ScanPicker, StartScreen } from './features/open/index.ts';
import { PaneGrid, RadiographPaneView } from './features/panes/index.ts';
import { StatusBar, TitleBar, ToolRail } from './features/shell/index.ts';
import { ShortcutsDialog, useShortcuts } from './features/shortcuts/index.ts';
import { SettingsDialog, useAppearance } from './features/settings/index.ts';
import { TeethPanel } from './features/teeth/index.ts';
import { Group, Panel, Separator } from 'react-resizable-panels';
import styles from './App.module.css';

export function App() {
  const app = useApp();
  const modality = useModality();
  useAppearance();
  useToolKeys(app);
  useShortcuts(app);
  return (
    <CSPProvider disableStyleElements>
      <DropTarget>
        <div className={styles.app}>
          <TitleBar />
          {modality !== null ? (
            <div className={styles.work}>
              <ToolRail />
              <Group orientation="horizontal" className={styles.split}>
                <Panel minSize={480} className={styles.panes}>
                  {modality === 'cbct' ? <PaneGrid /> : <RadiographPaneView />}
                </Panel>
                <Separator className={styles.separator} aria-label="Width of the tooth panel" />
                <Panel
                  defaultSize={430}
                  minSize={360}
                  maxSize={640}
                  groupResizeBehavior="preserve-pixel-size"
                  className={styles.side}
                >
                  <TeethPanel />
                </Panel>
              </Group>
            </div>
          ) : (
            <StartScreen />
          )}
          <StatusBar />
        </div>
      </DropTarget>
      <ScanPicker />
      <SettingsDialog />
      <ShortcutsDialog />
    </CSPProvider>
  );
}
