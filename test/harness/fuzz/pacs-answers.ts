/** What archives answer, from a file: a server that says these bytes to whoever asks, and the client that asks it. */
import { createServer, type AddressInfo, type Server } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dimse from 'dcmjs-dimse';
import type { association, requests, responses } from 'dcmjs-dimse';
import { pacsServerSchema } from '#contract/pacs';
import { openArchive, type Archive } from '../../../main/io/pacs/archive.ts';

const ANY = { patientName: '', patientId: '', accessionNumber: '', fromDay: '', toDay: '' };
/** Answers that are cut off end by this, so it is short. */
const SILENCE_MS = 400;

/** Studies as a DICOMweb server tells them. @param path of the JSON that it sends */
export async function searchAtWebServer(path: string): Promise<void> {
  const body = await readFile(path);
  await answering([httpAnswer('application/dicom+json', body)], (port) =>
    archiveAt({ kind: 'dicomweb', name: 'Hostile', url: `http://127.0.0.1:${port}` }, (archive) => studies(archive)),
  );
}

/** A series as a DICOMweb server sends it. @param path of the multipart body */
export async function retrieveFromWebServer(path: string): Promise<void> {
  const body = await readFile(path);
  const folder = await mkdtemp(join(tmpdir(), 'quadrant-fuzz-pacs-'));
  try {
    const sent = httpAnswer('multipart/related; type="application/dicom"; boundary=limit', body);
    await answering([sent], (port) =>
      archiveAt({ kind: 'dicomweb', name: 'Hostile', url: `http://127.0.0.1:${port}` }, (archive) =>
        archive.retrieve({ studyUid: '1.2', seriesUid: '1.2.3', images: [] }, folder, () => {}, never),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Studies as a DIMSE server tells them. @param path of all that it says over the connection */
export async function searchAtDimseServer(path: string): Promise<void> {
  await answering(inTurns(await readFile(path)), (port) =>
    archiveAt({ kind: 'dimse', name: 'Hostile', host: '127.0.0.1', port, calledAet: 'PACS' }, (archive) =>
      studies(archive),
    ),
  );
}

const never = new AbortController().signal;

async function studies(archive: Archive): Promise<void> {
  await archive.findStudies({ query: ANY, from: 0, limit: 10 }, never);
}

async function archiveAt(
  server: object,
  ask: (archive: Archive) => Promise<void>,
  silenceMs = SILENCE_MS,
): Promise<void> {
  await ask(await openArchive(pacsServerSchema.parse(server), null, { connectMs: 10_000, silenceMs }));
}

function httpAnswer(contentType: string, body: Buffer): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

const RELEASE_BYTES = 10;

/** The acceptance, what was found, the release: a PDU begins with its type and its length (PS3.8 9.3.1). */
function inTurns(said: Buffer): readonly Buffer[] {
  const accepted = Math.min(said.length, said.length < 6 ? said.length : 6 + said.readUInt32BE(2));
  const found = Math.max(accepted, said.length - RELEASE_BYTES);
  return [said.subarray(0, accepted), said.subarray(accepted, found), said.subarray(found)];
}

/** Says a turn each time it is told something, to every connection anew. */
async function answering(turns: readonly Buffer[], use: (port: number) => Promise<void>): Promise<void> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const left = [...turns];
    socket.on('data', () => void socket.write(left.shift() ?? Buffer.alloc(0)));
  });
  const port = await listening(server);
  try {
    await use(port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** What a proper DIMSE server says when it is searched: to be changed. */
export async function recordedDimseAnswers(): Promise<Buffer> {
  const said: Buffer[] = [];
  const servers: FindingServer[] = [];
  const server = createServer((socket) => {
    const write = socket.write.bind(socket);
    socket.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
      said.push(Buffer.from(chunk));
      return Reflect.apply(write, socket, [chunk, ...rest]);
    };
    socket.on('error', () => {});
    servers.push(new FindingServer(socket, {}));
  });
  const port = await listening(server);
  try {
    await archiveAt({ kind: 'dimse', name: 'Good', host: '127.0.0.1', port, calledAet: 'PACS' }, studies, 10_000);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  return Buffer.concat(said);
}

class FindingServer extends dimse.Scp {
  override associationRequested(request: association.Association): void {
    for (const { context } of request.getPresentationContexts())
      context.setResult(dimse.constants.PresentationContextResult.Accept, context.getTransferSyntaxUids()[0]);
    this.sendAssociationAccept();
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse();
  }

  override cFindRequest(request: requests.CFindRequest, answer: (all: responses.CFindResponse[]) => void): void {
    const found = ['1.2.1', '1.2.2'].map((StudyInstanceUID) => {
      const response = dimse.responses.CFindResponse.fromRequest(request);
      response.setDataset(new dimse.Dataset({ StudyInstanceUID, PatientName: 'Doe^Jane', StudyDate: '20260101' }));
      response.setStatus(dimse.constants.Status.Pending);
      return response;
    });
    const last = dimse.responses.CFindResponse.fromRequest(request);
    last.setStatus(dimse.constants.Status.Success);
    answer([...found, last]);
  }
}
