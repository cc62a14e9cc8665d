/** The door to the archives: what happens without one, passwords, and the list of servers. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pacsServerSchema, type OutboxEntry } from '#contract/pacs';
import { PacsDoor } from '../../../../main/services/pacs/pacs-door.ts';
import type { KeyStore } from '../../../../main/services/pacs/passwords.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';

const temporary = useTemporaryFolder();
const PASSWORD = 'canary-password-4711';
const WEB = pacsServerSchema.parse({ kind: 'dicomweb', name: 'Web', url: 'http://127.0.0.1:9/dicom-web', user: 'q' });
const DIMSE = pacsServerSchema.parse({
  kind: 'dimse',
  name: 'Old',
  host: '127.0.0.1',
  port: 9,
  calledAet: 'PACS',
  tls: true,
});

let keys: Map<string, string>;
let door: PacsDoor;
beforeEach(() => {
  keys = new Map();
  door = openDoor(inMemory());
});
afterEach(() => door.dispose());

function openDoor(keyStore: KeyStore): PacsDoor {
  const unused = (): never => {
    throw new Error('not used by this test');
  };
  return new PacsDoor({
    dataDir: temporary.path,
    registerSource: (path) => path,
    caseDirOf: unused,
    scanPathOf: unused,
    exportObject: unused,
    keyStore,
  });
}

function inMemory(): KeyStore {
  return {
    get: async (id) => keys.get(id) ?? null,
    set: async (id, password) => void keys.set(id, password),
    delete: async (id) => void keys.delete(id),
  };
}

const NO_KEY_STORE: KeyStore = {
  get: () => Promise.reject(new Error('no key store')),
  set: () => Promise.reject(new Error('no key store')),
  delete: () => Promise.reject(new Error('no key store')),
};

/** All that lies in the data folder. */
async function written(): Promise<string> {
  const names = await readdir(temporary.path, { recursive: true, withFileTypes: true });
  const files = names
    .filter((each) => each.isFile())
    .map((each) => readFile(join(each.parentPath, each.name), 'latin1'));
  return (await Promise.all(files)).join('\n');
}

describe('without an archive', () => {
  test('no socket is opened and nothing of it is loaded', async () => {
    const script = fileURLToPath(new URL('./off-script.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, temporary.path]);
    expect(JSON.parse(stdout)).toEqual({
      off: { loaded: [], sockets: 0 },
      // The same watch sees both once there is an archive: it is not blind.
      on: { loaded: expect.arrayContaining(['main/services/pacs/outbox.ts', 'main/io/pacs/dicomweb.ts']), sockets: 1 },
    });
  });

  test('every call but the lists is a typed error', async () => {
    const serverId = '0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e';
    expect(await door.calls['pacs.servers']({})).toEqual([]);
    expect(await door.calls['pacs.outbox']({})).toEqual([]);
    await expect(door.calls['pacs.test']({ serverId })).rejects.toMatchObject({ code: 'pacs.no-server' });
    await expect(door.calls['pacs.retry']({ entryId: serverId })).rejects.toMatchObject({ code: 'pacs.no-server' });
    expect(() => door.subscribeRetrieval('r', () => {})).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(await written()).toBe('');
  });

  test('the outbox tells that it is empty, and goes on when there is one', async () => {
    const told: OutboxEntry[][] = [];
    const stop = door.subscribeOutbox((entries) => told.push(entries));
    await expect.poll(() => told.length).toBe(1);
    await door.calls['pacs.save-server']({ serverId: null, server: WEB });
    await expect.poll(() => told.length).toBeGreaterThan(1);
    stop();
  });
});

describe('the list of archives', () => {
  test('keeps them for the next start, and says which are encrypted', async () => {
    await door.calls['pacs.save-server']({ serverId: null, server: WEB });
    const { serverId } = await door.calls['pacs.save-server']({ serverId: null, server: DIMSE });
    const again = openDoor(inMemory());
    expect((await again.calls['pacs.servers']({})).map(({ server, encrypted }) => [server.name, encrypted])).toEqual([
      ['Web', false],
      ['Old', true],
    ]);
    await again.calls['pacs.remove-server']({ serverId });
    expect((await again.calls['pacs.servers']({})).map(({ server }) => server.name)).toEqual(['Web']);
    await again.dispose();
  });

  test('has a name once, and changes only what is there', async () => {
    const { serverId } = await door.calls['pacs.save-server']({ serverId: null, server: WEB });
    await door.calls['pacs.save-server']({ serverId, server: pacsServerSchema.parse({ ...WEB, user: 'other' }) });
    const twice = door.calls['pacs.save-server']({ serverId: null, server: { ...DIMSE, name: 'Web' } });
    await expect(twice).rejects.toMatchObject({ code: 'usage' });
    const unknown = door.calls['pacs.save-server']({ serverId: '0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e', server: DIMSE });
    await expect(unknown).rejects.toMatchObject({ code: 'pacs.no-server' });
    expect(await door.calls['pacs.servers']({})).toMatchObject([{ serverId, server: { user: 'other' } }]);
  });
});

describe('a password', () => {
  test('lies in the key store alone, and is never told', async () => {
    const { serverId } = await door.calls['pacs.save-server']({ serverId: null, server: WEB });
    expect(await door.calls['pacs.set-password']({ serverId, password: PASSWORD })).toEqual({ password: 'kept' });
    expect([...keys.values()]).toEqual([PASSWORD]);
    const listed = await door.calls['pacs.servers']({});
    expect(listed).toMatchObject([{ password: 'kept' }]);
    expect(JSON.stringify(listed) + (await written())).not.toContain(PASSWORD);
    expect(await door.calls['pacs.set-password']({ serverId, password: '' })).toEqual({ password: 'none' });
    expect(keys.size).toBe(0);
  });

  test('goes with its archive', async () => {
    const { serverId } = await door.calls['pacs.save-server']({ serverId: null, server: WEB });
    await door.calls['pacs.set-password']({ serverId, password: PASSWORD });
    await door.calls['pacs.remove-server']({ serverId });
    expect(keys.size).toBe(0);
  });

  test('is kept in memory until the program ends where there is no key store, and the answer says so', async () => {
    const first = openDoor(NO_KEY_STORE);
    const { serverId } = await first.calls['pacs.save-server']({ serverId: null, server: WEB });
    expect(await first.calls['pacs.set-password']({ serverId, password: PASSWORD })).toEqual({ password: 'session' });
    expect(await first.calls['pacs.servers']({})).toMatchObject([{ password: 'session' }]);
    const error: unknown = await first.calls['pacs.test']({ serverId }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'pacs.unreachable' });
    expect(JSON.stringify(error)).not.toContain(PASSWORD);
    await first.dispose();
    const second = openDoor(NO_KEY_STORE);
    expect(await second.calls['pacs.servers']({})).toMatchObject([{ password: 'none' }]);
    expect(await written()).not.toContain(PASSWORD);
    await second.dispose();
  });
});
