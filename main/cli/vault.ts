/** quadrant vault: encrypts the data folder with a passphrase, and takes that back. */
import { text as textOf } from 'node:stream/consumers';
import { lockApi } from '#contract/lock';
import { CasePlace } from '../services/cases/case-place.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { DataVault } from '../services/privacy/vault.ts';
import { takePassphrase } from './passphrase.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, usageError } from './usage.ts';

const NOT_COVERED = `Not encrypted: the scans themselves, exports, series fetched from an archive, settings, the audit log, and whatever
was on the disk before, which programs for recovery may find until it is overwritten.
`;

export async function vaultCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<number> {
  const given = await takePassphrase(args);
  const { values, positionals } = parseCommand(given.args, { json: { type: 'boolean', default: false } });
  const [what = 'status'] = positionals;
  const dataDir = userDataDir();
  const vault = new DataVault(dataDir, new CasePlace(dataDir));
  const tell = (json: object, text: string): void => {
    stdout.write(values.json ? `${JSON.stringify(json, null, 2)}\n` : text);
  };
  const old = (): string => {
    if (given.passphrase !== null) return given.passphrase;
    throw usageError('Give the passphrase: --passphrase-file FILE, or set QUADRANT_PASSPHRASE.');
  };
  switch (what) {
    case 'status':
      tell({ encrypted: vault.isOn }, vault.isOn ? 'The cases are encrypted.\n' : 'The cases are not encrypted.\n');
      return 0;
    case 'on': {
      const recoveryKey = await vault.turnOn(await typed('vault.turn-on'));
      tell(
        { encrypted: true, recoveryKey },
        `The cases are encrypted. Recovery key, shown this once:\n${recoveryKey}\n`,
      );
      stderr.write(NOT_COVERED);
      return 0;
    }
    case 'off':
      await vault.turnOff(old());
      tell({ encrypted: false }, 'The cases are not encrypted any more.\n');
      return 0;
    case 'passphrase':
      await vault.changePassphrase(old(), await typed('vault.change-passphrase'));
      tell({ encrypted: true }, 'From now on the new passphrase counts.\n');
      return 0;
    default:
      throw usageError('Say what to do: quadrant vault status|on|off|passphrase.');
  }
}

/** A new passphrase from standard input. @throws QuadrantError usage for one that is too short */
async function typed(call: 'vault.turn-on' | 'vault.change-passphrase'): Promise<string> {
  const text = (await textOf(process.stdin)).replace(/\r?\n$/, '');
  if (!lockApi[call].params.shape.passphrase.safeParse(text).success)
    throw usageError('The new passphrase comes from standard input and has 10 to 200 characters.');
  return text;
}
