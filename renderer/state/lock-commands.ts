/** Covering the window, by hand or after a while without input, and turning encryption on and off. */
import { asQuadrantError } from '#contract/errors';
import type { HostClient } from '../host.ts';
import { lockStore } from './lock-store.ts';
import type { SettingsStore } from './settings-store.ts';

export type LockCommands = ReturnType<typeof createLockCommands>;

/** Encrypted cases that anyone may look at on an unattended screen would be no use. */
const WITH_ENCRYPTION_MIN = 10;
const LOOK_MS = 2000;
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

export function createLockCommands(host: Pick<HostClient, 'call'>, settings: SettingsStore) {
  const refresh = async (): Promise<void> => lockStore.setState(await host.call('lock.state', {}));

  return {
    refresh,

    /** What is being done goes on: only what is shown and asked for waits. */
    async lock(): Promise<void> {
      lockStore.setState({ locked: true, error: null }); // covered whatever the host says
      await host.call('lock.close', {}).catch(() => {});
      await refresh().catch(() => {});
    },

    /** @param secret the passphrase or the recovery key; null where nothing is encrypted */
    async unlock(secret: string | null): Promise<void> {
      lockStore.setState({ trying: true, error: null });
      try {
        await host.call('lock.open', { secret });
        lockStore.setState({ locked: false });
      } catch (thrown) {
        lockStore.setState({ error: asQuadrantError(thrown).toBody() });
      } finally {
        lockStore.setState({ trying: false });
      }
    },

    /** Encrypts what is stored; the recovery key, to be shown once. @throws QuadrantError as the host says */
    async turnOn(passphrase: string): Promise<string> {
      const { recoveryKey } = await host.call('vault.turn-on', { passphrase });
      if (settings.getState().autoLockMinutes === 0) settings.setState({ autoLockMinutes: WITH_ENCRYPTION_MIN });
      await refresh();
      return recoveryKey;
    },

    /** @throws QuadrantError as the host says */
    async turnOff(secret: string): Promise<void> {
      await host.call('vault.turn-off', { secret });
      await refresh();
    },

    /** @throws QuadrantError as the host says */
    async changePassphrase(secret: string, passphrase: string): Promise<void> {
      await host.call('vault.change-passphrase', { secret, passphrase });
    },

    /** Locks after the time of the settings without input in any window of Quadrant; also at once after the computer slept. */
    watchIdle(target: Window): void {
      const windows = new BroadcastChannel('quadrant-input');
      let lastInputMs = Date.now();
      let lastToldMs = 0;
      windows.addEventListener('message', () => (lastInputMs = Date.now()));
      const heard = (): void => {
        lastInputMs = Date.now();
        if (lastInputMs - lastToldMs < LOOK_MS) return;
        lastToldMs = lastInputMs;
        windows.postMessage(null);
      };
      for (const input of INPUTS) target.addEventListener(input, heard, { capture: true, passive: true });
      target.setInterval(() => {
        const { autoLockMinutes } = settings.getState();
        const idle = autoLockMinutes > 0 && Date.now() - lastInputMs >= autoLockMinutes * 60_000;
        if (idle && !lockStore.getState().locked) void this.lock();
      }, LOOK_MS);
    },
  };
}
