/** The key that leads from pseudonyms back to persons, where one was asked for; else a secret that is forgotten. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { deidentificationKeySchema, type DeidentificationKey, type RetainOption } from '#contract/deidentify';
import { QuadrantError } from '#contract/errors';
import type { OriginalPatient } from '../../io/deidentify/deidentify-object.ts';
import { Pseudonyms } from '../../io/deidentify/pseudonyms.ts';
import { codeOf } from '../../io/flushed-file.ts';
import { replaceFile } from '../../io/replace-file.ts';

/** Only its owner may read it. */
const KEY_MODE = 0o600;

export class Key {
  readonly pseudonyms: Pseudonyms;
  readonly #path: string | null;
  readonly #key: DeidentificationKey;

  private constructor(path: string | null, key: DeidentificationKey) {
    this.#path = path;
    this.#key = { ...key, files: {} };
    this.pseudonyms = new Pseudonyms(key.secret);
  }

  /** @param path null: pseudonyms lead nowhere, and no other run makes the same. @throws QuadrantError usage */
  static async open(path: string | null): Promise<Key> {
    const fresh: DeidentificationKey = {
      schemaVersion: 1,
      secret: randomBytes(32).toString('hex'),
      retain: [],
      patients: {},
      uids: {},
      files: {},
    };
    if (path === null) return new Key(null, fresh);
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return null;
      throw unusable(cause);
    });
    return new Key(path, text === null ? fresh : parsed(text));
  }

  /** What the last run with this key retained. */
  get retain(): ReadonlySet<RetainOption> {
    return new Set(this.#key.retain);
  }

  retainsFromNow(retain: ReadonlySet<RetainOption>): void {
    this.#key.retain = [...retain];
  }

  remember(pseudonym: string, original: OriginalPatient, shiftedDays: number): void {
    const { patientId, patientName, birthDate } = original;
    this.#key.patients[pseudonym] = { patientId, patientName, birthDate, shiftedDays };
  }

  rememberFile(file: number, path: string): void {
    this.#key.files[String(file)] = path;
  }

  /** Writes it for its owner alone; without a path nothing is kept. @throws QuadrantError disk.unwritable */
  async save(): Promise<void> {
    if (this.#path === null) return;
    Object.assign(this.#key.uids, this.pseudonyms.replacedUids);
    await replaceFile(this.#path, `${JSON.stringify(this.#key, null, 2)}\n`, 'The key', KEY_MODE);
  }
}

function parsed(text: string): DeidentificationKey {
  try {
    return deidentificationKeySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw unusable(cause);
  }
}

function unusable(cause: unknown): QuadrantError {
  return new QuadrantError(
    'usage',
    'The key file is not one that Quadrant wrote, or cannot be read.',
    'Name the key of an earlier run, or a file that does not exist yet.',
    {},
    cause,
  );
}
