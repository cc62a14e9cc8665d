/** What writes into a data folder, and what has to be found there after a cut. Each act goes through the product's own code. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutboxEntry } from '#contract/pacs';
import { createServices, type Services } from '../../../main/services/index.ts';
import { replaceFile } from '../../../main/io/replace-file.ts';
import { readCaseLabels } from '../../../main/io/case-folder.ts';
import { OutboxFolder } from '../../../main/services/pacs/outbox-folder.ts';
import { verifyReview } from '../../../main/services/review/verify-review.ts';
import { writeSmallCase } from '../kill/small-case.ts';

export interface Act {
  readonly name: string;
  /** Before the power is at risk; returns what is then done. Called on a copy of what `furnish` made. */
  readonly prepare: (dataDir: string) => Promise<() => Promise<unknown>>;
  readonly furnish: (dataDir: string) => Promise<unknown>;
  /** `old` or `new`, as the next start finds it. @throws what is broken */
  readonly found: (dataDir: string) => Promise<'old' | 'new'>;
}

export const CASE_ID = '11111111-1111-4111-8111-111111111111';
const OTHER_ID = '22222222-2222-4222-8222-222222222222';
const ENTRY_ID = '33333333-3333-4333-8333-333333333333';

export function servicesOn(dataDir: string): Services {
  return createServices({
    dataDir,
    resourcesDir: dataDir,
    engineSpawner: () => {
      throw new Error('No engine is needed here');
    },
    host: 'browser',
    version: '0.0.0-faults',
  });
}

async function withServices<Result>(dataDir: string, task: (services: Services) => Promise<Result>): Promise<Result> {
  const services = servicesOn(dataDir);
  try {
    return await task(services);
  } finally {
    await services.dispose();
  }
}

const furnishCase = (dataDir: string): Promise<string> => writeSmallCase(dataDir, CASE_ID);

async function wholeCase(caseDir: string): Promise<number> {
  await readCaseLabels(caseDir);
  const { damage, setAside, logged } = await verifyReview(caseDir);
  if (damage !== null || setAside.length > 0) throw new Error('the log is damaged');
  return logged.length;
}

async function listed(
  dataDir: string,
): Promise<{ readonly shelf: string[]; readonly trash: string[]; readonly tags: number }> {
  return withServices(dataDir, async ({ calls }) => {
    const { cases, unreadable } = await calls['cases.list']({});
    if (unreadable.length > 0) throw new Error('a case cannot be read');
    const inTrash = ({ deletedAt }: (typeof cases)[number]): boolean => deletedAt !== null;
    return {
      shelf: cases.filter((each) => !inTrash(each)).map(({ caseId }) => caseId),
      trash: cases.filter(inTrash).map(({ caseId }) => caseId),
      tags: cases.flatMap(({ tags }) => tags).length,
    };
  });
}

export const ACTS: readonly Act[] = [
  {
    name: 'a case',
    furnish: furnishCase,
    prepare: async (dataDir) => () => writeSmallCase(dataDir, OTHER_ID),
    async found(dataDir) {
      const { shelf } = await listed(dataDir);
      for (const id of shelf) await wholeCase(join(dataDir, 'cases', id));
      return shelf.includes(OTHER_ID) ? 'new' : 'old';
    },
  },
  {
    name: 'an entry of the review log',
    furnish: furnishCase,
    async prepare(dataDir) {
      const { calls } = servicesOn(dataDir);
      const { head } = await calls['review.entries']({ caseId: CASE_ID, after: 0 });
      return () => calls['review.append']({ caseId: CASE_ID, head, action: { kind: 'sign' } });
    },
    found: async (dataDir) => ((await wholeCase(join(dataDir, 'cases', CASE_ID))) === 0 ? 'old' : 'new'),
  },
  {
    name: 'the settings',
    furnish: (dataDir) => saveReviewer(dataDir, 'old'),
    prepare: async (dataDir) => () => saveReviewer(dataDir, 'new'),
    found: async (dataDir) =>
      oldOrNew(await withServices(dataDir, async ({ calls }) => (await calls['settings.get']({})).reviewerName)),
  },
  {
    name: 'the list of recent scans',
    furnish: (dataDir) => writeFile(join(dataDir, 'recent.json'), JSON.stringify([RECENT])),
    async prepare(dataDir) {
      const { calls } = servicesOn(dataDir);
      return () => calls['recents.describe']({ recentId: RECENT.recentId, teeth: 28, thumbnail: PICTURE });
    },
    async found(dataDir) {
      const [entry] = await withServices(dataDir, ({ calls }) => calls['scans.recent']({}));
      return entry.teeth === 28 ? 'new' : 'old';
    },
  },
  {
    name: 'the index of cases',
    furnish: furnishCase,
    prepare: async (dataDir) => () => listed(dataDir),
    async found(dataDir) {
      if ((await listed(dataDir)).shelf.join() !== CASE_ID) throw new Error('the list lacks the case');
      return 'new';
    },
  },
  {
    name: "a case's tags",
    furnish: furnishCase,
    async prepare(dataDir) {
      const { calls } = servicesOn(dataDir);
      return () => calls['cases.tag']({ caseId: CASE_ID, tags: ['implant'] });
    },
    found: async (dataDir) => ((await listed(dataDir)).tags === 0 ? 'old' : 'new'),
  },
  {
    name: 'a case thrown away',
    furnish: furnishCase,
    async prepare(dataDir) {
      const { calls } = servicesOn(dataDir);
      return () => calls['cases.delete']({ caseId: CASE_ID });
    },
    async found(dataDir) {
      const { shelf, trash } = await listed(dataDir);
      if (shelf.length + trash.length !== 1) throw new Error('the case is gone or there twice');
      await wholeCase(join(dataDir, shelf.length === 1 ? 'cases' : 'trash', CASE_ID));
      return shelf.length === 1 ? 'old' : 'new';
    },
  },
  {
    name: 'the folder of the cases moved',
    furnish: furnishCase,
    async prepare(dataDir) {
      const { calls } = servicesOn(dataDir);
      return () => calls['cases.move']({ to: { kind: 'path', path: join(dataDir, 'elsewhere') } });
    },
    async found(dataDir) {
      const { shelf } = await listed(dataDir);
      if (shelf.join() !== CASE_ID) throw new Error('the case is not in the list');
      const place = await withServices(dataDir, async ({ calls }) => (await calls['cases.list']({})).place);
      await wholeCase(join(place.path, CASE_ID));
      return place.chosen ? 'new' : 'old';
    },
  },
  {
    name: 'an entry of the outbox',
    furnish: async () => {},
    prepare: async (dataDir) => () =>
      new OutboxFolder(dataDir).add(async (pathOf) => {
        await writeFile(pathOf(0), OBJECT);
        return OUTBOX_ENTRY;
      }),
    async found(dataDir) {
      const folder = new OutboxFolder(dataDir);
      const entries = await folder.list();
      if (entries.length === 0) return 'old';
      if ((await readFile(folder.fileOf(ENTRY_ID, 0), 'utf8')) !== OBJECT) throw new Error('a file is cut');
      return 'new';
    },
  },
  {
    name: 'the state of an outbox entry',
    furnish: (dataDir) =>
      new OutboxFolder(dataDir).add(async (pathOf) => {
        await writeFile(pathOf(0), OBJECT);
        return OUTBOX_ENTRY;
      }),
    prepare: async (dataDir) => () => new OutboxFolder(dataDir).update({ ...OUTBOX_ENTRY, attempts: 1 }),
    async found(dataDir) {
      const [entry] = await new OutboxFolder(dataDir).list();
      return entry.attempts === 1 ? 'new' : 'old';
    },
  },
  {
    name: 'an export over an older one',
    furnish: (dataDir) => writeFile(join(dataDir, 'teeth.csv'), 'old'),
    prepare: async (dataDir) => () => replaceFile(join(dataDir, 'teeth.csv'), 'new', 'The table'),
    found: async (dataDir) => oldOrNew(await readFile(join(dataDir, 'teeth.csv'), 'utf8')),
  },
];

const PICTURE = 'data:image/webp;base64,AAAA';
const OBJECT = 'a DICOM object';
const RECENT = {
  recentId: '0123456789abcdef',
  title: 'Phantom',
  modality: 'cbct',
  patientName: '',
  studyDate: '',
  openedAt: '2026-11-28T08:00:00.000Z',
  teeth: null,
  thumbnail: false,
  path: '/nowhere',
  seriesUid: null,
};
const OUTBOX_ENTRY: OutboxEntry = {
  entryId: ENTRY_ID,
  serverId: OTHER_ID,
  serverName: 'Archive',
  caseId: CASE_ID,
  patientName: '',
  createdAt: '2026-11-28T08:00:00.000Z',
  files: [{ format: 'dicom-seg', sopInstanceUid: '2.25.1', bytes: OBJECT.length, sentAt: null, warning: null }],
  state: 'waiting',
  attempts: 0,
  nextAttemptAt: null,
  error: null,
};

async function saveReviewer(dataDir: string, reviewerName: string): Promise<void> {
  await withServices(dataDir, async ({ calls }) =>
    calls['settings.save']({ ...(await calls['settings.get']({})), reviewerName }),
  );
}

function oldOrNew(found: string): 'old' | 'new' {
  if (found === 'old' || found === 'new') return found;
  throw new Error(`neither the old nor the new is there, but “${found}”`);
}
