/** The passphrase of encrypted cases on the command line: from a file or the environment, never as an argument that all can read. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { holdKey, keyOf } from '../io/vault/key-ring.ts';
import { openVault, vaultIn, vaultOf } from '../io/vault/vault-file.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { usageError } from './usage.ts';

const OPTION = '--passphrase-file';

export interface WithPassphrase {
  /** Without the option. */
  readonly args: readonly string[];
  /** null: none was given. */
  readonly passphrase: string | null;
}

/** @throws QuadrantError usage for an option without a file, or one that cannot be read */
export async function takePassphrase(args: readonly string[]): Promise<WithPassphrase> {
  const at = args.findIndex((arg) => arg === OPTION || arg.startsWith(`${OPTION}=`));
  if (at === -1) return { args, passphrase: process.env['QUADRANT_PASSPHRASE'] ?? null };
  const joined = args[at].startsWith(`${OPTION}=`);
  const file = joined ? args[at].slice(OPTION.length + 1) : args.at(at + 1);
  if (file === undefined || file === '') throw usageError(`Name a file: ${OPTION} FILE.`);
  const text = await readFile(resolve(file), 'utf8').catch((cause: unknown) => {
    throw new QuadrantError('usage', 'The file of the passphrase cannot be read.', 'Check its name.', { file }, cause);
  });
  return { args: args.toSpliced(at, joined ? 1 : 2), passphrase: text.replace(/\r?\n$/, '') };
}

/** Opens the vaults of the data folder and of all paths among the arguments. @throws QuadrantError vault.wrong-passphrase */
export async function unlockAll(args: readonly string[], passphrase: string): Promise<void> {
  const paths = args.filter((arg) => !arg.startsWith('-')).map((arg) => resolve(arg));
  const vaults = [vaultIn(userDataDir()), ...paths.map((path) => vaultIn(path) ?? vaultOf(path))];
  for (const vault of vaults)
    if (vault !== null && keyOf(vault.vaultId) === null) holdKey(await openVault(vault, passphrase));
}
