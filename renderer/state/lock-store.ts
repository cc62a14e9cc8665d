/** Whether this window is covered; there is one such state for a window, and its way out to the host heeds it. */
import { createStore } from 'zustand/vanilla';
import type { ErrorBody } from '#contract/errors';

export interface LockState {
  /** Nothing of a patient is shown, and nothing is asked of the host, until it is unlocked. */
  readonly locked: boolean;
  /** The passphrase is needed to unlock. */
  readonly encrypted: boolean;
  /** A passphrase is being tried. */
  readonly trying: boolean;
  readonly error: ErrorBody | null;
}

export const lockStore = createStore<LockState>(() => ({
  locked: false,
  encrypted: false,
  trying: false,
  error: null,
}));

/** Waits as long as the window is locked. @throws the signal's reason when it is aborted meanwhile */
export async function whenUnlocked(signal?: AbortSignal | null): Promise<void> {
  if (!lockStore.getState().locked) return;
  await new Promise<void>((resolve, reject) => {
    const stop = lockStore.subscribe(({ locked }) => {
      if (locked) return;
      stop();
      resolve();
    });
    signal?.addEventListener('abort', () => {
      stop();
      reject(signal.reason);
    });
  });
}
