/**
 * vault.json: what makes a folder's files readable again, and useless without the passphrase. The data key is random; it is
 * kept wrapped, once by the passphrase (scrypt, RFC 7914) and once by the recovery key, so that another passphrase leaves all
 * files as they are. A copy lies in the folder of the cases where that is elsewhere.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import { codeOf, diskError, flushFolder, writeFlushed } from '../flushed-file.ts';
import type { VaultKey } from './key-ring.ts';

export const VAULT_JSON = 'vault.json';

const hexBytes = (count: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * count}}$`));

/** A data key under AES-256-GCM: 32 bytes and their tag. */
const wrappedSchema = z.object({ salt: hexBytes(32), nonce: hexBytes(12), sealed: hexBytes(48) });
type Wrapped = z.infer<typeof wrappedSchema>;

/** N·r of what is written, below. More would let a file that was tampered with take gigabytes of memory. */
const MOST_COST = 1 << 20;

/** As scrypt takes them (RFC 7914, 6); 128·N·r bytes of memory. */
const scryptSchema = z
  .object({ N: z.number().int().min(2), r: z.number().int().min(1), p: z.number().int().min(1).max(4) })
  .refine(({ N, r }) => Number.isInteger(Math.log2(N)) && N * r <= MOST_COST);

const vaultSchema = z.object({
  schemaVersion: z.literal(1),
  vaultId: z.string().regex(/^[0-9a-f]{32}$/),
  /** `sealing` and `unsealing`: files are being turned into the other kind, and a start goes on with that. */
  state: z.enum(['sealing', 'on', 'unsealing']),
  scrypt: scryptSchema,
  byPassphrase: wrappedSchema,
  byRecoveryKey: wrappedSchema,
});
export type Vault = z.infer<typeof vaultSchema>;

/** OWASP's choice for passwords; about half a second and 128 MB. */
const SCRYPT = { N: 1 << 17, r: 8, p: 1 };
const RECOVERY_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface NewVault {
  readonly vault: Vault;
  readonly key: VaultKey;
  /** Eight groups of four letters and digits: to be written down, kept nowhere. */
  readonly recoveryKey: string;
}

export async function makeVault(passphrase: string, cost: Vault['scrypt'] = SCRYPT): Promise<NewVault> {
  const key = { vaultId: randomBytes(16).toString('hex'), key: randomBytes(32).toString('hex') };
  const recovery = randomBytes(RECOVERY_BYTES);
  const vault: Vault = {
    schemaVersion: 1,
    vaultId: key.vaultId,
    state: 'sealing',
    scrypt: cost,
    byPassphrase: await wrap(key, (salt) => fromPassphrase(passphrase, salt, cost)),
    byRecoveryKey: await wrap(key, async (salt) => fromRecovery(recovery, salt)),
  };
  return { vault, key, recoveryKey: base32(recovery) };
}

/** The data key. @param secret the passphrase or the recovery key @throws QuadrantError vault.wrong-passphrase */
export async function openVault(vault: Vault, secret: string): Promise<VaultKey> {
  const recovery = recoveryBytes(secret);
  const key =
    (recovery === null
      ? null
      : unwrap(vault, vault.byRecoveryKey, fromRecovery(recovery, saltOf(vault.byRecoveryKey)))) ??
    unwrap(vault, vault.byPassphrase, await fromPassphrase(secret, saltOf(vault.byPassphrase), vault.scrypt));
  if (key !== null) return key;
  throw new QuadrantError(
    'vault.wrong-passphrase',
    'This is not the passphrase.',
    'Try again, or give the recovery key that was shown when encryption was turned on.',
  );
}

/** The same vault under another passphrase. */
export async function withPassphrase(vault: Vault, key: VaultKey, passphrase: string): Promise<Vault> {
  return { ...vault, byPassphrase: await wrap(key, (salt) => fromPassphrase(passphrase, salt, vault.scrypt)) };
}

/** The vault of a folder itself; null where there is none. @throws QuadrantError vault.damaged where it cannot be read */
export function vaultIn(folder: string): Vault | null {
  const path = join(folder, VAULT_JSON);
  try {
    return vaultSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(cause))) return null;
    throw new QuadrantError(
      'vault.damaged',
      'The file with the wrapped key of the encrypted cases cannot be read.',
      'Take vault.json from a backup: nothing is lost as long as there is one.',
      { path },
      cause,
    );
  }
}

/** The vault that a file belongs to: of the nearest folder above it that has one. @throws QuadrantError vault.damaged */
export function vaultOf(path: string): Vault | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const vault = vaultIn(folder);
    if (vault !== null || folder === dirname(folder)) return vault;
  }
}

/** Replaced in one step, and on the disk when it answers. @throws QuadrantError disk.* */
export async function writeVault(folder: string, vault: Vault): Promise<void> {
  const path = join(folder, VAULT_JSON);
  const partial = join(folder, `.${VAULT_JSON}.partial-${randomBytes(8).toString('hex')}`);
  try {
    await writeFlushed(partial, `${JSON.stringify(vault, null, 2)}\n`);
    await rename(partial, path);
    await flushFolder(folder);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw diskError(error, path);
  }
}

async function wrap({ vaultId, key }: VaultKey, wrappingKey: (salt: Buffer) => Promise<Buffer>): Promise<Wrapped> {
  const salt = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await wrappingKey(salt), nonce);
  cipher.setAAD(Buffer.from(vaultId, 'hex'));
  const sealed = Buffer.concat([cipher.update(key, 'hex'), cipher.final(), cipher.getAuthTag()]);
  return { salt: salt.toString('hex'), nonce: nonce.toString('hex'), sealed: sealed.toString('hex') };
}

/** null where the key does not fit. */
function unwrap({ vaultId }: Vault, { nonce, sealed }: Wrapped, wrappingKey: Buffer): VaultKey | null {
  const bytes = Buffer.from(sealed, 'hex');
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey, Buffer.from(nonce, 'hex'));
    decipher.setAAD(Buffer.from(vaultId, 'hex'));
    decipher.setAuthTag(bytes.subarray(-16));
    const key = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
    return { vaultId, key: key.toString('hex') };
  } catch {
    return null;
  }
}

function saltOf({ salt }: Wrapped): Buffer {
  return Buffer.from(salt, 'hex');
}

function fromPassphrase(passphrase: string, salt: Buffer, cost: Vault['scrypt']): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    // The same letters may be typed as one character or as two.
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function fromRecovery(recovery: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', recovery, salt, 'quadrant recovery key 1', 32));
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** null for what is no recovery key. */
function recoveryBytes(secret: string): Buffer | null {
  const letters = secret.toUpperCase().replaceAll(/[\s-]/g, '');
  if (!/^[A-Z2-7]{32}$/.test(letters)) return null;
  const bits = Array.from(letters, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
