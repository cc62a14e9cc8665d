/** A DICOMweb server of our own that answers what it should not. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pacsServerSchema } from '#contract/pacs';
import { openArchive, type Archive } from '../../../../main/io/pacs/archive.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';
import { isTransient } from '../../../../main/io/pacs/pacs-errors.ts';
import { aFile, errorOf, SOP_INSTANCE_UID } from './a-file.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const folder = useTemporaryFolder();
const never = new AbortController().signal;
const PASSWORD = 'canary-password';
const ANY = { patientName: '', patientId: '', accessionNumber: '', fromDay: '', toDay: '' };
const ADDRESS = { studyUid: '1.2', seriesUid: '1.2.3' };

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

async function archiveThat(answer: Answer, patience = { connectMs: 1000, silenceMs: 1000 }): Promise<Archive> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/dicom-web/`;
  return openArchive(pacsServerSchema.parse({ kind: 'dicomweb', name: 'Web', url, user: 'q' }), PASSWORD, patience);
}

function says(status: number, body = '', headers: Readonly<Record<string, string>> = {}): Answer {
  return (request, response) => {
    request.resume();
    response.writeHead(status, headers).end(body);
  };
}

const breaksOff: Answer = (_request, response) => {
  response.writeHead(200, { 'content-length': '99' }).write('[{');
  setTimeout(() => response.destroy(), 50);
};

const study = (uid: string) => ({
  '0020000D': { vr: 'UI', Value: [uid] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane' }] },
});

describe('a search', () => {
  test('says what it asks for, with the login, and reads the answer', async () => {
    let asked = '';
    let login = '';
    const archive = await archiveThat((request, response) => {
      asked = decodeURIComponent(request.url ?? '');
      login = request.headers.authorization ?? '';
      says(200, JSON.stringify([study('1.1'), study('1.2'), study('1.3')]))(request, response);
    });
    const query = { ...ANY, patientName: 'Müller, Jane', fromDay: '2026-01-01', toDay: '2026-02-01' };
    const { studies, more } = await archive.findStudies({ query, from: 40, limit: 2 }, never);
    expect(asked).toMatch(
      /^\/dicom-web\/studies\?PatientName=Müller\^Jane\*&StudyDate=20260101-20260201&.*&offset=40&limit=3$/,
    );
    expect(login).toBe(`Basic ${btoa(`q:${PASSWORD}`)}`);
    expect(studies.map(({ studyUid, patientName }) => `${studyUid} ${patientName}`)).toEqual([
      '1.1 Doe^Jane',
      '1.2 Doe^Jane',
    ]);
    expect(more).toBe(true);
  });

  test('that finds nothing is an empty list', async () => {
    const archive = await archiveThat(says(204));
    expect(await archive.findStudies({ query: ANY, from: 0, limit: 5 }, never)).toEqual({ studies: [], more: false });
  });

  test('believes a server that gives fewer than it has', async () => {
    const warning = '299 {PACS}: There are 7 additional results that can be requested';
    const archive = await archiveThat(says(200, JSON.stringify([study('1.1')]), { warning }));
    expect((await archive.findStudies({ query: ANY, from: 0, limit: 5 }, never)).more).toBe(true);
  });
});

describe('a server that answers nonsense', () => {
  test.each([
    ['a web page', says(200, '<html>It works!</html>'), 'pacs.bad-answer', false],
    ['other JSON', says(200, '{"hello": "world"}'), 'pacs.bad-answer', false],
    ['a redirection', says(302, '', { location: 'http://example.org/' }), 'pacs.bad-answer', false],
    ['no permission', says(403), 'pacs.login', false],
    ['a login page', says(401, 'who are you?', { 'www-authenticate': 'Basic' }), 'pacs.login', false],
    ['nothing there', says(404), 'pacs.unsupported', false],
    ['no such thing', says(400, 'bad'), 'pacs.refused', false],
    ['out of order', says(503, 'later'), 'pacs.refused', true],
    ['half an answer', breaksOff, 'pacs.unreachable', true],
    [
      'no HTTP',
      (_: IncomingMessage, response: ServerResponse) => void response.socket?.end('SSH-2.0-OpenSSH\r\n'),
      'pacs.bad-answer',
      false,
    ],
    ['silence', () => {}, 'pacs.timeout', true],
  ] satisfies [string, Answer, string, boolean][])('%s: a typed error', async (_what, answer, code, transient) => {
    const archive = await archiveThat(answer);
    const error = await errorOf(archive.test(never));
    expect(error).toMatchObject({ code, facts: { server: 'Web' } });
    expect(JSON.stringify([error.toBody(), String(error.cause)])).not.toContain(PASSWORD);
    expect(isTransient(error)).toBe(transient);
  });

  test('is not there', async () => {
    const archive = await archiveThat(says(200));
    await new Promise((resolve) => server?.close(resolve));
    server = null;
    await expect(archive.test(never)).rejects.toMatchObject({ code: 'pacs.unreachable' });
  });

  test('is asked no more once a person has cancelled', async () => {
    const controller = new AbortController();
    const archive = await archiveThat(() => controller.abort());
    await expect(archive.test(controller.signal)).rejects.toMatchObject({ code: 'job.cancelled' });
  });
});

describe('storing', () => {
  const item = (tag: string, reason: number) => ({
    [tag]: {
      vr: 'SQ',
      Value: [
        {
          '00081155': { vr: 'UI', Value: [SOP_INSTANCE_UID] },
          ...(reason === 0 ? {} : { [tag === '00081198' ? '00081197' : '00081196']: { vr: 'US', Value: [reason] } }),
        },
      ],
    },
  });
  const STORED = '00081199';
  const FAILED = '00081198';

  test.each([
    ['as it was', says(200, JSON.stringify(item(STORED, 0))), null],
    ['with changes', says(202, JSON.stringify(item(STORED, 0xb000))), 'some elements were changed (0xB000)'],
    ['once more', says(409, JSON.stringify(item(FAILED, 0x0111))), 'the archive had it already'],
    ['without a word', says(200), null],
  ])('%s is told', async (_how, answer, warning) => {
    const archive = await archiveThat(answer);
    expect(await archive.store(await aFile(folder.path), never)).toEqual({ warning });
  });

  test.each([
    ['for good', says(409, JSON.stringify(item(FAILED, 0x0122))), 'pacs.refused', false],
    ['for now', says(202, JSON.stringify(item(FAILED, 0xa700))), 'pacs.refused', true],
    [
      'with success for another object',
      says(200, JSON.stringify(item(STORED, 0)).replace('1001', '9')),
      'pacs.bad-answer',
      false,
    ],
    ['with a page', says(200, '<html/>'), 'pacs.bad-answer', false],
    ['before it was read', says(413), 'pacs.refused', false],
  ])('is never taken for done when it is refused %s', async (_how, answer, code, transient) => {
    const archive = await archiveThat(answer);
    const error = await errorOf(archive.store(await aFile(folder.path), never));
    expect(error).toMatchObject({ code });
    expect(isTransient(error)).toBe(transient);
  });

  test('sends the file as it is, in one part', async () => {
    const file = await aFile(folder.path);
    const body: Buffer[] = [];
    const archive = await archiveThat((request, response) => {
      request.on('data', (chunk: Buffer) => body.push(chunk));
      request.on('end', () => response.writeHead(200).end());
    });
    await archive.store(file, never);
    expect(Buffer.concat(body).length).toBeGreaterThan(file.bytes);
    expect(Buffer.concat(body).toString('latin1')).toMatch(/^--quadrant-[^]*\r\n--quadrant-[-0-9a-f]*--\r\n$/);
  });
});

describe('retrieving', () => {
  const images = [{ sopInstanceUid: SOP_INSTANCE_UID, sopClassUid: '' }];
  const related = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' };
  const retrieve = async (answer: Answer): Promise<unknown> => {
    const archive = await archiveThat(answer);
    const out = join(folder.path, 'out');
    await mkdir(out);
    return errorOf(archive.retrieve({ ...ADDRESS, images }, out, () => {}, never));
  };

  test.each([
    ['no images', says(404), 'pacs.not-found'],
    ['a page', says(200, '<html/>', { 'content-type': 'text/html' }), 'pacs.bad-answer'],
    ['what is no DICOM', says(200, '--b\r\n\r\nGIF89a\r\n--b--', related), 'pacs.bad-answer'],
    ['half of it', says(200, '--b\r\n\r\nDICM', related), 'pacs.incomplete'],
  ])('%s is a typed error', async (_what, answer, code) => {
    expect(await retrieve(answer)).toMatchObject({ code });
  });

  test('asks for the images as they lie in the archive', async () => {
    let accept = '';
    await retrieve((request, response) => {
      accept = request.headers.accept ?? '';
      says(404)(request, response);
    });
    expect(accept).toContain('transfer-syntax=*');
    expect(await readdir(join(folder.path, 'out'))).toEqual([]);
  });
});
