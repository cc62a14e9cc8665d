/**
 * Encryption of the data folder: turned on and off while the program runs, file by file. [Note: Turning] vault.json says first
 * what is being done; then each file is written in its new form under another name, flushed, read again and compared, and
 * only then renamed into its place. Whenever that is cut off, all files can be read, new ones are written in the form
 * that is being turned to, and the next start with the passphrase goes on.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { filesUnder } from '../../io/copy-folder.ts';
import { diskError, flushFolder, writeFlushed } from '../../io/flushed-file.ts';
import { holdKey, keyOf, type VaultKey } from '../../io/vault/key-ring.ts';
import { openKept, sealedFor } from '../../io/vault/kept-file.ts';
import { isSealed } from '../../io/vault/sealed-format.ts';
import {
  makeVault,
  openVault,
  VAULT_JSON,
  vaultIn,
  withPassphrase,
  writeVault,
  type Vault,
} from '../../io/vault/vault-file.ts';
import type { CasePlace } from '../cases/case-place.ts';

/** What of the data folder tells of patients, beside the cases and the trash. */
const KEPT_FILES = ['recent.json', 'case-index.json'] as const;
const KEPT_FOLDERS = ['thumbnails', 'outbox'] as const;

export interface DataVaultOptions {
  /** This process holds another key: others that write for it need it too. */
  readonly onKey?: () => void;
  /** Of a new vault's passphrase; a test takes a cheap one. */
  readonly cost?: Vault['scrypt'];
}

export class DataVault {
  private readonly dataDir: string;
  private readonly place: CasePlace;
  private readonly onKey: () => void;
  private readonly cost: Vault['scrypt'] | undefined;

  constructor(dataDir: string, place: CasePlace, { onKey = () => {}, cost }: DataVaultOptions = {}) {
    this.dataDir = dataDir;
    this.place = place;
    this.onKey = onKey;
    this.cost = cost;
  }

  /** @throws QuadrantError vault.damaged */
  get isOn(): boolean {
    return vaultIn(this.dataDir) !== null;
  }

  /** Encrypted, and the passphrase was not given yet. @throws QuadrantError vault.damaged */
  get isLocked(): boolean {
    const vault = vaultIn(this.dataDir);
    return vault !== null && keyOf(vault.vaultId) === null;
  }

  /** Checks a passphrase or recovery key and, the first time, opens the vault. @throws QuadrantError vault.wrong-passphrase */
  async unlock(secret: string): Promise<void> {
    const vault = this.require();
    this.hold(await openVault(vault, secret));
  }

  /** What a start that was cut off left half, and plain files of a program that knew of nothing. Nobody may write meanwhile. */
  async finish(): Promise<void> {
    const vault = vaultIn(this.dataDir);
    if (vault === null || keyOf(vault.vaultId) === null) return;
    if (vault.state === 'unsealing') await this.unseal();
    else await this.seal(vault);
  }

  /** Encrypts all that is there; the recovery key. Nobody may write meanwhile. @throws QuadrantError vault.refused, disk.* */
  async turnOn(passphrase: string): Promise<string> {
    if (this.isOn) throw refused('The cases are encrypted already.');
    this.place.require();
    const { vault, key, recoveryKey } = await makeVault(passphrase, this.cost);
    await mkdir(this.dataDir, { recursive: true });
    this.hold(key);
    await this.write(vault);
    await this.seal(vault);
    return recoveryKey;
  }

  /** Decrypts all. Nobody may write meanwhile. @throws QuadrantError vault.*, disk.* */
  async turnOff(secret: string): Promise<void> {
    this.place.require();
    await this.unlock(secret);
    await this.write({ ...this.require(), state: 'unsealing' });
    await this.unseal();
  }

  /** No file is written anew: the data key stays. @param secret the old passphrase, or the recovery key @throws QuadrantError vault.* */
  async changePassphrase(secret: string, passphrase: string): Promise<void> {
    const vault = this.require();
    this.place.require();
    const key = await openVault(vault, secret);
    this.hold(key);
    await this.write(await withPassphrase(vault, key, passphrase));
  }

  /** Until the program ends: what an open scan left in the session's folder is sealed with it as well. */
  private hold(key: VaultKey): void {
    holdKey(key);
    this.onKey();
  }

  private require(): Vault {
    const vault = vaultIn(this.dataDir);
    if (vault === null) throw refused('The cases are not encrypted.');
    return vault;
  }

  /** The cases' own folder first: as long as the data folder has none, nothing is encrypted. */
  private async write(vault: Vault): Promise<void> {
    for (const folder of this.folders()) await writeVault(folder, vault);
  }

  private folders(): readonly string[] {
    return this.place.isChosen ? [this.place.dir, this.dataDir] : [this.dataDir];
  }

  private async seal(vault: Vault): Promise<void> {
    for (const path of await this.files()) await turn(path, (plain) => Buffer.from(sealedFor(path, plain)), true);
    if (vault.state !== 'on') await this.write({ ...vault, state: 'on' });
  }

  private async unseal(): Promise<void> {
    for (const path of await this.files()) await turn(path, (sealed) => openKept(sealed, path), false);
    for (const folder of this.folders().toReversed()) await rm(join(folder, VAULT_JSON), { force: true });
  }

  /** Whatever tells of patients, also what a killed program left half; not what others put into a chosen folder. */
  private async files(): Promise<readonly string[]> {
    const { dir, trashDir } = this.place;
    const folders = [
      ...(await caseFolders(dir)),
      ...(await caseFolders(trashDir)),
      ...KEPT_FOLDERS.map((name) => join(this.dataDir, name)),
    ];
    const files = folders.map(async (folder) => (await filesUnder(folder)).map((file) => join(folder, file)));
    const beside = (await filesUnder(this.dataDir)).filter((file) => KEPT_FILES.some((name) => file === name));
    return [...(await Promise.all(files)).flat(), ...beside.map((file) => join(this.dataDir, file))];
  }
}

/** Also of cases that were being written or moved. */
async function caseFolders(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.test(name))
    .map((name) => join(folder, name));
}

/** Gives one file its other form; one that has it already, or is gone, is left alone. @throws QuadrantError vault.*, disk.* */
async function turn(path: string, change: (content: Buffer) => Buffer, toSealed: boolean): Promise<void> {
  if ((await beginsSealed(path)) === toSealed) return;
  const partial = join(dirname(path), `.${basename(path)}.partial-${randomUUID()}`);
  try {
    const before = await readFile(path);
    const after = change(before);
    await writeFlushed(partial, after);
    const written = await readFile(partial);
    const [plain, again] = toSealed ? [before, openKept(written, path)] : [openKept(before, path), written];
    if (!plain.equals(again)) throw different(path);
    await rename(partial, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw diskError(error, path);
  }
}

async function beginsSealed(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return isSealed(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function different(path: string): QuadrantError {
  return new QuadrantError(
    'disk.unwritable',
    'What was written is not what was read: the disk cannot be relied on.',
    'Move the cases to another disk.',
    { path },
  );
}

function refused(message: string): QuadrantError {
  return new QuadrantError('vault.refused', message, 'Look at the settings again.');
}
