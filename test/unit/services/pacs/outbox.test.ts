/** The outbox over a folder on disk and an archive that does as it is told. */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxEntry } from '#contract/pacs';
import type { Archive, FileToStore } from '../../../../main/io/pacs/archive.ts';
import { pacsError } from '../../../../main/io/pacs/pacs-errors.ts';
import { OutboxFolder } from '../../../../main/services/pacs/outbox-folder.ts';
import { Outbox } from '../../../../main/services/pacs/outbox.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';

const temporary = useTemporaryFolder();
const SERVER = { name: 'Archive' };
const ID = (digit: number): string => `0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f${digit}e`;

let now = 0;
let outboxes: Outbox[] = [];
beforeEach(() => {
  now = Date.parse('2026-11-28T08:00:00Z');
});
afterEach(async () => {
  for (const outbox of outboxes) await outbox.dispose();
  outboxes = [];
});

/** An archive that stores by calling `store`. */
function storing(store: Archive['store']): Archive {
  const unused = (): never => {
    throw new Error('not used by this test');
  };
  return { test: unused, findStudies: unused, findSeries: unused, findImages: unused, retrieve: unused, store };
}

const takes: Archive['store'] = async () => ({ warning: null });

interface Set {
  readonly folder: OutboxFolder;
  readonly outbox: Outbox;
  readonly changes: OutboxEntry[][];
}

/** Another start of the program on the same folder. */
function start(store: Archive['store']): Set {
  const folder = new OutboxFolder(temporary.path);
  const changes: OutboxEntry[][] = [];
  const outbox = new Outbox({
    folder,
    openArchive: async () => storing(store),
    onChange: (entries) => changes.push(entries),
    now: () => now,
    pausesS: [10, 60],
  });
  outboxes.push(outbox);
  return { folder, outbox, changes };
}

async function addEntry(folder: OutboxFolder, digit = 1, serverDigit = 9): Promise<OutboxEntry> {
  return folder.add(async (pathOf) => {
    for (const index of [0, 1]) await writeFile(pathOf(index), `object ${index}`);
    return {
      entryId: ID(digit),
      serverId: ID(serverDigit),
      serverName: 'Archive',
      caseId: 'c',
      patientName: 'Doe^Jane',
      createdAt: new Date(now).toISOString(),
      files: [0, 1].map((index) => ({
        format: index === 0 ? ('dicom-seg' as const) : ('dicom-sr' as const),
        sopInstanceUid: `2.25.${index}`,
        bytes: 8,
        sentAt: null,
        warning: null,
      })),
      state: 'waiting',
      attempts: 0,
      nextAttemptAt: null,
      error: null,
    };
  });
}

const filesOf = async (digit = 1): Promise<string[]> =>
  (await readdir(join(temporary.path, 'outbox', ID(digit)))).sort();

async function onDisk(digit = 1): Promise<OutboxEntry> {
  const text = await readFile(join(temporary.path, 'outbox', ID(digit), 'entry.json'), 'utf8');
  return JSON.parse(text).entry;
}

async function pumped({ outbox }: Set): Promise<OutboxEntry[]> {
  await outbox.pump();
  await outbox.settled();
  return outbox.list();
}

describe('an entry', () => {
  test('lies there whole before anything is sent', async () => {
    const set = start(takes);
    await addEntry(set.folder);
    expect(await filesOf()).toEqual(['1.dcm', '2.dcm', 'entry.json']);
    expect(await readFile(set.folder.fileOf(ID(1), 1), 'utf8')).toBe('object 1');
  });

  test('that cannot be made leaves nothing', async () => {
    const { folder } = start(takes);
    const broken = folder.add(async (pathOf) => {
      await writeFile(pathOf(0), 'half');
      throw new Error('no more');
    });
    await expect(broken).rejects.toThrow('no more');
    expect(await readdir(join(temporary.path, 'outbox'))).toEqual([]);
  });

  test('is marked file by file as the archive says so, and its files go when it has all', async () => {
    const seen: string[] = [];
    const set = start(async ({ path, sopInstanceUid }) => {
      seen.push(
        `${sopInstanceUid} ${await readFile(path, 'utf8')} ${(await onDisk()).files.map(({ sentAt }) => sentAt !== null).join()}`,
      );
      return { warning: sopInstanceUid === '2.25.1' ? 'some elements were changed' : null };
    });
    await addEntry(set.folder);
    const [entry] = await pumped(set);
    expect(seen).toEqual(['2.25.0 object 0 false,false', '2.25.1 object 1 true,false']);
    expect(entry).toMatchObject({ state: 'sent', attempts: 1, error: null, nextAttemptAt: null });
    expect(entry.files.map(({ warning }) => warning)).toEqual([null, 'some elements were changed']);
    expect(await filesOf()).toEqual(['entry.json']);
  });
});

describe('an archive that is away', () => {
  const away: Archive['store'] = async () => {
    throw pacsError(SERVER, 'pacs.unreachable');
  };

  test('is tried again after growing pauses', async () => {
    const set = start(away);
    await addEntry(set.folder);
    let [entry] = await pumped(set);
    expect(entry).toMatchObject({ state: 'waiting', attempts: 1, nextAttemptAt: new Date(now + 10_000).toISOString() });
    expect(entry.error?.code).toBe('pacs.unreachable');
    now += 9_000;
    [entry] = await pumped(set);
    expect(entry.attempts).toBe(1);
    now += 1_000;
    [entry] = await pumped(set);
    expect(entry).toMatchObject({ attempts: 2, nextAttemptAt: new Date(now + 60_000).toISOString() });
    expect(await filesOf()).toEqual(['1.dcm', '2.dcm', 'entry.json']);
  });

  test('is tried at once when the clock was set back, however far', async () => {
    const set = start(away);
    await addEntry(set.folder);
    await pumped(set);
    now -= 400 * 86_400_000;
    const [entry] = await pumped(set);
    expect(entry).toMatchObject({ attempts: 2, nextAttemptAt: new Date(now + 60_000).toISOString() });
  });

  test('gets at the next start what it does not have, and only that', async () => {
    const first = start(async ({ sopInstanceUid }) => {
      if (sopInstanceUid === '2.25.1') throw pacsError(SERVER, 'pacs.timeout');
      return { warning: null };
    });
    await addEntry(first.folder);
    await pumped(first);
    await first.outbox.dispose();

    const sent: string[] = [];
    const second = start(async ({ sopInstanceUid }) => {
      sent.push(sopInstanceUid);
      return { warning: null };
    });
    await second.outbox.resume(); // does not wait for the pause
    await second.outbox.settled();
    expect(sent).toEqual(['2.25.1']);
    expect((await onDisk()).state).toBe('sent');
  });

  test('gets its entries one after the other, the oldest first', async () => {
    const sent: string[] = [];
    const set = start(async ({ path }) => {
      sent.push(path.split('/').at(-2) ?? '');
      return { warning: null };
    });
    await addEntry(set.folder, 2);
    now += 1000;
    await addEntry(set.folder, 1);
    const entries = await pumped(set);
    expect(entries.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(sent).toEqual([ID(2), ID(2), ID(1), ID(1)]);
  });

  test('does not hold up another one', async () => {
    const folder = new OutboxFolder(temporary.path);
    const outbox = new Outbox({
      folder,
      openArchive: async (serverId) => storing(serverId === ID(8) ? () => new Promise(() => {}) : takes),
      onChange: () => {},
    });
    await addEntry(folder, 1, 8);
    await addEntry(folder, 2, 9);
    await outbox.pump();
    await expect.poll(async () => (await onDisk(2)).state).toBe('sent');
    expect((await outbox.list()).find(({ entryId }) => entryId === ID(1))?.state).toBe('sending');
    expect((await onDisk(1)).state).toBe('waiting'); // who is killed now finds it so
  });
});

describe('an archive that says no', () => {
  test('to one object gets the others, and a person is asked', async () => {
    const set = start(async ({ sopInstanceUid }) => {
      if (sopInstanceUid === '2.25.0') throw pacsError(SERVER, 'pacs.refused', { reason: 'SOP class not supported' });
      return { warning: null };
    });
    await addEntry(set.folder);
    const [entry] = await pumped(set);
    expect(entry).toMatchObject({ state: 'stopped', nextAttemptAt: null });
    expect(entry.files.map(({ sentAt }) => sentAt !== null)).toEqual([false, true]);
    now += 1e9;
    expect((await pumped(set))[0].attempts).toBe(1);
  });

  test('for want of a password is asked again only once there is one', async () => {
    let password = '';
    let calls = 0;
    const set = start(async () => {
      calls++;
      if (password === '') throw pacsError(SERVER, 'pacs.login');
      return { warning: null };
    });
    await addEntry(set.folder);
    expect((await pumped(set))[0].state).toBe('stopped');
    await set.outbox.resume();
    await set.outbox.settled();
    expect(calls).toBe(1); // a wrong password tried again and again locks an account
    password = 'right';
    await set.outbox.resume(({ error }) => error?.code === 'pacs.login');
    await set.outbox.settled();
    expect((await onDisk()).state).toBe('sent');
  });

  test('is asked again by a person', async () => {
    let refuses = true;
    const set = start(async () => {
      if (refuses) throw pacsError(SERVER, 'pacs.refused');
      return { warning: null };
    });
    await addEntry(set.folder);
    await pumped(set);
    refuses = false;
    await set.outbox.retry(ID(1));
    await set.outbox.settled();
    expect((await onDisk()).state).toBe('sent');
    await expect(set.outbox.retry(ID(7))).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('while something is being sent', () => {
  const waits = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(pacsError(SERVER, 'pacs.unreachable'))));

  test('taking it out stops it and removes it', async () => {
    const set = start((_file: FileToStore, signal) => waits(signal));
    await addEntry(set.folder);
    await set.outbox.pump();
    await set.outbox.remove(ID(1));
    expect(await set.outbox.list()).toEqual([]);
    expect(existsSync(join(temporary.path, 'outbox', ID(1)))).toBe(false);
  });

  test('the end of the program leaves it as it was', async () => {
    const set = start((_file: FileToStore, signal) => waits(signal));
    await addEntry(set.folder);
    await set.outbox.pump();
    await set.outbox.dispose();
    expect(await onDisk()).toMatchObject({ state: 'waiting', attempts: 0, error: null });
  });

  test('every change is told', async () => {
    const set = start(takes);
    await addEntry(set.folder);
    await pumped(set);
    await expect.poll(() => set.changes.at(-1)?.[0]?.state).toBe('sent');
    expect(set.changes.some(([entry]) => entry.state === 'sending')).toBe(true);
  });
});

test('what was sent is forgotten after a month, and what a crash left half after an hour', async () => {
  const set = start(takes);
  await addEntry(set.folder);
  await pumped(set);
  await addEntry(set.folder, 2);
  await writeFile(join(temporary.path, 'outbox', '.new-x'), '');
  await set.folder.sweep(Date.now());
  expect(await readdir(join(temporary.path, 'outbox'))).toContain('.new-x');
  await set.folder.sweep(Math.max(now, Date.now()) + 31 * 24 * 3600_000);
  expect(await readdir(join(temporary.path, 'outbox'))).toEqual([ID(2)]);
});

test('an entry that a disk damaged does not hold up the others', async () => {
  const set = start(takes);
  await addEntry(set.folder);
  await addEntry(set.folder, 2);
  await writeFile(join(temporary.path, 'outbox', ID(1), 'entry.json'), '{ "half');
  expect((await pumped(set)).map(({ entryId, state }) => [entryId, state])).toEqual([[ID(2), 'sent']]);
  expect(await filesOf()).toEqual(['1.dcm', '2.dcm', 'entry.json']);
});
