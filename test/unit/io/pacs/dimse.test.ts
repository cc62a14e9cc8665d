/** A DIMSE server of our own that answers what it should not, and one that takes only what every server must. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readFile } from 'node:fs/promises';
import dimse from 'dcmjs-dimse';
import type { association, requests, responses } from 'dcmjs-dimse';
import { afterEach, describe, expect, test } from 'vitest';
import { pacsServerSchema } from '#contract/pacs';
import { openArchive, type Archive } from '../../../../main/io/pacs/archive.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';
import { isTransient } from '../../../../main/io/pacs/pacs-errors.ts';
import { aFile, errorOf, SOP_INSTANCE_UID } from './a-file.ts';

const { PresentationContextResult: Result, RejectReason, RejectResult, RejectSource, Status } = dimse.constants;
const IMPLICIT = '1.2.840.10008.1.2';

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

async function archiveAt(onSocket: (socket: Socket) => void, tls = false): Promise<Archive> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const old = { kind: 'dimse', name: 'Old', host: '127.0.0.1', port, calledAet: 'PACS', tls };
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
    const archive = await archiveAt(onSocket, true);
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
