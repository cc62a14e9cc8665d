/** quadrant pacs <what>: a practice's picture archives from the command line, over the same use-cases as the window. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import type { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import { exportOptionsSchema } from '#contract/exports';
import {
  pacsApi,
  pacsServerSchema,
  SENDABLE_FORMATS,
  type ListedServer,
  type OutboxEntry,
  type RetrievalEvent,
  type WorklistStudy,
} from '#contract/pacs';
import { readCase } from '../io/case-folder.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { exportCase } from '../services/exports/export-case.ts';
import { practiceOf } from '../services/exports/practice.ts';
import { headlessBrowser } from '../services/browser/headless-browser.ts';
import { PacsDoor } from '../services/pacs/pacs-door.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

const OPTIONS = {
  server: { type: 'string' },
  json: { type: 'boolean', default: false },
  name: { type: 'string' },
  url: { type: 'string' },
  user: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  called: { type: 'string' },
  calling: { type: 'string' },
  tls: { type: 'boolean', default: false },
  ca: { type: 'string' },
  'receive-port': { type: 'string' },
  patient: { type: 'string' },
  id: { type: 'string' },
  accession: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string' },
  offset: { type: 'string' },
  study: { type: 'string' },
  series: { type: 'string' },
  format: { type: 'string', multiple: true },
  scan: { type: 'string' },
  remove: { type: 'string' },
} as const;

type Values = ReturnType<typeof parse>['values'];

interface Call {
  readonly door: PacsDoor;
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly terminal: Terminal;
}

/** What --json prints, a text for a person, and an exit code other than 0. */
interface Told {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode?: number;
}

const COMMANDS: ReadonlyMap<string, (call: Call) => Promise<Told>> = new Map([
  ['servers', servers],
  ['add', add],
  ['remove', remove],
  ['password', password],
  ['echo', echo],
  ['find', find],
  ['get', get],
  ['send', send],
  ['outbox', outbox],
]);

function parse(args: readonly string[]) {
  return parseCommand(args, OPTIONS);
}

export async function pacsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [what = '', ...rest] = args;
  const command = COMMANDS.get(what);
  if (command === undefined) throw usageError(`Say what to do: quadrant pacs ${[...COMMANDS.keys()].join('|')}.`);
  const { values, positionals } = parse(rest);
  const door = new PacsDoor({
    dataDir: userDataDir(),
    registerSource: (path) => path,
    caseDirOf: () => resolve(onePositional(positionals, 'case')),
    scanPathOf: (scan) => resolve(scan),
    exportObject: async ({ scanPath, ...wanted }) =>
      exportCase({
        ...wanted,
        scanPath: scanPath ?? undefined,
        practice: await practiceOf(userDataDir()),
        browser: headlessBrowser(),
      }),
    password: process.env['QUADRANT_PACS_PASSWORD'] ?? null,
  });
  try {
    const { json, text: words, exitCode = 0 } = await command({ door, values, positionals, terminal });
    terminal.stdout.write(values.json ? `${JSON.stringify(json, null, 2)}\n` : words);
    return exitCode;
  } finally {
    await door.dispose();
  }
}

async function servers({ door }: Call): Promise<Told> {
  const json = await door.calls['pacs.servers']({});
  const lines = json.map(({ server, password: place, encrypted }) => {
    const where =
      server.kind === 'dicomweb'
        ? server.url
        : `${server.calledAet}@${server.host}:${server.port} as ${server.callingAet}`;
    return `${server.name}  ${where}  ${encrypted ? 'encrypted' : 'not encrypted'}, password: ${place}\n`;
  });
  return { json, text: lines.join('') || 'No archive is set up: nothing is ever sent.\n' };
}

async function add({ door, values }: Call): Promise<Told> {
  const { name, url, user, host, called, calling, tls, ca } = values;
  const number = (value: string | undefined): number | undefined => (value === undefined ? undefined : Number(value));
  const trusted = ca === undefined ? undefined : await readFile(resolve(ca), 'utf8').catch(unreadable(ca));
  const server = check(
    pacsServerSchema,
    url === undefined
      ? {
          kind: 'dimse',
          name,
          host,
          port: number(values.port),
          calledAet: called,
          callingAet: calling,
          tls,
          trusted,
          receivePort: number(values['receive-port']),
        }
      : { kind: 'dicomweb', name, url, user, trusted },
  );
  const json = await door.calls['pacs.save-server']({ serverId: null, server });
  return { json, text: `Added ${server.name}. Try it: quadrant pacs echo --server "${server.name}"\n` };
}

async function remove(call: Call): Promise<Told> {
  const { serverId, server } = await chosen(call);
  await call.door.calls['pacs.remove-server']({ serverId });
  return { json: { serverId }, text: `Removed ${server.name}.\n` };
}

/** Taken from standard input: on the command line everyone could read it. */
async function password(call: Call): Promise<Told> {
  const { serverId } = await chosen(call);
  const typed = (await textOf(process.stdin)).replace(/\r?\n$/, '');
  const json = await call.door.calls['pacs.set-password']({ serverId, password: typed });
  if (json.password === 'session')
    throw new QuadrantError(
      'pacs.login',
      'This machine has no key store, and a password is never written to a file.',
      'Give it by the environment variable QUADRANT_PACS_PASSWORD when you call Quadrant.',
    );
  return { json, text: json.password === 'kept' ? 'Kept in the key store.\n' : 'Forgotten.\n' };
}

async function echo(call: Call): Promise<Told> {
  const { serverId, server } = await chosen(call);
  const json = await call.door.calls['pacs.test']({ serverId });
  return { json, text: `${server.name} answers in ${json.milliseconds.toFixed(0)} ms.\n` };
}

async function find(call: Call): Promise<Told> {
  const { values } = call;
  const { serverId } = await chosen(call);
  const json = await call.door.calls['pacs.find'](
    check(pacsApi['pacs.find'].params, {
      serverId,
      patientName: values.patient,
      patientId: values.id,
      accessionNumber: values.accession,
      fromDay: values.from,
      toDay: values.to,
      from: values.offset === undefined ? undefined : Number(values.offset),
      limit: values.limit === undefined ? undefined : Number(values.limit),
    }),
  );
  const more = json.next === null ? '' : `There are more: --offset ${json.next}\n`;
  return { json, text: `${json.studies.map(studyLines).join('') || 'Nothing was found.\n'}${more}` };
}

function studyLines({ studyDate, patientName, patientId, description, studyUid, series }: WorklistStudy): string {
  return [
    `${studyDate || 'no date'}  ${patientName || 'no name'}  ${patientId}  ${description}  ${studyUid}\n`,
    ...series.map(
      (each) =>
        `  ${each.modality.padEnd(4)} ${String(each.images ?? '?').padStart(5)} images  ${each.description}  ${each.seriesUid}\n`,
    ),
  ].join('');
}

async function get(call: Call): Promise<Told> {
  const { door, values, terminal } = call;
  const { serverId } = await chosen(call);
  if (values.study === undefined || values.series === undefined)
    throw usageError('Say which series: --study UID --series UID.');
  const wanted = { serverId, studyUid: values.study, seriesUid: values.series };
  const { retrievalId } = await door.calls['pacs.retrieve'](wanted);
  const onSignal = (): void => void door.calls['pacs.cancel-retrieval']({ retrievalId });
  process.once('SIGINT', onSignal);
  const last = Promise.withResolvers<RetrievalEvent>();
  door.subscribeRetrieval(retrievalId, (event) => {
    if (event.state !== 'running') last.resolve(event);
    else if (terminal.stderr.isTTY === true) terminal.stderr.write(`\r${event.received}/${event.total ?? '?'} images`);
  });
  const event = await last.promise;
  process.off('SIGINT', onSignal);
  if (terminal.stderr.isTTY === true) terminal.stderr.write('\n');
  if (event.state === 'failed') throw QuadrantError.fromBody(event.error);
  if (event.state !== 'done') throw new QuadrantError('job.cancelled', 'It was cancelled.', 'Start it again.');
  return { json: { path: event.sourceId }, text: `${event.sourceId}\n` };
}

async function send(call: Call): Promise<Told> {
  const { door, values, positionals } = call;
  const { serverId } = await chosen(call);
  const { caseFile } = await readCase(resolve(onePositional(positionals, 'case')));
  const params = check(pacsApi['pacs.send'].params, {
    serverId,
    caseId: caseFile.id,
    scanId: values.scan,
    formats: values.format ?? [],
    options: exportOptionsSchema.parse({}),
  });
  const { entryId } = await door.calls['pacs.send'](params);
  await door.settled();
  return toldOf((await door.calls['pacs.outbox']({})).filter((entry) => entry.entryId === entryId));
}

/** Sends all that is not sent yet, also what stopped, and tells how it stands. */
async function outbox({ door, values }: Call): Promise<Told> {
  if (values.remove !== undefined)
    await door.calls['pacs.remove-entry'](check(pacsApi['pacs.remove-entry'].params, { entryId: values.remove }));
  await door.resume();
  for (const { entryId, state } of await door.calls['pacs.outbox']({}))
    if (state === 'stopped') await door.calls['pacs.retry']({ entryId });
  await door.settled();
  return toldOf(await door.calls['pacs.outbox']({}));
}

/** 1 where something is not sent. */
function toldOf(entries: readonly OutboxEntry[]): Told {
  const lines = entries.map(({ entryId, createdAt, serverName, patientName, files, state, error }) => {
    const sent = files.filter(({ sentAt }) => sentAt !== null).length;
    const why = error === null ? '' : `  ${error.message} ${error.remedy}`;
    return `${entryId}  ${createdAt.slice(0, 16).replace('T', ' ')}  ${serverName}  ${patientName}  ${sent}/${files.length} ${state}${why}\n`;
  });
  return {
    json: entries,
    text: lines.join('') || 'The outbox is empty.\n',
    exitCode: entries.every(({ state }) => state === 'sent') ? 0 : 1,
  };
}

/** The server that --server names, or the only one. @throws QuadrantError pacs.no-server, usage */
async function chosen({ door, values }: Call): Promise<ListedServer> {
  const known = await door.calls['pacs.servers']({});
  const [only] = known;
  if (values.server === undefined && known.length > 1)
    throw usageError(
      `Say which archive: --server ${known.map(({ server }) => `"${server.name}"`).join(' or --server ')}.`,
    );
  const found = values.server === undefined ? only : known.find(({ server }) => server.name === values.server);
  if (found !== undefined) return found;
  throw new QuadrantError('pacs.no-server', 'There is no such archive in the list.', 'Add it: quadrant pacs add.');
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const formats = `Formats that an archive takes: ${SENDABLE_FORMATS.join(', ')}.`;
  throw usageError(
    `${issue.path.join('.')}: ${issue.message}. ${issue.path.includes('formats') ? formats : ''}`.trim(),
  );
}

function unreadable(path: string) {
  return (cause: unknown): never => {
    throw new QuadrantError('usage', 'The certificate cannot be read.', 'Check --ca <file.pem>.', { path }, cause);
  };
}
