/** Locking the window, and encrypting what is stored: calls of the api. */
import { z } from 'zod';

const nothing = z.object({});

/** Shorter ones are found by trying. */
export const LEAST_PASSPHRASE = 10;
const MOST_PASSPHRASE = 200;
const newPassphraseSchema = z.string().min(LEAST_PASSPHRASE).max(MOST_PASSPHRASE);
/** The passphrase as it was chosen once, or the recovery key. */
const secretSchema = z.string().min(1).max(MOST_PASSPHRASE);

export const lockApi = {
  'lock.state': { params: nothing, result: z.object({ locked: z.boolean(), encrypted: z.boolean() }) },
  /** From now on only `CALLS_WHILE_LOCKED` are answered; jobs go on. */
  'lock.close': { params: nothing, result: nothing },
  /** `secret` is null where nothing is encrypted. Fails with vault.wrong-passphrase. */
  'lock.open': { params: z.object({ secret: secretSchema.nullable() }), result: nothing },
  /** Encrypts all cases; the recovery key is shown once and kept nowhere. Fails with vault.refused, case.busy. */
  'vault.turn-on': {
    params: z.object({ passphrase: newPassphraseSchema }),
    result: z.object({ recoveryKey: z.string() }),
  },
  'vault.turn-off': { params: z.object({ secret: secretSchema }), result: nothing },
  'vault.change-passphrase': {
    params: z.object({ secret: secretSchema, passphrase: newPassphraseSchema }),
    result: nothing,
  },
} as const;

/** What tells nothing of a patient, and what the window needs to ask for the passphrase in the person's language. */
export const CALLS_WHILE_LOCKED: ReadonlySet<string> = new Set([
  'app.info',
  'settings.get',
  'lock.state',
  'lock.close',
  'lock.open',
]);
