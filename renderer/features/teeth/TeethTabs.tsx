import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { useApp, useTeeth, useText } from '../../app-context.ts';
import { TEETH_TABS, type TeethTab } from '../../state/teeth/teeth-store.ts';
import { TEETH_TEXT } from './text.ts';
import styles from './Teeth.module.css';

/** Chart, table or plot of the same teeth. */
export function TeethTabs({ panels }: { readonly panels: { readonly [T in TeethTab]: ReactNode } }) {
  const { teeth } = useApp();
  const t = useText(TEETH_TEXT);
  const tab = useTeeth((state) => state.tab);
  return (
    <Tabs.Root
      className={styles.tabs}
      value={tab}
      onValueChange={(value) => {
        const chosen = TEETH_TABS.find((one) => one === value);
        if (chosen !== undefined) teeth.setState({ tab: chosen });
      }}
    >
      <Tabs.List className={styles.tabList} aria-label={t.tabList}>
        {TEETH_TABS.map((one) => (
          <Tabs.Tab key={one} value={one} className={styles.tab}>
            {t.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TEETH_TABS.map((one) => (
        <Tabs.Panel key={one} value={one} className={styles.tabPanel}>
          {panels[one]}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
