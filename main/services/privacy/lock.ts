/** Whether the window may be answered. Locking covers what is shown; jobs go on, and so the key of the cases stays in memory. */
import { QuadrantError } from '#contract/errors';
import type { DataVault } from './vault.ts';

export class Lock {
  private readonly vault: DataVault;
  private closed = false;

  constructor(vault: DataVault) {
    this.vault = vault;
  }

  get isLocked(): boolean {
    return this.closed || this.vault.isLocked;
  }

  state(): { readonly locked: boolean; readonly encrypted: boolean } {
    return { locked: this.isLocked, encrypted: this.vault.isOn };
  }

  close(): void {
    this.closed = true;
  }

  /** @param secret passphrase or recovery key where the cases are encrypted @throws QuadrantError vault.wrong-passphrase, vault.damaged */
  async open(secret: string | null): Promise<void> {
    if (this.vault.isOn) await this.vault.unlock(secret ?? '');
    this.closed = false;
  }
}

export function appLocked(): QuadrantError {
  return new QuadrantError('app.locked', 'Quadrant is locked.', 'Unlock it.');
}
