/** Language, theme, notation and the like: saved by the host at each change. */
import { createStore } from 'zustand/vanilla';
import { DEFAULT_SETTINGS, type Settings } from '#contract/settings';
import type { HostClient } from '../host.ts';

export const createSettingsStore = () => createStore<Settings>(() => DEFAULT_SETTINGS);
export type SettingsStore = ReturnType<typeof createSettingsStore>;

/**
 * Fills the store from the host, then keeps the host's copy up to date; changes are saved in the order they were made.
 * When the host's cannot be read, those of the program stay: the viewer must start all the same.
 */
export async function keepSettings(store: SettingsStore, host: Pick<HostClient, 'call'>): Promise<void> {
  const stored = await host.call('settings.get', {}).catch(() => null);
  if (stored !== null) store.setState(stored);
  let saving = Promise.resolve();
  const saveAfter = async (earlier: Promise<void>, settings: Settings): Promise<void> => {
    await earlier;
    // A convenience: when it fails, the next change tries again.
    await host.call('settings.save', settings).catch(() => {});
  };
  store.subscribe((settings) => {
    saving = saveAfter(saving, settings);
  });
}
