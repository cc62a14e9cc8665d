import { describe, expect, it } from 'vitest';
import type { OpenScan } from '#contract/api';
import { QuadrantError } from '#contract/errors';
import type { ListedServer, OutboxEntry, RetrievalEvent, WorklistStudy } from '#contract/pacs';
import { createArchive, optionsOfSent, sendable } from '../../../../../renderer/state/exchange/archive-commands.ts';
import { createArchiveStore, outboxCounts } from '../../../../../renderer/state/exchange/archive-store.ts';
import { createExportsStore } from '../../../../../renderer/state/exchange/exports-store.ts';
import { createReviewStore } from '../../../../../renderer/state/review/review-store.ts';
import { createSessionStore } from '../../../../../renderer/state/session-store.ts';
import { createSettingsStore } from '../../../../../renderer/state/settings-store.ts';
import { CASE_FILE, GEOMETRY, SCAN_INFO } from '../../../../fixtures/contract/samples.ts';

const SCAN: OpenScan = {
  scanId: 'scan',
  title: 'scan',
  info: SCAN_INFO,
  geometry: GEOMETRY,
  voxelType: 'int16',
  greyRange: [0, 1],
  warnings: [],
};
const SERVER: ListedServer = {
  serverId: '11111111-1111-4111-8111-111111111111',
  server: { kind: 'dicomweb', name: 'Practice', url: 'https://pacs.example/dicom-web', user: '', trusted: '' },
  password: 'none',
  encrypted: true,
};
const studyOf = (studyUid: string): WorklistStudy => ({
  studyUid,
  patientName: 'Doe^Jane',
  patientId: '1',
  birthDate: '',
  studyDate: '2026-01-31',
  accessionNumber: '',
  description: '',
  series: [{ seriesUid: `${studyUid}.1`, kind: 'cbct', modality: 'CT', description: '', images: 60 }],
});
const ENTRY: OutboxEntry = {
  entryId: '22222222-2222-4222-8222-222222222222',
  serverId: SERVER.serverId,
  serverName: 'Practice',
  caseId: CASE_FILE.id,
  patientName: 'Doe^Jane',
  createdAt: '2026-11-28T12:00:00Z',
  files: [],
  state: 'waiting',
  attempts: 0,
  nextAttemptAt: null,
  error: null,
};

interface Setting {
  readonly servers?: readonly ListedServer[];
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
  readonly events?: readonly RetrievalEvent[];
}

function archiving({ servers = [SERVER], answers = {}, events = [] }: Setting = {}) {
  const asked: (readonly [name: string, params: unknown])[] = [];
  const openedSources: string[] = [];
  const all: Readonly<Record<string, (params: never) => unknown>> = {
    'pacs.servers': () => servers,
    'pacs.save-server': () => ({ serverId: SERVER.serverId }),
    'pacs.set-password': () => ({ password: 'session' }),
    'pacs.test': () => ({ milliseconds: 7 }),
    'pacs.retrieve': () => ({ retrievalId: 'retrieval' }),
    'pacs.send': () => ENTRY,
    ...answers,
  };
  const session = createSessionStore();
  session.setState({ scan: SCAN, caseFile: CASE_FILE, caseConfirmed: true });
  const exports = createExportsStore();
  let watches = 0;
  const commands = createArchive({
    store: createArchiveStore(),
    host: {
      // The calls of this feature, with the types of the whole host.
      call: (async (name: string, params: unknown) => {
        asked.push([name, params]);
        return all[name](params as never);
      }) as never,
      async *retrievalEvents() {
        yield* events;
      },
      async *outboxEvents() {
        watches++;
        yield [ENTRY];
      },
    },
    session,
    review: createReviewStore(),
    settings: createSettingsStore(),
    exports,
    openFetched: async (sourceId) => void openedSources.push(sourceId),
  });
  const names = () => asked.map(([name]) => name);
  const now = () => commands.store.getState();
  return { commands, session, exports, asked, names, now, openedSources, watches: () => watches };
}

const refused = (): never => {
  throw new QuadrantError('pacs.login', 'The archive refused the login.', 'Check user and password.');
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('createArchive', () => {
  it('looks at no outbox and opens no window but the list while no server is set up', async () => {
    const { commands, now, names, watches } = archiving({ servers: [] });
    await commands.start();
    commands.show('search');
    commands.show('send');
    expect(now().open).toBeNull();
    await commands.search();
    await commands.send();
    commands.show('servers');
    expect(now().open).toBe('servers');
    expect(names().every((name) => name === 'pacs.servers')).toBe(true);
    expect(watches()).toBe(0);
  });

  it('saves a server with a new password only, and asks it at once', async () => {
    const { commands, asked, now } = archiving();
    expect(await commands.saveServer(null, SERVER.server, null)).toBe(true);
    expect(asked.map(([name]) => name)).not.toContain('pacs.set-password');
    expect(await commands.saveServer(SERVER.serverId, SERVER.server, 'secret')).toBe(true);
    expect(asked).toContainEqual(['pacs.set-password', { serverId: SERVER.serverId, password: 'secret' }]);
    await settled();
    expect(now().checks[SERVER.serverId]).toEqual({ state: 'answered', milliseconds: 7 });
    expect(JSON.stringify(now())).not.toContain('secret');
  });

  it('tells why a server does not answer beside it, and why it was not saved in the window', async () => {
    const { commands, now } = archiving({ answers: { 'pacs.test': refused, 'pacs.save-server': refused } });
    await commands.test(SERVER.serverId);
    expect(now().checks[SERVER.serverId]).toMatchObject({ state: 'failed', error: { code: 'pacs.login' } });
    expect(now().error).toBeNull();
    expect(await commands.saveServer(null, SERVER.server, null)).toBe(false);
    expect(now().error).toMatchObject({ code: 'pacs.login' });
  });

  it('adds the next page to the studies that are there', async () => {
    const pages: Readonly<Record<number, unknown>> = {
      0: { studies: [studyOf('1')], next: 50 },
      50: { studies: [studyOf('2')], next: null },
    };
    const { commands, now, asked } = archiving({
      answers: { 'pacs.find': ({ from }: { readonly from: number }) => pages[from] },
    });
    await commands.start();
    commands.store.setState({ query: { ...now().query, patientName: 'doe' } });
    await commands.search();
    await commands.more();
    await commands.more();
    expect(now().studies?.map(({ studyUid }) => studyUid)).toEqual(['1', '2']);
    expect(asked.filter(([name]) => name === 'pacs.find')).toHaveLength(2);
    expect(asked.at(-1)).toMatchObject(['pacs.find', { serverId: SERVER.serverId, patientName: 'doe', from: 50 }]);
  });

  it('opens what was fetched and closes the search', async () => {
    const { commands, now, openedSources } = archiving({ events: [{ state: 'done', sourceId: 'source' }] });
    await commands.start();
    commands.show('search');
    const study = studyOf('1');
    await commands.retrieve(study, study.series[0]);
    expect(openedSources).toEqual(['source']);
    expect(now()).toMatchObject({ open: null, retrieval: null });
  });

  it('opens nothing when a retrieval fails or is cancelled', async () => {
    const error = { code: 'pacs.incomplete', message: '', remedy: '', facts: {} } as const;
    for (const last of [{ state: 'failed', error }, { state: 'cancelled' }] as const) {
      const { commands, now, openedSources } = archiving({ events: [last] });
      await commands.start();
      commands.show('search');
      const study = studyOf('1');
      await commands.retrieve(study, study.series[0]);
      expect(openedSources).toEqual([]);
      expect(now()).toMatchObject({ open: 'search', retrieval: null });
      expect(now().error?.code).toBe(last.state === 'failed' ? 'pacs.incomplete' : undefined);
    }
  });

  it('opens nothing once the search was left, whether or not the host had answered yet', async () => {
    for (const answered of [true, false]) {
      const begun = Promise.withResolvers<{ retrievalId: string }>();
      const { commands, names, now, openedSources } = archiving({
        answers: { 'pacs.retrieve': () => begun.promise, 'pacs.cancel-retrieval': () => ({}) },
        events: [{ state: 'done', sourceId: 'source' }],
      });
      await commands.start();
      commands.show('search');
      const study = studyOf('1');
      const retrieving = commands.retrieve(study, study.series[0]);
      if (answered) begun.resolve({ retrievalId: 'retrieval' });
      commands.hide();
      begun.resolve({ retrievalId: 'retrieval' });
      await retrieving;
      expect(names()).toContain('pacs.cancel-retrieval');
      expect(openedSources).toEqual([]);
      expect(now()).toMatchObject({ open: null, retrieval: null });
    }
  });

  it('sends the chosen objects of the open case, and nothing while changes are not on disk', async () => {
    const { commands, asked, now, session, exports } = archiving();
    exports.setState({ options: { deidentify: true } });
    await commands.start();
    session.setState({ caseConfirmed: false });
    await commands.send();
    expect(asked.map(([name]) => name)).not.toContain('pacs.send');
    session.setState({ caseConfirmed: true });
    commands.chooseFormat('dicom-sr', false);
    commands.chooseFormat('dicom-pdf', false);
    await commands.send();
    const { serverId } = SERVER;
    expect(asked.find(([name]) => name === 'pacs.send')?.[1]).toMatchObject({
      serverId,
      caseId: CASE_FILE.id,
      scanId: 'scan',
      formats: ['dicom-seg'],
      // What belongs to a patient's study names the patient, also where files are exported without names.
      options: { deidentify: false },
    });
    expect(now()).toMatchObject({ sending: false, sentId: ENTRY.entryId });
  });
});

describe('sendable', () => {
  it('keeps what an archive takes of this kind of scan', () => {
    expect(sendable(['contact-sheet', 'dicom-sr', 'dicom-seg'], 'cbct')).toEqual(['dicom-seg', 'dicom-sr']);
    expect(sendable(['labelme'], 'opg')).toEqual([]);
    expect(optionsOfSent(['dicom-seg'], 'cbct')).toEqual(['compress']);
  });
});

describe('outboxCounts', () => {
  it('tells what waits from what needs a person', () => {
    const states = ['waiting', 'sending', 'sent', 'stopped'] as const;
    expect(outboxCounts(states.map((state) => ({ ...ENTRY, state })))).toEqual({ waiting: 2, stopped: 1 });
  });
});
