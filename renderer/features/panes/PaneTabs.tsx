import type { KeyboardEvent } from 'react';
import { useApp, useText, useView } from '../../app-context.ts';
import type { PaneId } from '../../state/view/view-store.ts';
import { PANES } from './layouts.ts';
import { TEXT } from './text.ts';
import styles from './PaneGrid.module.css';

/** Which pane stands alone: Tab comes here, arrows choose. */
export function PaneTabs() {
  const { view } = useApp();
  const t = useText(TEXT);
  const active = useView((state) => state.activePane);
  const titles: { readonly [Id in PaneId]: string } = { ...t.planes, ...t.panes };
  const choose = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = PANES[(PANES.indexOf(active) + by + PANES.length) % PANES.length];
    view.setState({ activePane: next });
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label={t.choose} onKeyDown={choose}>
      {PANES.map((id) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-tab={id}
          aria-selected={id === active}
          tabIndex={id === active ? 0 : -1}
          onClick={() => view.setState({ activePane: id })}
        >
          {titles[id]}
        </button>
      ))}
    </div>
  );
}
