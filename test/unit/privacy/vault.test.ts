/** Encryption of the data folder: what is on the disk, what can be opened again, and what happens when it is cut off. */
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesUnder } from '../../../main/io/copy-folder.ts';
import { holdOnly } from '../../../main/io/vault/key-ring.ts';
import { keptPieces, KeptReader, readKept, readKeptText, sealedFor } from '../../../main/io/vault/kept-file.ts';
import { isSealed, sealBytes } from '../../../main/io/vault/sealed-format.ts';
import { vaultIn, writeVault } from '../../../main/io/vault/vault-file.ts';
import { CasePlace } from '../../../main/services/cases/case-place.ts';
import { DataVault } from '../../../main/services/privacy/vault.ts';
import { verifyReview } from '../../../main/services/review/verify-review.ts';
import { useTemporaryFolder } from '../io/temporary-folder.ts';
import { canariesIn, filesWithCanaries } from './canaries.ts';
import { runSession } from './run-session.ts';

const PASSPHRASE = 'Plümchen im Käfig';
const CASE_ID = '0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e';
const KEY = { vaultId: 'ab'.repeat(16), key: '17'.repeat(32) };

/** The session below pays the full price. */
const CHEAP = { N: 1 << 10, r: 8, p: 1 };

afterEach(() => holdOnly([]));

/** Files of a data folder that tell of patients, and what is in each. */
const FILES: Readonly<Record<string, string>> = {
  'recent.json': 'Zwetschge 1',
  'case-index.json': 'Zwetschge 2',
  'thumbnails/0123456789abcdef': 'Zwetschge 3',
  [`cases/${CASE_ID}/case.json`]: 'Zwetschge 4',
  [`cases/${CASE_ID}/labelmap.png`]: '',
  [`cases/${CASE_ID}/review/000001.json`]: 'Zwetschge 5',
  [`trash/${CASE_ID}/case.json`]: 'Zwetschge 6',
  [`outbox/${CASE_ID}/1.dcm`]: `Zwetschge${'.'.repeat(3 << 20)}`,
};

async function fill(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await writeFile(join(folder, 'settings.json'), '{}');
}

async function sealedFiles(folder: string): Promise<readonly string[]> {
  const names = await filesUnder(folder);
  const sealed = await Promise.all(names.map(async (name) => isSealed(await readFile(join(folder, name)))));
  return names.filter((_, n) => sealed[n]);
}

async function piecesOf(path: string): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of keptPieces(path)) pieces.push(piece);
  return pieces;
}

async function expectContents(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(FILES)) expect(await readKeptText(join(folder, name))).toBe(content);
}

describe('the vault of a data folder', () => {
  const folder = useTemporaryFolder();
  let vault: DataVault;
  const opened = (): DataVault => new DataVault(folder.path, new CasePlace(folder.path), { cost: CHEAP });
  beforeEach(async () => {
    await fill(folder.path);
    vault = opened();
  });

  it('encrypts whatever tells of patients and nothing else, and gives it back', async () => {
    const recoveryKey = await vault.turnOn(PASSPHRASE);
    expect(recoveryKey).toMatch(/^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$/);
    expect(await sealedFiles(folder.path)).toEqual(Object.keys(FILES).sort());
    expect(await filesWithCanaries(folder.path)).toEqual([]);
    await expectContents(folder.path);
    await expect(vault.turnOn(PASSPHRASE)).rejects.toMatchObject({ code: 'vault.refused' });

    holdOnly([]);
    expect(vault.isLocked).toBe(true);
    await expect(readKept(join(folder.path, 'recent.json'))).rejects.toMatchObject({ code: 'vault.locked' });
    await expect(vault.unlock('Plümchen im Käfig!')).rejects.toMatchObject({ code: 'vault.wrong-passphrase' });
    expect(vault.isLocked).toBe(true);
    await vault.unlock(PASSPHRASE.normalize('NFD'));
    await expectContents(folder.path);

    await vault.changePassphrase(recoveryKey.toLowerCase().replaceAll('-', ' '), 'another passphrase');
    holdOnly([]);
    await expect(vault.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'vault.wrong-passphrase' });
    await vault.turnOff('another passphrase');
    expect(vault.isOn).toBe(false);
    expect(await sealedFiles(folder.path)).toEqual([]);
    expect(await readdir(folder.path)).not.toContain('vault.json');
    await expectContents(folder.path);
  });

  it('goes on where it was cut off, in both directions, and everything can be read meanwhile', async () => {
    await vault.turnOn(PASSPHRASE);
    const on = vaultIn(folder.path);
    if (on === null) throw new Error('no vault');
    const plain = join(folder.path, 'recent.json');
    await writeFile(plain, FILES['recent.json']); // as before its turn came
    await writeFile(join(folder.path, `cases/${CASE_ID}/.shelf.json.partial-1`), 'Zwetschge'); // of a killed program
    await writeVault(folder.path, { ...on, state: 'sealing' });
    await expectContents(folder.path);
    await opened().finish();
    expect(vaultIn(folder.path)?.state).toBe('on');
    expect(await filesWithCanaries(folder.path)).toEqual([]);

    await writeVault(folder.path, { ...on, state: 'unsealing' });
    expect(sealedFor(plain, 'new')).toBe('new');
    await opened().finish();
    expect(await sealedFiles(folder.path)).toEqual([]);
    expect(vaultIn(folder.path)).toBeNull();
    await expectContents(folder.path);
  });

  it('encrypts cases in a folder that a person chose, also in a process that started before', async () => {
    const chosen = join(folder.path, '..', `${CASE_ID.slice(0, 8)}-chosen`);
    const place = new CasePlace(folder.path);
    try {
      await place.moveTo(chosen);
      await new DataVault(folder.path, place, { cost: CHEAP }).turnOn(PASSPHRASE);
      const path = join(chosen, CASE_ID, 'case.json');
      expect(await filesWithCanaries(chosen)).toEqual([]);
      holdOnly([]);
      expect(() => sealedFor(path, 'plain')).toThrow(expect.objectContaining({ code: 'vault.locked' }));
      await vault.unlock(PASSPHRASE);
      expect(await readKeptText(path)).toBe('Zwetschge 4');
      await place.moveTo(null);
      expect(await readdir(chosen).catch(() => [])).not.toContain('vault.json');
      await expectContents(folder.path);
    } finally {
      await rm(chosen, { recursive: true, force: true });
    }
  });
});

describe('a sealed file', () => {
  const folder = useTemporaryFolder();
  const path = (): string => join(folder.path, CASE_ID, 'case.json');
  const seal = async (content: Uint8Array, at = path()): Promise<Buffer> => {
    const sealed = sealBytes(content, KEY, `${CASE_ID}/case.json`);
    await mkdir(join(at, '..'), { recursive: true });
    await writeFile(at, sealed);
    return sealed;
  };
  beforeEach(() => holdOnly([KEY]));

  it.each([0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20])(
    'of %i bytes is read whole, in pieces and from any place',
    async (size) => {
      const content = Buffer.alloc(size, 'a tooth ');
      await seal(content);
      expect((await readKept(path())).equals(content)).toBe(true);
      expect(Buffer.concat(await piecesOf(path())).equals(content)).toBe(true);
      const reader = await KeptReader.open(path());
      expect(await reader.size()).toBe(size);
      const from = Math.floor(size * 0.6);
      if (size > 0) expect((await reader.read(from, 8, size)).subarray(0, 4)).toEqual(content.subarray(from, from + 4));
      await reader.close();
    },
  );

  it('tells every change of it', async () => {
    const sealed = await seal(Buffer.alloc((2 << 20) + 9, 'x'));
    const chunk = (1 << 20) + 16;
    const head = sealed.length - 2 * chunk - 25;
    const changes: Readonly<Record<string, Buffer>> = {
      'another version': Buffer.concat([sealed.subarray(0, 8), Buffer.of(2), sealed.subarray(9)]),
      'cut at a chunk': sealed.subarray(0, head + 2 * chunk),
      'cut within one': sealed.subarray(0, head + chunk + 5),
      'only the header': sealed.subarray(0, head),
      'chunks exchanged': Buffer.concat([
        sealed.subarray(0, head),
        sealed.subarray(head + chunk, head + 2 * chunk),
        sealed.subarray(head, head + chunk),
        sealed.subarray(head + 2 * chunk),
      ]),
      'something after it': Buffer.concat([sealed, Buffer.from('more')]),
    };
    for (const at of [30, head - 1, head + 7, sealed.length - 1]) {
      const flipped = Buffer.from(sealed);
      flipped[at] ^= 1;
      Object.assign(changes, { [`a bit of byte ${at}`]: flipped });
    }
    for (const [what, bytes] of Object.entries(changes)) {
      await writeFile(path(), bytes);
      await expect(readKept(path()), what).rejects.toMatchObject({ code: 'vault.damaged' });
    }
  });

  it('is of its case and name alone, but goes to the trash with its case', async () => {
    await seal(Buffer.from('a case'));
    const trashed = join(folder.path, 'trash', CASE_ID);
    await mkdir(trashed, { recursive: true });
    await copyFile(path(), join(trashed, 'case.json'));
    expect(await readKeptText(join(trashed, 'case.json'))).toBe('a case');
    await copyFile(path(), join(trashed, 'run.json'));
    await expect(readKept(join(trashed, 'run.json'))).rejects.toMatchObject({ code: 'vault.damaged' });
    const other = join(folder.path, CASE_ID.replace('0b', '1b'));
    await rename(join(folder.path, CASE_ID), other);
    await expect(readKept(join(other, 'case.json'))).rejects.toMatchObject({ code: 'vault.damaged' });
  });
});

describe('a session on encrypted cases', () => {
  const folder = useTemporaryFolder();

  it('leaves nothing that names the patient, and all of the case to those who have the passphrase', async () => {
    const { dataDir, tmpDir, stderr, told, caseId } = await runSession(folder.path, {
      hidePatients: false,
      passphrase: PASSPHRASE,
    });
    expect(told.slice(0, 3)).toEqual(['segmented: done', 'stale review: review.conflict', 'csv: worked']);
    expect(await filesWithCanaries(dataDir)).toEqual([]);
    expect(await filesWithCanaries(tmpDir)).toEqual([]);
    expect(canariesIn(stderr)).toEqual([]);
    // All but what tells of no patient, by name.
    const plain = (await filesUnder(dataDir)).filter((name) => !name.startsWith('audit'));
    const sealed = new Set(await sealedFiles(dataDir));
    expect(plain.filter((name) => !sealed.has(name))).toEqual([
      'clock.json',
      'logs/quadrant.log',
      'settings.json',
      'timings.json',
      'vault.json',
    ]);

    const caseDir = join(dataDir, 'cases', caseId);
    await expect(verifyReview(caseDir)).rejects.toMatchObject({ code: 'vault.locked' });
    const vault = new DataVault(dataDir, new CasePlace(dataDir));
    await vault.unlock(PASSPHRASE);
    const { caseFile, logged, damage } = await verifyReview(caseDir);
    expect([caseFile.source.patientId, logged.length, damage]).toEqual(['KNR-778899', 1, null]);
    // The search would have found it.
    await vault.turnOff(PASSPHRASE);
    const found = (await filesWithCanaries(dataDir)).join('\n');
    for (const name of ['recent.json', 'case-index.json', 'thumbnails', 'case.json', 'thumbnail.webp'])
      expect(found).toContain(name);
  });
});
