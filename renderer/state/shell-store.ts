/** How the window is divided: on a narrow one the panel of the teeth lies over the pictures, on request. */
import { createStore } from 'zustand/vanilla';

export interface ShellState {
  /** Too narrow for pictures and panel side by side. */
  readonly narrow: boolean;
  /** Beside the pictures, in a wide window. */
  readonly panelOpen: boolean;
  /** Over the pictures, in a narrow one. */
  readonly drawerOpen: boolean;
}

export const createShellStore = () =>
  createStore<ShellState>(() => ({ narrow: false, panelOpen: true, drawerOpen: false }));
export type ShellStore = ReturnType<typeof createShellStore>;

/** Whether the teeth are in view. */
export function panelShown({ narrow, panelOpen, drawerOpen }: ShellState): boolean {
  return narrow ? drawerOpen : panelOpen;
}

export function togglePanel(store: ShellStore): void {
  store.setState((state) => (state.narrow ? { drawerOpen: !state.drawerOpen } : { panelOpen: !state.panelOpen }));
}
