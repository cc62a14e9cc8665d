/** A DIMSE server of our own that answers what it should not, and one that takes only what every server must. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import dimse from 'dcmjs-dimse';
import type { association, requests, responses } from 'dcmjs-dimse';
import { afterEach, describe, expect, test } from 'vitest';
import { pacsServerSchema } from '#contract/pacs';
import { openArchive, type Archive } from '../../../../main/io/pacs/archive.ts';
import { freePort } from '../../../harness/pacs/orthanc.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';
import { objectHeader } from '../../../../main/io/pacs/object-header.ts';
import { isTransient } from '../../../../main/io/pacs/pacs-errors.ts';
import { aFile, BASIC_TEXT_SR, errorOf, SOP_INSTANCE_UID } from './a-file.ts';

const { PresentationContextResult: Result, RejectReason, RejectResult, RejectSource, Status } = dimse.constants;
const IMPLICIT = '1.2.840.10008.1.2';

const SAMPLES = join(import.meta.dirname, '../../../fixtures/dicom/samples');
const folder = useTemporaryFolder();
const never = new AbortController().signal;
const ANY = { patientName: '', patientId: '', accessionNumber: '', fromDay: '', toDay: '' };

let server: Server | null = null;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

async function archiveAt(
  onSocket: (socket: Socket) => void,
  more: { readonly tls?: boolean; readonly receivePort?: number | null } = {},
): Promise<Archive> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const old = { kind: 'dimse', name: 'Old', host: '127.0.0.1', port, calledAet: 'PACS', ...more };
  return openArchive(pacsServerSchema.parse(old), null, { connectMs: 1000, silenceMs: 1000 });
}

interface Behaviour {
  /** The transfer syntax of a context; the first that is offered if not given. */
  readonly takes?: (offered: readonly string[]) => string | undefined;
  readonly reject?: readonly [result: number, source: number, reason: number];
  /** Data sets that are found, before the last status. */
  readonly found?: readonly Readonly<Record<string, unknown>>[];
  readonly status?: number;
  readonly onStore?: (dataSet: Readonly<Record<string, unknown>>) => void;
}

const asked: { current: Readonly<Record<string, unknown>>; cancelled: boolean } = { current: {}, cancelled: false };

function serving({ takes = ([first]) => first, reject, found = [], status = Status.Success, onStore }: Behaviour) {
  class TestServer extends dimse.Scp {
    override associationRequested(request: association.Association): void {
      if (reject !== undefined) return this.sendAssociationReject(...reject);
      for (const { context } of request.getPresentationContexts()) {
        const uid = takes(context.getTransferSyntaxUids());
        if (uid === undefined) context.setResult(Result.RejectTransferSyntaxesNotSupported);
        else context.setResult(Result.Accept, uid);
      }
      this.sendAssociationAccept();
    }
    override associationReleaseRequested(): void {
      this.sendAssociationReleaseResponse();
    }
    override abort(): void {}
    override cCancelRequest(): void {
      asked.cancelled = true;
    }
    override cEchoRequest(request: requests.CEchoRequest, answer: (response: responses.CEchoResponse) => void): void {
      const response = dimse.responses.CEchoResponse.fromRequest(request);
      response.setStatus(status);
      answer(response);
    }
    override cFindRequest(
      request: requests.CFindRequest,
      answer: (responses: responses.CFindResponse[]) => void,
    ): void {
      asked.current = request.getDataset()?.getElements() ?? {};
      const response = (code: number, elements?: Readonly<Record<string, unknown>>) => {
        const made = dimse.responses.CFindResponse.fromRequest(request);
        if (elements !== undefined) made.setDataset(new dimse.Dataset({ ...elements }));
        made.setStatus(code);
        return made;
      };
      answer([...found.map((elements) => response(Status.Pending, elements)), response(status)]);
    }
    override cStoreRequest(
      request: requests.CStoreRequest,
      answer: (response: responses.CStoreResponse) => void,
    ): void {
      onStore?.(request.getDataset()?.getElements() ?? {});
      const response = dimse.responses.CStoreResponse.fromRequest(request);
      response.setStatus(status);
      answer(response);
    }
  }
  return (socket: Socket): void => void new TestServer(socket);
}

describe('a server that is none', () => {
  test.each([
    ['speaks HTTP', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'pacs.bad-answer'],
    ['hangs up', (socket: Socket) => void socket.once('data', () => socket.end()), 'pacs.unreachable'],
    ['is silent', () => {}, 'pacs.timeout'],
    [
      'accepts what makes no sense',
      (socket: Socket) => void socket.write(Buffer.from('0200000000040000ffff', 'hex')),
      'pacs.bad-answer',
    ],
  ] satisfies [string, (socket: Socket) => void, string][])('%s: a typed error', async (_what, onSocket, code) => {
    const archive = await archiveAt(onSocket);
    expect(await errorOf(archive.test(never))).toMatchObject({ code, facts: { server: 'Old' } });
  });

  test.each([
    ['speaks no TLS', (socket: Socket) => void socket.end('SSH-2.0\r\n'), 'pacs.tls'],
    ['hangs up in the middle of TLS', (socket: Socket) => void socket.once('data', () => socket.end()), 'pacs.tls'],
    ['lets TLS wait', () => {}, 'pacs.timeout'],
  ] satisfies [string, (socket: Socket) => void, string][])('%s: a typed error', async (_what, onSocket, code) => {
    const archive = await archiveAt(onSocket, { tls: true });
    expect(await errorOf(archive.test(never))).toMatchObject({ code });
  });

  test('is left at once when a person cancels', async () => {
    const controller = new AbortController();
    const archive = await archiveAt(() => controller.abort());
    expect(await errorOf(archive.test(controller.signal))).toMatchObject({ code: 'job.cancelled' });
  });
});

describe('a server that says no', () => {
  const { Permanent, Transient } = RejectResult;
  test.each([
    [
      'to our AE title',
      [Permanent, RejectSource.ServiceUser, RejectReason.CallingAeNotRecognized],
      /title of Quadrant/,
      false,
    ],
    [
      'to its own',
      [Permanent, RejectSource.ServiceUser, RejectReason.CalledAeNotRecognized],
      /another AE title/,
      false,
    ],
    ['for now', [Transient, RejectSource.ServiceProviderPresentation, RejectReason.TemporaryCongestion], /busy/, true],
  ] as const)('%s', async (_to, reject, reason, transient) => {
    const archive = await archiveAt(serving({ reject }));
    expect(await errorOf(archive.test(never))).toMatchObject({
      code: 'pacs.association-refused',
      facts: { reason: expect.stringMatching(reason) },
    });
    expect(isTransient(await errorOf(archive.test(never)))).toBe(transient);
  });

  test('to a service', async () => {
    const archive = await archiveAt(serving({ takes: () => undefined }));
    expect(await errorOf(archive.test(never))).toMatchObject({ code: 'pacs.unsupported' });
  });

  test('to a request', async () => {
    const archive = await archiveAt(serving({ status: 0xa700 }));
    expect(await errorOf(archive.findStudies({ query: ANY, from: 0, limit: 1 }, never))).toMatchObject({
      code: 'pacs.refused',
      facts: { reason: 'out of resources (0xA700)', transient: true },
    });
  });
});

describe('a search', () => {
  const found = [1, 2, 3, 4, 5].map((number) => ({ StudyInstanceUID: `1.${number}`, PatientName: 'Doe^Jane' }));

  test('has pages of its own making, and calls off what is too much', async () => {
    const archive = await archiveAt(serving({ found }));
    const { studies, more } = await archive.findStudies({ query: ANY, from: 1, limit: 2 }, never);
    expect(studies.map(({ studyUid }) => studyUid)).toEqual(['1.2', '1.3']);
    expect(more).toBe(true);
    const last = await archive.findStudies({ query: ANY, from: 3, limit: 2 }, never);
    expect(last.studies.map(({ studyUid }) => studyUid)).toEqual(['1.4', '1.5']);
    expect(last.more).toBe(false);
  });

  test('asks in any letters', async () => {
    const archive = await archiveAt(serving({}));
    await archive.findStudies({ query: { ...ANY, patientName: '山田' }, from: 0, limit: 2 }, never);
    expect(asked.current).toMatchObject({
      SpecificCharacterSet: expect.stringMatching(/ISO_IR 192/),
      QueryRetrieveLevel: 'STUDY',
    });
    expect(JSON.stringify(asked.current)).toContain('山田*');
  });
});

describe('storing', () => {
  test.each([
    [Status.Success, null],
    [0xb000, 'some elements were changed (0xB000)'],
    [0x0111, 'the archive had it already'],
  ])('with status %i is success', async (status, warning) => {
    const archive = await archiveAt(serving({ status }));
    expect(await archive.store(await aFile(folder.path), never)).toEqual({ warning });
  });

  test.each([
    [0xa700, true],
    [0xa900, false],
    [0xc123, false],
    [0x0122, false],
  ])('with status %i is none', async (status, transient) => {
    const archive = await archiveAt(serving({ status }));
    const error = await errorOf(archive.store(await aFile(folder.path), never));
    expect(error).toMatchObject({ code: 'pacs.refused' });
    expect(isTransient(error)).toBe(transient);
  });

  test('to a server that only takes Implicit VR writes the object anew', async () => {
    let stored: Readonly<Record<string, unknown>> = {};
    const archive = await archiveAt(
      serving({
        takes: (offered) => offered.find((uid) => uid === IMPLICIT),
        onStore: (dataSet) => (stored = dataSet),
      }),
    );
    const file = await aFile(folder.path);
    expect(await archive.store(file, never)).toEqual({ warning: null });
    expect(stored).toMatchObject({ SOPInstanceUID: SOP_INSTANCE_UID, Modality: 'SR' });
    expect((await readFile(file.path)).length).toBe(file.bytes);
  });

  test('of what a server does not take is refused, so that the rest of an entry goes on', async () => {
    const archive = await archiveAt(serving({ takes: () => undefined }));
    expect(await errorOf(archive.store(await aFile(folder.path), never))).toMatchObject({ code: 'pacs.refused' });
  });

  test('of what is compressed in a way that a server does not take is refused, and never waits for ever', async () => {
    const archive = await archiveAt(serving({ takes: (offered) => offered.find((uid) => uid === IMPLICIT) }));
    const path = join(SAMPLES, 'MR_small_RLE.dcm');
    const sopInstanceUid = (await objectHeader(path))?.sopInstanceUid ?? '';
    expect(await errorOf(archive.store({ path, bytes: 0, sopInstanceUid }, never))).toMatchObject({
      code: 'pacs.refused',
      facts: { reason: 'it takes no such compression' },
    });
  });

  test('that is cut off is no success', async () => {
    const archive = await archiveAt((socket) => {
      serving({ onStore: () => socket.destroy() })(socket);
    });
    expect(await errorOf(archive.store(await aFile(folder.path), never))).toMatchObject({
      code: 'pacs.unreachable',
      facts: { transient: true },
    });
  });
});

describe('a server without C-GET', () => {
  const GET = dimse.constants.SopClass.StudyRootQueryRetrieveInformationModelGet;
  const images = [{ sopInstanceUid: SOP_INSTANCE_UID, sopClassUid: BASIC_TEXT_SR }];
  const series = { studyUid: '2.25.1', seriesUid: '2.25.2', images };

  /** Sends a file to whoever asks for a C-MOVE, by another AE title if need be. */
  function moving(path: string, receivePort: number, aeTitle = 'QUADRANT') {
    class MovingServer extends dimse.Scp {
      override associationRequested(request: association.Association): void {
        for (const { context } of request.getPresentationContexts()) {
          if (context.getAbstractSyntaxUid() === GET) context.setResult(Result.RejectAbstractSyntaxNotSupported);
          else context.setResult(Result.Accept, context.getTransferSyntaxUids()[0]);
        }
        this.sendAssociationAccept();
      }
      override associationReleaseRequested(): void {
        this.sendAssociationReleaseResponse();
      }
      override abort(): void {}
      override cMoveRequest(
        request: requests.CMoveRequest,
        answer: (responses: responses.CMoveResponse[]) => void,
      ): void {
        const client = new dimse.Client();
        client.addRequest(new dimse.requests.CStoreRequest(path));
        client.on('closed', () => {
          const response = dimse.responses.CMoveResponse.fromRequest(request);
          response.setStatus(Status.Success);
          answer([response]);
        });
        client.on('networkError', () => {});
        client.send('127.0.0.1', receivePort, 'PACS', aeTitle);
      }
    }
    return (socket: Socket): void => void new MovingServer(socket);
  }

  async function retrieved(receivePort: number | null, onSocket: (socket: Socket) => void): Promise<string[]> {
    const archive = await archiveAt(onSocket, { receivePort });
    const out = join(folder.path, 'out');
    await mkdir(out);
    const uids: string[] = [];
    await archive.retrieve(series, out, ({ sopInstanceUid }) => uids.push(sopInstanceUid), never);
    for (const name of await readdir(out)) uids.push((await objectHeader(join(out, name)))?.sopInstanceUid ?? name);
    return uids;
  }

  test('sends the images to us, and nobody listens before or after', async () => {
    const port = await freePort();
    const { path } = await aFile(folder.path);
    expect(await retrieved(port, moving(path, port))).toEqual([SOP_INSTANCE_UID, SOP_INSTANCE_UID]);
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('error', resolve));
  });

  test('cannot send what was not asked for, nor to another title', async () => {
    const port = await freePort();
    const other = await aFile(folder.path, '2.25.666');
    expect(await retrieved(port, moving(other.path, port))).toEqual([]);
    await rm(join(folder.path, 'out'), { recursive: true });
    await rm(other.path);
    const { path } = await aFile(folder.path);
    expect(await retrieved(port, moving(path, port, 'SOMEBODY'))).toEqual([]);
  });

  test('is refused where we may not listen, or another program does', async () => {
    const { path } = await aFile(folder.path);
    expect(await errorOf(retrieved(null, moving(path, 1)))).toMatchObject({ code: 'pacs.unsupported' });
    await rm(join(folder.path, 'out'), { recursive: true });
    const taken = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    expect(await errorOf(retrieved(port, moving(path, port)))).toMatchObject({ facts: { receivePort: port } });
    await new Promise((resolve) => taken.close(resolve));
  });
});
