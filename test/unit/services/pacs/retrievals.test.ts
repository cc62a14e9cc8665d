/** Series on their way, from an archive that does as it is told. */
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RetrievalEvent } from '#contract/pacs';
import type { Archive } from '../../../../main/io/pacs/archive.ts';
import { cancelled, pacsError } from '../../../../main/io/pacs/pacs-errors.ts';
import { Retrievals } from '../../../../main/services/pacs/retrievals.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';

const temporary = useTemporaryFolder();
const IMAGES = [1, 2, 3].map((number) => ({ sopInstanceUid: `1.2.3.${number}`, sopClassUid: '' }));
const SERIES = '1.2.3';

const received = (): string => join(temporary.path, 'received');

function retrieving(retrieve: Archive['retrieve'], images = IMAGES): Archive {
  const unused = (): never => {
    throw new Error('not used by this test');
  };
  const findImages = async () => images;
  return { test: unused, findStudies: unused, findSeries: unused, findImages, retrieve, store: unused };
}

/** Gives the first `count` images. */
const giving =
  (count: number): Archive['retrieve'] =>
  async (_series, folder, onReceived) => {
    for (const { sopInstanceUid } of IMAGES.slice(0, count)) {
      await writeFile(join(folder, `${sopInstanceUid}.dcm`), sopInstanceUid);
      onReceived({ sopInstanceUid, bytes: 7 });
    }
  };

async function run(archive: Archive, onEvent: (event: RetrievalEvent, cancel: () => void) => void = () => {}) {
  const retrievals = new Retrievals(temporary.path, (path) => path);
  const series = { studyUid: '1.2', seriesUid: SERIES };
  const id = retrievals.start({ ...series, serverName: 'Archive', openArchive: async () => archive });
  const events: RetrievalEvent[] = [];
  await new Promise<void>((resolve) => {
    retrievals.subscribe(id, (event) => {
      events.push(event);
      onEvent(event, () => retrievals.cancel(id));
      if (event.state !== 'running') resolve();
    });
  });
  return events;
}

describe('a series', () => {
  test('lies there whole when it is said to be there, in the place of an older copy', async () => {
    await mkdir(join(received(), SERIES), { recursive: true });
    await writeFile(join(received(), SERIES, 'old.dcm'), '');
    const events = await run(retrieving(giving(3)));
    expect(events[0]).toEqual({ state: 'running', received: 0, total: null, bytes: 0 });
    expect(events).toContainEqual({ state: 'running', received: 0, total: 3, bytes: 0 });
    expect(events.at(-1)).toEqual({ state: 'done', sourceId: join(received(), SERIES) });
    expect((await readdir(join(received(), SERIES))).sort()).toEqual(
      IMAGES.map((image) => `${image.sopInstanceUid}.dcm`),
    );
    expect(await readdir(received())).toEqual([SERIES]);
  });

  test.each([
    ['that misses images', retrieving(giving(2)), 'pacs.incomplete', { expected: 3, found: 2 }],
    ['that is not there', retrieving(giving(3), []), 'pacs.not-found', {}],
    [
      'that breaks off',
      retrieving(async () => {
        throw pacsError({ name: 'Archive' }, 'pacs.unreachable');
      }),
      'pacs.unreachable',
      {},
    ],
  ])('%s leaves nothing but a typed error', async (_what, archive, code, facts) => {
    expect((await run(archive)).at(-1)).toMatchObject({ state: 'failed', error: { code, facts } });
    expect(await readdir(received())).toEqual([]);
  });

  test('that is cancelled leaves nothing', async () => {
    const waiting: Archive['retrieve'] = (_series, _folder, _onReceived, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(cancelled())));
    const events = await run(retrieving(waiting), (event, cancel) => {
      if (event.state === 'running' && event.total !== null) setImmediate(cancel);
    });
    expect(events.at(-1)).toEqual({ state: 'cancelled' });
    expect(await readdir(received())).toEqual([]);
  });
});

test('after a month a series without a case goes, after a day what a crash left half', async () => {
  const retrievals = new Retrievals(temporary.path, (path) => path);
  const days = (count: number): Date => new Date(Date.now() - count * 24 * 3600_000);
  const ages = { '1.1': 31, '1.2': 31, '1.3': 29, '.partial-a': 2, '.partial-b': 0 };
  for (const [name, age] of Object.entries(ages)) {
    await mkdir(join(received(), name), { recursive: true });
    await utimes(join(received(), name), days(age), days(age));
  }
  await retrievals.sweep(Date.now(), async () => null); // not all cases can be read
  expect((await readdir(received())).sort()).toEqual(['.partial-b', '1.1', '1.2', '1.3']);
  await retrievals.sweep(Date.now(), async () => new Set(['1.1']));
  expect((await readdir(received())).sort()).toEqual(['.partial-b', '1.1', '1.3']);
});
