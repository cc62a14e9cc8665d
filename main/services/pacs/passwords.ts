/** Passwords of archives: in the operating system's key store; where there is none, in memory until the program ends. */
import type { AsyncEntry } from '@napi-rs/keyring';
import type { PasswordPlace } from '#contract/pacs';

export interface KeyStore {
  get(serverId: string): Promise<string | null>;
  set(serverId: string, password: string): Promise<void>;
  delete(serverId: string): Promise<void>;
}

const SERVICE = 'Quadrant PACS';

/** Keychain, Credential Manager or Secret Service. Each call rejects where there is none. */
export const SYSTEM_KEY_STORE: KeyStore = {
  get: async (serverId) => (await entryOf(serverId)).getPassword(),
  set: async (serverId, password) => (await entryOf(serverId)).setPassword(password),
  delete: async (serverId) => void (await (await entryOf(serverId)).deletePassword()),
};

async function entryOf(serverId: string): Promise<AsyncEntry> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  // Not the kernel's keyring, which Linux would fall back to: it forgets with the next start of the machine.
  return new AsyncEntry(SERVICE, serverId, { linux: { store: 'secret-service' } });
}

export class Passwords {
  private readonly keyStore: KeyStore;
  private readonly session = new Map<string, string>();
  private readonly fallback: string | null;

  /** @param fallback for servers without one, in this process only */
  constructor(keyStore: KeyStore, fallback: string | null) {
    this.keyStore = keyStore;
    this.fallback = fallback;
  }

  async get(serverId: string): Promise<{ readonly password: string | null; readonly place: PasswordPlace }> {
    const lent = this.session.get(serverId);
    if (lent !== undefined) return { password: lent, place: 'session' };
    const kept = await this.keyStore.get(serverId).catch(() => null);
    if (kept !== null) return { password: kept, place: 'kept' };
    return { password: this.fallback, place: this.fallback === null ? 'none' : 'session' };
  }

  /** '' forgets it. */
  async set(serverId: string, password: string): Promise<PasswordPlace> {
    this.session.delete(serverId);
    try {
      if (password !== '') await this.keyStore.set(serverId, password);
      else await this.keyStore.delete(serverId);
      return password === '' ? 'none' : 'kept';
    } catch {
      // Without a key store it is never written: who types it again tomorrow loses less than who finds it on a disk.
      if (password !== '') this.session.set(serverId, password);
      return password === '' ? 'none' : 'session';
    }
  }
}
